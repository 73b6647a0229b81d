"""How a committee decides: enough present, enough of all members in favour, days before and after.

半数以上 (exactly half suffices) and 过半数 (it does not) are the region's own words; so is whether
全体委员 counts the seats laid down or those filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import asked
from mulin.law.jurisdiction import Law, Ruling
from mulin.law.questions import Question
from mulin.law.shapes import Denominator
from mulin.law.terms import Period, Share
from mulin.law.workdays import Calendar, after, before


@dataclass(frozen=True)
class Rules:
    """Which questions a kind of body is judged by; None where the law asks nothing of it."""

    quorum: Question[Share]
    majority: Question[Share]
    publish: Question[Period]
    notice: Question[Period] | None = None
    tell: Question[Period] | None = None
    owners: Question[Share] | None = None


COMMITTEE = Rules(
    q.COMMITTEE_QUORUM,
    q.COMMITTEE_MAJORITY,
    q.COMMITTEE_PUBLISH,
    q.COMMITTEE_NOTICE,
    q.TELL_RESIDENTS_COMMITTEE,
)
INTERIM = Rules(
    q.INTERIM_QUORUM, q.INTERIM_MAJORITY, q.INTERIM_PUBLISH, owners=q.INTERIM_OWNERS_QUORUM
)


@dataclass(frozen=True)
class Check:
    """One comparison: so many of so many, against a share, by an article."""

    name: str
    part: int
    whole: int
    required: Share
    met: bool
    article: str
    note: str

    @property
    def needed(self) -> int:
        return self.required.needed(self.whole)


@dataclass(frozen=True)
class Line:
    """Something that must be done by a day around the meeting, and whether it was in time."""

    code: str
    what: str
    due: date | None
    done: date | None
    how: str
    article: str
    note: str

    @property
    def late(self) -> bool:
        return self.due is not None and self.done is not None and self.done > self.due


def all_members(law: Law, seats: int, sitting: int, today: date) -> int:
    """全体委员 as the region counts them; strictly by seats where it does not say."""
    ruling = asked(law, q.COMMITTEE_DENOMINATOR, today)
    by_seats = ruling is None or ruling.value is Denominator.SEATS
    return seats if by_seats else sitting


def quorum(rules: Rules, law: Law, present: int, whole: int, today: date) -> Check | None:
    """Whether enough came; None where no text we know of says how many."""
    return _check(said("到会人数"), asked(law, rules.quorum, today), present, whole)


def owners_quorum(rules: Rules, law: Law, present: int, whole: int, today: date) -> Check | None:
    """Whether enough of those who sit for the owners came: a second condition beside the first.

    None where the body or the region knows no such condition.
    """
    if rules.owners is None:
        return None
    return _check(said("到会业主代表"), asked(law, rules.owners, today), present, whole)


def majority(rules: Rules, law: Law, agree: int, whole: int, today: date) -> Check | None:
    """Whether enough of all members agree, absent ones included in the whole."""
    return _check(said("同意人数"), asked(law, rules.majority, today), agree, whole)


def days_around(
    rules: Rules,
    law: Law,
    held: date,
    calendar: Calendar,
    *,
    opened: date,
    posted: date | None,
    told: date | None,
    published: date | None,
) -> tuple[Line, ...]:
    """Agenda, residents' committee, publication: each with its day, derivation and article."""
    lines = (
        _before("notice", said("公告会议议题"), rules.notice, law, held, calendar, opened, posted),
        _before("tell", said("告知居民委员会"), rules.tell, law, held, calendar, opened, told),
        _publish(rules, law, held, calendar, opened, published),
    )
    return tuple(line for line in lines if line is not None)


def _before(
    code: str,
    what: str,
    question: Question[Period] | None,
    law: Law,
    held: date,
    calendar: Calendar,
    opened: date,
    done: date | None,
) -> Line | None:
    ruling = asked(law, question, opened) if question is not None else None
    if ruling is None:
        return None
    reckoned = before(held, ruling.value, calendar, earlier=True)
    return Line(code, what, reckoned.day, done, reckoned.how, ruling.source.spaced, ruling.note)


def _publish(
    rules: Rules, law: Law, held: date, calendar: Calendar, opened: date, done: date | None
) -> Line | None:
    ruling = asked(law, rules.publish, opened)
    if ruling is None:
        return None
    reckoned = after(held, ruling.value, calendar)
    return Line(
        "publish", said("公告决定"), reckoned.day, done, reckoned.how, ruling.source.spaced,
        ruling.note,
    )  # fmt: skip


def _check(name: str, ruling: Ruling[Share] | None, part: int, whole: int) -> Check | None:
    if ruling is None:
        return None
    met = ruling.value.reached(part, whole)
    return Check(name, part, whole, ruling.value, met, ruling.source.spaced, ruling.note)
