"""What a roster says, as plain values: the shape between reading a file and writing the register.

A field that is ``None`` (or an empty ``owners``) was not stated: the register keeps what it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

CHUNK = 2_000
"""Units handled together: one question and one insert for each table."""


class RosterOwner(NamedTuple):
    """Somebody a roster names for a unit. Numbers are as ``numbers.py`` writes them.

    ``role`` is ``owner``, ``tenant`` or ``family``; ``kind`` is ``person``, ``company`` or
    ``developer``. A share of 0/0 is in common. ``since`` and ``until`` are those of a lease.
    """

    name: str
    role: str = "owner"
    kind: str = "person"
    phones: tuple[str, ...] = ()
    id_kind: str = ""
    id_number: str = ""
    credit_code: str = ""
    numerator: int = 0
    denominator: int = 0
    gender: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def misnumbered(self) -> bool:
        """Whether an organisation has the number of a person's document."""
        return bool(self.id_number) and self.kind in ("company", "developer")


class RosterUnit(NamedTuple):
    """One unit of a roster with its owners; areas in 0.01 m²; ``sheet`` and ``row`` say where."""

    label: str
    building: str
    stairwell: str
    room: str
    floor: int | None = None
    floors: int | None = None
    elevator: bool | None = None
    use: str | None = None
    status: str | None = None
    voting_area: int | None = None
    gross_area: int | None = None
    layout: str | None = None
    delivered_on: date | None = None
    owners: tuple[RosterOwner, ...] = ()
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RosterTerms:
    """The choices a person made about a roster, which are put on record.

    ``area_source`` says where the voting areas stand. ``effective_on`` is the day from which
    owners found changed hold; None where none changes. ``same_phone_same_person`` takes owners of
    equal name and telephone, without identity numbers, for one person.
    """

    area_source: str = "unknown"
    effective_on: date | None = None
    same_phone_same_person: bool = False


@dataclass(frozen=True, slots=True)
class RosterFault:
    """Why a unit of a roster cannot be written: where it stands, the value and the rule."""

    sheet: str
    row: int
    field: str
    value: str
    rule: str


def in_chunks(units: Iterable[RosterUnit], size: int = CHUNK) -> Iterable[list[RosterUnit]]:
    """The units in lists of at most ``size``."""
    rest = iter(units)
    while chunk := list(islice(rest, size)):
        yield chunk
