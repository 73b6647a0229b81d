"""Trainings: planned and told, signed up for, attended by code and by list, judged, on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.decide.capability import contributions
from mulin.decide.capability.actions import taking_part
from mulin.decide.capability.actions.trainings import (
    Plan,
    call_training_off,
    hold_training,
    keep_handout,
    plan_training,
)
from mulin.decide.capability.models import Participant, Training
from mulin.decide.capability.queries import records
from mulin.decide.capability.queries import trainings as queries
from mulin.ground.notices.models import Message, PublicNotice
from mulin.ground.papers.permissions import may_read_paper
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
STARTS = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
AFTER = STARTS + timedelta(hours=3)


def by(cast: Cast, role: str) -> Actor:
    return cast.actor(role, TODAY)


def planned(cast: Cast, role: str = "street_officer", **more: Any) -> Training:
    told: dict[str, Any] = {
        "kind": "training", "topic": "换届怎么走", "about": "", "speaker": "蓝示例",
        "place": "三楼", "starts_at": STARTS, "minutes": 120, "capacity": 0,
        "audience": ("for_committees", "for_owners"), "community": cast.a.community,
    }  # fmt: skip
    return plan_training(Plan(**{**told, **more}), once=uuid7(), by=by(cast, role), now=NOW)


def test_who_is_meant_is_told_and_owners_read_it_on_their_board(cast: Cast) -> None:
    row = planned(cast)
    told = Message.objects.of(cast.yun).filter(subject_id=row.pk)
    assert {m.person_id for m in told} == {cast.persons["committee_chair"].pk}
    assert [n.compound_id for n in PublicNotice.objects.of(cast.yun)] == [cast.a.compound.pk]
    chair, other = by(cast, "committee_chair"), by(cast, "other_compound_owner")
    assert queries.training_for(chair, row.pk) == row
    assert queries.training_for(by(cast, "owner"), row.pk) == row
    assert queries.training_for(by(cast, "auditor"), row.pk) == row
    for outside in (other, cast.actor("neighbour_officer", TODAY)):
        assert queries.training_for(outside, row.pk) is None


@pytest.mark.parametrize(
    ("role", "more", "why"),
    [
        ("owner", {}, "街道、社区安排"),
        ("community_worker", {"community": None}, "由街道安排"),
        ("street_officer", {"starts_at": NOW - timedelta(hours=1)}, "已经过去"),
        ("street_officer", {"audience": ()}, "没有选谁"),
        ("street_officer", {"minutes": 0}, "时长"),
        ("street_officer", {"topic": " "}, "主题"),
    ],
)
def test_what_is_not_complete_or_not_ones_own_is_refused_with_a_reason(
    cast: Cast, role: str, more: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        planned(cast, role, **more)


def test_the_last_seat_is_taken_once_and_free_again_when_given_back(cast: Cast) -> None:
    row = planned(cast, capacity=1)
    owner, chair = by(cast, "owner"), by(cast, "committee_chair")
    first = taking_part.sign_up(row, by=owner, now=NOW)
    assert taking_part.sign_up(row, by=owner, now=NOW) == first
    with pytest.raises(Refused, match="名额已满"):
        taking_part.sign_up(row, by=chair, now=NOW)
    taking_part.withdraw(row, by=owner, now=NOW)
    taking_part.sign_up(row, by=chair, now=NOW)
    with pytest.raises(Refused, match="名额已满"):
        taking_part.sign_up(row, by=owner, now=NOW)
    with pytest.raises(Refused, match="没有找到"):
        taking_part.sign_up(row, by=by(cast, "other_compound_owner"), now=NOW)
    with pytest.raises(Refused, match="已经开始"):
        taking_part.sign_up(row, by=owner, now=AFTER)


def test_hours_count_for_those_whom_the_door_or_the_clerk_vouches_for(cast: Cast) -> None:
    row, officer = planned(cast), by(cast, "street_officer")
    chair = by(cast, "committee_chair")
    with pytest.raises(Refused, match="现在不能签到"):
        taking_part.come(row, "", "", by=chair, now=STARTS - timedelta(hours=3))
    came = taking_part.come(row, "", "", by=chair, now=STARTS)
    assert came.person_id == chair.person_id
    assert came.confirmed_at == STARTS
    typed = taking_part.come(row, "陈示例", "邻院", by=None, now=STARTS)
    assert typed.confirmed_at is None
    assert taking_part.come(row, " 陈示例 ", "邻院", by=None, now=STARTS).pk == typed.pk
    with pytest.raises(Refused, match="街道、社区安排"):
        taking_part.confirm_came(row, typed.pk, by=chair, now=STARTS)
    taking_part.confirm_came(row, typed.pk, by=officer, now=STARTS)
    with pytest.raises(Refused, match="还没有到开始"):
        hold_training(row, 90, "", by=officer, now=NOW)
    hold_training(row, 90, "好", by=officer, now=AFTER)
    member = records.members_for(officer, 2026, TODAY).get(person_id=chair.person_id)
    assert (member.times, member.minutes) == (1, 90)
    assert records.topics_of(cast.yun.pk, [chair.person_id], 2026) == {
        chair.person_id: ["换届怎么走"]
    }
    assert records.members_for(officer, 2025, TODAY).get(pk=member.pk).times == 0


def test_committees_of_which_nobody_came_are_named_until_somebody_does(cast: Cast) -> None:
    officer, worker = by(cast, "street_officer"), by(cast, "community_worker")
    assert set(records.untrained_for(officer, 2026, TODAY)) == {cast.a.committee, cast.b.committee}
    assert set(records.untrained_for(worker, 2026, TODAY)) == {cast.a.committee}
    row = planned(cast)
    taking_part.come(row, "", "", by=by(cast, "committee_chair"), now=STARTS)
    assert list(records.untrained_for(officer, 2026, TODAY)) == [cast.b.committee]
    far = cast.actor("neighbour_officer", TODAY)
    assert list(records.untrained_for(far, 2026, TODAY)) == [cast.far.committee]


def test_only_who_was_there_judges_and_nobody_is_named(cast: Cast) -> None:
    row, chair = planned(cast), by(cast, "committee_chair")
    taking_part.come(row, "", "", by=chair, now=STARTS)
    with pytest.raises(Refused, match="到场的人"):
        taking_part.judge(row, 5, "", by=by(cast, "owner"), now=AFTER)
    taking_part.judge(row, 3, "快", by=chair, now=AFTER)
    taking_part.judge(row, 4, "有用", by=chair, now=AFTER)
    opinion = queries.opinion_of(row)
    assert (opinion.count, opinion.average, opinion.words) == (1, 4.0, ("有用",))
    with pytest.raises(Refused, match="两个月"):
        taking_part.judge(row, 4, "", by=chair, now=AFTER + timedelta(days=70))


def test_a_handout_is_read_by_whom_it_is_for(cast: Cast) -> None:
    row, officer = planned(cast), by(cast, "street_officer")
    paper = keep_handout(row, "讲义.pdf", PDF, by=officer, now=NOW).paper
    assert may_read_paper(by(cast, "owner"), paper, TODAY) is None
    for outside in (by(cast, "other_compound_owner"), None, cast.actor("neighbour_owner", TODAY)):
        assert may_read_paper(outside, paper, TODAY) is not None
    with pytest.raises(Refused, match="街道、社区安排"):
        keep_handout(row, "x.pdf", PDF, by=by(cast, "owner"), now=NOW)


def test_who_signed_up_is_told_that_it_is_off(cast: Cast) -> None:
    row, owner = planned(cast), by(cast, "owner")
    taking_part.sign_up(row, by=owner, now=NOW)
    with pytest.raises(Refused, match="没有写为什么"):
        call_training_off(row, " ", by=by(cast, "street_officer"), now=NOW)
    call_training_off(row, "讲师病了", by=by(cast, "street_officer"), now=NOW)
    told = Message.objects.of(cast.yun).get(person_id=owner.person_id)
    assert "讲师病了" in told.text
    with pytest.raises(Refused, match="取消"):
        taking_part.come(row, "", "", by=owner, now=STARTS)


def test_the_desk_reminds_the_invited_and_those_who_run_it(cast: Cast) -> None:
    row, chair = planned(cast), by(cast, "committee_chair")
    assert [t.title for t in contributions.my_turn(chair, TODAY)] == ["换届怎么走"]
    taking_part.sign_up(row, by=chair, now=NOW)
    assert list(contributions.my_turn(chair, TODAY)) == []
    later = AFTER.date() + timedelta(days=1)
    notes = [t.note for t in contributions.my_turn(by(cast, "street_officer"), later)]
    assert notes == ["培训办完了，还没有登记到场和小结"]
    assert [h.title for h in contributions.found("换届怎么走", chair)] == ["换届怎么走"]
    other = by(cast, "other_compound_owner")
    assert list(contributions.found("换届怎么走", other)) == []
    assert {h.kind for h in contributions.found("不交物业费", other)} == {"一百问"}
    assert list(contributions.found("1栋1单元202", chair)) == []


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def test_the_whole_way_is_walked_on_the_screens(cast: Cast, client_as: As) -> None:
    officer, owner = client_as("street_officer"), client_as("owner")
    form = {
        "kind": "salon", "topic": "公共收益怎么公开", "speaker": "顾问团", "place": "三楼",
        "audience": ["for_committees", "for_owners"], "where": str(cast.a.compound.pk),
        "starts_at": "2026-03-09T14:00", "minutes": "120", "capacity": "2", "once": uuid7(),
    }  # fmt: skip
    with time_machine.travel("2026-03-02 10:00+0800"):
        bad = officer.post(reverse("trainings:new"), {**form, "topic": ""})
        assert bad.status_code == 422
        assert "顾问团" in text(bad)
        assert officer.post(reverse("trainings:new"), form).status_code == 302
        row = Training.objects.of(cast.yun).get()
        here = [row.pk]
        assert "公共收益怎么公开" in text(owner.get(reverse("trainings:mine")))
        assert owner.post(reverse("trainings:sign_up", args=here)).status_code == 302
        assert "您已报名" in text(owner.get(reverse("trainings:training", args=here)))
        assert owner.get(reverse("trainings:people", args=here)).status_code == 404
        assert owner.post(reverse("trainings:hold", args=here), {"minutes": 9}).status_code == 422
    door = reverse("trainings:door", args=["yun", row.door])
    with time_machine.travel("2026-03-09 14:05+0800"):
        assert "请入座" in text(owner.post(door, follow=True))
        typed = {"name": "周示例", "origin": "邻院业委会"}
        assert "工作人员确认后" in text(Client().post(door, typed, follow=True))
        one = Participant.objects.of(cast.yun).get(name="周示例")
        tick = reverse("trainings:came_listed", args=[row.pk, one.pk])
        assert owner.post(tick, {"do": "confirm"}).status_code == 403
        assert officer.post(tick, {"do": "confirm"}).status_code == 302
        assert (
            officer.post(
                reverse("trainings:came", args=here), {"name": "吴示例", "origin": "筹备组"}
            ).status_code
            == 302
        )
        held = {"minutes": "100", "summary": "问得多"}
        assert officer.post(reverse("trainings:hold", args=here), held).status_code == 302
        judged = {"score": "5", "words": "好"}
        assert owner.post(reverse("trainings:judge", args=here), judged).status_code == 302
        page = text(officer.get(reverse("trainings:training", args=here)))
        assert "5.0" in page
        assert "吴示例" in page
        assert "100 分钟" in text(owner.get(reverse("trainings:mine")))
        sheet = officer.get(reverse("trainings:people", args=here), {"export": "csv"})
        body = b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]
        assert "邻院业委会" in body
        assert "周示例" not in body
        page = text(client_as("auditor").get(reverse("trainings:training", args=here)))
        assert "邻院业委会" in page
        assert "周示例" not in page
        for name in ("list", "records", "untrained"):
            answer = client_as("auditor").get(reverse(f"trainings:{name}"), {"export": "xlsx"})
            assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
        assert owner.get(reverse("trainings:records")).status_code == 403


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
