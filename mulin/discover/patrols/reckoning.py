"""The rounds of a plan as instants: from the law's calendar to the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mulin.discover.patrols.models import Plan
from mulin.kit.clock import SHANGHAI, day_of
from mulin.law.workdays import Calendar

EARLY = timedelta(minutes=15)
"""A round may be begun so long before its time."""
AFTER = timedelta(hours=2)
"""A round may still be walked so long after its limit; it is late then."""
KEPT = timedelta(hours=12)
"""A sign-in kept in a phone counts by the phone's time when it arrives within so long."""
FURTHEST = (1, 8, 50)
"""Days that are looked ahead for the next round, one after the other."""


@dataclass(frozen=True)
class Slot:
    """A round that is to be walked: when it begins, and until when it must be done."""

    plan: Plan
    day: date
    starts_at: datetime
    due_at: datetime
    shift: str

    @property
    def alarm_at(self) -> datetime:
        """When somebody is told that nobody has begun."""
        return min(self.starts_at + timedelta(minutes=self.plan.grace), self.due_at)

    @property
    def key(self) -> str:
        """The slot in an address: its beginning in China."""
        return f"{self.starts_at.astimezone(SHANGHAI):%Y%m%d%H%M}"

    def open_at(self, now: datetime) -> bool:
        """Whether one may sign in."""
        return self.starts_at - EARLY <= now <= self.due_at + AFTER


def slots(plan: Plan, first: date, last: date, calendar: Calendar) -> Iterator[Slot]:
    """The rounds of a plan from one day to another, both included."""
    rota = plan.rota
    begin = max(first, plan.valid_from)
    end = last if plan.ended_on is None else min(last, plan.ended_on - timedelta(days=1))
    for day, minute in rota.rounds(begin, end, calendar):
        starts = datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
        yield Slot(
            plan, day, starts, starts + timedelta(minutes=plan.minutes), rota.shift_at(minute)
        )


def slot_named(plan: Plan, key: str, calendar: Calendar) -> Slot | None:
    """The slot of an address; None where the plan has no such round."""
    if len(key) != 12 or not (key.isascii() and key.isdigit()):
        return None
    try:
        starts = datetime.strptime(key, "%Y%m%d%H%M").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
    found = slots(plan, starts.date(), starts.date(), calendar)
    return next((slot for slot in found if slot.starts_at == starts), None)


def next_look(plan: Plan, now: datetime, calendar: Calendar) -> datetime | None:
    """When the watch must look at a plan again: the next alarm or limit after ``now``."""
    today = day_of(now)
    for ahead in FURTHEST:
        moments = (
            moment
            for slot in slots(
                plan, today - timedelta(days=1), today + timedelta(days=ahead), calendar
            )
            for moment in (slot.alarm_at, slot.due_at)
            if moment > now
        )
        found = min(moments, default=None)
        if found is not None:
            return found
    return None


def metres(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How far two places are apart, in metres; places are millionths of a degree, near each other."""
    from_north = (one[0] - other[0]) * 0.111_32
    mean = (one[0] + other[0]) / 2_000_000
    # A degree of longitude shrinks with the cosine of the latitude; a parabola is good to 1 % here.
    across = max(1 - (mean / 57.2958) ** 2 / 2 + (mean / 57.2958) ** 4 / 24, 0.0)
    from_east = (one[1] - other[1]) * 0.111_32 * across
    return round((from_north**2 + from_east**2) ** 0.5)
