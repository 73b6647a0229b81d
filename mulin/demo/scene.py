"""Everything told so far, by name; and the moments at which things are told."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from mulin.demo.profile import CompoundPlan
from mulin.ground.access.models import Membership
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.estate.models import Community, Compound, Organisation, Person
from mulin.ground.streets.models import Street
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor

SINCE = date(2021, 6, 1)
PHONE = "028-00000000"
AWAKE = (time(8), time(21, 30))
"""When people of the street act."""


@dataclass
class Scene:
    """The street as it stands at ``now``; ``by`` is who acts where nobody else is named."""

    street: Street
    by: Actor
    now: datetime
    plans: list[CompoundPlan] = field(default_factory=list)
    communities: list[Community] = field(default_factory=list)
    centres: list[Organisation] = field(default_factory=list)
    residents: list[Organisation] = field(default_factory=list)
    companies: list[Organisation] = field(default_factory=list)
    compounds: list[Compound] = field(default_factory=list)
    committees: dict[int, Organisation] = field(default_factory=dict)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)
    actors: dict[tuple[str, date], Actor] = field(default_factory=dict)
    begun: list[Generator[datetime, None, Any]] = field(default_factory=list)
    """Tellings that another one began; the diary takes them up."""

    def acting(self, key: str) -> Actor:
        """Somebody with an account, as he is on the scene's day."""
        known = (key, day_of(self.now))
        if known not in self.actors:
            self.actors[known] = actor_of_membership(self.members[key], known[1])
        return self.actors[known]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """``hour`` o'clock of ``day`` in China."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def month_of(day: date) -> str:
    """``十一月``, as people name a meeting."""
    tens, ones = divmod(day.month, 10)
    return "十" * tens + "零一二三四五六七八九"[ones] * bool(ones) + "月"


def lately(now: datetime, ago: timedelta) -> datetime:
    """``ago`` before ``now``; a street that is loaded at night does such things on the evening before."""
    when = (now - ago).astimezone(SHANGHAI)
    if AWAKE[0] <= when.time() < AWAKE[1]:
        return when
    day = when.date() if when.time() >= AWAKE[1] else when.date() - timedelta(days=1)
    return at(day, 19, 30)


def on_the_half_hour(when: datetime) -> datetime:
    """Meetings begin at a time that one can say."""
    return when.replace(minute=when.minute // 30 * 30, second=0, microsecond=0)


def in_waking_hours(start: datetime, end: datetime, count: int) -> Iterator[datetime]:
    """``count`` moments from ``start`` on, evenly over the hours before ``end`` at which people are up."""
    spans = list(_spans(start, end))
    step = sum((to - since for since, to in spans), timedelta()) / max(count, 1)
    ahead = timedelta()
    for since, to in spans:
        while since + ahead < to and count:
            yield since + ahead
            ahead, count = ahead + step, count - 1
        ahead -= to - since
    yield from [end] * count


def _spans(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The waking hours of each day between two moments."""
    day = day_of(start)
    while day <= day_of(end):
        since = max(start, datetime.combine(day, AWAKE[0], SHANGHAI))
        to = min(end, datetime.combine(day, AWAKE[1], SHANGHAI))
        if since < to:
            yield since, to
        day += timedelta(days=1)
