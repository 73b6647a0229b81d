"""What the screens share: the thing behind an address, crumbs, pictures, a chosen compound."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.patrols.models import Hazard, Plan, Point, Visit
from mulin.discover.patrols.permissions import (
    HIDDEN,
    may_see_hazard,
    may_see_place,
    may_see_plan,
    may_see_visit,
)
from mulin.discover.patrols.picture import Mark, Picture, drawn
from mulin.discover.patrols.queries.hazards import hazard_of
from mulin.discover.patrols.queries.plans import (
    buildings_of,
    compounds_for,
    plan_of,
    point_of,
)
from mulin.discover.patrols.queries.rounds import StopLine
from mulin.discover.patrols.queries.visits import visit_of
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, Role, acting, require


def plan_here(request: HttpRequest, patrol_plan_id: UUID) -> tuple[Actor, Plan]:
    """The plan behind the address, for somebody who may see it."""
    actor = acting(request)
    found = plan_of(actor.street_id, patrol_plan_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_plan(actor, found))
    return actor, found


def point_here(request: HttpRequest, patrol_point_id: UUID) -> tuple[Actor, Point]:
    actor = acting(request)
    found = point_of(actor.street_id, patrol_point_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_place(actor, found.compound_id))
    return actor, found


def hazard_here(request: HttpRequest, hazard_id: UUID) -> tuple[Actor, Hazard]:
    actor = acting(request)
    found = hazard_of(actor.street_id, hazard_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_hazard(actor, found))
    return actor, found


def visit_here(request: HttpRequest, supervision_id: UUID) -> tuple[Actor, Visit]:
    actor = acting(request)
    found = visit_of(actor.street_id, supervision_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_visit(actor, found))
    return actor, found


def chosen(request: HttpRequest, places: Sequence[Compound]) -> Compound:
    """The compound of the address, else the first. Raises Refused where there is none."""
    if not places:
        raise Refused(HIDDEN)
    asked = request.GET.get("compound", "") or request.POST.get("compound", "")
    return next((one for one in places if str(one.pk) == asked), places[0])


def places_of(actor: Actor, *roles: Role) -> list[Compound]:
    return list(compounds_for(actor, *roles))


def uuid_in(typed: str | None) -> UUID | None:
    """What an address or a form names; None where it is no identifier."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("巡查"), reverse("patrols:board")), *last)


def hazard_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("隐患"), reverse("patrols:hazards")), *last)


def visit_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("督导"), reverse("patrols:visits")), *last)


def round_picture(compound: Compound, lines: Sequence[StopLine]) -> Picture:
    """How far a round has come."""
    following = next((line for line in lines if line.row is None), None)
    marks = [
        Mark(
            line.stop.point,
            "!" if line.mark == "late" else str(line.order),
            _look(line, line is following),
            f"{line.order} {line.stop.point.name}",
        )
        for line in lines
    ]
    return drawn(buildings_of(compound), marks, way=True)


def _look(line: StopLine, following: bool) -> str:
    if line.row is not None:
        return "bad" if line.row.bad else "done"
    return "next" if following else "todo"
