"""What a new calendar moves: rooms tell it here, so that the calendar need not know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.law.workdays import Calendar


@dataclass(frozen=True)
class Moved:
    """A day of a running timetable that falls elsewhere under the new calendar.

    ``pinned``: it stays where it was, since the work was opened under the calendar before.
    """

    title: str
    url: str
    what: str
    was: date
    becomes: date
    pinned: bool


Teller = Callable[[UUID, Calendar, Calendar, date], Iterable[Moved]]
"""Street, calendar before, calendar after, today → what moves; at most a few statements."""

_tellers: dict[str, Teller] = {}


def provide(room: str, teller: Teller) -> None:
    """Say what moves in a room; each room does, once, when the site starts."""
    _tellers[room] = teller


def moved(street_id: UUID, before: Calendar, after: Calendar, today: date) -> list[Moved]:
    """Everything that would move, in the rooms' order."""
    return [m for tell in _tellers.values() for m in tell(street_id, before, after, today)]
