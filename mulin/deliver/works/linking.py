"""Lifts that are tied to a matter by their number."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from mulin.deliver.works.models import Project
from mulin.deliver.works.permissions import may_see_lifts
from mulin.deliver.works.queries.places import PHASE_WORDS
from mulin.deliver.works.queries.projects import projects_for
from mulin.ground.matters.links import Piece, register_ties
from mulin.kit.rights import Actor
from mulin.kit.words import said

LIFT = "lift"


def lifts_of(actor: Actor, ids: Iterable[UUID]) -> Iterable[Piece]:
    """The projects of these ids that the actor may see."""
    if may_see_lifts(actor) is not None:
        return
    for project in projects_for(actor).filter(pk__in=list(ids)).order_by("number"):
        yield _piece(project)


def lift_numbered(actor: Actor, number: str) -> Piece | None:
    """The project of that number, where the actor may see it."""
    if may_see_lifts(actor) is not None:
        return None
    found = projects_for(actor).filter(number=number.strip().upper()).first()
    return _piece(found) if found is not None else None


def _piece(project: Project) -> Piece:
    marks = {Project.State.DONE: "done", Project.State.DROPPED: "no"}
    state = Project.State(project.state)
    phase = PHASE_WORDS[max(project.phase, 2)]
    return Piece(
        said("加装电梯"),
        f"{project.compound.name} {project.building}{project.stairwell}",
        project.number,
        marks.get(state, "now"),
        phase if project.is_open else project.get_state_display(),
        reverse("works:project", args=[project.pk]),
        project.pk,
        code=LIFT,
    )


def register() -> None:
    """Once, where the app starts."""
    register_ties(LIFT, tell=lifts_of, find=lift_numbered)
