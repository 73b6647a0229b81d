"""Which days a rhythm falls on: derived, never stored."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date, timedelta

WEEKLY, MONTHLY, EVERY = "weekly", "monthly", "every"


def falls_on(rhythm: str, days: Collection[int], gap: int, begins: date, day: date) -> bool:
    """Whether ``day`` is one of the days; the 31st of a shorter month is its last."""
    if rhythm == WEEKLY:
        return day.isoweekday() in days
    if rhythm == EVERY:
        return gap > 0 and (day - begins).days % gap == 0
    last = monthrange(day.year, day.month)[1]
    return day.day in days or (day.day == last and any(one > last for one in days))


def days_between(
    rhythm: str, days: Collection[int], gap: int, begins: date, first: date, last: date
) -> Iterator[date]:
    """Its days from ``first`` to ``last``, both included, none before it ``begins``."""
    day = max(first, begins)
    while day <= last:
        if falls_on(rhythm, days, gap, begins, day):
            yield day
        day += timedelta(days=1)
