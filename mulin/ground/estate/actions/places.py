"""Verbs of places above the unit: entered, corrected, ended with a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from mulin.ground.estate.actions.saying import (
    differences,
    done_before,
    put,
    required,
    same_street,
    say,
    sentence_of,
)
from mulin.ground.estate.events import (
    CommunityCreated,
    CompoundCreated,
    GridCreated,
    PlaceCorrected,
    PlaceEnded,
)
from mulin.ground.estate.models import Building, Community, Compound, Grid, Stairwell, Unit
from mulin.ground.estate.permissions import may_edit_community, may_edit_register
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

Place = Community | Grid | Compound | Building | Stairwell

CORRECTABLE: dict[type[Place], frozenset[str]] = {
    Community: frozenset({"name", "code"}),
    Grid: frozenset({"name"}),
    Compound: frozenset({"name", "address", "kind", "mode", "region", "first_delivered_on"}),
    Building: frozenset({"label", "phase", "floors", "has_elevator", "order"}),
    Stairwell: frozenset({"label", "order"}),
}
"""What may be corrected; a community's or compound's place above it is moved by no correction."""


def create_community(
    name: str, *, code: str = "", by: Actor, now: datetime, once: UUID | None = None
) -> Community:
    """Enter a community (社区) of the street. A name stands once among those that exist."""
    require(may_edit_community(by, None))
    with transaction.atomic():
        if made := done_before(Community, by, once):
            return made
        name = required(name, said("社区名称"))
        refuse_taken(
            Community.objects.of(by.street_id).filter(name=name), said("社区“{name}”", name=name)
        )
        made = Community(id=once or uuid7(), street_id=by.street_id, name=name, code=code)
        made.save(force_insert=True)
        say(CommunityCreated(name), by=by, now=now, subject_id=made.pk)
    return made


def create_grid(
    community: Community, name: str, *, by: Actor, now: datetime, once: UUID | None = None
) -> Grid:
    """Enter a grid (网格) of a community."""
    same_street(by, community)
    require(may_edit_community(by, community.pk))
    with transaction.atomic():
        if made := done_before(Grid, by, once):
            return made
        name = required(name, said("网格名称"))
        beside = Grid.objects.of(by.street_id).filter(community_id=community.pk, name=name)
        refuse_taken(beside, said("网格“{name}”", name=name))
        made = Grid(id=once or uuid7(), street_id=by.street_id, community=community, name=name)
        made.save(force_insert=True)
        say(GridCreated(community.name, name), by=by, now=now, subject_id=made.pk)
    return made


def create_compound(
    community: Community,
    *,
    slug: str,
    name: str,
    kind: str = Compound.Kind.COMMODITY,
    mode: str = Compound.Mode.COMPANY_MANAGED,
    region: str = "",
    grid: Grid | None = None,
    address: str = "",
    first_delivered_on: date | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Compound:
    """Enter a compound (小区). ``region`` is the code whose law applies; empty means the street's."""
    same_street(by, community, grid)
    require(may_edit_community(by, community.pk))
    with transaction.atomic():
        if made := done_before(Compound, by, once):
            return made
        name, slug = required(name, said("小区名称")), required(slug, said("小区代码"))
        _refuse_bad_slug(slug, by)
        made = Compound(
            id=once or uuid7(),
            street_id=by.street_id,
            community=community,
            grid=grid,
            slug=slug,
            name=name,
            kind=Compound.Kind(kind),
            mode=Compound.Mode(mode),
            region=region or Street.objects.get(pk=by.street_id).region,
            address=address,
            first_delivered_on=first_delivered_on,
        )
        made.save(force_insert=True)
        event = CompoundCreated(
            compound=name,
            community=community.name,
            kind=str(Compound.Kind(kind).label),
            mode=str(Compound.Mode(mode).label),
        )
        say(event, by=by, now=now, subject_id=made.pk, compound_id=made.pk)
    return made


def _refuse_bad_slug(slug: str, by: Actor) -> None:
    if slug != slugify(slug):
        why = said("小区代码“{slug}”不能用。", slug=slug)
        refuse(why, said("代码只含小写字母、数字和短横，例如 fenglin。"))
    taken = Compound.objects.of(by.street_id).filter(slug=slug)
    refuse_taken(taken, said("小区代码“{slug}”", slug=slug))


def correct_place(
    place: Place, changes: dict[str, Any], *, why: str, by: Actor, now: datetime
) -> None:
    """Rename or correct a place. Nothing happens where nothing differs."""
    same_street(by, place)
    _may_edit(place, by)
    unknown = set(changes) - CORRECTABLE[type(place)]
    if unknown:
        refuse(said("这些内容不能更正：{names}。", names="、".join(sorted(unknown))))
    if "mode" in changes:
        changes["mode"] = Compound.Mode(changes["mode"])
    if "kind" in changes:
        changes["kind"] = Compound.Kind(changes["kind"])
    with transaction.atomic():
        different = differences(place, changes)
        if not different:
            return
        for key in ("name", "label"):
            if key in {name for name, _, _ in different}:
                refuse_taken(_beside(place).filter(**{key: changes[key]}), f"“{changes[key]}”")
        event = PlaceCorrected(
            kind=str(place._meta.verbose_name),
            place=str(place),
            changes=different,
            words=sentence_of(place, different),
            why=required(why, said("理由")),
        )
        put(place, **changes)
        say(event, by=by, now=now, subject_id=place.pk, compound_id=_compound_id(place))


def end_place(place: Place, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """From ``on`` the place is no longer there. Refused while something still stands in it."""
    same_street(by, place)
    _may_edit(place, by)
    with transaction.atomic():
        if place.ended_on is not None:
            refuse(said("{place}已于 {day} 撤销。", place=place, day=place.ended_on.isoformat()))
        if on > day_of(now):
            refuse(said("撤销日期还没有到。"), said("请在当天或之后登记。"))
        _refuse_filled(place)
        event = PlaceEnded(
            kind=str(place._meta.verbose_name),
            place=str(place),
            ended_on=on.isoformat(),
            why=required(why, said("理由")),
        )
        put(place, ended_on=on)
        say(event, by=by, now=now, subject_id=place.pk, compound_id=_compound_id(place))


def _may_edit(place: Place, by: Actor) -> None:
    if isinstance(place, Community):
        require(may_edit_community(by, None))
    elif isinstance(place, Grid | Compound):
        require(may_edit_community(by, place.community_id))
    else:
        require(may_edit_register(by, place.compound_id))


def _compound_id(place: Place) -> UUID | None:
    if isinstance(place, Compound):
        return place.pk
    found: UUID | None = getattr(place, "compound_id", None)
    return found


def _beside(place: Place) -> Any:
    """The other places of the same kind among which a name must be the only one."""
    rows = type(place).objects.of(place.street_id).exclude(id=place.pk)
    if isinstance(place, Grid):
        return rows.filter(community_id=place.community_id)
    if isinstance(place, Building):
        return rows.filter(compound_id=place.compound_id)
    if isinstance(place, Stairwell):
        return rows.filter(building_id=place.building_id)
    return rows


def refuse_taken(rows: Any, what: str) -> None:
    """Refuse a name that something beside it, and not ended, already has."""
    if rows.filter(ended_on__isnull=True).exists():
        refuse(said("{what}已经有了。", what=what), said("请换一个名称，或直接使用已有的。"))


def _refuse_filled(place: Place) -> None:
    inside: dict[type[Place], tuple[type[Any], str, str]] = {
        Community: (Compound, "community_id", said("小区")),
        Grid: (Compound, "grid_id", said("小区")),
        Compound: (Unit, "compound_id", said("房屋")),
        Building: (Unit, "building_id", said("房屋")),
        Stairwell: (Unit, "stairwell_id", said("房屋")),
    }
    model, column, word = inside[type(place)]
    rows = model.objects.of(place.street_id).filter(**{column: place.pk}, ended_on__isnull=True)
    if count := rows.count():
        refuse(
            said("{place}里还有 {count} 个{kind}。", place=place, count=count, kind=word),
            said("请先把{kind}移走或注销。", kind=word),
        )
