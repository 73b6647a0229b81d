"""The pieces of work that belong to a matter: told by the rooms, asked here.

A room says once, where its app starts, which of its things belong to a matter::

    register_pieces(polls_of_matter)

It tells only what the person asking may see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor


@dataclass(frozen=True)
class Piece:
    """One piece of work: what it is, how it stands, its page.

    Of its facts those of the kinds in ``milestones`` join the matter's timeline; the rest, such as
    who came to vote when, stays where it is guarded.
    """

    kind: str
    title: str
    number: str
    mark: str
    state: str
    url: str
    subject_id: UUID
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """Where a room's things are taken into a matter: what the button says, and its page."""

    label: str
    url: str


Teller = Callable[[Actor, Matter], Iterable[Piece]]
Doorman = Callable[[Actor, Matter], Door | None]

_tellers: dict[str, Teller] = {}
_doormen: dict[str, Doorman] = {}


def register_pieces(teller: Teller) -> None:
    """Let ``teller`` tell the pieces of its room; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def register_door(doorman: Doorman) -> None:
    """Let a room offer the page on which its things are taken into a matter."""
    _doormen[f"{doorman.__module__}.{doorman.__qualname__}"] = doorman


def doors_of(actor: Actor, matter: Matter) -> list[Door]:
    """The pages on which the actor may take things into a matter."""
    return [door for doorman in _doormen.values() if (door := doorman(actor, matter)) is not None]


def pieces_of(actor: Actor, matter: Matter) -> list[Piece]:
    """Every piece of work of a matter that the actor may see, room by room."""
    return [piece for teller in _tellers.values() for piece in teller(actor, matter)]
