"""The days of a rhythm: every week, or one weekday of the month. Knows no database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

WEEK = timedelta(days=7)
LAST = 5
LONGEST = timedelta(days=366 * 6)
"""No list reaches further back: a committee's term is five years at most."""


def days_of(nth: int, weekday: int, first: date, last: date) -> Iterator[date]:
    """Days of the rhythm from ``first`` to ``last``, both included. ``nth`` 0 is weekly, 5 the last."""
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    while day <= last:
        if nth == 0 or _place(day, nth):
            yield day
        day += WEEK


def _place(day: date, nth: int) -> bool:
    if nth == LAST:
        return day.day + 7 > monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 == nth
