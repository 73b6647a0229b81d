"""Where one may report: one's compounds, their buildings and stairwells, one's own homes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mulin.discover.intake.models import PlacePoint
from mulin.discover.intake.permissions import DESKS, RESIDENTS
from mulin.discover.intake.places import Place
from mulin.ground.estate.models import Building, Compound, Stairwell, Unit
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

COMMON = (
    said("大门口"),
    said("道路、停车位"),
    said("地下车库"),
    said("中心花园"),
    said("垃圾房"),
    said("活动场地"),
)
"""Places of a compound that lie in no building."""


@dataclass(frozen=True)
class Grounds:
    """A compound as a reporter sees it."""

    compound: Compound
    buildings: tuple[Building, ...]
    homes: tuple[Unit, ...]


def compounds_to(actor: Actor) -> list[Compound]:
    """Compounds in which the actor may report for himself, by name."""
    mine = frozenset().union(
        *(g.compounds for g in actor.grants if g.role in (*RESIDENTS, Role.COMMITTEE_MEMBER))
    )
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True, pk__in=mine)
    return list(rows.order_by("name", "id"))


def desk_compounds(actor: Actor) -> list[Compound]:
    """Compounds for whose people the actor may write something down."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*DESKS):
        mine = (g.compounds for g in actor.grants if g.role in DESKS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    return list(rows.order_by("name", "id"))


def grounds(actor: Actor, compound: Compound) -> Grounds:
    """Buildings of a compound and the actor's homes in it."""
    homes = Unit.objects.of(actor.street_id).filter(
        pk__in=list(actor.units), compound=compound, ended_on__isnull=True
    )
    rows = homes.select_related("building", "stairwell", "compound").order_by("order", "label")
    return Grounds(compound, tuple(buildings_of(compound)), tuple(rows))


def buildings_of(compound: Compound) -> list[Building]:
    rows = Building.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    return list(rows.order_by("order", "label", "id"))


def stairs_of(building: Building) -> list[Stairwell]:
    rows = Stairwell.objects.of(building.street_id).filter(building=building, ended_on__isnull=True)
    return list(rows.order_by("order", "label", "id"))


def point_at(street_id: UUID, code: str) -> PlacePoint | None:
    """The place whose code was scanned; a code that was ended opens nothing."""
    rows = PlacePoint.objects.of(street_id).filter(code=code, ended_at__isnull=True)
    found: PlacePoint | None = rows.select_related(
        "compound", "building", "stairwell", "street"
    ).first()
    return found


def points_for(actor: Actor) -> list[PlacePoint]:
    """Codes in the compounds for which the actor has a desk."""
    rows = PlacePoint.objects.of(actor.street_id).filter(ended_at__isnull=True)
    if not actor.has(*DESKS):
        mine = (g.compounds for g in actor.grants if g.role in DESKS)
        rows = rows.filter(compound_id__in=frozenset().union(*mine))
    rows = rows.select_related("compound", "building")
    return list(rows.order_by("compound__name", "name", "id")[:1000])


def place_of(compound: Compound, where: str, more: str) -> Place | None:
    """What a button of the picture means: ``home:<unit>``, ``common:<spot>``, or
    ``<building>:<stairwell>:<spot>``. None where it means nothing in this compound."""
    kind, _, rest = where.partition(":")
    if kind == "common":
        return Place(compound, spot=_joined(rest, more))
    if kind == "home":
        unit = _unit(compound, rest)
        return Place(compound, unit=unit, spot=more[:60]) if unit is not None else None
    stair_id, _, spot = rest.partition(":")
    building = _building(compound, kind)
    if building is None:
        return None
    stairwell = _stairwell(building, stair_id) if stair_id else None
    if stair_id and stairwell is None:
        return None
    return Place(compound, building, stairwell, spot=_joined(spot, more))


def _joined(spot: str, more: str) -> str:
    return " ".join(part for part in (spot.strip(), more.strip()) if part)[:60]


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _unit(compound: Compound, typed: str) -> Unit | None:
    rows = Unit.objects.of(compound.street_id).filter(pk=_key(typed), compound=compound)
    found: Unit | None = rows.select_related("building", "stairwell", "compound").first()
    return found


def _building(compound: Compound, typed: str) -> Building | None:
    rows = Building.objects.of(compound.street_id).filter(pk=_key(typed), compound=compound)
    found: Building | None = rows.first()
    return found


def _stairwell(building: Building, typed: str) -> Stairwell | None:
    rows = Stairwell.objects.of(building.street_id).filter(pk=_key(typed), building=building)
    found: Stairwell | None = rows.first()
    return found
