"""Buildings and stairwells of a compound while a roster is judged: those there, and those it implies."""

from __future__ import annotations

from typing import NamedTuple

from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.estate.ordering import place_order, place_part
from mulin.ground.estate.roster import RosterUnit
from mulin.ground.estate.roster_plan import ChunkPlan
from mulin.kit.ids import uuid7


class Spot(NamedTuple):
    """Keys of a building and a stairwell as bulk statements take them, and their order."""

    building_id: str | None
    stairwell_id: str | None
    order: int


class Places:
    """Finds the building and stairwell of each unit; plans what is not there."""

    def __init__(self, compound: Compound) -> None:
        self.compound = compound
        street_id = compound.street_id
        buildings = Building.objects.of(street_id)
        stairwells = Stairwell.objects.of(street_id)
        here = {"compound": compound, "ended_on__isnull": True}
        self._buildings = {row.label: row for row in buildings.filter(**here)}
        self._stairwells = {(row.building_id, row.label): row for row in stairwells.filter(**here)}
        self._spots: dict[tuple[str, str], Spot] = {}

    def prepare(self, plan: ChunkPlan, said: RosterUnit) -> int:
        """Plan building and stairwell of a new unit where they are missing; buildings planned."""
        if not said.building or (said.building, said.stairwell) in self._spots:
            return 0
        building = self._buildings.get(said.building)
        planned = 0
        if building is None:
            building = self._buildings[said.building] = new_building(self.compound, said)
            plan.buildings.append(building)
            planned = 1
        key = (building.pk, said.stairwell)
        if said.stairwell and key not in self._stairwells:
            self._stairwells[key] = new_stairwell(building, said.stairwell)
            plan.stairwells.append(self._stairwells[key])
        return planned

    def spot(self, said: RosterUnit) -> Spot:
        """Where a unit stands, once its building and stairwell are prepared."""
        key = (said.building, said.stairwell)
        if (found := self._spots.get(key)) is None:
            building = self._buildings.get(said.building)
            stairwell = self._stairwells.get((building.pk, said.stairwell)) if building else None
            found = self._spots[key] = Spot(
                building.pk.hex if building else None,
                stairwell.pk.hex if stairwell else None,
                place_part(building.order if building else 0, stairwell.order if stairwell else 0),
            )
        return found


def new_building(compound: Compound, said: RosterUnit) -> Building:
    """A building as a roster implies it."""
    return Building(
        id=uuid7(),
        street_id=compound.street_id,
        compound=compound,
        label=said.building,
        floors=max(said.floors or 0, 0),
        has_elevator=said.elevator,
        order=place_order(said.building),
    )


def new_stairwell(building: Building, label: str) -> Stairwell:
    """A stairwell as a roster implies it."""
    return Stairwell(
        id=uuid7(),
        street_id=building.street_id,
        compound_id=building.compound_id,
        building=building,
        label=label,
        order=place_order(label),
    )
