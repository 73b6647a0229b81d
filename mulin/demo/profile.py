"""What the street is made of: how many compounds of which kind and size, and their buildings.

Pure: the same scale and seed give the same street. Sizes follow a log-normal with median 300,
clipped to 12 … 4,200 households; two pilot compounds of 2,288 and 3,747 are pinned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from mulin.demo import names

FULL_COMPOUNDS = 500
COMMUNITIES = 24
MEDIAN, SIGMA, SMALLEST, LARGEST = 300, 0.9, 12, 4200
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
    buildings: tuple[BuildingPlan, ...]
    shops: int
    share: int
    phones_known: float

    @property
    def homes(self) -> int:
        return sum(b.homes for b in self.buildings)


def plan_street(
    scale: float, seed: int = 20260401, first: tuple[int, ...] = (*PILOTS[::-1], LIVE)
) -> list[CompoundPlan]:
    """Compounds of a street of ``scale`` × 500; ``first`` are the households of the lively ones."""
    rnd = Random(seed)
    wanted = max(round(FULL_COMPOUNDS * scale), 4)
    sizes = list(first)
    total = 220_000 * wanted // FULL_COMPOUNDS
    rest = [_size(rnd) for _ in range(wanted - len(sizes))]
    factor = max(total - sum(sizes), 40 * len(rest)) / max(sum(rest), 1)
    sizes += [min(max(round(s * factor), SMALLEST), LARGEST) for s in rest]
    return [_compound(rnd, number, size) for number, size in enumerate(sizes)]


def _size(rnd: Random) -> int:
    size = round(MEDIAN * math.exp(rnd.gauss(0, SIGMA)))
    return min(max(size, SMALLEST), LARGEST)


def _compound(rnd: Random, number: int, size: int) -> CompoundPlan:
    weights = [weight for _, weight in KINDS]
    kind = "commodity" if number < 3 else rnd.choices([k for k, _ in KINDS], weights)[0]
    mode = rnd.choice(MODES[kind])
    name = names.PILOTS.get(size) or names.compound(number, kind)
    tall = kind == "commodity" and (size > 500 or rnd.random() < 0.5)
    return CompoundPlan(
        number=number,
        slug=f"c{number + 1:03d}",
        name=name,
        kind=kind,
        mode=mode,
        community=number % COMMUNITIES,
        buildings=tuple(_buildings(rnd, kind, size, tall=tall)),
        shops=round(size * rnd.uniform(0.01, 0.05)) if kind == "commodity" else 0,
        share=76 if tall else 90 if kind == "old" else 80,
        phones_known={"old": 0.78, "three_no": 0.35}.get(kind, 0.96),
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
    if tall:
        landing = rnd.choice((3, 4, 4, 6))
        areas = tuple(_area(rnd, kind, 0.76) for _ in range(landing))
        return BuildingPlan(
            label, rnd.choice((17, 18, 24, 26, 33)), rnd.choice((1, 1, 2)), areas, True
        )
    if kind == "old":
        areas = tuple(_area(rnd, kind, 0.9) for _ in range(rnd.choice((2, 2, 3))))
        return BuildingPlan(label, rnd.choice((5, 6, 6, 7)), rnd.choice((2, 3, 3, 4)), areas, False)
    areas = tuple(_area(rnd, kind, 0.8) for _ in range(2))
    return BuildingPlan(label, rnd.choice((7, 8, 11, 11)), rnd.choice((2, 3, 3)), areas, True)


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
        yield BuildingPlan(label, 1, 1, areas, False)


def _area(rnd: Random, kind: str, share: float) -> int:
    """Exclusive area of one home in 0.01 m²; a fact of the demo, not a rule of conversion."""
    if kind == "old":
        gross = min(max(rnd.gauss(62, 14), 30), 110)
    elif kind == "public_housing":
        gross = 45 * math.exp(rnd.gauss(0, 0.3))
    elif kind == "resettlement":
        gross = max(rnd.gauss(88, 20), 40)
    else:
        mean, spread = rnd.choices(((75, 8), (98, 10), (135, 18)), (25, 55, 20))[0]
        gross = max(rnd.gauss(mean, spread), 40)
    return round(gross * share * 100)
