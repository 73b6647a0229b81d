"""Plans, points, routes and who walks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.discover.patrols.models import Plan, Point, Route, Walker
from mulin.discover.patrols.permissions import OFFICE, PLANNERS, reach
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Person,
)
from mulin.kit.rights import Actor, Role
from mulin.kit.words import joined, said
from mulin.law.safety.rota import Rhythm, hour_words
from mulin.law.workdays import WEEKDAYS


@dataclass(frozen=True)
class RouteStop:
    """A point on a route with its number and checks."""

    order: int
    point: Point
    checks: Sequence[Sequence[str]]


def compounds_for(actor: Actor, *roles: Role) -> QuerySet[Compound]:
    """Compounds in which the actor holds one of the roles, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor, *roles)
    if within is not None:
        rows = rows.filter(pk__in=within)
    found: QuerySet[Compound] = rows.order_by("name", "pk")
    return found


def points_for(actor: Actor) -> QuerySet[Point]:
    """Points the actor sees, those that stand."""
    rows = Point.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Point] = rows.select_related("compound", "building").order_by(
        "compound__name", "id"
    )
    return found


def points_of(compound: Compound) -> list[Point]:
    """The points of a compound that stand, in the order they were set."""
    rows = Point.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    return list(rows.select_related("building").order_by("id"))


def point_at(street_id: UUID, token: str) -> Point | None:
    """The point whose code was scanned."""
    rows = Point.objects.of(street_id).select_related("compound", "street", "building")
    found: Point | None = rows.filter(token=token, ended_on__isnull=True).first() if token else None
    return found


def point_of(street_id: UUID, point_id: UUID) -> Point | None:
    rows = Point.objects.of(street_id).select_related("compound", "street", "building")
    found: Point | None = rows.filter(pk=point_id).first()
    return found


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Plans the actor sees, those in use first."""
    rows = Plan.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Plan] = rows.select_related("compound", "organisation").order_by(
        "compound__name", "number"
    )
    return found


def plan_of(street_id: UUID, plan_id: UUID) -> Plan | None:
    rows = Plan.objects.of(street_id).select_related("compound", "organisation", "chief", "street")
    found: Plan | None = rows.filter(pk=plan_id).first()
    return found


def route_of(plan: Plan) -> Route:
    """The route in force: the newest version."""
    found: Route = Route.objects.of(plan.street_id).filter(plan=plan).order_by("-version")[0]
    return found


def stops_of(route: Route) -> list[RouteStop]:
    """The points of a route, in order, with their checks."""
    rows = Point.objects.of(route.street_id).filter(pk__in=route.keys).select_related("building")
    points = {row.pk.hex: row for row in rows}
    return [
        RouteStop(order, points[stop["point"]], stop["checks"])
        for order, stop in enumerate(route.stops, 1)
        if stop["point"] in points
    ]


def walkers_of(plan: Plan) -> list[Walker]:
    rows = Walker.objects.of(plan.street_id).filter(plan=plan)
    return list(rows.select_related("person").order_by("id"))


def named_for(plan: Plan) -> frozenset[UUID]:
    """The people a plan names."""
    rows = Walker.objects.of(plan.street_id).filter(plan=plan)
    return frozenset(rows.values_list("person_id", flat=True))


def walked_by(actor: Actor) -> list[Plan]:
    """The plans in use that the actor walks: named in them, their chief, or of their people."""
    rows = Plan.objects.of(actor.street_id).filter(ended_on__isnull=True)
    named = Walker.objects.of(actor.street_id)
    mine = named.filter(person_id=actor.person_id).values("plan_id")
    open_to_all = Q(organisation_id__in=actor.organisations, compound_id__in=reached(actor)) & ~Q(
        pk__in=named.values("plan_id")
    )
    wanted = open_to_all
    if actor.person_id is not None:
        wanted |= Q(pk__in=mine) | Q(chief_id=actor.person_id)
    return list(
        rows.filter(wanted)
        .select_related("compound", "organisation")
        .order_by("compound__name", "number")
    )


def walks(actor: Actor) -> bool:
    """Whether the actor is named in any plan; one cheap statement."""
    rows = Walker.objects.of(actor.street_id).filter(person_id=actor.person_id)
    return bool(actor.person_id and rows.exists())


def reached(actor: Actor) -> QuerySet[Any, Any]:
    """Keys of the compounds the actor's reading reaches."""
    return compounds_for(actor).order_by().values("pk")


def bodies_for(actor: Actor, compound: Compound, today: date) -> list[Organisation]:
    """Who may be given a plan in a compound: for the office those near it, else one's own."""
    rows = Organisation.objects.of(compound.street_id).filter(ended_on__isnull=True)
    own = rows.filter(pk__in=actor.organisations)
    if actor.has(*OFFICE, compound_id=compound.pk):
        near = {one.pk: one for one in near_bodies(compound, today)}
        return list((near | {one.pk: one for one in own}).values())
    return list(own.order_by("kind", "name"))


def near_bodies(compound: Compound, today: date) -> list[Organisation]:
    """The bodies that serve a compound, stand in it, or belong to its community."""
    serving = Engagement.objects.of(compound.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(compound=compound) | Q(community_id=compound.community_id),
        kind__in=(Engagement.Kind.MANAGES, Engagement.Kind.COVERS),
        valid_from__lte=today,
    )
    near = Q(pk__in=serving.values("organisation_id")) | Q(compound=compound)
    near |= Q(community_id=compound.community_id, compound__isnull=True)
    rows = Organisation.objects.of(compound.street_id).filter(near, ended_on__isnull=True)
    return list(rows.order_by("kind", "name"))


def manager_of(compound: Compound, today: date) -> Organisation | None:
    """The company that manages a compound today."""
    rows = Engagement.objects.of(compound.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(compound=compound) | Q(community_id=compound.community_id),
        kind=Engagement.Kind.MANAGES,
        valid_from__lte=today,
    )
    found: Engagement | None = rows.select_related("organisation").order_by("-valid_from").first()
    return found.organisation if found else None


def people_of(organisation: Organisation, today: date) -> list[tuple[Person, str]]:
    """Who holds a post in a body today, with the post."""
    rows = Appointment.objects.of(organisation.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        organisation=organisation,
        valid_from__lte=today,
    )
    found: dict[UUID, tuple[Person, str]] = {}
    for row in rows.select_related("person").order_by("id"):
        found.setdefault(row.person_id, (row.person, row.title))
    return list(found.values())


def office_of(compound: Compound, today: date) -> list[UUID]:
    """The people of the community and the street whom an alarm about a compound goes to."""
    rows = Appointment.objects.of(compound.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        Q(community_id=compound.community_id) | Q(organisation__community_id=compound.community_id),
        role=Role.COMMUNITY_WORKER,
        valid_from__lte=today,
        compound__isnull=True,
        building__isnull=True,
    )
    return list(dict.fromkeys(rows.order_by("id").values_list("person_id", flat=True)))


def officers_of(street_id: UUID, today: date) -> list[UUID]:
    """The street's officers."""
    rows = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        role=Role.STREET_OFFICER,
        valid_from__lte=today,
    )
    return list(dict.fromkeys(rows.order_by("id").values_list("person_id", flat=True)))


def buildings_of(compound: Compound) -> list[Building]:
    rows = Building.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    return list(rows.order_by("order", "label"))


def rhythm_words(plan: Plan) -> str:
    """``每周一、三 21:00``: a plan's rule in words."""
    rota = plan.rota
    hours = joined("、", [hour_words(minute) for minute in rota.times])
    if rota.rhythm is Rhythm.CLOCK:
        return said("24 小时，每 {n} 分钟一圈", n=plan.every)
    if rota.rhythm is Rhythm.WEEKLY:
        days = joined("、", [WEEKDAYS[day] for day in rota.weekdays])
        return said("每周（{days}）{hours}", days=days, hours=hours)
    if rota.rhythm is Rhythm.MONTHLY:
        days = joined("、", [said("{n} 日", n=day) for day in rota.month_days])
        return said("每月 {days} {hours}", days=days, hours=hours)
    return said("每天 {hours}", hours=hours)


def planners_of(actor: Actor) -> bool:
    """Whether the actor plans anywhere."""
    return any(grant.role in PLANNERS for grant in actor.grants)


def in_use(plans: Iterable[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.ended_on is None]
