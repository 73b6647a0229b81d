"""The grids: which compounds lie in each, who works there, who may be appointed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from mulin.discover.grids.models import Post
from mulin.discover.grids.permissions import reach
from mulin.discover.grids.queries import counted
from mulin.ground.estate.models import (
    Appointment,
    Community,
    Compound,
    Grid,
    Ownership,
    Person,
    Tenancy,
    Unit,
)
from mulin.ground.estate.queries.holdings import held_on, in_force_on
from mulin.kit.rights import Actor


@dataclass(frozen=True)
class Area:
    """A grid: which compounds lie in it, who works there, how many homes it has."""

    grid: Grid
    compounds: tuple[Compound, ...]
    workers: tuple[Post, ...]
    homes: int


def grids_for(actor: Actor) -> list[Area]:
    """The grids of the communities whose compounds the actor reads, with compounds and workers."""
    street, within = actor.street_id, reach(actor)
    compounds = Compound.objects.of(street).filter(ended_on__isnull=True)
    rows = Grid.objects.of(street).filter(ended_on__isnull=True).select_related("community")
    if within is not None:
        near = compounds.filter(pk__in=within).values("community_id")
        rows = rows.filter(community_id__in=near)
    grids = list(rows.order_by("community__name", "name", "id"))
    ids = [one.pk for one in grids]
    inside: dict[UUID, list[Compound]] = {}
    for one in compounds.filter(grid_id__in=ids).order_by("name", "id"):
        inside.setdefault(one.grid_id, []).append(one)
    at_work: dict[UUID, list[Post]] = {}
    posts = Post.objects.of(street).filter(
        grid_id__in=ids, kind=Post.Kind.GRID_WORKER, ended_on__isnull=True
    )
    for post in posts.select_related("person").order_by("since", "id"):
        at_work.setdefault(post.grid_id, []).append(post)
    homes = counted(Unit.objects.of(street), [one.pk for many in inside.values() for one in many])
    return [
        Area(
            one,
            tuple(inside.get(one.pk, ())),
            tuple(at_work.get(one.pk, ())),
            sum(homes.get(place.pk, 0) for place in inside.get(one.pk, ())),
        )
        for one in grids
    ]


def worked_grids(street_id: UUID) -> set[UUID]:
    """The grids that have a worker."""
    rows = Post.objects.of(street_id).filter(
        kind=Post.Kind.GRID_WORKER, grid__isnull=False, ended_on__isnull=True
    )
    return set(rows.values_list("grid_id", flat=True))


def post_holders(
    community: Community, compound: Compound | None, today: date
) -> list[tuple[str, str]]:
    """People with posts in the community or the compound, to choose from."""
    here = Q(organisation__community=community.pk)
    if compound is not None:
        here |= Q(compound=compound)
    rows = Appointment.objects.of(community.street_id).filter(in_force_on(today), here)
    found = {
        str(row.person_id): f"{row.person.name} · {row.organisation.name} {row.title}"
        for row in rows.select_related("person", "organisation").order_by("person__name")[:200]
    }
    return list(found.items())


def person_named(compound: Compound, typed: dict[str, Any], today: date) -> Person | None:
    """Who was chosen; else the owner or tenant of that name in that room."""
    street = compound.street_id
    if typed["person"]:
        chosen: Person | None = Person.objects.of(street).filter(pk=typed["person"]).first()
        return chosen
    for model in (Ownership, Tenancy):
        held = model.objects.of(street).filter(
            held_on(today),
            unit__compound=compound,
            unit__label=typed["room"].strip(),
            unit__ended_on__isnull=True,
            person__name=typed["name"].strip(),
        )
        row = held.select_related("person").first()
        if row is not None:
            person: Person = row.person
            return person
    return None
