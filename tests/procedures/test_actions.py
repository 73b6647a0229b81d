"""A procedure from its opening to its end: what is due, by whom, and what each verb puts on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mulin.ground.record.models import Fact
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.actions.reckoning import reckon_again
from mulin.procedures.actions.steps import (
    File,
    do_step,
    extend_step,
    fix_day,
    withdraw_entry,
)
from mulin.procedures.models import Due, Entry, Evidence, Procedure
from mulin.procedures.queries import stale_procedures
from tests.cast import Cast
from tests.ground.papers.files import PDF

As = Callable[..., Actor]
TERM_ENDS = date(2026, 12, 31)
OPENED = start_of(date(2026, 3, 2)) + timedelta(hours=10)


@pytest.fixture
def reelection(cast: Cast, actor: As) -> Procedure:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    return open_procedure(
        "reelection",
        cast.a.compound,
        TERM_ENDS,
        once=uuid7(),
        by=actor("street_officer"),
        now=OPENED,
    )


def on(day: date) -> datetime:
    return start_of(day) + timedelta(hours=9)


def waiting(procedure: Procedure) -> dict[str, date | None]:
    rows = Due.objects.of(procedure.street_id).filter(procedure=procedure)
    return {due.step: due.day for due in rows}


def done(procedure: Procedure, step: str, day: date, *, by: Actor, **more: Any) -> Entry:
    return do_step(procedure, step, day, once=uuid7(), by=by, now=on(day), **more)


def test_opening_pins_the_law_and_says_who_is_next(reelection: Procedure) -> None:
    assert reelection.number == "CX-2026-0001"
    assert reelection.law["code"] == "310000"
    assert waiting(reelection)["report"] == date(2026, 7, 31)  # five months before
    assert "form_group" not in waiting(reelection)


def test_a_second_click_gives_the_same_and_a_second_of_its_kind_is_refused(
    reelection: Procedure, cast: Cast, actor: As
) -> None:
    by = actor("street_officer")
    again = open_procedure(
        "reelection", cast.a.compound, TERM_ENDS, once=reelection.pk, by=by, now=OPENED
    )
    assert again.pk == reelection.pk
    with pytest.raises(Refused, match="已经有一个在办的"):
        open_procedure("reelection", cast.a.compound, TERM_ENDS, once=uuid7(), by=by, now=OPENED)


def test_what_is_done_makes_the_next_step_due_from_that_day(
    reelection: Procedure, actor: As
) -> None:
    chair = actor("committee_chair", on=date(2026, 7, 1))
    entry = done(
        reelection,
        "report",
        date(2026, 7, 1),
        by=chair,
        files=[File("任期届满报告.pdf", PDF)],
    )
    assert waiting(reelection)["form_group"] == date(
        2026, 8, 31
    )  # sixty days: Sunday the 30th rolls
    assert (
        Evidence.objects.of(reelection.street_id).get(entry=entry).paper.title == "任期届满报告.pdf"
    )
    fact = Fact.objects.of(reelection.street_id).filter(kind="StepDone").get()
    assert fact.body["step"] == "书面报告街道"
    assert len(fact.body["papers"]) == 1


def test_a_late_step_is_said_late_and_the_street_is_called_to_the_rescue(
    reelection: Procedure, actor: As
) -> None:
    assert reckon_again(reelection.street_id, reelection.pk, date(2026, 8, 3))
    assert waiting(reelection)["report"] == date(2026, 7, 31)
    assert "start_anyway" in waiting(reelection)
    done(reelection, "report", date(2026, 8, 10), by=actor("street_officer", on=date(2026, 8, 10)))
    assert "start_anyway" not in waiting(reelection)
    body = Fact.objects.of(reelection.street_id).get(kind="StepDone").body
    assert body["late"] == "，晚于2026-07-31"


def test_fixing_the_day_of_the_meeting_dates_the_notice_before_it(
    reelection: Procedure, actor: As
) -> None:
    by = actor("community_worker")
    fix_day(reelection, "elect", date(2026, 12, 20), once=uuid7(), by=by, now=OPENED)
    assert waiting(reelection)["announce"] == date(2026, 12, 4)  # the 5th is a Saturday


def test_an_extension_wants_a_reason_a_later_day_and_a_paper(
    reelection: Procedure, actor: As
) -> None:
    by = actor("street_officer")
    paper = [File("同意延期的通知.pdf", PDF)]

    def extend(day: date, why: str, files: list[File]) -> Entry:
        return extend_step(
            reelection, "report", day, why, files=files, once=uuid7(), by=by, now=OPENED
        )

    with pytest.raises(Refused, match="不晚于现在的期限"):
        extend(date(2026, 7, 31), "业委会换人", paper)
    with pytest.raises(Refused, match="没有写为什么"):
        extend(date(2026, 8, 31), " ", paper)
    with pytest.raises(Refused, match="没有附延期的文书"):
        extend(date(2026, 8, 31), "业委会换人", [])
    extend(date(2026, 8, 31), "业委会换人", paper)
    assert waiting(reelection)["report"] == date(2026, 8, 31)


def test_an_outcome_is_chosen_and_decides_what_follows(reelection: Procedure, actor: As) -> None:
    by = actor("street_officer", on=date(2026, 11, 20))
    with pytest.raises(Refused, match="没有选这一步的结果"):
        done(reelection, "elect", date(2026, 11, 20), by=by)
    done(reelection, "elect", date(2026, 11, 20), by=by, outcome="quorum_failed")
    assert "elect_again" in waiting(reelection)
    assert "file" not in waiting(reelection)


def test_tomorrow_cannot_have_been_done(reelection: Procedure, actor: As) -> None:
    with pytest.raises(Refused, match="还没有到"):
        do_step(
            reelection,
            "report",
            date(2026, 3, 3),
            once=uuid7(),
            by=actor("street_officer"),
            now=OPENED,
        )


def test_a_second_click_on_a_step_writes_once(reelection: Procedure, actor: As) -> None:
    once, by = uuid7(), actor("street_officer")
    for _ in range(2):
        do_step(reelection, "report", date(2026, 3, 2), once=once, by=by, now=OPENED)
    assert Entry.objects.of(reelection.street_id).count() == 1
    assert Fact.objects.of(reelection.street_id).filter(kind="StepDone").count() == 1


def test_what_was_entered_by_mistake_is_withdrawn_and_stays_on_record(
    reelection: Procedure, actor: As
) -> None:
    by = actor("street_officer")
    entry = done(reelection, "report", date(2026, 3, 2), by=by)
    with pytest.raises(Refused, match="没有写为什么撤回"):
        withdraw_entry(reelection, entry.pk, "", by=by, now=OPENED)
    withdraw_entry(reelection, entry.pk, "报告还没有交", by=by, now=OPENED)
    assert waiting(reelection)["report"] == date(2026, 7, 31)
    assert Entry.objects.of(reelection.street_id).get().why_withdrawn == "报告还没有交"


@pytest.mark.parametrize(
    ("role", "step", "told"),
    [
        ("owner", "report", "由业主委员会办理"),
        ("property_manager", "report", "没有找到"),
        ("committee_chair", "form_group", "由街道办事处"),
        ("auditor", "report", "由业主委员会办理"),
        ("other_compound_owner", "report", "没有找到"),
    ],
)
def test_only_who_owes_a_step_or_helps_may_put_it_down(
    reelection: Procedure, actor: As, role: str, step: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        done(reelection, step, date(2026, 3, 2), by=actor(role))


def test_a_committee_does_not_open_extend_or_end(
    reelection: Procedure, cast: Cast, actor: As
) -> None:
    chair = actor("committee_chair")
    with pytest.raises(Refused, match="由街道或社区启动"):
        open_procedure("recall", cast.a.compound, TERM_ENDS, once=uuid7(), by=chair, now=OPENED)
    with pytest.raises(Refused, match="您的岗位只能查看"):
        fix_day(reelection, "elect", date(2026, 12, 1), once=uuid7(), by=chair, now=OPENED)
    with pytest.raises(Refused, match="您的岗位只能查看"):
        end_procedure(reelection, "办完了", void=False, by=chair, now=OPENED)


def test_an_ended_procedure_waits_for_nobody_and_takes_nothing_more(
    reelection: Procedure, actor: As
) -> None:
    by = actor("street_officer")
    ended = end_procedure(reelection, "启动错了小区", void=True, by=by, now=OPENED)
    assert ended.state == Procedure.State.VOIDED
    assert waiting(reelection) == {}
    with pytest.raises(Refused, match="已经结束"):
        done(reelection, "report", date(2026, 3, 2), by=by)


def test_a_process_the_region_does_not_know_is_refused(
    reelection: Procedure, cast: Cast, actor: As
) -> None:
    by = actor("street_officer")
    with pytest.raises(Refused, match="上海市没有“组建物业管理委员会”"):
        open_procedure(
            "interim_committee", cast.a.compound, TERM_ENDS, once=uuid7(), by=by, now=OPENED
        )


def test_each_day_is_reckoned_once(reelection: Procedure) -> None:
    tomorrow = date(2026, 3, 3)
    assert stale_procedures(reelection.street_id, tomorrow) == [reelection.pk]
    assert reckon_again(reelection.street_id, reelection.pk, tomorrow)
    assert stale_procedures(reelection.street_id, tomorrow) == []
    assert not reckon_again(reelection.street_id, reelection.pk, tomorrow)
