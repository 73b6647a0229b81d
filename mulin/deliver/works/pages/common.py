"""What the screens of works share: the row asked for, the verb tried, the way back."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.works.models import Project
from mulin.deliver.works.permissions import HIDDEN, may_see_place, may_see_project
from mulin.deliver.works.queries.projects import project_of
from mulin.ground.estate.models import Building, Compound, Stairwell
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require

T = TypeVar("T")


def project_here(request: HttpRequest, project_id: UUID) -> tuple[Actor, Project]:
    """The project, for those who work on it."""
    actor = acting(request)
    found = project_of(actor.street_id, project_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_project(actor, found))
    return actor, found


def building_here(request: HttpRequest, building_id: UUID) -> tuple[Actor, Building]:
    """A building with its stairwells to be looked at."""
    actor = acting(request)
    rows = Building.objects.of(actor.street_id).select_related("compound")
    found: Building | None = rows.filter(pk=building_id, ended_on__isnull=True).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_place(actor, found.compound_id))
    return actor, found


def stairwell_here(request: HttpRequest, stairwell_id: UUID) -> tuple[Actor, Stairwell]:
    """A stairwell with its place."""
    actor = acting(request)
    rows = Stairwell.objects.of(actor.street_id).select_related("compound", "building")
    found: Stairwell | None = rows.filter(pk=stairwell_id, ended_on__isnull=True).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_place(actor, found.compound_id))
    return actor, found


def compound_here(actor: Actor, **which: Any) -> Compound:
    """A compound whose lifts the actor reads."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    found: Compound | None = rows.filter(**which).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_place(actor, found.pk))
    return found


def uuid_in(typed: str | None) -> UUID | None:
    """What an address or a form names; None where it is no identifier."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def map_url(compound: Compound | None = None, stairwell: UUID | None = None) -> str:
    """The map, opened at a compound and a stairwell."""
    there = reverse("works:map")
    if compound is None:
        return there
    return f"{there}?compound={compound.slug}" + (f"&stairwell={stairwell}" if stairwell else "")


def crumbs_to(compound: Compound, *last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("加装电梯"), map_url()), Crumb(compound.name, map_url(compound)), *last)


def crumbs_of(project: Project, *last: Crumb) -> tuple[Crumb, ...]:
    here = f"{project.building}{project.stairwell}"
    url = reverse("works:project", args=[project.pk]) if last else ""
    return crumbs_to(project.compound, Crumb(here, url), *last)
