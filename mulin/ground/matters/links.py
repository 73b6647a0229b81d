"""The pieces of work that belong to a matter: told by the rooms, asked here.

A room says once, where its app starts, which of its things belong to a matter::

    register_pieces(polls_of_matter)

It tells only what the person asking may see. A room whose things do not name their matter says how
they are found by their number, and they can be tied to one::

    register_ties("lift", tell=lifts_of, find=lift_numbered)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.ground.matters.models import Matter, Tie
from mulin.kit.rights import Actor


@dataclass(frozen=True)
class Piece:
    """One piece of work: what it is, how it stands, its page.

    Of its facts those of the kinds in ``milestones`` join the matter's timeline; the rest, such as
    who came to vote when, stays where it is guarded. ``movable``: another matter may take it along.
    """

    kind: str
    title: str
    number: str
    mark: str
    state: str
    url: str
    subject_id: UUID
    milestones: tuple[str, ...] = ()
    code: str = ""
    movable: bool = False


@dataclass(frozen=True)
class Door:
    """Where a room's things are taken into a matter: what the button says, and its page."""

    label: str
    url: str


Teller = Callable[[Actor, Matter], Iterable[Piece]]
Doorman = Callable[[Actor, Matter], Door | None]
TellTied = Callable[[Actor, Iterable[UUID]], Iterable[Piece]]
FindTied = Callable[[Actor, str], Piece | None]
Beside = Callable[[Actor, UUID, Iterable[UUID]], Iterable[Piece]]
Mover = Callable[[UUID, Matter, Actor, datetime], bool]
"""Puts a room's piece of work into a matter; False where it is none of the room's."""

_tellers: dict[str, Teller] = {}
_doormen: dict[str, Doorman] = {}
_movers: dict[str, Mover] = {}
_ties: dict[str, tuple[TellTied, FindTied]] = {}
_beside: list[Beside] = []


def register_pieces(teller: Teller) -> None:
    """Let ``teller`` tell the pieces of its room; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def register_door(doorman: Doorman) -> None:
    """Let a room offer the page on which its things are taken into a matter."""
    _doormen[f"{doorman.__module__}.{doorman.__qualname__}"] = doorman


def register_mover(mover: Mover) -> None:
    """Let a room put its things into another matter, where one is split."""
    _movers[f"{mover.__module__}.{mover.__qualname__}"] = mover


def register_beside(beside: Beside) -> None:
    """Let the passages tell what pieces became, or came from, in rooms that know no matters."""
    _beside[:] = [beside]


def move_piece(piece_id: UUID, matter: Matter, *, by: Actor, now: datetime) -> bool:
    """Ask room by room to put a piece of work into a matter."""
    return any(mover(piece_id, matter, by, now) for mover in _movers.values())


def doors_of(actor: Actor, matter: Matter) -> list[Door]:
    """The pages on which the actor may take things into a matter."""
    return [door for doorman in _doormen.values() if (door := doorman(actor, matter)) is not None]


def pieces_of(actor: Actor, matter: Matter, *others: Matter) -> list[Piece]:
    """Every piece of work of a matter, and of those merged into it, that the actor may see."""
    own = [
        piece
        for one in (matter, *others)
        for teller in _tellers.values()
        for piece in teller(actor, one)
    ]
    known = [piece.subject_id for piece in own]
    more = {
        piece.subject_id: piece
        for beside in _beside
        for piece in beside(actor, matter.street_id, known)
    }
    return [*own, *more.values()]


def register_ties(code: str, *, tell: TellTied, find: FindTied) -> None:
    """Let things of a room be tied to a matter: told by their ids, found by their number."""
    _ties[code] = (tell, find)


def look_up(actor: Actor, number: str) -> Piece | None:
    """The thing of that number that can be tied and that the actor may see."""
    found = (find(actor, number) for _tell, find in _ties.values())
    return next((piece for piece in found if piece is not None), None)


def tied(actor: Actor, ties: Iterable[Tie]) -> list[tuple[Tie, Piece]]:
    """What was tied, as far as the actor may see it."""
    rows = list(ties)
    found = []
    for code, (tell, _find) in _ties.items():
        mine = {row.subject_id: row for row in rows if row.kind == code}
        told = tell(actor, list(mine)) if mine else ()
        found += [(mine[piece.subject_id], piece) for piece in told]
    return found
