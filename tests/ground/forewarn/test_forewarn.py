"""A warning stands where a conflict-prone change is opened, in three rooms; ticks go on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Motion
from mulin.decide.committees.actions.meetings import call_meeting
from mulin.decide.committees.models import Meeting
from mulin.deliberate.meetings.actions.issues import raise_issue
from mulin.ground.forewarn.models import Heeded
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.decide.committees.bodies import filled
from tests.isolation import motion as a_motion
from tests.isolation import poll as a_poll

As = Callable[[str], Client]
Acting = Callable[..., Actor]
SIGN = "容易引起矛盾的事：停车管理方案调整"


@pytest.fixture
def meeting(cast: Cast, actor: Acting) -> Meeting:
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    today = clock.today()
    by = actor("street_officer", on=today)
    term, _members = filled(cast, by, clock.now(), ends_on=today + timedelta(days=900))
    return call_meeting(
        term, "例会", "地面停车月卡涨价", today + timedelta(days=9), "活动室", once=uuid7(), by=by,
        now=clock.now(),
    )  # fmt: skip


def page(client: Client, there: str) -> str:
    return client.get(there).content.decode()


def at(room: str, subject: object, kind: str = "parking") -> str:
    return reverse("forewarn:warning", args=[room, subject, kind])


def test_a_meeting_on_parking_is_warned_of_and_what_was_done_is_on_record(
    cast: Cast, meeting: Meeting, client_as: As
) -> None:
    chair = client_as("committee_chair")
    there = reverse("committees:meeting", args=[meeting.pk])
    assert SIGN in page(chair, there)
    assert "还没有人看" in page(chair, there)
    whole = page(chair, at("meeting", meeting.pk))
    assert "民法典 第275条" in whole
    assert "先划线、先装道闸" in whole
    sent = {"done": ["count", "timing"], "note": "两个方案下周出"}
    assert chair.post(at("meeting", meeting.pk), sent).status_code == 302
    assert chair.post(at("meeting", meeting.pk), sent).status_code == 302
    row = Heeded.objects.of(cast.yun).get()
    assert row.done == ["count", "timing"]
    fact = Fact.objects.of(cast.yun).get(kind="WarningHeeded")
    assert fact.body["codes"] == ["count", "timing"]
    assert "先做的 7 件做了 2 件" in page(chair, there)
    bad = chair.post(at("meeting", meeting.pk), {"done": ["nonsense"]})
    assert bad.status_code == 422


def test_a_draft_of_a_vote_is_warned_of_by_its_motions(
    cast: Cast, actor: Acting, client_as: As
) -> None:
    officer = client_as("street_officer")
    draft = a_poll(cast)
    there = reverse("assembly:motions", args=[draft.pk])
    assert "矛盾预警" not in page(officer, there)
    row: Motion = a_motion(cast)
    row.title, row.kind = "选聘物业", "appoint_manager"
    row.save(update_fields=["title", "kind"])
    assert "选聘、解聘物业，调整物业费" in page(officer, there)
    assert officer.post(at("vote", draft.pk, "company"), {"done": ["split"]}).status_code == 302
    assert Heeded.objects.of(cast.yun).get().done == ["split"]


def test_an_issue_is_warned_of_to_those_who_carry_it_not_to_residents(
    cast: Cast, actor: Acting, client_as: As
) -> None:
    today = clock.today()
    issue = raise_issue(
        cast.a.compound, "地面车位怎么分", "", "committee", once=uuid7(),
        by=actor("community_worker", on=today), now=clock.now(),
    )  # fmt: skip
    there = reverse("meetings:issue", args=[issue.pk])
    assert SIGN in page(client_as("community_worker"), there)
    owner = client_as("owner")
    assert "矛盾预警" not in page(owner, there)
    assert owner.get(at("issue", issue.pk)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("auditor", 200),
        ("owner", 404),
        ("stranger", 403),
        ("other_compound_owner", 404),
        ("neighbour_officer", 404),
    ],
)
def test_a_warning_is_seen_by_readers_of_the_file(
    meeting: Meeting, client_as: As, role: str, status: int
) -> None:
    assert client_as(role).get(at("meeting", meeting.pk)).status_code == status


def test_whoever_only_reads_sets_no_tick(cast: Cast, meeting: Meeting, client_as: As) -> None:
    answer = client_as("auditor").post(at("meeting", meeting.pk), {"done": ["count"]})
    assert answer.status_code == 403
    assert not Heeded.objects.of(cast.yun).exists()


@pytest.mark.parametrize(
    "there", [("nowhere", "parking"), ("meeting", "nothing"), ("meeting", "revenue")]
)
def test_what_is_not_warned_of_is_not_there(
    meeting: Meeting, client_as: As, there: tuple[str, str]
) -> None:
    address = at(there[0], meeting.pk, there[1])
    assert client_as("street_officer").get(address).status_code == 404
