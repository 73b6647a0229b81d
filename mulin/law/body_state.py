"""How an owners' committee stands before the law on a day, and which process the law opens next.

``examine`` takes plain facts and the law and gives findings, each with its sentence and article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Law, Ruling, Unanswered
from mulin.law.process_catalogue import process_named
from mulin.law.questions import Question
from mulin.law.shapes import EarlyElection, Labelled
from mulin.law.terms import Period, add_months
from mulin.law.workdays import Calendar, after, before

T = TypeVar("T")
IDLE = Period(months=6)
"""六个月, as the regions that name idleness count it."""
AHEAD = Period(months=6)
"""The longest time before the end of a term that any region asks for a report."""


class Fault(Labelled):
    """What can be wrong with the committee of a compound, the gravest first."""

    NONE = "none", said("没有业委会")
    OVERDUE = "overdue", said("逾期未换届")
    FEW = "few", said("委员不足半数")
    IDLE = "idle", said("六个月未开展工作")
    ENDING = "ending", said("即将届满")
    UNFILED = "unfiled", said("没有备案")
    NO_SEAL = "no_seal", said("没有印章")
    NO_ACCOUNT = "no_account", said("没有账户")
    SEATS = "seats", said("席位数不合规定")


PARALYSED = frozenset({Fault.FEW, Fault.IDLE})
NEXT: dict[Fault, str] = {
    Fault.OVERDUE: "reelection",
    Fault.ENDING: "reelection",
    Fault.FEW: "early_reelection",
    Fault.IDLE: "early_reelection",
}
"""The process that puts a fault right. Without a committee it depends on the region."""


@dataclass(frozen=True)
class Standing:
    """The facts about one compound's committee. ``seats`` 0: there is none.

    ``ends`` is the last day of the term; ``active`` the last day on which it is known to have
    worked; ``seal`` and ``account`` are None where nobody said. ``area`` is in 0.01 m².
    """

    seats: int = 0
    in_office: int = 0
    ends: date | None = None
    active: date | None = None
    elected: date | None = None
    filed: bool = False
    seal: bool | None = None
    account: bool | None = None
    interim: bool = False
    area: int = 0
    units: int = 0


@dataclass(frozen=True)
class Found:
    """One finding: why, by which article, until when it is to be put right, and by what process.

    ``verified`` is False where the region's own text was not read.
    """

    fault: Fault
    why: str
    article: str = ""
    due: date | None = None
    verified: bool = True
    process: str = ""
    anchor: date | None = None


def examine(standing: Standing, law: Law, today: date, calendar: Calendar) -> tuple[Found, ...]:
    """Everything that is wrong, the gravest first."""
    if not standing.seats:
        return (_none(standing, law, today),)
    parts = (
        _term(standing, law, today, calendar),
        _members(standing, law, today),
        _idle(standing, law, today),
        _filing(standing, law, today, calendar),
        _keeping(standing),
        _seats(standing, law, today),
    )
    order = list(Fault)
    found = [one for part in parts for one in part]
    return tuple(sorted(found, key=lambda one: order.index(one.fault)))


def asked(law: Law, question: Question[T], today: date) -> Ruling[T] | None:
    """The law's answer, or None where no text we know of gives one."""
    try:
        return law.ask(question, today)
    except Unanswered:
        return None


def available(law: Law, code: str, today: date) -> bool:
    """Whether the region knows this process."""
    only = process_named(code).only
    if only is None:
        return True
    ruling = asked(law, only, today)
    return ruling is not None and ruling.value is not False


def _none(standing: Standing, law: Law, today: date) -> Found:
    interim = available(law, "interim_committee", today)
    process = "assembly_setup"
    if standing.interim:
        why = said("尚未成立业委会，由物业管理委员会代行。")
    elif interim:
        why = said("尚未成立业委会，也没有物业管理委员会。")
        process = "interim_committee"
    else:
        why = said("尚未成立业委会。")
    trigger = asked(law, q.SETUP_TRIGGER, today)
    article = trigger.source.spaced if trigger else ""
    return Found(
        Fault.NONE, why, article, verified=bool(trigger and trigger.verified), process=process,
        anchor=today,
    )  # fmt: skip


def _term(standing: Standing, law: Law, today: date, calendar: Calendar) -> Iterator[Found]:
    ends = standing.ends
    if ends is None:
        return
    report = asked(law, q.REPORT_TERM_END, today)
    article = report.source.spaced if report else ""
    sure = bool(report and report.verified)
    if ends < today:
        gone = (today - ends).days
        why = said("任期 {ends} 届满，已逾期 {gone} 天。", ends=ends.isoformat(), gone=gone)
        yield Found(Fault.OVERDUE, why, article, ends, sure, NEXT[Fault.OVERDUE], ends)
        return
    due = before(ends, report.value, calendar).day if report else None
    if add_months(today, AHEAD.months) >= ends:
        why = said("任期 {ends} 届满，还有 {n} 天。", ends=ends.isoformat(), n=(ends - today).days)
        yield Found(Fault.ENDING, why, article, due, sure, NEXT[Fault.ENDING], ends)


def _members(standing: Standing, law: Law, today: date) -> Iterator[Found]:
    """不足总数的二分之一: exactly half is enough."""
    if 2 * standing.in_office >= standing.seats:
        return
    why = said(
        "应有 {seats} 席，在任 {n} 人，不足二分之一。", seats=standing.seats, n=standing.in_office
    )
    yield _early(Fault.FEW, EarlyElection.BELOW_HALF, why, law, today)


def _idle(standing: Standing, law: Law, today: date) -> Iterator[Found]:
    active = standing.active
    if active is None or add_months(active, IDLE.months) > today:
        return
    why = said("最近一次开展工作是 {day}，已满六个月。", day=active.isoformat())
    yield _early(Fault.IDLE, EarlyElection.IDLE_SIX_MONTHS, why, law, today)


def _early(fault: Fault, case: EarlyElection, why: str, law: Law, today: date) -> Found:
    """A finding that obliges an early election only where the region names it."""
    ruling = asked(law, q.EARLY_ELECTION, today)
    if ruling is None or case not in ruling.value:
        told = said("{why}本地法规没有把它列为应当提前选举的情形。", why=why)
        return Found(fault, told, verified=False)
    return Found(fault, why, ruling.source.spaced, None, ruling.verified, NEXT[fault], anchor=today)


def _filing(standing: Standing, law: Law, today: date, calendar: Calendar) -> Iterator[Found]:
    if standing.filed:
        return
    ruling = asked(law, q.FILE_COMMITTEE, today)
    due = None
    if ruling and standing.elected:
        due = after(standing.elected, ruling.value, calendar).day
    if due is None:
        why = said("没有备案号。")
    elif due < today:
        why = said("应在 {due} 前备案，已逾期。", due=due.isoformat())
    else:
        why = said("应在 {due} 前备案。", due=due.isoformat())
    article = ruling.source.spaced if ruling else ""
    yield Found(Fault.UNFILED, why, article, due, bool(ruling and ruling.verified))


def _keeping(standing: Standing) -> Iterator[Found]:
    if standing.seal is False:
        yield Found(Fault.NO_SEAL, said("没有刻制或没有移交印章。"))
    if standing.account is False:
        yield Found(Fault.NO_ACCOUNT, said("没有开立银行账户。"))


def _seats(standing: Standing, law: Law, today: date) -> Iterator[Found]:
    ruling = asked(law, q.COMMITTEE_SIZE, today)
    if ruling is None:
        return
    if ruling.value.allows(standing.seats, area=standing.area, units=standing.units):
        return
    why = said("设 {n} 席；应为{words}。", n=standing.seats, words=ruling.value.words)
    yield Found(Fault.SEATS, why, ruling.source.spaced, None, ruling.verified)


@dataclass(frozen=True)
class Owed:
    """Something a committee owes by a day, how the day follows, and by which article."""

    what: str
    day: date
    how: str
    article: str
    verified: bool


def owed(standing: Standing, law: Law, today: date, calendar: Calendar) -> tuple[Owed, ...]:
    """What a committee in office owes next, the soonest first; what is done is left out."""
    if standing.ends is None:
        return ()
    ends, elected = standing.ends, standing.elected
    parts = (
        _owed(said("届满前书面报告街道"), q.REPORT_TERM_END, ends, law, today, calendar, back=True),
        _owed(said("召开换届业主大会"), q.HOLD_REELECTION, ends, law, today, calendar, back=True),
        _owed(said("届满后移交档案、印章和财物"), q.HANDOVER, ends, law, today, calendar),
        None
        if standing.filed or elected is None
        else _owed(said("备案"), q.FILE_COMMITTEE, elected, law, today, calendar),
        None
        if standing.active is None
        else _owed(
            said("下一次业委会例会"), q.COMMITTEE_EVERY, standing.active, law, today, calendar
        ),
    )
    return tuple(sorted((one for one in parts if one), key=lambda one: one.day))


def _owed(
    what: str,
    question: Question[Period],
    anchor: date,
    law: Law,
    today: date,
    calendar: Calendar,
    *,
    back: bool = False,
) -> Owed | None:
    ruling = asked(law, question, today)
    if ruling is None:
        return None
    count = before if back else after
    reckoned = count(anchor, ruling.value, calendar)
    return Owed(what, reckoned.day, reckoned.how, ruling.source.spaced, ruling.verified)
