"""What a motion costs each household: exact to the fen, by voting area (民法典第283条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mulin.decide.assembly.models import Motion, RollUnit
from mulin.ground.estate.models import Compound, Unit
from mulin.kit.money import digits
from mulin.kit.words import said
from mulin.law.shares import allocate


@dataclass(frozen=True)
class Sample:
    """One unit of the preview."""

    word: str
    label: str
    area: int
    fen: int


@dataclass(frozen=True)
class Preview:
    """How a sum would fall on the units of a draft's scope."""

    units: int
    area: int
    total: int
    samples: tuple[Sample, ...]


def preview(
    compound: Compound,
    cost: int,
    scope: str,
    scope_ids: Sequence[str],
    *,
    parking_counts: bool = False,
) -> Preview:
    """The split over the units as the register stands now; one statement."""
    rows = Unit.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    if not parking_counts:
        rows = rows.exclude(use=Unit.Use.PARKING)
    if scope == Motion.Scope.BUILDINGS:
        rows = rows.filter(building_id__in=scope_ids)
    elif scope == Motion.Scope.STAIRWELLS:
        rows = rows.filter(stairwell_id__in=scope_ids)
    units = list(
        rows.filter(voting_area__gt=0).order_by("order").values_list("label", "voting_area")
    )
    if not units:
        return Preview(0, 0, cost, ())
    parts = allocate(cost, [area for _, area in units])
    by_area = sorted(range(len(units)), key=lambda i: units[i][1])
    picks = (
        (said("面积最小"), by_area[0]),
        (said("居中"), by_area[len(units) // 2]),
        (said("面积最大"), by_area[-1]),
    )
    samples = tuple(Sample(word, units[i][0], units[i][1], parts[i]) for word, i in picks)
    return Preview(len(units), sum(area for _, area in units), sum(parts), samples)


def entry_costs(motions: Sequence[Motion], units: Sequence[RollUnit]) -> list[dict[UUID, int]]:
    """For each motion what falls on each entry; an empty mapping where it costs nothing."""
    ordered = sorted(units, key=lambda u: (u.order, u.pk))
    return [_costs(m, [u for u in ordered if u.counts]) for m in motions]


def _costs(motion: Motion, units: Sequence[RollUnit]) -> dict[UUID, int]:
    mine = [u for u in units if decides_unit(motion, u)]
    if not motion.cost or motion.payment == Motion.Payment.NONE or not mine:
        return {}
    found: dict[UUID, int] = {}
    for unit, fen in zip(mine, allocate(motion.cost, [u.area for u in mine]), strict=True):
        found[unit.entry_id] = found.get(unit.entry_id, 0) + fen
    return found


def basis_of(motion: Motion) -> str:
    """``按专有部分面积分摊，共 100,000.00 元，从维修资金列支``."""
    where = motion.get_payment_display()
    return said(
        "按专有部分面积分摊，共 {digits} 元，{where}", digits=digits(motion.cost), where=where
    )


def decides_unit(motion: Motion, unit: RollUnit) -> bool:
    """Whether the unit lies where the motion is decided."""
    if motion.scope == Motion.Scope.COMPOUND:
        return True
    place = unit.building_id if motion.scope == Motion.Scope.BUILDINGS else unit.stairwell_id
    return place is not None and place.hex in set(motion.scope_ids)
