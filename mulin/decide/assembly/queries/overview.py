"""A large compound by building: who took part, by persons and by area, and which building lags.

Counted from the rows of the live page, so that it agrees with the gauges and the cells. A person
who owns in two buildings is one person in each of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from mulin.decide.assembly.queries.live_page import STATES, BuildingLine, LivePage
from mulin.ground.page.figures import AREA, PERSONS, Gauge
from mulin.law.terms import Share

CELLS_AT_ONCE = 800
"""Units that one picture shows well; a larger compound is read building by building."""


@dataclass(frozen=True)
class Piece:
    """One part of a building's bar: units in the same state."""

    pattern: str
    word: str
    count: int
    begin: int


@dataclass(frozen=True)
class BuildingShare:
    """One building: its units by state, and its part in the two ratios of participation."""

    id: UUID
    name: str
    stairwells: int
    pieces: tuple[Piece, ...]
    units: int
    left: int
    missing: int
    persons: Gauge
    area: Gauge

    @property
    def key(self) -> str:
        return self.id.hex

    @property
    def lags(self) -> bool:
        """Below the bound on either ratio: here a visit helps."""
        return not (self.persons.met and self.area.met)


def overview_of(page: LivePage, order: str = "place") -> list[BuildingShare]:
    """Buildings with units that count; the order puts first what asks for attention."""
    quorum = page.shares[0].majority.quorum if page.shares else Share(2, 3, inclusive=True)
    states: dict[UUID | None, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    areas: dict[UUID | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for unit in page.units:
        if unit.counts:
            line = page.lines[unit.entry_id]
            states[unit.building_id][line.state] += 1
            areas[unit.building_id][line.cluster] += unit.area
    voters = {line.cluster for line in page.progress.lines if line.voted}
    found = [
        _share(building, states[building.id], areas[building.id], voters, quorum)
        for building in page.buildings
        if building.id in states
    ]
    return sorted(found, key=_key(order))


def _share(
    building: BuildingLine,
    counts: dict[str, int],
    areas: dict[int, int],
    voters: set[int],
    quorum: Share,
) -> BuildingShare:
    voted = areas.keys() & voters
    return BuildingShare(
        id=building.id,
        name=building.name,
        stairwells=len(building.stairwells),
        pieces=_pieces(counts),
        units=sum(counts.values()),
        left=counts["delivered"] + counts["missing"],
        missing=counts["missing"],
        persons=Gauge.of(len(voted), len(areas), quorum, PERSONS),
        area=Gauge.of(sum(areas[c] for c in voted), sum(areas.values()), quorum, AREA),
    )


def around(shares: Sequence[BuildingShare], building: UUID) -> tuple[BuildingShare | None, ...]:
    """The building before, the building itself, and the one after, in the order given."""
    place = next((i for i, s in enumerate(shares) if s.id == building), None)
    if place is None:
        return (None, None, None)
    before = shares[place - 1] if place else None
    after = shares[place + 1] if place + 1 < len(shares) else None
    return (before, shares[place], after)


def _pieces(counts: dict[str, int]) -> tuple[Piece, ...]:
    pieces, begin = [], 0
    for state, count in counts.items():
        if count:
            pattern, word = STATES[state]
            pieces.append(Piece(pattern, word, count, begin))
            begin += count
    return tuple(pieces)


def _key(order: str) -> Callable[[BuildingShare], int | Fraction]:
    keys: dict[str, Callable[[BuildingShare], int | Fraction]] = {
        "persons": lambda s: _ratio(s.persons),
        "area": lambda s: _ratio(s.area),
        "left": lambda s: -s.left,
        "missing": lambda s: -s.missing,
    }
    return keys.get(order, lambda _: 0)


def _ratio(gauge: Gauge) -> Fraction:
    return Fraction(gauge.part, gauge.whole) if gauge.whole else Fraction(1)
