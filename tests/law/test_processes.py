"""Processes: the engine on small ones, each process in each region, and the days the law gives."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law import process_codec
from mulin.law import questions as q
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.jurisdiction import Unanswered
from mulin.law.process import (
    Anchor,
    Due,
    Duty,
    If,
    Instead,
    Late,
    Outcome,
    Process,
    Step,
    Undated,
    after,
    before,
    later_of,
)
from mulin.law.process_catalogue import UnknownProcess, all_processes, process_named
from mulin.law.progress import Done, Events, Line, State, Timetable
from mulin.law.terms import Period
from mulin.law.timetable import timetable
from mulin.law.workdays import CALENDAR

PROCESSES = all_processes()
OPENED = date(2027, 1, 5)
NOWHERE = Undated("没有日数。")
Done_ = dict[str, Done]


def days(
    code: str,
    region: str,
    anchor: date,
    events: Events | None = None,
    *,
    today: date | None = None,
    opened: date = OPENED,
) -> Timetable:
    return timetable(
        PROCESSES[code],
        jurisdiction(region),
        anchor=anchor,
        opened=opened,
        calendar=CALENDAR,
        events=events,
        today=today,
    )


def small(*steps: Step) -> Process:
    return Process("small", "小程序", "", Anchor("start", "开始"), steps)


def reckoned(
    process: Process, events: Events | None = None, today: date | None = None
) -> Timetable:
    """A small process from a Monday, on the national line."""
    return timetable(
        process,
        jurisdiction("000000"),
        anchor=date(2026, 3, 2),
        opened=date(2026, 3, 2),
        calendar=CALENDAR,
        events=events,
        today=today,
    )


# ── The engine ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((Step("a", "A", Duty.STREET, after("b")),), "counted from nothing: b"),
        (
            (
                Step("a", "A", Duty.STREET, after("b")),
                Step("b", "B", Duty.STREET, after("a")),
            ),
            "counted from itself",
        ),
        ((Step("start", "A", Duty.STREET, NOWHERE),), "both the anchor and a step"),
        (
            (
                Step("a", "A", Duty.STREET, NOWHERE),
                Step("a", "A", Duty.STREET, NOWHERE),
            ),
            "stands twice",
        ),
        (
            (
                Step("a", "A", Duty.STREET, NOWHERE, outcomes=(Outcome("yes", "是"),)),
                Step("b", "B", Duty.STREET, NOWHERE, when=If("a", "no")),
            ),
            "an outcome a does not have: no",
        ),
        ((Step("a", "A", Duty.STREET, NOWHERE, when=Late("x")),), "depends on no step: x"),
        (
            (Step("a", "A", Duty.STREET, NOWHERE, instead=Instead("x", Duty.OWNERS)),),
            "names no step: x",
        ),
        (
            (
                Step("a", "A", Duty.STREET, after("start"), when=Late("b")),
                Step("b", "B", Duty.STREET, after("a")),
            ),
            "counted from itself",
        ),
    ],
)
def test_a_process_that_does_not_hold_together_is_refused_when_read(
    steps: tuple[Step, ...], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        small(*steps)


def test_the_later_of_two_days_counts_and_one_unknown_day_leaves_it_open() -> None:
    five, ten = after("start", Period(days=5)), after("start", Period(days=10))
    assert reckoned(small(Step("a", "A", Duty.STREET, later_of(five, ten)))).line("a").due == date(
        2026, 3, 12
    )
    unknown = after("start", q.PUBLISH_RESULT)
    line = reckoned(small(Step("a", "A", Duty.STREET, later_of(five, unknown)))).line("a")
    assert line.due is None
    assert "没有写明日数" in line.why


def test_a_notice_to_owners_moves_earlier_a_report_stays_and_a_posting_never_rolls() -> None:
    sunday = Period(days=6)  # 2026-03-08
    saturday_before = Period(days=2)  # 2026-02-28 was worked in exchange for the Spring Festival
    found = reckoned(
        small(
            Step("file", "F", Duty.STREET, after("start", sunday)),
            Step("posted", "P", Duty.STREET, after("start", sunday, posted=True)),
            Step("report", "R", Duty.STREET, before("start", Period(days=8))),
            Step("notice", "N", Duty.STREET, before("start", Period(days=8), notice=True)),
            Step("worked", "W", Duty.STREET, before("start", saturday_before, notice=True)),
        )
    )
    assert found.line("file").due == date(2026, 3, 9)
    assert found.line("file").rolled_from == date(2026, 3, 8)
    assert found.line("posted").due == date(2026, 3, 8)
    assert found.line("report").due == date(2026, 2, 22)
    assert found.line("notice").due == date(2026, 2, 14)
    assert found.line("worked").due == date(2026, 2, 28)


CHAIN = small(
    Step("a", "A", Duty.COMMITTEE, after("start", Period(days=2))),
    Step("b", "B", Duty.STREET, after("a", Period(days=2)), display=Period(days=7)),
    Step("rescue", "R", Duty.STREET, NOWHERE, when=Late("a")),
)


def test_a_real_day_moves_what_follows_it_and_settles_the_plan() -> None:
    planned = reckoned(CHAIN)
    assert planned.line("b").due == date(2026, 3, 6)
    assert planned.line("b").planned
    real = reckoned(CHAIN, Events({"a": Done(date(2026, 3, 3))}))
    assert real.line("b").due == date(2026, 3, 5)
    assert not real.line("b").planned
    assert real.line("b").posted_until == date(2026, 3, 12)


def test_a_late_step_pushes_what_follows_calls_for_its_rescue_and_is_shown_late() -> None:
    friday = date(2026, 3, 6)
    found = reckoned(CHAIN, today=friday)
    assert found.line("b").due == date(2026, 3, 9)  # Sunday the 8th rolls
    assert found.state(found.line("a"), friday) is State.LATE
    assert found.state(found.line("rescue"), friday) is State.TURN
    assert found.state(found.line("b"), friday) is State.WAITING
    assert [line.step.code for line in found.turns(friday)] == ["a", "rescue"]
    late = Events({"a": Done(friday)})
    done = reckoned(CHAIN, late, today=friday)
    assert done.state(done.line("a"), friday) is State.DONE_LATE
    assert done.state(done.line("rescue"), friday) is State.SPARED


def test_a_fixed_day_that_passed_unused_pushes_what_follows_as_lateness_does() -> None:
    friday = date(2026, 3, 6)
    fixed = Events(fixed={"a": date(2026, 3, 3)})
    assert reckoned(CHAIN, fixed, today=date(2026, 3, 3)).line("b").due == date(2026, 3, 5)
    found = reckoned(CHAIN, fixed, today=friday)
    assert found.line("b").due == date(2026, 3, 9)  # two days from today, Sunday the 8th rolls
    assert found.state(found.line("b"), friday) is State.WAITING
    kept = Events({"a": Done(date(2026, 3, 4))}, {"a": date(2026, 3, 3)})
    assert reckoned(CHAIN, kept, today=friday).line("b").due == date(2026, 3, 6)


def test_a_notice_comes_before_the_first_day_of_a_vote_that_ends_weeks_later() -> None:
    opens, counted = date(2026, 10, 29), date(2026, 11, 13)
    law = jurisdiction("310000")
    both = Events({"elect": Done(counted, "elected")}, {"elect": opens})
    found = timetable(
        process_named("reelection"),
        law,
        anchor=date(2026, 12, 31),
        opened=date(2026, 3, 2),
        calendar=CALENDAR,
        events=both,
    )
    assert found.line("announce").due == date(2026, 10, 14)  # fifteen days before it opens
    assert found.line("publish_elected").due == date(2026, 11, 16)  # three days after the count


def test_an_extension_moves_the_day_and_keeps_the_lawful_one_beside_it() -> None:
    line = reckoned(CHAIN, Events(extended={"a": date(2026, 3, 20)})).line("a")
    assert (line.due, line.lawful) == (date(2026, 3, 20), date(2026, 3, 4))


def test_a_branch_is_open_until_its_cause_is_known() -> None:
    yes, no = Outcome("yes", "成"), Outcome("no", "不成")
    process = small(
        Step("ask", "A", Duty.STREET, after("start"), outcomes=(yes, no)),
        Step("again", "B", Duty.STREET, after("ask", Period(days=9)), when=If("ask", "no")),
        Step("file", "F", Duty.STREET, after(("again", "ask"), Period(days=1))),
    )
    day = date(2026, 3, 2)
    assert reckoned(process).line("again").called_for is None
    good = reckoned(process, Events({"ask": Done(day, "yes")}))
    assert good.line("again").called_for is False
    assert good.line("file").due == date(2026, 3, 3)
    bad = reckoned(process, Events({"ask": Done(day, "no")}))
    assert bad.line("again").called_for is True
    assert bad.line("file").due == date(2026, 3, 12)  # counted from the second round's day
    assert bad.state(bad.line("file"), day) is State.WAITING


def test_the_products_own_days_say_that_they_are() -> None:
    line = reckoned(CHAIN).line("a")
    assert not line.verified
    assert line.note == "法无明文，取系统默认值，可改"


@given(st.dates(date(2022, 1, 1), date(2026, 12, 31)), st.integers(0, 400))
def test_no_step_of_a_chain_is_due_before_the_one_it_follows(anchor: date, delay: int) -> None:
    real = Events({"report": Done(anchor + timedelta(days=delay))})
    found = days("reelection", "310000", anchor + timedelta(days=900), real, opened=anchor)
    group, custody = found.line("form_group"), found.line("to_custody")
    assert group.due
    assert custody.due
    assert real.done["report"].on < group.due < custody.due


# ── Every process in every region ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("region", all_jurisdictions())
@pytest.mark.parametrize("code", PROCESSES)
def test_every_step_has_its_day_or_a_sentence_that_says_why_not(code: str, region: str) -> None:
    try:
        found = days(code, region, date(2027, 6, 30))
    except Unanswered as refusal:
        told = refusal.reason
        assert told
        return
    for line in found.lines:
        assert line.due or line.why, line.step.code
        assert not (line.due and line.why)
        if line.period and line.due:
            assert line.how
    for step, why in found.left_out:
        assert why, step.code


def _is_time(line: Line, today: date, last: date) -> bool:
    """On its day; a notice without a day at once, so that what it announces may follow in time."""
    if line.due:
        return line.due <= today
    return bool(line.goes_before) or today >= last + timedelta(days=40)


@pytest.mark.parametrize("code", PROCESSES)
def test_a_process_done_step_by_step_on_its_days_is_never_late(code: str) -> None:
    """Walked once on the national line, or where there is none on Beijing's."""
    region = "110000" if code == "interim_committee" else "000000"
    anchor, done = date(2026, 6, 30), dict[str, Done]()
    today = last = anchor - timedelta(days=200)
    while today < anchor + timedelta(days=2000):
        found = days(code, region, anchor, Events(done), today=today, opened=date(2026, 1, 5))
        turns = [line for line in found.turns(today) if _is_time(line, today, last)]
        if not turns:
            today += timedelta(days=1)
            continue
        last = today
        line = turns[0]
        assert found.state(line, today) is State.TURN, line.step.code
        outcome = line.step.outcomes[0].code if line.step.outcomes else ""
        done[line.step.code] = Done(today, outcome)
    found = days(code, region, anchor, Events(done), today=today, opened=date(2026, 1, 5))
    open_states = {found.state(line, today) for line in found.lines}
    assert open_states <= {State.DONE, State.SPARED, State.UNCALLED}


def test_an_unknown_process_names_those_there_are() -> None:
    with pytest.raises(UnknownProcess, match="reelection 业主委员会换届"):
        process_named("换届")


# ── What the statutes give ───────────────────────────────────────────────────────────────────────


def due(
    code: str, region: str, anchor: date, events: Events | None = None
) -> dict[str, date | None]:
    return {line.step.code: line.due for line in days(code, region, anchor, events).lines}


def test_shanghai_reelects_by_articles_28_to_30() -> None:
    found = due("reelection", "310000", date(2027, 6, 30))
    assert found["report"] == date(2027, 1, 30)  # five months before, a Saturday that stays
    assert found["form_group"] == date(2027, 3, 31)
    assert found["to_custody"] == date(2027, 4, 12)
    assert found["elect"] == date(2027, 6, 30)
    assert found["file"] == date(2027, 7, 30)
    assert "hand_over" not in found  # 第29条: custody instead
    assert "from_custody" in found


def test_the_nation_knows_no_election_group_and_the_committee_organises() -> None:
    table = days("reelection", "000000", date(2027, 5, 31))
    assert "form_group" not in {line.step.code for line in table.lines}
    assert table.line("announce").owed_by is Duty.COMMITTEE
    assert table.line("hand_over").due == date(2027, 6, 10)  # R05
    with pytest.raises(KeyError):
        table.line("to_custody")


def test_hunan_holds_the_assembly_by_the_end_of_february() -> None:
    assert due("reelection", "430000", date(2027, 5, 31))["elect"] == date(2027, 2, 28)  # R04


def test_beijing_forms_a_group_in_two_steps_of_thirty_days() -> None:
    applied = Events({"apply": Done(date(2026, 3, 2)), "form_group": Done(date(2026, 3, 20))})
    found = due("assembly_setup", "110000", date(2026, 3, 2), applied)
    assert found["form_group"] == date(2026, 4, 1)
    assert found["group_meets"] == date(2026, 4, 20)  # the 19th is a Sunday
    assert found["hold"] == date(
        2026, 6, 22
    )  # sixty days after the group met; the 19th is a holiday


def test_shandong_counts_the_group_from_the_conditions_not_from_an_application() -> None:
    late_application = Events({"apply": Done(date(2027, 5, 5))})
    anchor = date(2027, 1, 5)
    assert due("assembly_setup", "370000", anchor, late_application)["form_group"] == date(
        2027, 3, 8
    )
    assert due("assembly_setup", "310000", anchor, late_application)["form_group"] == date(
        2027, 7, 5
    )


def test_hangzhou_has_no_preparation_group_and_its_interim_committee_prepares() -> None:
    table = days("assembly_setup", "330100", date(2027, 1, 5))
    assert table.line("announce").owed_by is Duty.INTERIM_COMMITTEE
    assert {step.code for step, _ in table.left_out} >= {"form_group", "group_meets"}


def test_shanghai_knows_no_interim_committee() -> None:
    with pytest.raises(Unanswered, match="全文无此机构"):
        days("interim_committee", "310000", date(2027, 1, 5))


def test_a_committee_meeting_is_announced_a_week_before_and_decided_in_public_after_three_days() -> (
    None
):
    found = due("committee_meeting", "000000", date(2026, 6, 15))
    assert found["publish_agenda"] == date(2026, 6, 8)
    assert found["publish_decision"] == date(2026, 6, 18)
    assert due("committee_meeting", "110000", date(2026, 6, 15))[
        "tell_residents_committee"
    ] == date(2026, 6, 10)


def test_hangzhou_orders_a_lazy_committee_to_call_within_thirty_days() -> None:
    refused = Events(
        {
            "check_signatures": Done(date(2026, 3, 3), "enough"),
            "call": Done(date(2026, 3, 10), "refused"),
            "order": Done(date(2026, 3, 11)),
        }
    )
    table = days("special_assembly", "330100", date(2026, 3, 2), refused, today=date(2026, 4, 20))
    assert table.line("obey").due == date(2026, 4, 10)
    assert table.state(table.line("organise"), date(2026, 4, 20)) is State.TURN


def test_a_topic_that_owners_must_decide_goes_to_a_vote_and_not_to_mediation() -> None:
    sent = Events({"deliberate": Done(date(2027, 2, 1), "to_the_owners")})
    table = days("deliberation", "000000", date(2027, 1, 5), sent)
    assert table.line("vote").called_for is True
    assert table.line("mediate").called_for is False


def test_a_lift_is_registered_within_thirty_days_of_its_acceptance() -> None:
    accepted = Events({"accept": Done(date(2026, 6, 1))})
    assert due("elevator_retrofit", "000000", date(2026, 1, 5), accepted)["register"] == date(
        2026, 7, 1
    )


def test_a_due_day_is_part_of_a_process_not_of_python() -> None:
    assert isinstance(PROCESSES["reelection"].by_code["report"].due, Due)


@pytest.mark.parametrize("code", PROCESSES)
def test_a_process_comes_back_from_its_snapshot_as_it_was(code: str) -> None:
    kept = json.loads(json.dumps(process_codec.written(PROCESSES[code])))
    assert process_codec.read(kept) == PROCESSES[code]


def test_a_snapshot_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="not a mulin-process/1"):
        process_codec.read({"format": "mulin-law/1"})
    with pytest.raises(ValueError, match="unknown word"):
        process_codec.read({"format": "mulin-process/1", "process": {"is": "Nothing"}})
