"""Verbs of units (房屋): entered, corrected, split, merged, renumbered, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import (
    differences,
    done_before,
    not_after,
    put,
    refuse,
    required,
    same_street,
    say,
    sentence_of,
)
from mulin.ground.estate.events import (
    PlaceCorrected,
    PlaceEnded,
    UnitCreated,
    UnitRenumbered,
    UnitsMerged,
    UnitSplit,
)
from mulin.ground.estate.labels import unit_label
from mulin.ground.estate.models import Building, Compound, Ownership, Stairwell, Unit
from mulin.ground.estate.ordering import floor_of, unit_order
from mulin.ground.estate.permissions import may_edit_register
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require

CORRECTABLE = frozenset(
    {"use", "status", "voting_area", "area_source", "gross_area", "layout", "floor", "delivered_on"}
)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One of the units that come out of a split; areas in 0.01 m²."""

    room: str
    voting_area: int
    gross_area: int = 0


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
            label=_label(building, stairwell, required(room, "房间号")),
            room=room,
            floor=level,
            order=_order(building, stairwell, level, room),
            use=Unit.Use(use),
            status=Unit.Status(status),
            voting_area=voting_area,
            area_source=Unit.AreaSource(area_source),
            gross_area=gross_area,
            layout=layout,
            delivered_on=delivered_on,
        )
        _refuse_taken(made)
        made.save(force_insert=True)
        event = UnitCreated(
            unit=made.label,
            voting_area=voting_area,
            area_text=f"{voting_area // 100}.{voting_area % 100:02d}",
            area_source=str(Unit.AreaSource(area_source).label),
        )
        _say(event, made, by, now)
    return made


def correct_unit(
    unit: Unit, changes: dict[str, Any], *, why: str, by: Actor, now: datetime
) -> None:
    """Change what is said of a unit: use, status, areas with their source, floor, layout."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    if unknown := set(changes) - CORRECTABLE:
        refuse(f"这些内容不能更正：{'、'.join(sorted(unknown))}。")
    for name in ("voting_area", "gross_area"):
        if changes.get(name, 0) < 0:
            refuse("面积不能是负数。")
    with transaction.atomic():
        different = differences(unit, changes)
        if not different:
            return
        event = PlaceCorrected(
            kind="房屋",
            place=unit.label,
            changes=different,
            words=sentence_of(unit, different),
            why=required(why, "理由"),
        )
        put(unit, **changes)
        _say(event, unit, by, now)


def renumber_unit(unit: Unit, room: str, *, why: str, by: Actor, now: datetime) -> None:
    """Give a unit another room number; it stays the same unit, with all its history."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    with transaction.atomic():
        old = unit.label
        unit.room = required(room, "房间号")
        unit.label = _label(unit.building, unit.stairwell, unit.room)
        if unit.label == old:
            return
        _refuse_taken(unit)
        unit.order = _order(unit.building, unit.stairwell, unit.floor, unit.room)
        unit.save(update_fields=["room", "label", "order"])
        _say(UnitRenumbered(old, unit.label, required(why, "理由")), unit, by, now)


def split_unit(
    unit: Unit,
    parts: Sequence[UnitPart],
    *,
    on: date,
    basis: str,
    by: Actor,
    now: datetime,
) -> list[Unit]:
    """From ``on`` the unit is several; its owners own each of them, as they owned the whole."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    not_after(on, now, "拆分日期")
    if len(parts) < 2:
        refuse("拆分至少要有两套。")
    if len({p.room for p in parts}) < len(parts):
        refuse("拆分后的房间号有重复。")
    with transaction.atomic():
        _refuse_ended(unit)
        put(unit, ended_on=on)
        made = [_successor(unit, p.room, p.voting_area, p.gross_area, on) for p in parts]
        for row in made:
            _refuse_taken(row)
        Unit.objects.bulk_create(made)
        _hand_over([unit], made, on)
        event = UnitSplit(
            unit=unit.label,
            parts="、".join(row.label for row in made),
            part_ids=[row.pk.hex for row in made],
            day=on.isoformat(),
            basis=required(basis, "依据"),
        )
        _say(event, unit, by, now)
    return made


def merge_units(
    units: Sequence[Unit],
    part: UnitPart,
    *,
    on: date,
    basis: str,
    by: Actor,
    now: datetime,
) -> Unit:
    """From ``on`` several units are one. Refused where they have different owners."""
    same_street(by, *units)
    if len({u.pk for u in units}) < 2 or len({u.compound_id for u in units}) > 1:
        refuse("合并需要同一小区的至少两套房屋。")
    require(may_edit_register(by, units[0].compound_id))
    not_after(on, now, "合并日期")
    with transaction.atomic():
        owners = {_owners_of(unit, on) for unit in units}
        if len(owners) > 1:
            refuse("这些房屋的业主或份额不同。", "请先办理过户，业主一致后再合并。")
        for unit in units:
            _refuse_ended(unit)
            put(unit, ended_on=on)
        made = _successor(units[0], part.room, part.voting_area, part.gross_area, on)
        _refuse_taken(made)
        made.save(force_insert=True)
        _hand_over(units, [made], on)
        event = UnitsMerged(
            units="、".join(u.label for u in units),
            unit_ids=[u.pk.hex for u in units],
            unit=made.label,
            day=on.isoformat(),
            basis=required(basis, "依据"),
        )
        _say(event, made, by, now)
    return made


def end_unit(unit: Unit, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """From ``on`` the unit is no longer there; its owners' rows end with it."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    not_after(on, now, "注销日期")
    with transaction.atomic():
        _refuse_ended(unit)
        put(unit, ended_on=on)
        _current(unit).update(valid_to=on)
        event = PlaceEnded("房屋", unit.label, on.isoformat(), required(why, "理由"))
        _say(event, unit, by, now)


def _label(building: Building | None, stairwell: Stairwell | None, room: str) -> str:
    return unit_label(
        building.label if building else "", stairwell.label if stairwell else "", room
    )


def _order(building: Building | None, stairwell: Stairwell | None, floor: int, room: str) -> int:
    return unit_order(
        building.order if building else 0, stairwell.order if stairwell else 0, floor, room
    )


def _successor(unit: Unit, room: str, voting: int, gross: int, on: date) -> Unit:
    return Unit(
        id=uuid7(),
        street_id=unit.street_id,
        compound_id=unit.compound_id,
        building=unit.building,
        stairwell=unit.stairwell,
        label=_label(unit.building, unit.stairwell, room),
        room=room,
        floor=unit.floor,
        order=_order(unit.building, unit.stairwell, unit.floor, room),
        use=unit.use,
        status=unit.status,
        voting_area=voting,
        area_source=unit.area_source,
        gross_area=gross,
        delivered_on=unit.delivered_on,
        started_on=on,
    )


def _hand_over(before: Sequence[Unit], after: Sequence[Unit], on: date) -> None:
    """Close the owners' rows of the old units and open the same ones for the new."""
    rows = list(_current(before[0]))
    for unit in before:
        _current(unit).update(valid_to=on)
    Ownership.objects.bulk_create(
        Ownership(
            street_id=unit.street_id,
            unit=unit,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            share_numerator=row.share_numerator,
            share_denominator=row.share_denominator,
            basis=row.basis,
            valid_from=on,
        )
        for unit in after
        for row in rows
    )


def _owners_of(unit: Unit, on: date) -> frozenset[tuple[Any, ...]]:
    return frozenset(
        _current(unit).values_list(
            "person_id", "organisation_id", "share_numerator", "share_denominator"
        )
    )


def _current(unit: Unit) -> Any:
    return Ownership.objects.of(unit.street_id).filter(unit_id=unit.pk, valid_to__isnull=True)


def _refuse_ended(unit: Unit) -> None:
    if unit.ended_on is not None:
        refuse(f"{unit.label} 已于 {unit.ended_on.isoformat()} 注销。")


def _refuse_taken(unit: Unit) -> None:
    beside = Unit.objects.of(unit.street_id).filter(
        compound_id=unit.compound_id, label=unit.label, ended_on__isnull=True
    )
    if beside.exclude(id=unit.pk).exists():
        refuse(f"房号 {unit.label} 已经有了。", "请核对房号，或打开已有的房屋。")


def _say(event: Any, unit: Unit, by: Actor, now: datetime) -> None:
    say(event, by=by, now=now, subject_id=unit.pk, compound_id=unit.compound_id)
