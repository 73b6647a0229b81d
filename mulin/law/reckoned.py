"""A step's day with its derivation, and the period it was counted by with where that is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.law.process import SAME_DAY, Direction, Due
from mulin.law.terms import Citation, Period
from mulin.law.workdays import Calendar, Reckoned
from mulin.law.workdays import after as days_after
from mulin.law.workdays import before as days_before


@dataclass(frozen=True)
class CitedLength:
    """A period with where it is written."""

    value: Period
    source: Citation | None
    verified: bool
    note: str


@dataclass(frozen=True)
class Day:
    """A day with its derivation, or why there is none."""

    day: date | None = None
    direction: Direction | None = None
    period: Period | None = None
    source: Citation | None = None
    verified: bool = False
    note: str = ""
    how: str = ""
    rolled_from: date | None = None
    why: str = ""
    planned: bool = False


def reckon(due: Due, start: date, period: Period, calendar: Calendar) -> Reckoned:
    """The day that ``period`` gives from ``start``, with how it was counted."""
    if due.direction is Direction.AFTER:
        return days_after(start, period, calendar, rolls=not due.posted and period != SAME_DAY)
    return days_before(start, period, calendar, earlier=due.notice)
