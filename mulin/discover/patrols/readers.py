"""Who may read photos of patrols, hazards and visits: whoever may read what they show."""

from __future__ import annotations

from datetime import date

from mulin.discover.patrols.actions.common import PHOTO
from mulin.discover.patrols.models import HazardStep, StopPhoto, VisitItem
from mulin.discover.patrols.permissions import may_see_hazard, may_see_plan, may_see_visit, may_walk
from mulin.discover.patrols.queries.plans import named_for
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

MOST = 20


def may_read(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """A photo is read through any of the things it belongs to; neighbours read none."""
    if actor is None:
        return HIDDEN
    street = paper.street_id
    for photo in (
        StopPhoto.objects.of(street).filter(paper=paper).select_related("stop__round__plan")[:MOST]
    ):
        plan = photo.stop.round.plan
        if (
            may_see_plan(actor, plan) is None
            or may_walk(actor, plan, named=named_for(plan)) is None
        ):
            return None
    for step in HazardStep.objects.of(street).filter(paper=paper).select_related("hazard")[:MOST]:
        if may_see_hazard(actor, step.hazard) is None:
            return None
    items = VisitItem.objects.of(street)
    for item in (items.filter(paper=paper) | items.filter(proof=paper)).select_related("visit")[
        :MOST
    ]:
        if may_see_visit(actor, item.visit) is None:
            return None
    return HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PHOTO, may_read)
