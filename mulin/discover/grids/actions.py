"""Appointing and releasing the people of the net."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.grids.models import Post
from mulin.discover.grids.permissions import HIDDEN, may_keep
from mulin.ground.estate.actions.appointments import appoint, end_appointment
from mulin.ground.estate.actions.places import end_place
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Community,
    Compound,
    Grid,
    Organisation,
    Person,
    Stairwell,
)
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, Role, require
from mulin.kit.words import said


@dataclass(frozen=True)
class Place:
    """Where somebody is to look after: a grid, a building, or a stairwell of a building."""

    kind: str
    grid: Grid | None = None
    building: Building | None = None
    stairwell: Stairwell | None = None

    @property
    def target(self) -> Grid | Building | Stairwell | None:
        return {
            Post.Kind.GRID_WORKER.value: self.grid,
            Post.Kind.BUILDING_HEAD.value: self.building,
            Post.Kind.STAIRWELL_HEAD.value: self.stairwell,
        }.get(self.kind)


def appoint_to_net(
    place: Place,
    person: Person,
    *,
    since: date,
    party_member: str = "",
    once: UUID,
    by: Actor,
    now: datetime,
) -> Post:
    """Put somebody in charge of a place, which has one head; the register states the fact."""
    target = place.target
    if target is None or _elsewhere(by, target, person):
        raise Refused(HIDDEN)
    compound = None if place.grid is target else target.compound  # type: ignore[union-attr]
    community: Community = (compound or place.grid).community  # type: ignore[union-attr]
    require(may_keep(by, compound.pk if compound else _first(place.grid)))
    with transaction.atomic():
        known: Post | None = Post.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _refuse_second(place)
        row = _appointed(place, person, community, compound, since, by=by, now=now)
        made = Post(
            id=once,
            street_id=by.street_id,
            appointment=row,
            person=person,
            kind=place.kind,
            community=community,
            grid=place.grid or (compound.grid if compound else None),
            compound=compound,
            building=row.building,
            stairwell=place.stairwell,
            party_member=party_member if party_member in Post.Said.values else "",
            since=since,
        )
        made.save(force_insert=True)
        return made


def _appointed(
    place: Place,
    person: Person,
    community: Community,
    compound: Compound | None,
    since: date,
    *,
    by: Actor,
    now: datetime,
) -> Appointment:
    """The appointment in the register, by its own verb: it states the fact."""
    return appoint(
        person,
        _committee(community),
        Role.GRID_WORKER,
        _title(place),
        community=community if compound is None else None,
        compound=compound,
        building=place.building or (place.stairwell.building if place.stairwell else None),
        since=since,
        basis=said("社区任命"),
        by=by,
        now=now,
    )


def release_from_net(post: Post, why: str, *, by: Actor, now: datetime) -> Post:
    """The person lays the post down from today; the place waits for somebody else."""
    if post.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_keep(by, post.compound_id or _first(post.grid)))
    with transaction.atomic():
        rows = Post.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: Post | None = rows.filter(pk=post.pk).select_related("appointment").first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.ended_on is not None:
            return fresh
        today = max(day_of(now), fresh.since)
        fresh.ended_on = today
        fresh.save(update_fields=["ended_on"])
        end_appointment(fresh.appointment, on=today, why=why, by=by, now=now)
        return fresh


def dissolve_grid(grid: Grid, why: str, *, by: Actor, now: datetime) -> Grid:
    """An empty grid goes; one in which somebody still works stays. The register states the fact."""
    with transaction.atomic():
        held: Grid | None = (
            Grid.objects.of(by.street_id).select_for_update().filter(pk=grid.pk).first()
        )
        if held is None:
            raise Refused(HIDDEN)
        rows = Post.objects.of(by.street_id).filter(grid=held, ended_on__isnull=True)
        if row := rows.filter(compound__isnull=True).select_related("person").first():
            raise Refused(
                Refusal(
                    said("{name}还是这里的网格员。", name=row.person.name),
                    said("请先让网格员卸任，或改任别的网格。"),
                )
            )
        end_place(held, on=day_of(now), why=why, by=by, now=now)
        return held


def _elsewhere(by: Actor, *rows: StreetModel) -> bool:
    return any(row.street_id != by.street_id for row in rows)


def _first(grid: Grid | None) -> UUID | None:
    """A compound of the grid's community: who keeps it keeps the grid."""
    if grid is None:
        return None
    rows = Compound.objects.of(grid.street_id).filter(
        community_id=grid.community_id, ended_on__isnull=True
    )
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def _committee(community: Community) -> Organisation:
    """The residents' committee that appoints."""
    rows = Organisation.objects.of(community.street_id).filter(
        community=community,
        kind=Organisation.Kind.RESIDENTS_COMMITTEE,
        ended_on__isnull=True,
    )
    found: Organisation | None = rows.order_by("id").first()
    if found is None:
        raise Refused(
            Refusal(
                said("{name}还没有登记居委会。", name=community.name),
                said("请先在“组织”里登记居委会，再任命。"),
            )
        )
    return found


def _title(place: Place) -> str:
    if place.grid is not None and place.kind == Post.Kind.GRID_WORKER:
        return said("{grid}网格员", grid=place.grid.name)[:40]
    if place.stairwell is not None:
        return said(
            "{building}{stairwell}长", building=place.stairwell.building, stairwell=place.stairwell
        )[:40]
    return said("{building}楼长", building=place.building)[:40]


def _refuse_second(place: Place) -> None:
    if place.kind == Post.Kind.GRID_WORKER or place.target is None:
        return
    rows = Post.objects.of(place.target.street_id).filter(ended_on__isnull=True, kind=place.kind)
    name = "stairwell" if place.kind == Post.Kind.STAIRWELL_HEAD else "building"
    held = rows.filter(**{name: place.target}).select_related("person").first()
    if held is not None:
        raise Refused(
            Refusal(
                said("这里已由{name}负责。", name=held.person.name),
                said("要换人的，先请他卸任。"),
            )
        )
