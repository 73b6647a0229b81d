"""Periods on the calendar: months, days, working days, holidays that roll, "X days before".

民法典第201–203条: the first day is not counted; a period of months ends on the day of the same
number, or the month's last day; where the last day is a day off it ends on the day after. That
rolling runs forwards only. Counting backwards, a notice to owners moves earlier over days off;
a report to an authority, or a "before" in months, stays where it falls. The caller says which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from mulin.kit.words import said
from mulin.law.days_off import YEARS, YearOff
from mulin.law.terms import Period, add_months

ONE_DAY = timedelta(days=1)
WEEKDAYS = (
    said("星期一"),
    said("星期二"),
    said("星期三"),
    said("星期四"),
    said("星期五"),
    said("星期六"),
    said("星期日"),
)


@dataclass(frozen=True)
class Year:
    """One year's exceptions from the plain week."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. A year not on record is a plain week and counts as provisional."""

    years: Mapping[int, Year]

    def is_working_day(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year and (day in year.off or day in year.work):
            return day in year.work
        return day.weekday() < 5

    def is_settled(self, day: date) -> bool:
        """Whether the notice on that year's holidays is out."""
        return day.year in self.years and not self.years[day.year].provisional

    def with_year(self, given: YearOff) -> Calendar:
        """The same with one year replaced or added, as an operator supplies it.

        Raises ValueError, naming the word, for a day that cannot be read or is both off and work.
        """
        return Calendar({**self.years, given.year: _year(given)})

    @property
    def version(self) -> str:
        """Short and the same wherever the days are the same: ``2017–2027 3f9a1c20``."""
        lines = [
            f"{year}{int(data.provisional)}{sorted(data.off)}{sorted(data.work)}"
            for year, data in sorted(self.years.items())
        ]
        digest = sha256("\n".join(lines).encode()).hexdigest()[:8]
        return f"{min(self.years)}–{max(self.years)} {digest}" if self.years else digest


@dataclass(frozen=True)
class Reckoned:
    """A day with its derivation: ``rolled_from`` is where it fell before moving off a day off."""

    day: date
    rolled_from: date | None
    how: str
    settled: bool


def after(start: date, period: Period, calendar: Calendar, *, rolls: bool = True) -> Reckoned:
    """The last day of a period that runs from ``start``, which is not counted.

    ``rolls``: a last day off moves to the next working day (民法典第203条); not where a period is
    a time for which something must stay posted.
    """
    if period.working_days:
        day = _step(start, period.working_days, ONE_DAY, calendar)
    else:
        day = add_months(start, period.months) + timedelta(days=period.days)
    told = said(
        "自{spoken}起，当日不计入，{words}届满为{last}",
        spoken=_spoken(start),
        words=period.words,
        last=_spoken(day),
    )
    if not period.working_days and not (period.months or period.days):
        told = said("{spoken}当日", spoken=_spoken(start))
    if not rolls or calendar.is_working_day(day):
        return _reckoned(day, None, told, calendar)
    moved = _nearest(day, ONE_DAY, calendar)
    told = said(
        "{told}（{why_off}），顺延至{spoken}（民法典第203条）",
        told=told,
        why_off=_why_off(day),
        spoken=_spoken(moved),
    )
    return _reckoned(moved, day, told, calendar)


def before(event: date, period: Period, calendar: Calendar, *, earlier: bool = False) -> Reckoned:
    """The last day on which something is still in time ``period`` before ``event``.

    The event's day is not counted and the last day is still in time: fifteen days before the 30th
    is the 15th. ``earlier``: moves to the working day before, as notices to owners must.
    """
    if period.working_days:
        day = _step(event, period.working_days, -ONE_DAY, calendar)
    else:
        day = add_months(event, -period.months) - timedelta(days=period.days)
    told = said(
        "{spoken}之前{words}，当日不计入，最迟为{last}",
        spoken=_spoken(event),
        words=period.words,
        last=_spoken(day),
    )
    if not (period.working_days or period.months or period.days):
        told = said("不晚于{spoken}", spoken=_spoken(event))
    if calendar.is_working_day(day):
        return _reckoned(day, None, told, calendar)
    worked = last_working_day_before(day, calendar)
    if earlier:
        told = said(
            "{told}（{why_off}），提前至{spoken}",
            told=told,
            why_off=_why_off(day),
            spoken=_spoken(worked),
        )
        return _reckoned(worked, day, told, calendar)
    told = said(
        "{told}（{why_off}，不顺延；此前最后一个工作日为{spoken}）",
        told=told,
        why_off=_why_off(day),
        spoken=_spoken(worked),
    )
    return _reckoned(day, None, told, calendar)


def last_working_day_before(day: date, calendar: Calendar) -> date:
    """The last working day on which something can be done that is due by ``day`` (included)."""
    return _nearest(day, -ONE_DAY, calendar)


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after ``start`` up to and including ``end``; none where ``end`` is earlier."""
    days = range((end - start).days)
    return sum(calendar.is_working_day(start + timedelta(days=number + 1)) for number in days)


def _step(start: date, count: int, direction: timedelta, calendar: Calendar) -> date:
    day = start
    for _ in range(count):
        day = _nearest(day + direction, direction, calendar)
    return day


def _nearest(day: date, direction: timedelta, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day += direction
    return day


def _reckoned(day: date, rolled_from: date | None, told: str, calendar: Calendar) -> Reckoned:
    settled = calendar.is_settled(day)
    if not settled:
        told = said("{told}；{year}年放假安排尚未公布，为暂定", told=told, year=day.year)
    return Reckoned(day, rolled_from, said("{told}。", told=told), settled)


def _spoken(day: date) -> str:
    return said("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


def _why_off(day: date) -> str:
    return said(
        "{weekday}，{kind}",
        weekday=WEEKDAYS[day.weekday()],
        kind=said("放假") if day.weekday() < 5 else said("休息日"),
    )


def _year(given: YearOff) -> Year:
    off, work = frozenset(_days(given.year, given.off)), frozenset(_days(given.year, given.work))
    both = sorted(off & work)
    if both:
        raise ValueError(
            said("{year}年：{day} 同时写为放假和上班。", year=given.year, day=both[0].isoformat())
        )
    return Year(given.year, off, work, given.provisional)


def _days(year: int, words: str) -> Iterator[date]:
    for word in words.split():
        first, _, last = word.partition("..")
        try:
            start = date.fromisoformat(f"{year}-{first}")
            end = date.fromisoformat(f"{year}-{last or first}")
        except ValueError:
            raise ValueError(
                said(
                    "{year}年：“{word}”不是日期，应写作 05-01 或 05-01..05-05。",
                    year=year,
                    word=word,
                )
            ) from None
        if end < start:
            raise ValueError(said("{year}年：“{word}”的止日早于起日。", year=year, word=word))
        yield from (start + timedelta(days=number) for number in range((end - start).days + 1))


CALENDAR = Calendar({given.year: _year(given) for given in YEARS})
"""The calendar this product ships with."""
