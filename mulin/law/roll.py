"""The roll of a motion: which units decide, and who of their owners is one person.

Sources: 建筑物区分所有权司法解释 (2020 修正) 第8、9条: area of the exclusive part; several units of
one buyer are one person; what the developer has not sold or not handed over is together one
person. Whether parking counts and overlapping groups merge is for the compound's own rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mulin.law.compound_rules import CompoundRules, SameOwner
from mulin.law.decision import DEVELOPER, Holder, Motion, OwnerGroup, Unit, UnitStatus, UnitUse


@dataclass(frozen=True, slots=True)
class Weight:
    """Owners weighed both ways the law weighs them: by area (0.01 m²) and in number."""

    area: int = 0
    persons: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.area + other.area, self.persons + other.persons)


@dataclass(frozen=True, slots=True)
class Roll:
    """The persons of one motion, numbered from 0; each stands there once with all his area.

    `areas` is the area (0.01 m²) of each person. `by_group` knows every group that holds counting
    units; `by_owner` is filled only where overlapping groups merge.
    """

    areas: Sequence[int]
    by_group: Mapping[Holder, int]
    by_owner: Mapping[str, int]

    @property
    def weight(self) -> Weight:
        """All of the roll: the denominator of participation."""
        return Weight(sum(self.areas), len(self.areas))

    def person_of(self, holder: Holder) -> int | None:
        """The person a ballot or a delivery speaks for, or None where it is not on the roll.

        Where merging applies a group is completed by every counting group it touches, and by those
        these touch in turn (merging is transitive). So part of a merged person speaks for all of
        it, while a group with a stranger, or with members of two persons, is on nobody's line.
        """
        person = self.by_group.get(holder)
        if person is None and self.by_owner and holder != DEVELOPER:
            found = {self.by_owner.get(owner) for owner in holder}
            return found.pop() if len(found) == 1 else None
        return person


def roll_of(units: Mapping[str, Unit], motion: Motion, rules: CompoundRules) -> Roll:
    """The roll of a motion over `units` (by id). Raises ValueError for a delivered unit unowned."""
    deciding = units.values() if motion.units is None else [units[i] for i in motion.units]
    area_of = _area_by_holder(deciding, parking_counts=rules.parking_counts)
    if rules.same_owner == SameOwner.MERGE_OVERLAPPING:
        return _merged(area_of)
    by_group = {holder: number for number, holder in enumerate(area_of)}
    return Roll(list(area_of.values()), by_group, {})


def _area_by_holder(units: Iterable[Unit], *, parking_counts: bool) -> dict[Holder, int]:
    area_of: dict[Holder, int] = {}
    delivered, parking = UnitStatus.DELIVERED, UnitUse.PARKING
    for unit in units:
        if parking_counts or unit.use != parking:
            holder: Holder = unit.owners if unit.status == delivered else DEVELOPER
            area_of[holder] = area_of.get(holder, 0) + unit.area
    if frozenset() in area_of:
        raise ValueError("a delivered unit without owners cannot stand on a roll")
    return area_of


def _merged(area_of: Mapping[Holder, int]) -> Roll:
    """One person for each set of groups that hang together by a shared member."""
    root_of = _roots(holder for holder in area_of if holder != DEVELOPER)
    areas: list[int] = []
    by_group: dict[Holder, int] = {}
    number_of: dict[str | None, int] = {}
    for holder, area in area_of.items():
        root = None if holder == DEVELOPER else root_of[next(iter(holder))]
        number = number_of.setdefault(root, len(areas))
        if number == len(areas):
            areas.append(0)
        areas[number] += area
        by_group[holder] = number
    by_owner = {owner: number_of[root] for owner, root in root_of.items()}
    return Roll(areas, by_group, by_owner)


def _roots(groups: Iterable[OwnerGroup]) -> dict[str, str]:
    """Union-find over owners: two owners have the same root when a chain of groups joins them."""
    parent: dict[str, str] = {}

    def root(owner: str) -> str:
        top = owner
        while parent[top] != top:
            top = parent[top]
        while parent[owner] != top:
            parent[owner], owner = top, parent[owner]
        return top

    for group in groups:
        for owner in group:
            parent.setdefault(owner, owner)
        first, *others = group
        for other in others:
            parent[root(other)] = root(first)
    return {owner: root(owner) for owner in parent}
