"""What quarrels of the street taught, told by the room that settles them, shown beside the handbook.

Rooms are strangers: the one registers once, where its app starts; the other asks by a chapter of the
book. Only what was released is told::

    register_lessons(lessons_of_chapter)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Learned:
    """One lesson: its title, what was hard, its page."""

    title: str
    trouble: str
    url: str


Teller = Callable[[UUID, str], Iterable[Learned]]

_tellers: dict[str, Teller] = {}


def register_lessons(teller: Teller) -> None:
    """Let a room tell what it learned; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def lessons_about(street_id: UUID, chapter: str) -> list[Learned]:
    """Released lessons that belong beside a chapter of the handbook."""
    return [one for teller in _tellers.values() for one in teller(street_id, chapter)]
