"""What stands in a compound of the demo, and who owns and rents it: its roster, building by building.

The distributions are those of the demo's profile: how many own a home together, who has a second
one, what companies own, what is let, which parking spaces are sold, what is still the developer's.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from mulin.demo import names
from mulin.demo.people import People
from mulin.demo.profile import BuildingPlan, CompoundPlan
from mulin.ground.estate.roster import RosterOwner, RosterUnit

UNSOLD, UNDELIVERED = 0.05, 0.04
"""Homes of a new compound that nobody bought, and that are bought but not handed over."""
SOLD_SPACES = 0.38
COMPANY_HOMES, COMPANY_SHOPS = 0.015, 0.20
SPACE = 1250
"""A parking space in 0.01 m²."""


def roster_of(plan: CompoundPlan, *, residents: bool = False) -> Iterator[RosterUnit]:
    """Every home, shop and sold parking space of a compound, with who owns and rents it.

    ``residents`` adds the family members that live with them, for load tests.
    """
    people = People(plan)
    for building in plan.buildings:
        yield from _homes(plan, building, people, residents=residents)
    for number in range(1, plan.shops + 1):
        yield _shop(plan, number, people)
    yield from _spaces(plan, people)


def _homes(
    plan: CompoundPlan, building: BuildingPlan, people: People, *, residents: bool
) -> Iterator[RosterUnit]:
    for stair in range(1, building.stairwells + 1):
        for floor in range(1, building.floors + 1):
            for door, area in enumerate(building.areas, start=1):
                room = f"{floor}{door:02d}"
                status = _status(plan, people.rnd)
                yield RosterUnit(
                    label=f"{building.label}-{stair}-{room}",
                    building=building.label,
                    stairwell=str(stair),
                    room=room,
                    floor=floor,
                    floors=building.floors,
                    elevator=building.has_elevator,
                    use="home",
                    status=status,
                    voting_area=area,
                    gross_area=area * 100 // plan.share,
                    delivered_on=plan.delivered if status == "delivered" else None,
                    owners=_held(plan, people, status, residents=residents),
                )


def _status(plan: CompoundPlan, rnd: Random) -> str:
    dice = rnd.random() if plan.is_new else 1.0
    if dice < UNSOLD:
        return "unsold"
    return "undelivered" if dice < UNSOLD + UNDELIVERED else "delivered"


def _held(
    plan: CompoundPlan, people: People, status: str, *, residents: bool
) -> tuple[RosterOwner, ...]:
    """Owners of a home, then whoever lives in it without owning."""
    if status == "unsold":
        return (RosterOwner(names.developer(plan.number), kind="developer"),)
    owners = people.owners(COMPANY_HOMES)
    if status == "undelivered":
        return owners
    let = people.rnd.random() < plan.let
    living = (people.tenant(),) if let else ()
    family = people.family(1 if let else len(owners)) if residents else ()
    return owners + living + family


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
        delivered_on=plan.delivered,
        owners=people.owners(COMPANY_SHOPS),
    )


def _spaces(plan: CompoundPlan, people: People) -> Iterator[RosterUnit]:
    """Sold parking spaces, each an earlier owner's; the others belong to nobody in particular."""
    for number in range(1, round(plan.spaces * SOLD_SPACES) + 1):
        owners = people.earlier()
        if owners:
            yield RosterUnit(
                label=f"车位-B1-{number:04d}",
                building="",
                stairwell="",
                room=f"B1-{number:04d}",
                floor=-1,
                use="parking",
                status="delivered",
                voting_area=SPACE,
                gross_area=SPACE,
                layout="地下",
                owners=owners,
            )
