"""What a vote is made of: units, motions, ballots, and the record that holds them together.

The words are those of the open format `mulin-decision/1`. Areas are integers of 0.01 m². These
classes carry no judgement: `roll` says who is one person, `ballots` what counts, `tally` what
follows. They trust their maker; `mulin.law.record.decision_record` refuses unusable input in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from mulin.law.compound_rules import CompoundRules
from mulin.law.questions import DecisionKind

DEVELOPER: Final = "developer"

OwnerGroup = frozenset[str]
"""The co-owners of a unit as a set of owner ids."""

Holder = OwnerGroup | Literal["developer"]
"""Who votes: a group of co-owners, or the developer for all he has not sold or handed over."""


class UnitUse(StrEnum):
    """What a unit is used for. Only `parking` may be left off the roll."""

    HOME = "home"
    SHOP = "shop"
    OFFICE = "office"
    PARKING = "parking"
    STORAGE = "storage"
    OTHER = "other"


class UnitStatus(StrEnum):
    """How far a unit has come into its buyers' hands; the last two vote through the developer."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    UNSOLD = "unsold"


class Choice(StrEnum):
    """What a ballot says on a motion. An item left blank is settled by the compound's rules."""

    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"


class Exclusion(StrEnum):
    """Why a ballot does not count for a motion, in the order in which the reasons apply."""

    NOT_ON_ROLL = "not_on_roll"
    INVALID = "invalid"
    PROXY_LIMIT = "proxy_limit"
    BLANK_ITEM = "blank_item"
    COOWNER_CONFLICT = "coowner_conflict"


Said = Choice | frozenset[str]
"""One ballot's word on one motion: a choice, or in an election the set of candidates chosen."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An exclusive part (专有部分) with its voting area in 0.01 m² and its owners as one group."""

    id: str
    area: int
    use: UnitUse
    status: UnitStatus
    owners: OwnerGroup

    @property
    def holder(self) -> Holder:
        """Who votes with this unit."""
        return self.owners if self.status == UnitStatus.DELIVERED else DEVELOPER


@dataclass(frozen=True, slots=True)
class Motion:
    """A question put to the vote. `units` None asks all; an empty tuple asks nobody."""

    id: str
    kind: DecisionKind
    title: str = ""
    units: tuple[str, ...] | None = None
    seats: int | None = None
    candidates: tuple[str, ...] | None = None

    @property
    def is_election(self) -> bool:
        return self.candidates is not None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One signer's ballot for one owner group.

    `choices` maps a motion's id to what is said on it; a missing one is blank. `invalid` is the
    reason why the whole ballot takes no part, `proxy` who cast it for the owner.
    """

    owners: Holder
    choices: Mapping[str, Said]
    signed_by: str | None = None
    channel: str | None = None
    proxy: str | None = None
    invalid: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Everything needed to recount a vote. `deliveries` None means that none is proved."""

    compound: str
    region: str
    opened_on: date
    units: tuple[Unit, ...]
    motions: tuple[Motion, ...]
    ballots: tuple[Ballot, ...]
    rules: CompoundRules = field(default_factory=CompoundRules)
    deliveries: tuple[Holder, ...] | None = None
