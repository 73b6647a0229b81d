"""Verbs that make several units of one, or one of several; history stays with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mulin.ground.estate.actions.saying import not_after, put, required, same_street, say_of_unit
from mulin.ground.estate.actions.units import (
    label_in,
    open_ownerships,
    order_in,
    refuse_ended,
    refuse_taken,
)
from mulin.ground.estate.events import (
    UnitsMerged,
    UnitSplit,
)
from mulin.ground.estate.models import ActsFor, Ownership, Tenancy, Unit
from mulin.ground.estate.permissions import may_edit_register
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One of the units that come out of a split; areas in 0.01 m²."""

    room: str
    voting_area: int
    gross_area: int = 0


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
    not_after(on, now, said("拆分日期"))
    if len(parts) < 2:
        refuse(said("拆分至少要有两套。"))
    if len({p.room for p in parts}) < len(parts):
        refuse(said("拆分后的房间号有重复。"))
    with transaction.atomic():
        refuse_ended(unit)
        _refuse_lived_in(unit, on)
        put(unit, ended_on=on)
        made = [_successor(unit, p.room, p.voting_area, p.gross_area, on) for p in parts]
        for row in made:
            refuse_taken(row)
        Unit.objects.bulk_create(made)
        _hand_over([unit], made, on)
        event = UnitSplit(
            unit=unit.label,
            parts="、".join(row.label for row in made),
            part_ids=[row.pk.hex for row in made],
            day=on.isoformat(),
            basis=required(basis, said("依据")),
        )
        say_of_unit(event, unit, by, now)
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
        refuse(said("合并需要同一小区的至少两套房屋。"))
    require(may_edit_register(by, units[0].compound_id))
    not_after(on, now, said("合并日期"))
    with transaction.atomic():
        owners = {_owners_of(unit, on) for unit in units}
        if len(owners) > 1:
            refuse(said("这些房屋的业主或份额不同。"), said("请先办理过户，业主一致后再合并。"))
        for unit in units:
            refuse_ended(unit)
            put(unit, ended_on=on)
        made = _successor(units[0], part.room, part.voting_area, part.gross_area, on)
        refuse_taken(made)
        made.save(force_insert=True)
        _hand_over(units, [made], on)
        _move_residents(units, made, on)
        event = UnitsMerged(
            units="、".join(u.label for u in units),
            unit_ids=[u.pk.hex for u in units],
            unit=made.label,
            day=on.isoformat(),
            basis=required(basis, said("依据")),
        )
        say_of_unit(event, made, by, now)
    return made


def _successor(unit: Unit, room: str, voting: int, gross: int, on: date) -> Unit:
    return Unit(
        id=uuid7(),
        street_id=unit.street_id,
        compound_id=unit.compound_id,
        building=unit.building,
        stairwell=unit.stairwell,
        label=label_in(unit.building, unit.stairwell, room),
        room=room,
        floor=unit.floor,
        order=order_in(unit.building, unit.stairwell, unit.floor, room),
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
    rows = list(open_ownerships(before[0]))
    for unit in before:
        open_ownerships(unit).update(valid_to=on)
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


def _refuse_lived_in(unit: Unit, on: date) -> None:
    """Which part somebody lives in, or a mandate is for, is not guessed."""
    lived = Tenancy.objects.of(unit.street_id).filter(in_force_on(on), unit_id=unit.pk).count()
    acted = ActsFor.objects.of(unit.street_id).filter(in_force_on(on), unit_id=unit.pk).count()
    if lived or acted:
        refuse(
            said(
                "这套房屋登记着 {lived} 位住户、{acted} 份只限这套房屋的委托。",
                lived=lived,
                acted=acted,
            ),
            said("请先结束这些登记，拆分后再登记到住的那一套。"),
        )


def _move_residents(before: Sequence[Unit], after: Unit, on: date) -> None:
    """Who lives in one of several that became one lives in the one; mandates follow too."""
    ids = [unit.pk for unit in before]
    for model in (Tenancy, ActsFor):
        rows = model.objects.of(after.street_id).filter(in_force_on(on), unit_id__in=ids)
        rows.update(unit=after)


def _owners_of(unit: Unit, on: date) -> frozenset[tuple[Any, ...]]:
    return frozenset(
        open_ownerships(unit).values_list(
            "person_id", "organisation_id", "share_numerator", "share_denominator"
        )
    )
