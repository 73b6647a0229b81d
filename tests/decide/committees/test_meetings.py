"""A committee meets: called, announced, held, judged, signed and published; and what it may not do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.actions.meetings import (
    call_meeting,
    note_step,
    void_meeting,
)
from mulin.decide.committees.models import (
    Attendance,
    Meeting,
    MeetingPaper,
    Member,
    Resolution,
    Term,
)
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.meetings import meetings_for
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests import isolation
from tests.cast import Cast
from tests.decide.committees.bodies import filled
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF, photo
from tests.ground.papers.pdf import text_of

As = Callable[[str], Client]
Acting = Callable[..., Actor]
HELD = date(2026, 3, 12)
AFTER = start_of(date(2026, 3, 12)) + timedelta(hours=12)


def called(term: Term, by: Actor, now: datetime, held: date = HELD) -> Meeting:
    return call_meeting(
        term, "三月例会", "停车方案\n门禁维修", held, "活动室", once=uuid7(), by=by, now=now
    )


@pytest.fixture
def committee(cast: Cast, actor: Acting, now: datetime) -> tuple[Term, list[Member]]:
    for place in (cast.a, cast.b):
        place.compound.region = "310000"
        place.compound.save(update_fields=["region"])
    return filled(cast, actor("street_officer"), now)


def pks(members: list[Member]) -> list[UUID]:
    return [m.pk for m in members]


def test_three_of_five_decide_and_two_do_not(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)
    motions = [Motion("同意停车方案送业主大会表决", 3, 1, 0), Motion("更换门禁", 2, 2, 0)]
    hold_meeting(meeting, pks(members[:4]), pks(members[:3]), motions, by=chair, now=AFTER)
    rows = Resolution.objects.of(term.street_id).order_by("order")
    assert [row.adopted for row in rows] == [True, False]
    assert Attendance.objects.of(term.street_id).filter(signed=True).count() == 3
    body = Fact.objects.of(term.street_id).get(kind="CommitteeMeetingHeld").body
    assert (body["whole"], body["present"]) == (5, 4)
    again = hold_meeting(meeting, [], [], [], by=chair, now=AFTER)
    assert again.state == Meeting.State.HELD
    assert Fact.objects.of(term.street_id).filter(kind="CommitteeMeetingHeld").count() == 1


def test_two_of_five_are_no_quorum_and_decide_nothing(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)
    held = hold_meeting(
        meeting, pks(members[:2]), [], [Motion("更换门禁", 2, 0, 0)], by=chair, now=AFTER
    )
    assert held.state == Meeting.State.NO_QUORUM
    assert not Resolution.objects.of(term.street_id).exists()
    with pytest.raises(Refused, match="还没有作出决定"):
        note_step(held, "publish", HELD, File("a.jpg", photo()), by=chair, now=AFTER)


def test_votes_that_do_not_add_up_are_refused(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)

    def hold(*motions: Motion) -> None:
        hold_meeting(meeting, pks(members[:4]), [], motions, by=chair, now=AFTER)

    with pytest.raises(Refused, match="共 5 票，到会 4 人"):
        hold(Motion("更换门禁", 5, 0, 0))
    with pytest.raises(Refused, match="没有写一项决定"):
        hold()
    with pytest.raises(Refused, match="没有写决定内容"):
        hold(Motion(" ", 4, 0, 0))
    assert Meeting.objects.of(term.street_id).get().state == Meeting.State.CALLED


def test_a_meeting_is_not_held_before_its_day_nor_after_it_was_given_up(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)
    with pytest.raises(Refused, match="还没有到"):
        hold_meeting(meeting, pks(members), [], [Motion("甲", 5, 0, 0)], by=chair, now=now)
    with pytest.raises(Refused, match="没有写取消原因"):
        void_meeting(meeting, "", by=chair, now=now)
    void_meeting(meeting, "主任出差", by=chair, now=now)
    with pytest.raises(Refused, match="已经取消"):
        hold_meeting(meeting, pks(members), [], [Motion("甲", 5, 0, 0)], by=chair, now=AFTER)
    with pytest.raises(Refused, match="已经过去"):
        called(term, chair, now, held=date(2026, 3, 1))


def test_a_photo_proves_that_the_agenda_hung(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, _members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)
    with pytest.raises(Refused, match="没有附照片"):
        note_step(meeting, "notice", date(2026, 3, 2), None, by=chair, now=now)
    note_step(meeting, "notice", date(2026, 3, 2), File("公告.jpg", photo()), by=chair, now=now)
    kept = MeetingPaper.objects.of(term.street_id).get()
    assert kept.kind == MeetingPaper.Kind.AGENDA
    with pytest.raises(Refused, match="晚于开会日期"):
        note_step(meeting, "tell", date(2026, 3, 13), None, by=chair, now=AFTER + timedelta(days=2))


def test_the_law_of_the_day_of_calling_judges_the_meeting(
    cast: Cast, committee: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = committee
    chair = actor("committee_chair", on=HELD)
    meeting = called(term, chair, now)
    cast.a.compound.region = "000000"  # elsewhere exactly half of six would do
    cast.a.compound.save(update_fields=["region"])
    assert meeting.law["code"] == "310000"
    term.seats = 6
    term.save(update_fields=["seats"])
    hold_meeting(meeting, pks(members[:4]), [], [Motion("甲", 3, 1, 0)], by=chair, now=AFTER)
    assert not Resolution.objects.of(term.street_id).get().adopted


@pytest.mark.parametrize("role", ["owner", "auditor", "property_manager", "other_compound_owner"])
def test_only_members_and_the_offices_call_meetings(
    committee: tuple[Term, list[Member]], actor: Acting, now: datetime, role: str
) -> None:
    with pytest.raises(Refused):
        called(committee[0], actor(role), now)


def test_a_meeting_on_the_screen_from_its_call_to_its_publication(
    cast: Cast, client_as: As, committee: tuple[Term, list[Member]]
) -> None:
    _term, members = committee
    chair, today = client_as("committee_chair"), clock.today()
    form = {
        "title": "例会",
        "held_on": today,
        "place": "活动室",
        "agenda": "停车方案\n门禁维修",
        "once": uuid7(),
    }
    assert chair.post(to("call_meeting", cast.a.committee.pk), form).status_code == 302
    meeting = Meeting.objects.of(cast.yun).get()
    page = text(chair.get(to("meeting", meeting.pk)))
    assert "业主大会和业主委员会指导规则 第39条" in page
    assert "过期" in page  # seven days before today are gone
    assert client_as("owner").get(to("meeting", meeting.pk)).status_code == 403
    picture = SimpleUploadedFile("公告.jpg", photo(), "image/jpeg")
    step = to("meeting_step", meeting.pk, "notice")
    assert chair.post(step, {"day": today, "photo": picture}).status_code == 302
    assert "晚了" in text(chair.get(to("meeting", meeting.pk)))
    held: dict[str, Any] = {
        "present": pks(members[:4]),
        "signed": pks(members[:3]),
        "text_1": "停车方案送业主大会表决",
        "agree_1": 3,
        "against_1": 1,
        "abstain_1": 1,
    }
    wrong = chair.post(to("hold", meeting.pk), held)
    assert wrong.status_code == 422
    assert "对不上" in text(wrong)
    assert "停车方案送业主大会表决" in text(wrong)
    assert chair.post(to("hold", meeting.pk), {**held, "abstain_1": 0}).status_code == 302
    page = text(chair.get(to("meeting", meeting.pk)))
    assert "须 5 人的过半数，即 3 人" in page
    assert "上海市住宅物业管理规定 第26条" in page
    pdf = chair.get(to("minutes", meeting.pk))
    printed = text_of(pdf.content)
    assert "停车方案送业主大会表决" in printed
    assert "通过" in printed
    paper = {"kind": "minutes", "file": SimpleUploadedFile("记录.pdf", PDF, "application/pdf")}
    assert chair.post(to("meeting_paper", meeting.pk), paper).status_code == 302
    hung = SimpleUploadedFile("决定.jpg", photo((320, 240)), "image/jpeg")
    done = chair.post(to("meeting_step", meeting.pk, "publish"), {"day": today, "photo": hung})
    assert done.status_code == 302
    seen = text(client_as("owner").get(to("meeting", meeting.pk)))
    assert "停车方案送业主大会表决" in seen
    assert "/papers/" not in seen
    assert client_as("owner").get(to("minutes", meeting.pk)).status_code == 404
    listed = text(client_as("street_officer").get(to("meetings"), {"state": "held"}))
    assert "例会" in listed


def test_a_list_names_only_the_meetings_that_can_be_opened(
    cast: Cast, client_as: As, actor: Acting, committee: tuple[Term, list[Member]], now: datetime
) -> None:
    meeting = called(committee[0], actor("committee_chair"), now)
    for role, listed in (("owner", False), ("counter_1", False), ("committee_chair", True)):
        client = client_as(role)
        assert ("三月例会" in text(client.get(to("meetings")))) is listed, role
        assert (client.get(to("meeting", meeting.pk)).status_code == 200) is listed, role


def test_a_post_for_a_vote_lists_no_meeting_whose_decisions_do_not_hang(
    cast: Cast, actor: Acting
) -> None:
    """A counter who lives here is an owner like any other: neither listed nor opened before then."""
    isolation.EXAMPLES["meeting_id"](cast)
    owner, counter = actor("owner"), actor("counter_1")
    both = replace(owner, grants=(*owner.grants, *counter.grants))
    assert not meetings_for(both)
    assert len(meetings_for(actor("community_worker"))) == 1
    Meeting.objects.of(cast.yun).update(published_on=HELD)
    assert len(meetings_for(both)) == 1
