"""What a street lent to an organisation, told by the room that keeps the mandates.

Posts give a workshop's people nothing by themselves: they reach what the mandates of their
organisation cover today, as a company's people reach what it manages today. The room says once,
where its app starts, how that is found::

    provide(powers_on)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.kit.rights import Grant, Power, Role, Scope


@dataclass(frozen=True)
class Lent:
    """One power of an organisation over some compounds, as of a day."""

    organisation_id: UUID
    power: Power
    compounds: frozenset[UUID]


Teller = Callable[[UUID, frozenset[UUID], date], Iterable[Lent]]

_tellers: dict[str, Teller] = {}


def provide(teller: Teller) -> None:
    """Let a room tell which mandates are in force; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def grants_of_mandates(street_id: UUID, organisations: frozenset[UUID], today: date) -> list[Grant]:
    """The standing of a workshop's person, which reaches nothing, and a grant for each power lent."""
    if not organisations:
        return []
    role = Role.WORKSHOP_WORKER
    own = [Grant(role, Scope.ORGANISATION, one, one) for one in sorted(organisations)]
    return own + [
        Grant(
            role,
            Scope.ORGANISATION,
            lent.organisation_id,
            lent.organisation_id,
            lent.compounds,
            frozenset({lent.power}),
        )
        for tell in _tellers.values()
        for lent in tell(street_id, organisations, today)
    ]
