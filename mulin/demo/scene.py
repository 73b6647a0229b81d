"""Everything told so far, by name; and the moments at which things are told."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, time
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
