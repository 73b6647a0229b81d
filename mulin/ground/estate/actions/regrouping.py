"""Verbs that move buildings: another number, two compounds made one assembly, one made two.

Units stay the same units with their owners and history; what changes is where they are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import put, required, same_street, say
from mulin.ground.estate.actions.units import label_in, order_in
from mulin.ground.estate.events import BuildingRenumbered, CompoundsMerged, CompoundSplit
from mulin.ground.estate.models import Building, Compound, Stairwell, Unit
from mulin.ground.estate.ordering import place_order
from mulin.ground.estate.permissions import may_edit_community, may_edit_register
from mulin.ground.estate.queries.regrouping import in_the_way, standing
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def renumber_building(building: Building, label: str, *, why: str, by: Actor, now: datetime) -> int:
    """Give a building another number; returns how many units' labels changed with it."""
    same_street(by, building)
    require(may_edit_register(by, building.compound_id))
    with transaction.atomic():
        old, new = building.label, required(label, said("楼号"))
        if new == old:
            return 0
        _refuse_taken([new], building.compound_id, by)
        put(building, label=new, order=place_order(new))
        units = _relabel([building])
        event = BuildingRenumbered(old, new, units, required(why, said("理由")))
        say(event, by=by, now=now, subject_id=building.pk, compound_id=building.compound_id)
    return units


def merge_compounds(
    kept: Compound,
    merged: Compound,
    *,
    phase: str,
    own_phase: str = "",
    why: str,
    by: Actor,
    now: datetime,
) -> int:
    """From today both are one property area; returns how many units came over.

    Buildings that came get ``phase``, those there without a phase get ``own_phase``. A number that
    both have is told apart by the phase before it. Bodies, companies, posts and running work of
    the merged compound must have ended: nothing of them is carried to other owners silently.
    """
    same_street(by, kept, merged)
    for place in (kept, merged):
        require(may_edit_community(by, place.community_id))
    _refuse_unfit(kept, merged)
    today = day_of(now)
    with transaction.atomic():
        _refuse_obstacles(merged, in_the_way(merged, today))
        _refuse_obstacles(kept, [w for w in in_the_way(kept, today) if w.endswith("没有办完")])
        phase, came = required(phase, said("分期名称")), standing(merged)
        _put_into_phases(standing(kept), own_phase, came, phase)
        units = _move(came, merged, kept, everything=True)
        put(merged, ended_on=today)
        event = CompoundsMerged(
            kept=kept.name,
            merged=merged.name,
            merged_id=merged.pk.hex,
            phase=phase,
            buildings=len(came),
            units=units,
            day=today.isoformat(),
            why=required(why, said("依据")),
        )
        say(event, by=by, now=now, subject_id=kept.pk, compound_id=kept.pk)
    return units


def split_compound(
    whole: Compound,
    buildings: Sequence[Building],
    *,
    name: str,
    slug: str,
    why: str,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Compound:
    """Some buildings become a compound of their own, as when two were merged wrongly."""
    same_street(by, whole, *buildings)
    require(may_edit_community(by, whole.community_id))
    today = day_of(now)
    with transaction.atomic():
        made: Compound | None = Compound.objects.of(by.street_id).filter(id=once).first()
        if made is not None:
            return made
        _refuse_bad_part(whole, buildings)
        _refuse_obstacles(whole, [w for w in in_the_way(whole, today) if w.endswith("没有办完")])
        made = _beside(
            whole, once or uuid7(), required(name, said("小区名称")), required(slug, said("代码"))
        )
        units = _move(buildings, whole, made, everything=False)
        event = CompoundSplit(
            whole=whole.name,
            part=made.name,
            part_id=made.pk.hex,
            labels="、".join(str(building) for building in buildings),
            buildings=len(buildings),
            units=units,
            day=today.isoformat(),
            why=required(why, said("依据")),
        )
        say(event, by=by, now=now, subject_id=made.pk, compound_id=whole.pk)
    return made


def _put_into_phases(
    there: Sequence[Building], own_phase: str, came: Sequence[Building], phase: str
) -> None:
    """Which phase every building belongs to; a number that both have gets the phase before it."""
    for building in there:
        if own_phase and not building.phase:
            put(building, phase=own_phase)
    taken = {building.label for building in there}
    for building in came:
        label = f"{phase}{building.label}"[:20] if building.label in taken else building.label
        put(building, phase=phase, label=label, order=place_order(label))


def _beside(whole: Compound, compound_id: UUID, name: str, slug: str) -> Compound:
    """A compound like the whole, with another name. Slugs stay taken for ever."""
    if Compound.objects.of(whole.street_id).filter(slug=slug).exists():
        refuse(said("小区代码“{slug}”已经有了。", slug=slug), said("请换一个代码。"))
    made = Compound(id=compound_id, street_id=whole.street_id, name=name, slug=slug)
    for field in ("community", "grid", "address", "kind", "mode", "region", "first_delivered_on"):
        setattr(made, field, getattr(whole, field))
    made.save(force_insert=True)
    return made


def _move(
    buildings: Sequence[Building], source: Compound, target: Compound, *, everything: bool
) -> int:
    """Buildings, stairwells and units to another compound; also units outside every building."""
    ids = [building.pk for building in buildings]
    _relabel(buildings)  # first: two units of one label may not stand in the target
    for building in buildings:
        put(building, compound=target)
    Stairwell.objects.of(target.street_id).filter(building_id__in=ids).update(compound=target)
    units = Unit.objects.of(target.street_id).filter(building_id__in=ids)
    units.update(compound=target)
    if everything:
        loose = Unit.objects.of(target.street_id).filter(
            compound_id=source.pk, building__isnull=True, ended_on__isnull=True
        )
        _refuse_taken_rooms(loose, target)
        loose.update(compound=target)
    return int(units.filter(ended_on__isnull=True).count())


def _relabel(buildings: Sequence[Building]) -> int:
    """Labels and order of the units in these buildings, as their building says now."""
    if not buildings:
        return 0
    ids = {building.pk: building for building in buildings}
    street = buildings[0].street_id
    rows = Unit.objects.of(street).filter(building_id__in=list(ids), ended_on__isnull=True)
    changed = []
    for unit in rows.select_related("stairwell"):
        building = ids[unit.building_id]
        unit.label = label_in(building, unit.stairwell, unit.room)
        unit.order = order_in(building, unit.stairwell, unit.floor, unit.room)
        changed.append(unit)
    if changed:
        Unit.objects.of(street).bulk_update(changed, ["label", "order"], batch_size=300)
    return len(changed)


def _refuse_taken(labels: Sequence[str], compound_id: UUID, by: Actor) -> None:
    rows = Building.objects.of(by.street_id).filter(
        compound_id=compound_id, label__in=list(labels), ended_on__isnull=True
    )
    if row := rows.first():
        refuse(said("楼号“{label}”已经有了。", label=row.label), said("请换一个楼号。"))


def _refuse_taken_rooms(loose: object, target: Compound) -> None:
    labels = loose.values("label")  # type: ignore[attr-defined]
    taken = Unit.objects.of(target.street_id).filter(
        compound_id=target.pk, building__isnull=True, ended_on__isnull=True, label__in=labels
    )
    if row := taken.first():
        refuse(
            said("两边都有不属于任何楼栋的“{label}”。", label=row.label),
            said("请先给其中一边改房号。"),
        )


def _refuse_unfit(kept: Compound, merged: Compound) -> None:
    if kept.pk == merged.pk:
        refuse(said("不能并入自己。"), said("请选另一个小区。"))
    for place in (kept, merged):
        if place.ended_on is not None:
            refuse(
                said(
                    "{name}已于 {day} 并入或撤销。", name=place.name, day=place.ended_on.isoformat()
                )
            )
    if kept.region != merged.region:
        refuse(said("两个小区适用的地方规定不同。"), said("请先更正适用法规的区划，再合并。"))


def _refuse_obstacles(compound: Compound, obstacles: list[str]) -> None:
    if obstacles:
        refuse(
            said(
                "{name}还有事没有了结：{obstacles}。",
                name=compound.name,
                obstacles="；".join(obstacles),
            ),
            said("请先逐项办结，再来办理。"),
        )


def _refuse_bad_part(whole: Compound, buildings: Sequence[Building]) -> None:
    if not buildings:
        refuse(said("没有选楼栋。"), said("请至少选一栋。"))
    if any(b.compound_id != whole.pk or b.ended_on is not None for b in buildings):
        refuse(said("选的楼栋不在这个小区。"), said("请刷新页面重新选。"))
    if len(buildings) >= len(standing(whole)):
        refuse(said("不能把全部楼栋都分出去。"), said("只是改名的话，请用“更正”。"))
