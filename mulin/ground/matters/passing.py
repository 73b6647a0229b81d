"""What became of a piece of work in another room, and into what it can be turned: asked here.

Rooms show it on their pages and know one another's things by a code only. What can be turned into
what stands in one visible table (``procedures/passing.py``), which registers itself here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django import forms
from django.db.models import Q

from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Passage
from mulin.kit.rights import Actor

TOLD, FROM = "to", "from"


@dataclass(frozen=True)
class Way:
    """One button of a page: what it says, where it goes, what it asks."""

    code: str
    label: str
    icon: str
    url: str
    form: forms.Form


@dataclass(frozen=True)
class End:
    """The other end of a passage, and which way it went: ``to`` or ``from``."""

    way: str
    piece: Piece
    at: datetime
    by: str


@dataclass(frozen=True)
class Passed:
    """What a page shows."""

    ends: list[End] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)


Teller = Callable[[Actor, str, Iterable[UUID]], Mapping[UUID, Piece]]
"""Of things of a kind, those the actor may see, told."""
Offers = Callable[[Actor, str, UUID], list[Way]]

_tellers: list[Teller] = []
_offers: list[Offers] = []


def register_passages(teller: Teller, offers: Offers) -> None:
    """Let the table of passages answer; once, where the app starts."""
    _tellers[:], _offers[:] = [teller], [offers]


def shown(actor: Actor, kind: str, subject_id: UUID) -> Passed:
    """Where a piece came from, what became of it, and what it can be turned into."""
    ends = sorted(_ends(actor, [subject_id]), key=lambda end: end.at)
    ways = [way for offers in _offers for way in offers(actor, kind, subject_id)]
    return Passed(ends, ways)


def beside(actor: Actor, street_id: UUID, known: Iterable[UUID]) -> list[Piece]:
    """Pieces that others became or came from; a matter shows them with those that belong to it."""
    mine = list(known)
    return [end.piece for end in _ends(actor, mine) if end.piece.subject_id not in mine]


def _ends(actor: Actor, subjects: list[UUID]) -> list[End]:
    """The other ends of all passages of some pieces, as far as the actor may see them."""
    if not subjects:
        return []
    touching = Q(source_id__in=subjects) | Q(target_id__in=subjects)
    rows = list(Passage.objects.of(actor.street_id).filter(touching).order_by("at", "id"))
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        for way in _ways(row, subjects):
            kind, pk = _other(row, way)
            wanted.setdefault(kind, set()).add(pk)
    pieces = {
        (kind, pk): piece
        for kind, keys in wanted.items()
        for teller in _tellers
        for pk, piece in teller(actor, kind, keys).items()
    }
    return [
        End(way, pieces[_other(row, way)], row.at, row.by)
        for row in rows
        for way in _ways(row, subjects)
        if _other(row, way) in pieces
    ]


def _ways(row: Passage, subjects: list[UUID]) -> list[str]:
    went = [TOLD] if row.source_id in subjects else []
    return went + ([FROM] if row.target_id in subjects else [])


def _other(row: Passage, way: str) -> tuple[str, UUID]:
    if way == TOLD:
        return row.target_kind, row.target_id
    return row.source_kind, row.source_id
