"""Reminders counted from the due date, once each; a late step told to the street; what the ground asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.ground.access.duties import duties_of
from mulin.ground.calendar import effects
from mulin.ground.estate.under_way import under_way
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, system_actor
from mulin.law.pinned import unpin
from mulin.law.workdays import Calendar
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.actions.reckoning import reckon_again
from mulin.procedures.actions.reminding import remind
from mulin.procedures.actions.steps import do_step
from mulin.procedures.jobs import reckon_due, remind_due
from mulin.procedures.models import Procedure, Reminder
from mulin.procedures.queries.holders import holders_in
from tests.cast import Cast
from tests.procedures.test_pages import text

As = Callable[..., Actor]
TERM_ENDS = date(2026, 12, 31)  # the report is due on 31 July
OPENED = start_of(date(2026, 3, 2)) + timedelta(hours=10)


@pytest.fixture
def reelection(cast: Cast, actor: As) -> Procedure:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    by = actor("street_officer")
    return open_procedure("reelection", cast.a.compound, TERM_ENDS, once=uuid7(), by=by, now=OPENED)


def pass_day(procedure: Procedure, day: date) -> list[Reminder]:
    """What the worker does on a day."""
    now = start_of(day) + timedelta(hours=9)
    reckon_again(procedure.street_id, procedure.pk, day)
    holders = holders_in(procedure.street_id, day)
    return remind(procedure.pk, holders, by=system_actor(procedure.street_id), now=now)


def days_reminded(procedure: Procedure, step: str) -> list[int]:
    rows = Reminder.objects.of(procedure.street_id).filter(procedure=procedure, step=step)
    return list(rows.order_by("id").values_list("before", flat=True))


def test_each_step_is_reminded_of_on_its_days_and_once(reelection: Procedure) -> None:
    day = date(2026, 6, 25)
    while day <= date(2026, 7, 31):
        pass_day(reelection, day)
        assert pass_day(reelection, day) == []
        day += timedelta(days=1)
    assert days_reminded(reelection, "report") == [30, 14, 7, 1]
    sent = Reminder.objects.of(reelection.street_id).filter(step="report").order_by("id")
    assert [str(row.sent_at.date()) for row in sent] == [
        "2026-07-01",
        "2026-07-17",
        "2026-07-24",
        "2026-07-30",
    ]


def test_whoever_owes_the_step_is_told_what_by_when_and_by_which_article(
    reelection: Procedure, cast: Cast
) -> None:
    (sent,) = pass_day(reelection, date(2026, 7, 24))
    chair = cast.persons["committee_chair"]
    assert (sent.before, sent.reached) == (7, 1)
    assert chair.name in sent.to
    message = Message.objects.of(cast.yun).get(person_id=chair.pk, channel="inbox")
    assert "书面报告街道" in message.text
    assert "2026-07-31" in message.text
    assert "第28条" in message.text


def test_a_procedure_opened_late_sends_one_reminder_not_three(reelection: Procedure) -> None:
    pass_day(reelection, date(2026, 7, 30))
    assert days_reminded(reelection, "report") == [1]


def test_a_late_step_goes_to_the_street_too_and_again_after_a_week(
    reelection: Procedure, cast: Cast
) -> None:
    for day in (date(2026, 8, 1), date(2026, 8, 3), date(2026, 8, 8), date(2026, 8, 20)):
        pass_day(reelection, day)
    assert days_reminded(reelection, "report") == [-1, -8]
    sent = Reminder.objects.of(cast.yun).filter(step="report").first()
    assert sent is not None
    assert cast.persons["street_officer"].name in sent.to
    assert cast.persons["committee_chair"].name in sent.to
    officer = Message.objects.of(cast.yun).filter(person_id=cast.persons["street_officer"].pk)
    assert any("逾期 1 天" in message.text for message in officer)


def test_what_is_done_or_ended_is_not_reminded_of(reelection: Procedure, actor: As) -> None:
    by = actor("street_officer", on=date(2026, 7, 1))
    now = start_of(date(2026, 7, 1)) + timedelta(hours=9)
    do_step(reelection, "report", date(2026, 7, 1), once=uuid7(), by=by, now=now)
    pass_day(reelection, date(2026, 7, 24))
    assert days_reminded(reelection, "report") == []


def test_a_reminder_is_one_fact_and_stands_on_the_page(
    cast: Cast, actor: As, client_as: Callable[[str], Client]
) -> None:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    today, now = clock.today(), clock.now()
    by = actor("street_officer", on=today)
    row = open_procedure(
        "handover", cast.a.compound, today - timedelta(days=3), once=uuid7(), by=by, now=now
    )
    pass_day(row, today)
    fact = Fact.objects.of(cast.yun).get(kind="StepsReminded")
    assert "清点档案" in fact.body["steps"]
    page = text(client_as("street_officer").get(reverse("procedures:procedure", args=[row.pk])))
    assert "逾期 1 天" in page
    assert cast.persons["committee_chair"].name in page
    step = reverse("procedures:step", args=[row.pk, "list"])
    assert "提醒" in text(client_as("owner").get(step))


def test_the_worker_reminds_by_day_only(reelection: Procedure) -> None:
    night = start_of(date(2026, 7, 24)) + timedelta(hours=3)
    reckon_due(now=night)
    assert remind_due(now=night) == 0
    morning = night + timedelta(hours=6)
    assert remind_due(now=morning) == 1
    assert remind_due(now=morning + timedelta(minutes=10)) == 0


def test_a_new_calendar_says_which_steps_it_would_move(reelection: Procedure, actor: As) -> None:
    day = date(2026, 7, 1)
    by, now = actor("street_officer", on=day), start_of(day) + timedelta(hours=9)
    do_step(reelection, "report", day, once=uuid7(), by=by, now=now)
    before = unpin(reelection.law).days
    known = before.years[2026]
    off = replace(known, off=frozenset({*known.off, date(2026, 8, 31)}))
    after = Calendar({**before.years, 2026: off})
    assert effects.moved(reelection.street_id, before, before, day) == []
    moved = {one.what: one for one in effects.moved(reelection.street_id, before, after, day)}
    group = moved["组建换届改选小组"]  # sixty days end on a Sunday, and the Monday is off now
    assert (group.was, group.becomes) == (date(2026, 8, 31), date(2026, 9, 1))
    assert group.pinned
    assert group.url == reverse("procedures:procedure", args=[reelection.pk])


def test_a_compound_with_a_procedure_is_under_way_until_it_ends(
    reelection: Procedure, cast: Cast, actor: As
) -> None:
    assert any("业主委员会换届" in what for what in under_way(cast.a.compound))
    by = actor("street_officer")
    end_procedure(reelection, "启动错了", void=True, by=by, now=OPENED)
    assert not any("业主委员会换届" in what for what in under_way(cast.a.compound))


def test_who_leaves_sees_the_steps_that_wait_for_him_alone(
    reelection: Procedure, cast: Cast
) -> None:
    words = [duty.words for duty in duties_of(cast.persons["committee_chair"])]
    assert any("书面报告街道" in one and "只有他办" in one for one in words)
    assert duties_of(cast.persons["owner"]) == []
