"""Verbs of units (房屋): entered, corrected, split, merged, renumbered, ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import (
    differences,
    done_before,
    not_after,
    put,
    required,
    same_street,
    say_of_unit,
    sentence_of,
)
from mulin.ground.estate.events import (
    PlaceCorrected,
    PlaceEnded,
    UnitCreated,
    UnitRenumbered,
)
from mulin.ground.estate.labels import unit_label
from mulin.ground.estate.models import Building, Compound, Ownership, Stairwell, Tenancy, Unit
from mulin.ground.estate.ordering import floor_of, unit_order
from mulin.ground.estate.permissions import may_edit_register
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

CORRECTABLE = frozenset(
    {"use", "status", "voting_area", "area_source", "gross_area", "layout", "floor", "delivered_on"}
)


def create_unit(
    compound: Compound,
    room: str,
    *,
    building: Building | None = None,
    stairwell: Stairwell | None = None,
    floor: int | None = None,
    use: str = Unit.Use.HOME,
    status: str = Unit.Status.DELIVERED,
    voting_area: int = 0,
    area_source: str = Unit.AreaSource.UNKNOWN,
    gross_area: int = 0,
    layout: str = "",
    delivered_on: date | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Unit:
    """Enter a unit. Its label is ``building-stairwell-room``, stairwell 0 where there is none."""
    same_street(by, compound, building, stairwell)
    require(may_edit_register(by, compound.pk))
    with transaction.atomic():
        if made := done_before(Unit, by, once):
            return made
        if stairwell is not None and building is None:
            building = stairwell.building
        level = floor_of(room) if floor is None else floor
        made = Unit(
            id=once or uuid7(),
            street_id=by.street_id,
            compound=compound,
            building=building,
            stairwell=stairwell,
            label=label_in(building, stairwell, required(room, said("房间号"))),
            room=room,
            floor=level,
            order=order_in(building, stairwell, level, room),
            use=Unit.Use(use),
            status=Unit.Status(status),
            voting_area=voting_area,
            area_source=Unit.AreaSource(area_source),
            gross_area=gross_area,
            layout=layout,
            delivered_on=delivered_on,
        )
        refuse_taken(made)
        made.save(force_insert=True)
        event = UnitCreated(
            unit=made.label,
            voting_area=voting_area,
            area_text=f"{voting_area // 100}.{voting_area % 100:02d}",
            area_source=str(Unit.AreaSource(area_source).label),
        )
        say_of_unit(event, made, by, now)
    return made


def correct_unit(
    unit: Unit, changes: dict[str, Any], *, why: str, by: Actor, now: datetime
) -> None:
    """Change what is said of a unit: use, status, areas with their source, floor, layout."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    if unknown := set(changes) - CORRECTABLE:
        refuse(said("这些内容不能更正：{names}。", names="、".join(sorted(unknown))))
    for name in ("voting_area", "gross_area"):
        if changes.get(name, 0) < 0:
            refuse(said("面积不能是负数。"))
    with transaction.atomic():
        different = differences(unit, changes)
        if not different:
            return
        event = PlaceCorrected(
            kind=said("房屋"),
            place=unit.label,
            changes=different,
            words=sentence_of(unit, different),
            why=required(why, said("理由")),
        )
        put(unit, **changes)
        say_of_unit(event, unit, by, now)


def renumber_unit(unit: Unit, room: str, *, why: str, by: Actor, now: datetime) -> None:
    """Give a unit another room number; it stays the same unit, with all its history."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    with transaction.atomic():
        old = unit.label
        unit.room = required(room, said("房间号"))
        unit.label = label_in(unit.building, unit.stairwell, unit.room)
        if unit.label == old:
            return
        refuse_taken(unit)
        unit.order = order_in(unit.building, unit.stairwell, unit.floor, unit.room)
        unit.save(update_fields=["room", "label", "order"])
        say_of_unit(UnitRenumbered(old, unit.label, required(why, said("理由"))), unit, by, now)


def end_unit(unit: Unit, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """From ``on`` the unit is no longer there; what is registered in it ends too."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    not_after(on, now, said("注销日期"))
    with transaction.atomic():
        refuse_ended(unit)
        put(unit, ended_on=on)
        open_ownerships(unit).update(valid_to=on)
        lived = Tenancy.objects.of(unit.street_id).filter(unit_id=unit.pk)
        lived.filter(valid_to__isnull=True).update(valid_to=on)
        event = PlaceEnded(said("房屋"), unit.label, on.isoformat(), required(why, said("理由")))
        say_of_unit(event, unit, by, now)


def label_in(building: Building | None, stairwell: Stairwell | None, room: str) -> str:
    return unit_label(
        building.label if building else "", stairwell.label if stairwell else "", room
    )


def order_in(building: Building | None, stairwell: Stairwell | None, floor: int, room: str) -> int:
    return unit_order(
        building.order if building else 0, stairwell.order if stairwell else 0, floor, room
    )


def open_ownerships(unit: Unit) -> Any:
    return Ownership.objects.of(unit.street_id).filter(unit_id=unit.pk, valid_to__isnull=True)


def refuse_ended(unit: Unit) -> None:
    if unit.ended_on is not None:
        refuse(said("{label} 已于 {day} 注销。", label=unit.label, day=unit.ended_on.isoformat()))


def refuse_taken(unit: Unit) -> None:
    beside = Unit.objects.of(unit.street_id).filter(
        compound_id=unit.compound_id, label=unit.label, ended_on__isnull=True
    )
    if beside.exclude(id=unit.pk).exists():
        refuse(
            said("房号 {label} 已经有了。", label=unit.label),
            said("请核对房号，或打开已有的房屋。"),
        )
