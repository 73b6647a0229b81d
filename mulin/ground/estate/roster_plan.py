"""What a roster would change, as plain values: one chunk's rows, and the totals of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from mulin.ground.estate.models import Building, Organisation, Stairwell, Unit
from mulin.ground.estate.roster import RosterFault, RosterOwner, RosterUnit

Key = UUID | str
"""A row's key: as Django reads it, or 32 hexadecimal digits where it is new."""


@dataclass(slots=True)
class OwnerRow:
    """An open row of the register: an ownership, or a tenancy of somebody."""

    id: UUID
    unit_id: UUID
    person_id: UUID | None
    organisation_id: UUID | None
    name: str
    phone_blind: bytes
    id_blind: bytes
    share: tuple[int, int]
    valid_from: date | None
    role: str


@dataclass(slots=True)
class NewHolding:
    """An ownership or tenancy to be opened."""

    unit_id: Key
    person_id: Key | None
    organisation_id: Key | None
    owner: RosterOwner
    valid_from: date | None


@dataclass(slots=True)
class Change:
    """What is different about a unit that is there already, in words for the preview."""

    unit_id: UUID
    label: str
    lines: list[list[str]]
    """Field title, old and new value."""


@dataclass
class ChunkPlan:
    """Everything one chunk of units needs written."""

    buildings: list[Building] = field(default_factory=list)
    stairwells: list[Stairwell] = field(default_factory=list)
    units: list[tuple[str, RosterUnit]] = field(default_factory=list)
    unit_changes: list[tuple[Unit, dict[str, Any]]] = field(default_factory=list)
    persons: list[tuple[str, RosterOwner]] = field(default_factory=list)
    person_changes: list[tuple[UUID, RosterOwner, bool, bool]] = field(default_factory=list)
    """Person, what is said, whether the telephone and whether the identity is new."""
    organisations: list[Organisation] = field(default_factory=list)
    closings: list[OwnerRow] = field(default_factory=list)
    holdings: list[NewHolding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Totals:
    """What a roster comes to, over all its chunks."""

    units_added: int = 0
    units_changed: int = 0
    units_same: int = 0
    units_left: int = 0
    owners_added: int = 0
    owners_closed: int = 0
    owners_replaced: int = 0
    persons_added: int = 0
    persons_changed: int = 0
    organisations_added: int = 0
    tenants_added: int = 0
    buildings_added: int = 0
    area: int = 0
    added_by_building: Counter[str] = field(default_factory=Counter)
    changed_by_building: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    digest: str = ""

    @property
    def empty(self) -> bool:
        """Whether the register already says all of it."""
        return not (
            self.units_added
            or self.units_changed
            or self.owners_added
            or self.owners_closed
            or self.tenants_added
            or self.persons_changed
        )

    @property
    def needs_day(self) -> bool:
        """Whether owners of units that are there change, so that a day must be said."""
        return bool(self.owners_replaced)
