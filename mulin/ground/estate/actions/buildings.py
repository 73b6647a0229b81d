"""Verbs of buildings and stairwells."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.places import refuse_taken
from mulin.ground.estate.actions.saying import (
    done_before,
    required,
    same_street,
    say,
)
from mulin.ground.estate.events import (
    BuildingCreated,
    StairwellCreated,
)
from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.estate.ordering import place_order
from mulin.ground.estate.permissions import may_edit_register
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.words import said


def create_building(
    compound: Compound,
    label: str,
    *,
    phase: str = "",
    floors: int = 0,
    has_elevator: bool | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Building:
    """Enter a building (楼栋) of a compound."""
    same_street(by, compound)
    require(may_edit_register(by, compound.pk))
    with transaction.atomic():
        if made := done_before(Building, by, once):
            return made
        label = required(label, said("楼号"))
        beside = Building.objects.of(by.street_id).filter(compound_id=compound.pk, label=label)
        refuse_taken(beside, said("楼号“{label}”", label=label))
        made = Building(
            id=once or uuid7(),
            street_id=by.street_id,
            compound=compound,
            label=label,
            phase=phase,
            floors=floors,
            has_elevator=has_elevator,
            order=place_order(label),
        )
        made.save(force_insert=True)
        event = BuildingCreated(compound.name, str(made))
        say(event, by=by, now=now, subject_id=made.pk, compound_id=compound.pk)
    return made


def create_stairwell(
    building: Building, label: str, *, by: Actor, now: datetime, once: UUID | None = None
) -> Stairwell:
    """Enter a stairwell (单元、门洞) of a building."""
    same_street(by, building)
    require(may_edit_register(by, building.compound_id))
    with transaction.atomic():
        if made := done_before(Stairwell, by, once):
            return made
        label = required(label, said("单元号"))
        beside = Stairwell.objects.of(by.street_id).filter(building_id=building.pk, label=label)
        refuse_taken(beside, said("单元“{label}”", label=label))
        made = Stairwell(
            id=once or uuid7(),
            street_id=by.street_id,
            compound_id=building.compound_id,
            building=building,
            label=label,
            order=place_order(label),
        )
        made.save(force_insert=True)
        event = StairwellCreated(str(building), str(made))
        say(event, by=by, now=now, subject_id=made.pk, compound_id=building.compound_id)
    return made
