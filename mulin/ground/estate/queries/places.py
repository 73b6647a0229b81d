"""Questions about places: the tree, the figures of a compound, the rows of the unit list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, Q, Sum

from mulin.ground.estate.models import (
    Appointment,
    Building,
    Community,
    Compound,
    Engagement,
    Ownership,
    Stairwell,
    Unit,
)
from mulin.ground.estate.permissions import reach
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.estate.queries.search import units_readable
from mulin.kit.rights import Actor


class Place(NamedTuple):
    """A compound as the tree names it."""

    id: UUID
    slug: str
    name: str
    community: str


@dataclass(frozen=True)
class Node:
    """One line of the tree; ``query`` is what narrows the list to it."""

    label: str
    query: str
    count: int | None = None
    current: bool = False
    inside: tuple[Node, ...] = ()


@dataclass(frozen=True)
class CompoundFigures:
    """What a compound comes to today; areas in 0.01 m²."""

    units: int
    homes: int
    area: int
    unmeasured: int
    unowned: int
    undelivered: int
    owners: int
    buildings: int
    by_use: tuple[tuple[str, int, int], ...]
    by_source: tuple[tuple[str, int], ...]


def compounds_readable(actor: Actor) -> Any:
    """Compounds whose register the actor may read."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    compounds = reach(actor)
    return rows if compounds is None else rows.filter(id__in=list(compounds))


def communities_readable(actor: Actor) -> Any:
    """Communities with a compound the actor may read; all of them for the street's readers."""
    rows = Community.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if reach(actor) is None:
        return rows.order_by("name")
    inside = compounds_readable(actor).values("community_id")
    return rows.filter(id__in=inside).order_by("name")


def places_readable(actor: Actor) -> list[Place]:
    """Compounds the actor may read, as the tree lists them."""
    rows = compounds_readable(actor).order_by("community__name", "name", "slug")
    return [Place(*row) for row in rows.values_list("id", "slug", "name", "community__name")]


def tree(
    places: Iterable[Place], compound: Compound | None, building: str = "", stairwell: str = ""
) -> tuple[Node, ...]:
    """Communities and compounds; below the chosen compound its buildings and stairwells."""
    groups: dict[str, list[Node]] = {}
    for place in places:
        chosen = compound is not None and place.id == compound.pk
        inside = _buildings(compound, building, stairwell) if compound and chosen else ()
        current = chosen and not building
        node = Node(place.name, f"compound={place.slug}", current=current, inside=inside)
        groups.setdefault(place.community, []).append(node)
    return tuple(
        Node(name, "", len(nodes), any(n.current or n.inside for n in nodes), tuple(nodes))
        for name, nodes in groups.items()
    )


def _buildings(compound: Compound, building: str, stairwell: str) -> tuple[Node, ...]:
    street = compound.street_id
    counts = Unit.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    by_place = {
        (row["building_id"], row["stairwell_id"]): row["n"]
        for row in counts.order_by().values("building_id", "stairwell_id").annotate(n=Count("id"))
    }
    by_building: dict[UUID | None, int] = {}
    for (key, _), number in by_place.items():
        by_building[key] = by_building.get(key, 0) + number
    stairs: dict[UUID, list[Stairwell]] = {}
    for row in Stairwell.objects.of(street).filter(compound=compound, ended_on__isnull=True):
        stairs.setdefault(row.building_id, []).append(row)
    base = f"compound={compound.slug}"
    nodes = []
    buildings = Building.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    for row in buildings.order_by("order", "label"):
        here = row.label == building
        inside = tuple(
            Node(
                str(s),
                f"{base}&building={row.label}&stairwell={s.label}",
                by_place.get((row.pk, s.pk), 0),
                here and s.label == stairwell,
            )
            for s in sorted(stairs.get(row.pk, ()), key=lambda s: (s.order, s.label))
        )
        query = f"{base}&building={row.label}"
        count = by_building.get(row.pk, 0)
        nodes.append(Node(str(row), query, count, here and not stairwell, inside if here else ()))
    return tuple(nodes)


def unit_rows(actor: Actor) -> Any:
    """Units the actor may read, in order, with their compound's and present owners' names at hand."""
    owners = Ownership.objects.of(actor.street_id).filter(valid_to__isnull=True)
    owners = owners.select_related("person", "organisation").order_by("id")
    owners = owners.only(
        *(f"{of}{name}" for of in ("", "person__", "organisation__") for name in ("id", "street")),
        "unit", "person__name", "organisation__name",
    )  # fmt: skip
    return (
        units_readable(actor)
        .select_related("compound")
        .prefetch_related(Prefetch("ownerships", queryset=owners, to_attr="open_rows"))
        .order_by(*Unit.IN_ORDER)
    )


def figures_of(compound: Compound) -> CompoundFigures:
    """The compound's figures, each of which the unit list can show as rows."""
    units = Unit.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    owned = Ownership.objects.of(compound.street_id).filter(
        unit__compound=compound, valid_to__isnull=True
    )
    counting = ~Q(use=Unit.Use.PARKING)
    delivered = Q(status=Unit.Status.DELIVERED)
    whole = units.aggregate(
        units=Count("id"),
        homes=Count("id", filter=Q(use=Unit.Use.HOME)),
        area=Sum("voting_area", filter=counting),
        unmeasured=Count("id", filter=counting & Q(voting_area=0)),
        unowned=Count("id", filter=delivered & ~Q(id__in=owned.values("unit_id"))),
        undelivered=Count("id", filter=~delivered),
        buildings=Count("building_id", distinct=True),
    )
    people = owned.aggregate(
        persons=Count("person_id", distinct=True),
        organisations=Count("organisation_id", distinct=True),
    )
    uses = units.order_by().values("use").annotate(n=Count("id"), area=Sum("voting_area"))
    sources = units.order_by().values("area_source").annotate(n=Count("id"))
    return CompoundFigures(
        **{name: value or 0 for name, value in whole.items()},
        owners=people["persons"] + people["organisations"],
        by_use=tuple((row["use"], row["n"], row["area"] or 0) for row in uses),
        by_source=tuple((row["area_source"], row["n"]) for row in sources),
    )


def who_serves(compound: Compound, today: date) -> list[Engagement]:
    """Organisations that manage, cover or advise the compound today, or its whole community."""
    rows = Engagement.objects.of(compound.street_id).filter(
        in_force_on(today), Q(compound=compound) | Q(community_id=compound.community_id)
    )
    return list(rows.select_related("organisation").order_by("kind", "organisation__name"))


def posts_in(compound: Compound, today: date) -> list[Appointment]:
    """Who holds a post at the compound today."""
    rows = Appointment.objects.of(compound.street_id).filter(
        in_force_on(today), Q(compound=compound) | Q(organisation__compound=compound)
    )
    return list(rows.select_related("person", "organisation").order_by("organisation__name", "id"))
