"""A street's calendar: what this product ships with, and the notices entered since."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.cache import BaseCache, caches

from mulin.ground.calendar.models import HolidayNotice
from mulin.law.days_off import YearOff
from mulin.law.workdays import CALENDAR, Calendar

KEPT_SECONDS = 60


def calendar_of(street_id: UUID) -> Calendar:
    """Which days are worked in this street, as known today; at most one statement a minute."""
    kept: tuple[YearOff, ...] | None = _store().get(_key(street_id))
    if kept is None:
        kept = entered(street_id)
        _store().set(_key(street_id), kept, KEPT_SECONDS)
    calendar = CALENDAR
    for given in kept:
        calendar = calendar.with_year(given)
    return calendar


def entered(street_id: UUID) -> tuple[YearOff, ...]:
    """The newest notice of every year for which one was entered."""
    newest: dict[int, YearOff] = {}
    rows = HolidayNotice.objects.of(street_id).order_by("id")
    for year, off, work in rows.values_list("year", "off", "work"):
        newest[year] = YearOff(year, " ".join(off), " ".join(work))
    return tuple(newest.values())


def forget_calendar(street_id: UUID) -> None:
    """A notice was entered: nobody goes on with the calendar before it."""
    _store().delete(_key(street_id))


def notices_of(street_id: UUID, year: int | None = None) -> list[HolidayNotice]:
    """Notices entered, the newest first."""
    rows = HolidayNotice.objects.of(street_id).order_by("-id")
    return list(rows if year is None else rows.filter(year=year))


def changed_days(before: Calendar, after: Calendar, year: int) -> list[tuple[date, bool]]:
    """Days of a year that the one calendar works and the other does not; True: worked now."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    days = (date.fromordinal(n) for n in range(first, last + 1))
    return [
        (day, after.is_working_day(day))
        for day in days
        if before.is_working_day(day) != after.is_working_day(day)
    ]


def _store() -> BaseCache:
    found: BaseCache = caches["figures"]
    return found


def _key(street_id: UUID) -> str:
    return f"{street_id.hex}/calendar"
