"""The clock of a ticket: when it is due, how a pause moves that, how much is left. Plain values.

A limit is in hours, which run day and night, or in working days, which end with the day. While a
ticket is paused its clock stands: hours are added as long as the pause was, working days as many
as passed while it lasted. A pause within one day moves a limit of days by nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mulin.kit.clock import day_of, end_of
from mulin.kit.words import said
from mulin.law.terms import Period
from mulin.law.workdays import Calendar, after, working_days_between

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOON = 0.75
"""From this share of its time used a ticket is marked as pressing."""


@dataclass(frozen=True)
class Limit:
    """How long something may take: ``hours``, or where they are 0, ``days`` of work."""

    hours: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        if self.hours:
            return said("{n} 小时", n=self.hours)
        return said("{n} 个工作日", n=self.days)


@dataclass(frozen=True)
class Stopped:
    """How long the clock stood: as time, and as working days."""

    time: timedelta = timedelta()
    days: int = 0


def stopped_between(start: datetime, end: datetime, calendar: Calendar) -> Stopped:
    """What a pause adds to a limit."""
    return Stopped(end - start, working_days_between(day_of(start), day_of(end), calendar))


def until(
    limit: Limit,
    since: datetime,
    calendar: Calendar,
    *,
    stopped: Stopped = Stopped(),
    more_days: int = 0,
) -> datetime:
    """The instant before which it must be done; ``more_days``: working days granted on top."""
    if limit.hours:
        due = since + limit.hours * HOUR + stopped.time
        return _days_on(due, more_days, calendar) if more_days else due
    return _days_on(since, limit.days + more_days + stopped.days, calendar)


def _days_on(since: datetime, days: int, calendar: Calendar) -> datetime:
    last = after(day_of(since), Period(working_days=days), calendar, rolls=False) if days else None
    return end_of(last.day if last else day_of(since))


@dataclass(frozen=True)
class Left:
    """How a ticket stands with its time: mark, words and the share used, 0 to 100."""

    mark: str
    words: str
    used: int


def left(since: datetime, due: datetime, now: datetime) -> Left:
    """Remaining time rounds down, time over rounds down too: nobody is told more than there is."""
    if due <= now:
        return Left("late", said("超 {time}", time=_spoken(now - due)), 100)
    whole = (due - since).total_seconds()
    used = max(0, min(99, int((now - since).total_seconds() * 100 / whole))) if whole > 0 else 99
    pressing = used >= SOON * 100 or due - now <= DAY
    mark = "soon" if pressing else "now"
    return Left(mark, said("剩 {time}", time=_spoken(due - now)), used)


def stands(since: datetime, due: datetime, paused_at: datetime, now: datetime) -> Left:
    """A paused ticket: its clock stands where it stood."""
    words = said("暂停 {time}", time=_spoken(now - paused_at))
    return Left("pause", words, left(since, due, paused_at).used)


def _spoken(time: timedelta) -> str:
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 60:
        return said("{n} 分", n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 6 and rest:
        return said("{h} 小时 {m} 分", h=hours, m=rest)
    if hours < 48:
        return said("{n} 小时", n=hours)
    return said("{n} 日", n=hours // 24)
