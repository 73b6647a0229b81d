"""Duties that name a person, told by the rooms above: who leaves must not leave them behind unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mulin.ground.estate.models import Person


@dataclass(frozen=True)
class NamedDuty:
    """What somebody is named for in a piece of work that is not finished, and where it is changed."""

    words: str
    url: str


Teller = Callable[[Person], Iterable[NamedDuty]]

_tellers: dict[str, Teller] = {}


def provide(room: str, teller: Teller) -> None:
    """Say who is named for what in a room; each room does, once, when the site starts."""
    _tellers[room] = teller


def duties_of(person: Person) -> list[NamedDuty]:
    """Everything unfinished that names this person."""
    return [duty for tell in _tellers.values() for duty in tell(person)]
