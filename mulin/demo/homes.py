"""Who lives in a compound of the demo: its roster, as the estate's own values.

Telephone numbers begin with 141 and identity numbers with an area code that begins with 0:
neither is given to anybody. About one owner in twenty has a second home; two homes in five are
owned by two or more.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from mulin.demo import names
from mulin.demo.profile import BuildingPlan, CompoundPlan
from mulin.ground.estate.roster import RosterOwner, RosterUnit

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


class People:
    """Invents owners, each with numbers of his own."""

    def __init__(self, plan: CompoundPlan) -> None:
        self._rnd = Random(f"people {plan.slug}")
        self._plan = plan
        self._made = 0
        self._earlier: list[tuple[RosterOwner, ...]] = []

    def owners(self) -> tuple[RosterOwner, ...]:
        """Owners of the next home: now and then those of an earlier one."""
        rnd = self._rnd
        if self._earlier and rnd.random() < 0.05:
            return rnd.choice(self._earlier)
        dice = rnd.random()
        count = 1 if dice < 0.62 else 2 if dice < 0.97 else 3
        group = tuple(self._person(count) for _ in range(count))
        self._earlier.append(group)
        return group

    def _person(self, among: int) -> RosterOwner:
        rnd, number = self._rnd, self._made
        self._made += 1
        known = rnd.random() < self._plan.phones_known
        return RosterOwner(
            name=names.person(rnd),
            phones=(f"141{self._plan.number:03d}{number:05d}",) if known else (),
            id_kind="resident",
            id_number=identity(rnd, self._plan.number, number),
            numerator=1,
            denominator=among,
        )


def identity(rnd: Random, compound: int, number: int) -> str:
    """An identity number with a right check digit and an area nobody comes from."""
    born = f"{rnd.randint(1938, 2003)}{rnd.randint(1, 12):02d}{rnd.randint(1, 28):02d}"
    area = f"0{compound:03d}{number // 1000:02d}"
    head = f"{area}{born}{number % 1000:03d}"
    return head + CHECK[sum(int(d) * w for d, w in zip(head, WEIGHTS, strict=True)) % 11]


def roster_of(plan: CompoundPlan) -> Iterator[RosterUnit]:
    """Every home and shop of a compound, building by building, with its owners."""
    people = People(plan)
    for building in plan.buildings:
        yield from _homes(plan, building, people)
    for number in range(1, plan.shops + 1):
        yield _shop(plan, number, people)


def _homes(plan: CompoundPlan, building: BuildingPlan, people: People) -> Iterator[RosterUnit]:
    for stair in range(1, building.stairwells + 1):
        for floor in range(1, building.floors + 1):
            for door, area in enumerate(building.areas, start=1):
                room = f"{floor}{door:02d}"
                yield RosterUnit(
                    label=f"{building.label}-{stair}-{room}",
                    building=building.label,
                    stairwell=str(stair),
                    room=room,
                    floor=floor,
                    floors=building.floors,
                    elevator=building.has_elevator,
                    use="home",
                    status="delivered",
                    voting_area=area,
                    gross_area=area * 100 // plan.share,
                    owners=people.owners(),
                )


def _shop(plan: CompoundPlan, number: int, people: People) -> RosterUnit:
    rnd = Random(f"shop {plan.slug} {number}")
    area = rnd.randint(2800, 16000)
    building = plan.buildings[number % len(plan.buildings)].label
    return RosterUnit(
        label=f"{building}-0-S{number:02d}",
        building=building,
        stairwell="",
        room=f"S{number:02d}",
        floor=1,
        use="shop",
        status="delivered",
        voting_area=area,
        gross_area=area * 100 // plan.share,
        owners=people.owners(),
    )
