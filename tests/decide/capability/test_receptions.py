"""Reception days: the rhythm, what was missed, what owners came with, and where it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.decide.capability import contributions
from mulin.decide.capability.actions import receiving
from mulin.decide.capability.actions.receiving import Heard, Rhythm
from mulin.decide.capability.models import Schedule, Visit
from mulin.decide.capability.queries import receptions as queries
from mulin.decide.capability.queries.visits import visits_of_matter
from mulin.decide.capability.rhythm import days_of
from mulin.ground.estate.models import Organisation
from mulin.ground.matters.models import Matter
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
FIRST = date(2026, 1, 3)


def by(cast: Cast, role: str) -> Actor:
    return cast.actor(role, TODAY)


def fixed(
    cast: Cast, role: str = "committee_chair", body: Organisation | None = None, **more: Any
) -> Schedule:
    told: dict[str, Any] = {
        "nth": 0, "weekday": 5, "opens": time(9), "closes": time(11), "place": "活动室",
        "starts_on": FIRST,
    }  # fmt: skip
    return receiving.fix_rhythm(
        body or cast.a.committee,
        cast.a.compound,
        Rhythm(**{**told, **more}),
        once=uuid7(),
        by=by(cast, role),
        now=NOW,
    )


@pytest.mark.parametrize(
    ("nth", "weekday", "expected"),
    [
        (0, 5, [date(2026, 2, 7), date(2026, 2, 14), date(2026, 2, 21), date(2026, 2, 28)]),
        (1, 0, [date(2026, 2, 2)]),
        (2, 2, [date(2026, 2, 11)]),
        (5, 5, [date(2026, 2, 28)]),
        (5, 6, [date(2026, 2, 22)]),
    ],
)
def test_the_days_of_a_rhythm(nth: int, weekday: int, expected: list[date]) -> None:
    assert list(days_of(nth, weekday, date(2026, 2, 1), date(2026, 2, 28))) == expected


def test_a_body_fixes_its_own_days_and_no_other_s(cast: Cast) -> None:
    row = fixed(cast)
    assert row.rhythm == "每周星期六 09:00—11:00"
    assert fixed(cast, "property_manager", cast.company).body == cast.company
    with pytest.raises(Refused, match="自己来做"):
        fixed(cast, "property_manager")
    with pytest.raises(Refused, match="自己来做"):
        fixed(cast, "owner")
    for outside in ("other_compound_owner", "neighbour_officer"):
        with pytest.raises(Refused, match="没有找到"):
            fixed(cast, outside)
    with pytest.raises(Refused, match="晚于"):
        fixed(cast, starts_on=TODAY, closes=time(8))


def test_a_new_rhythm_ends_the_one_before(cast: Cast) -> None:
    old, new = fixed(cast), fixed(cast, nth=1, starts_on=date(2026, 3, 1))
    old.refresh_from_db()
    assert (old.ends_on, new.ends_on) == (date(2026, 2, 28), None)
    with pytest.raises(Refused, match="更晚的一天"):
        fixed(cast, starts_on=date(2026, 2, 1))


def test_days_that_were_missed_are_named_and_counted_by_month(cast: Cast) -> None:
    row, chair = fixed(cast), by(cast, "committee_chair")
    heard = Heard("灯不亮", answer="当天换")
    receiving.note_visit(row, date(2026, 2, 7), heard, once=uuid7(), by=chair, now=NOW)
    receiving.note_visit(row, date(2026, 2, 7), Heard("滑梯"), once=uuid7(), by=chair, now=NOW)
    receiving.note_nobody(row, date(2026, 2, 14), by=chair, now=NOW)
    receiving.note_visit(row, date(2026, 2, 18), Heard("加的一天"), once=uuid7(), by=chair, now=NOW)
    missed = queries.missed_days(row, TODAY)
    assert missed[:2] == [date(2026, 2, 28), date(2026, 2, 21)]
    assert len(missed) == 7
    counted = queries.with_counts(queries.schedules_for(chair), TODAY).get(pk=row.pk)
    assert queries.missed_count(counted, TODAY) == 7
    month = queries.months_of(row, TODAY)[1]
    assert (month.due, month.held, month.missed, month.visits) == (4, 3, 2, 3)
    assert (month.answered, month.handed_over) == (1, 0)
    assert queries.next_day(row, TODAY) == date(2026, 3, 7)


def test_a_day_called_off_is_not_missed_and_the_next_one_is_shown(cast: Cast) -> None:
    row, chair = fixed(cast), by(cast, "committee_chair")
    receiving.call_day_off(row, date(2026, 3, 7), "节日", by=chair, now=NOW)
    assert queries.next_day(row, TODAY) == date(2026, 3, 14)
    assert date(2026, 3, 7) not in queries.missed_days(row, date(2026, 3, 20))
    later = datetime(2026, 3, 8, tzinfo=UTC)
    with pytest.raises(Refused, match="停一次"):
        receiving.note_visit(row, date(2026, 3, 7), Heard("x"), once=uuid7(), by=chair, now=later)
    for day, why in ((date(2026, 2, 28), "今天起"), (date(2026, 3, 8), "本来就不是")):
        with pytest.raises(Refused, match=why):
            receiving.call_day_off(row, day, "节日", by=chair, now=NOW)


@pytest.mark.parametrize(
    ("day", "why"),
    [(TODAY + timedelta(days=1), "还没有到"), (date(2025, 12, 20), "太早")],
)
def test_nothing_is_entered_for_days_to_come_or_long_past(cast: Cast, day: date, why: str) -> None:
    row = fixed(cast)
    with pytest.raises(Refused, match=why):
        receiving.note_visit(
            row, day, Heard("x"), once=uuid7(), by=by(cast, "committee_chair"), now=NOW
        )


def test_what_came_is_handed_over_once_under_a_number(cast: Cast) -> None:
    row, chair = fixed(cast), by(cast, "committee_chair")
    visit = receiving.note_visit(
        row, date(2026, 2, 7), Heard("大堂停车", visitor="周示例"), once=uuid7(), by=chair, now=NOW
    )
    matter = receiving.hand_over(visit, "", once=uuid7(), by=chair, now=NOW)
    assert receiving.hand_over(visit, "", once=uuid7(), by=chair, now=NOW) == matter
    assert matter.number.startswith("SX-2026-")
    assert Matter.objects.of(cast.yun).count() == 1
    assert [p.title for p in visits_of_matter(chair, matter)] == ["大堂停车"]
    assert list(visits_of_matter(by(cast, "other_compound_owner"), matter)) == []
    told = Fact.objects.of(cast.yun).filter(kind__in=("VisitNoted", "VisitHandedOver"))
    assert all("周示例" not in str(fact.body) for fact in told)


def test_the_desk_names_what_was_missed_and_what_comes_to_the_body_alone(cast: Cast) -> None:
    fixed(cast)
    near = TODAY + timedelta(days=3)
    tasks = list(contributions.my_turn(by(cast, "committee_chair"), near))
    assert [t.state for t in tasks] == ["late", "soon"]
    assert "缺 9 次" in tasks[0].note
    assert list(contributions.my_turn(by(cast, "property_manager"), near)) == []
    unit = cast.a.units[0]
    (panel,) = contributions.about_unit(unit, by(cast, "community_worker"), TODAY)
    assert panel.lines[0].when == "2026-03-07"
    assert list(contributions.about_unit(unit, by(cast, "other_compound_owner"), TODAY)) == []


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def test_a_committee_receives_on_its_screens_and_owners_see_the_next_day_only(
    cast: Cast, client_as: As
) -> None:
    chair, owner = client_as("committee_chair"), client_as("owner")
    with time_machine.travel("2026-03-02 10:00+0800"):
        form = {
            "body": f"{cast.a.committee.pk.hex}/{cast.a.compound.pk.hex}", "nth": "0",
            "weekday": "5", "opens": "09:00", "closes": "11:00", "place": "活动室",
            "starts_on": "2026-02-01", "once": uuid7(),
        }  # fmt: skip
        assert "云栖苑业主委员会" in text(chair.get(reverse("receptions:new")))
        assert chair.post(reverse("receptions:new"), {**form, "place": ""}).status_code == 422
        assert chair.post(reverse("receptions:new"), form).status_code == 302
        here = [Schedule.objects.of(cast.yun).get().pk]
        visit = {
            "day": "2026-02-28", "topic": "楼道灯不亮", "question": "三层", "visitor": "周演示",
            "room": "1-1-301", "once": uuid7(),
        }  # fmt: skip
        enter = reverse("receptions:visit_new", args=here)
        assert chair.post(enter, {**visit, "topic": ""}).status_code == 422
        assert chair.post(enter, visit).status_code == 302
        assert chair.post(enter, visit).status_code == 302
        one = Visit.objects.of(cast.yun).get()
        listed = text(chair.get(reverse("receptions:visits", args=here)))
        assert "楼道灯不亮" in listed
        assert "周演示" not in listed
        go = reverse("receptions:matter", args=[*here, one.pk])
        assert owner.post(go, {"once": uuid7()}).status_code == 403
        assert chair.post(go, {"once": uuid7()}).status_code == 302
        assert "SX-2026-" in text(chair.get(reverse("receptions:visits", args=here)))
        off = {"day": "2026-03-07", "why": "委员培训"}
        assert chair.post(reverse("receptions:off", args=here), off).status_code == 302
        nobody = {"day": "2026-03-03"}
        assert chair.post(reverse("receptions:nobody", args=here), nobody).status_code == 422
        assert "3 月 14 日" in text(owner.get(reverse("receptions:mine"))).replace(
            "3月14日", "3 月 14 日"
        )
        page = text(owner.get(reverse("receptions:schedule", args=here)))
        assert "来访 1 件" in page
        assert "楼道灯不亮" not in page
        assert "周演示" not in page
        assert owner.get(reverse("receptions:visits", args=here)).status_code == 404
        assert "云栖苑业主委员会" in text(owner.get("/"))
        auditor = client_as("auditor")
        sheet = auditor.get(reverse("receptions:visits", args=here), {"export": "csv"})
        body = b"".join(sheet.streaming_content).decode()  # type: ignore[attr-defined]
        assert "楼道灯不亮" in body
        assert "周演示" not in body
        listing = auditor.get(reverse("receptions:list"), {"export": "xlsx"})
        assert b"".join(listing.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
        end = {"day": "2026-03-02"}
        assert auditor.post(reverse("receptions:end", args=here), end).status_code == 422
        assert chair.post(reverse("receptions:end", args=here), end).status_code == 302
        assert "没有下次接待" in text(owner.get(reverse("receptions:schedule", args=here)))
