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


Teller = Callable[[Actor, Matter], Iterable[Piece]]

_tellers: dict[str, Teller] = {}


def register_pieces(teller: Teller) -> None:
    """Let ``teller`` tell the pieces of its room; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def pieces_of(actor: Actor, matter: Matter) -> list[Piece]:
    """Every piece of work of a matter that the actor may see, room by room."""
    return [piece for teller in _tellers.values() for piece in teller(actor, matter)]
