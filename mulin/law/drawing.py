"""An open draw that anybody can do again: a list fixed by its digest, a number that comes later.

1. When the list is closed, its digest is published. Nobody can change the list afterwards.
2. The number becomes public on a later day by a rule announced before (a lottery's draw, a closing
   price). Nobody could know it when the list was closed.
3. Every ticket gets ``SM3("digest|number|ticket")``. The smallest come first; the first ``seats``
   are drawn, the others are reserves in that order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mulin.kit.canonical import fingerprint, sm3

DIGEST = re.compile(r"[0-9a-f]{64}")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Drawn:
    """A ticket with its lot. ``rank`` counts from 1."""

    ticket: int
    lot: str
    rank: int
    seated: bool


def digest_of(entries: Sequence[tuple[int, str, str]]) -> str:
    """The digest of a list of (ticket, room, name); tickets must be 1, 2, 3 … in order."""
    if [ticket for ticket, _room, _name in entries] != list(range(1, len(entries) + 1)):
        raise ValueError("tickets are counted from 1 without gaps")
    return fingerprint([[ticket, room, name] for ticket, room, name in entries])


def plain_number(typed: str) -> str:
    """A public number as it enters the draw: digits, letters and points, spaces between as one.

    ``"03 11  17"`` and ``" 03 11 17 "`` are one number. Raises ValueError for nothing at all.
    """
    number = SPACE.sub(" ", typed).strip().replace("，", ",").replace("、", ",")
    if not any(c.isdigit() for c in number):
        raise ValueError("a number has digits")
    return number


def draw(digest: str, number: str, tickets: int, seats: int) -> tuple[Drawn, ...]:
    """Every ticket in the order of its lot. The same arguments always give the same order."""
    if not DIGEST.fullmatch(digest):
        raise ValueError("a digest has 64 hexadecimal digits")
    plain = plain_number(number)
    lots = sorted((lot_of(digest, plain, ticket), ticket) for ticket in range(1, tickets + 1))
    return tuple(
        Drawn(ticket, lot, rank, rank <= seats) for rank, (lot, ticket) in enumerate(lots, start=1)
    )


def lot_of(digest: str, number: str, ticket: int) -> str:
    """The lot of one ticket; what a doubter reckons again with any SM3 tool."""
    return sm3(f"{digest}|{number}|{ticket}".encode())
