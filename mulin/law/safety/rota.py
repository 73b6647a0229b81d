"""When the rounds of a plan are walked: by rhythm, hours, holidays and shifts. No clock, no rows.

A round has a day and a minute of that day on which it begins. Days off come from the calendar of
:mod:`mulin.law.workdays`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.workdays import Calendar

DAY = 24 * 60
HOUR = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
FURTHEST = 15
"""Days that a round is moved on over holidays at most; the longest holiday is shorter."""


class Rhythm(Labelled):
    """How often a route is walked."""

    DAILY = "daily", said("每天")
    CLOCK = "clock", said("24 小时")
    WEEKLY = "weekly", said("每周")
    MONTHLY = "monthly", said("每月")


class Holidays(Labelled):
    """What becomes of a round that falls on a day off."""

    WALK = "walk", said("照常巡查")
    SKIP = "skip", said("不巡")
    MOVE = "move", said("顺延到下一个工作日")


@dataclass(frozen=True)
class Shift:
    """A watch of the day, from one minute to another; past midnight where it ends before it begins."""

    name: str
    begins: int
    ends: int

    def holds(self, minute: int) -> bool:
        """Whether a minute of the day lies in this shift."""
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends


@dataclass(frozen=True)
class Rota:
    """The rule of a plan. ``times`` are minutes of the day; for the clock every so many minutes.

    ``weekdays`` count from Monday as 0. A day of the month beyond its end means its last day.
    """

    rhythm: Rhythm
    times: tuple[int, ...] = ()
    every: int = 0
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    holidays: Holidays = Holidays.WALK
    shifts: tuple[Shift, ...] = ()

    def falls_on(self, day: date) -> bool:
        """Whether the rhythm names this day, holidays aside."""
        if self.rhythm is Rhythm.WEEKLY:
            return day.weekday() in self.weekdays
        if self.rhythm is Rhythm.MONTHLY:
            last = monthrange(day.year, day.month)[1]
            return day.day in {min(wanted, last) for wanted in self.month_days}
        return True

    def walked_on(self, day: date, calendar: Calendar) -> bool:
        """Whether rounds are walked on this day, with what holidays leave out or bring here."""
        if self.holidays is Holidays.WALK:
            return self.falls_on(day)
        if not calendar.is_working_day(day):
            return False
        if self.falls_on(day):
            return True
        return self.holidays is Holidays.MOVE and any(
            self.falls_on(earlier) for earlier in _days_off_before(day, calendar)
        )

    def minutes_of(self) -> Sequence[int]:
        """The minutes at which a day's rounds begin, in order."""
        if self.rhythm is Rhythm.CLOCK:
            return range(0, DAY, max(self.every, 15))
        return sorted(self.times)

    def shift_at(self, minute: int) -> str:
        """The name of the shift that a minute belongs to; empty where there are no shifts."""
        return next((one.name for one in self.shifts if one.holds(minute)), "")

    def rounds(self, first: date, last: date, calendar: Calendar) -> Iterator[tuple[date, int]]:
        """Every round from one day to another, both included."""
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if self.walked_on(day, calendar):
                for minute in self.minutes_of():
                    yield day, minute


def minutes_in(typed: str) -> tuple[int, ...]:
    """Hours as people type them, ``8:30、14:00``. Raises ValueError with what cannot be read."""
    found = []
    for word in re.split(r"[\s、,，;；]+", typed.strip()):
        if not word:
            continue
        match = HOUR.fullmatch(word)
        if match is None:
            raise ValueError(word)
        found.append(int(match[1]) * 60 + int(match[2]))
    return tuple(sorted(set(found)))


def hour_words(minute: int) -> str:
    """``21:05``."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"


def shifts_in(typed: str) -> tuple[Shift, ...]:
    """One shift a line, ``早班 07:00-15:00``. Raises ValueError with the line that cannot be read."""
    found = []
    for line in filter(None, (part.strip() for part in typed.splitlines())):
        match = re.fullmatch(r"(\S{1,10})\s+(\S+?)\s*[-–—~～至到]\s*(\S+)", line)
        hours = [HOUR.fullmatch(match[at]) for at in (2, 3)] if match else []
        if match is None or not all(hours):
            raise ValueError(line)
        begins, ends = (int(hour[1]) * 60 + int(hour[2]) for hour in hours if hour)
        if begins == ends:
            raise ValueError(line)
        found.append(Shift(match[1], begins, ends))
    return tuple(found)


def _days_off_before(day: date, calendar: Calendar) -> Iterator[date]:
    """The days off that lie directly before a day."""
    for number in range(1, FURTHEST + 1):
        earlier = day - timedelta(days=number)
        if calendar.is_working_day(earlier):
            return
        yield earlier
