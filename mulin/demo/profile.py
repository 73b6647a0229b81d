"""What the street is made of: how many compounds of which kind and size, and their buildings.

Pure: the same scale and seed give the same street. Sizes follow a log-normal with median 300,
clipped to 12 … 4,200 households; two pilot compounds of 2,288 and 3,747 are pinned. Courtyards
without management are small. A tenth of the commodity compounds is new: there some homes are not
yet sold or not yet handed over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from mulin.demo import names

FULL_COMPOUNDS = 500
HOUSEHOLDS = 220_000
COMMUNITIES = 24
MEDIAN, SIGMA, SMALLEST, LARGEST = 300, 0.9, 12, 4200
LARGEST_COURTYARD = 120
PILOTS = (2288, 3747)
LIVE = 612
KINDS = (
    ("commodity", 64),
    ("old", 18),
    ("resettlement", 12),
    ("public_housing", 3),
    ("three_no", 3),
)
MODES = {
    "commodity": ("company_managed",),
    "old": ("entrusted", "self_managed", "company_managed"),
    "resettlement": ("entrusted",),
    "public_housing": ("entrusted",),
    "three_no": ("self_managed",),
}
BUILT = {
    "commodity": (2001, 2019),
    "old": (1984, 2000),
    "resettlement": (2004, 2016),
    "public_housing": (1990, 2014),
    "three_no": (1978, 1996),
}
NEW_SINCE, NEWEST = 2023, 2025
SPACES = {"old": 0.25, "resettlement": 0.45}
"""Parking spaces for each household; commodity compounds by the year they were built."""


@dataclass(frozen=True)
class BuildingPlan:
    """One building: ``areas`` are those of one landing, exclusive parts in 0.01 m²."""

    label: str
    floors: int
    stairwells: int
    areas: tuple[int, ...]
    has_elevator: bool

    @property
    def homes(self) -> int:
        return self.floors * self.stairwells * len(self.areas)


@dataclass(frozen=True)
class CompoundPlan:
    """One compound with its buildings; ``share`` is exclusive area over gross, in percent."""

    number: int
    slug: str
    name: str
    kind: str
    mode: str
    community: int
    delivered: date
    buildings: tuple[BuildingPlan, ...]
    shops: int
    share: int

    @property
    def homes(self) -> int:
        return sum(b.homes for b in self.buildings)

    @property
    def is_pilot(self) -> bool:
        """One of the three that live in full."""
        return self.number < 3

    @property
    def is_new(self) -> bool:
        """Still partly the developer's."""
        return self.delivered.year >= NEW_SINCE

    @property
    def spaces(self) -> int:
        """Parking spaces; 38 in a hundred of them are sold."""
        if self.kind in ("three_no", "public_housing"):
            return 0
        late = 1.05 if self.delivered.year > 2010 else 0.60
        return round(self.homes * SPACES.get(self.kind, late))

    @property
    def phones_known(self) -> float:
        return {"old": 0.78, "three_no": 0.35}.get(self.kind, 0.96)

    @property
    def identities_known(self) -> float:
        """Model: who owns a home that was sold has shown a document; old rosters lack many."""
        if self.is_pilot:
            return 0.995
        return {"old": 0.80, "three_no": 0.40}.get(self.kind, 0.97)

    @property
    def let(self) -> float:
        """Homes that are let."""
        return {"commodity": 0.22, "resettlement": 0.38}.get(self.kind, 0.31)


def plan_street(
    scale: float,
    seed: int = 20260401,
    first: tuple[int, ...] = (*PILOTS[::-1], LIVE),
    households: int = HOUSEHOLDS,
) -> list[CompoundPlan]:
    """Compounds of a street of ``scale`` × 500; ``first`` are the households of the lively ones.

    ``households`` are those of the full street.
    """
    rnd = Random(seed)
    wanted = max(round(FULL_COMPOUNDS * scale), len(first) + 1)
    rest = [_kind_and_size(rnd) for _ in range(wanted - len(first))]
    total = households * wanted // FULL_COMPOUNDS
    factor = max(total - sum(first), 40 * len(rest)) / max(sum(size for _, size in rest), 1)
    lively = [("commodity", size) for size in first]
    others = [(kind, _clipped(kind, round(size * factor))) for kind, size in rest]
    return [
        _compound(rnd, number, kind, size) for number, (kind, size) in enumerate(lively + others)
    ]


def _kind_and_size(rnd: Random) -> tuple[str, int]:
    kind = rnd.choices([k for k, _ in KINDS], [weight for _, weight in KINDS])[0]
    return kind, _clipped(kind, round(MEDIAN * math.exp(rnd.gauss(0, SIGMA))))


def _clipped(kind: str, size: int) -> int:
    largest = LARGEST_COURTYARD if kind == "three_no" else LARGEST
    return min(max(size, SMALLEST), largest)


def _compound(rnd: Random, number: int, kind: str, size: int) -> CompoundPlan:
    tall = kind == "commodity" and (size > 500 or rnd.random() < 0.5)
    earliest, latest = BUILT[kind]
    if kind == "commodity" and number > 2 and number % 10 == 7:
        earliest, latest = NEW_SINCE, NEWEST
    return CompoundPlan(
        number=number,
        slug=f"c{number + 1:03d}",
        name=names.PILOTS.get(size) or names.compound(number, kind),
        kind=kind,
        mode=rnd.choice(MODES[kind]),
        community=number % COMMUNITIES,
        delivered=date(rnd.randint(earliest, latest), rnd.randint(1, 12), 1),
        buildings=tuple(_buildings(rnd, kind, size, tall=tall)),
        shops=round(size * rnd.uniform(0.01, 0.05)) if kind == "commodity" else 0,
        share=76 if tall else 90 if kind in ("old", "three_no") else 80,
    )


def _buildings(rnd: Random, kind: str, size: int, *, tall: bool) -> Iterator[BuildingPlan]:
    """Buildings until ``size`` homes stand exactly; the last one is as tall as is left."""
    left, label = size, 0
    while left > 0:
        label += 1
        plan = _building(rnd, kind, str(label), tall=tall)
        yield from _fitted(plan, left)
        left -= min(plan.homes, left)


def _building(rnd: Random, kind: str, label: str, *, tall: bool) -> BuildingPlan:
    """About 132 homes in a high-rise, 66 in a mid-rise, 36 in an old building."""
    if tall:
        areas = tuple(_area(rnd, kind, 0.76) for _ in range(rnd.choice((3, 4, 4, 6))))
        floors, stairs = rnd.choice((17, 18, 24, 26, 34)), rnd.choice((1, 1, 2))
        return BuildingPlan(label, floors, stairs, areas, has_elevator=True)
    if kind in ("old", "three_no"):
        areas = tuple(_area(rnd, kind, 0.9) for _ in range(rnd.choice((2, 2, 2, 3))))
        floors, stairs = rnd.choice((5, 6, 6, 7)), rnd.choice((2, 3, 3, 3))
        return BuildingPlan(label, floors, stairs, areas, has_elevator=rnd.random() < 0.03)
    areas = tuple(_area(rnd, kind, 0.8) for _ in range(2))
    floors, stairs = rnd.choice((8, 9, 10, 11)), rnd.choice((3, 3, 4, 4))
    return BuildingPlan(label, floors, stairs, areas, has_elevator=True)


def _fitted(plan: BuildingPlan, left: int) -> Iterator[BuildingPlan]:
    """The plan, or what is left of it: fewer floors, then a last landing of fewer doors."""
    if plan.homes <= left:
        yield plan
        return
    row = plan.stairwells * len(plan.areas)
    floors, rest = divmod(left, row)
    if floors:
        yield BuildingPlan(plan.label, floors, plan.stairwells, plan.areas, plan.has_elevator)
    if rest:
        label = f"{plan.label}附" if floors else plan.label
        areas = tuple(plan.areas[i % len(plan.areas)] for i in range(rest))
        yield BuildingPlan(label, 1, 1, areas, has_elevator=False)


def _area(rnd: Random, kind: str, share: float) -> int:
    """Exclusive area of one home in 0.01 m²; a fact of the demo, not a rule of conversion."""
    if kind in ("old", "three_no"):
        gross = min(max(rnd.gauss(62, 14), 30), 110)
    elif kind == "public_housing":
        gross = 45 * math.exp(rnd.gauss(0, 0.3))
    elif kind == "resettlement":
        gross = max(rnd.gauss(88, 20), 40)
    else:
        mean, spread = rnd.choices(((75, 8), (98, 10), (135, 18)), (25, 55, 20))[0]
        gross = max(rnd.gauss(mean, spread), 40)
    return round(gross * share * 100)
