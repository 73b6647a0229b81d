"""Large disputes and lessons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from mulin.deliberate.mediation.models import Lesson, Measure, Referral, Side
from mulin.deliberate.mediation.permissions import (
    HIDDEN,
    agencies_of,
    desk_of,
    is_side,
)
from mulin.deliberate.mediation.queries.cases import handled_by
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor, Refused, Role

MARKS: Mapping[Referral.State, str] = {
    Referral.State.ASKED: "soon",
    Referral.State.GIVEN: "now",
    Referral.State.DONE: "done",
}


def referrals_for(actor: Actor) -> Any:
    """Those of the own agency, of the own cases, or all of the street; never of a case one is in."""
    rows = Referral.objects.of(actor.street_id).select_related("compound", "agency", "dispute")
    near = Q(organisation_id__in=actor.organisations) | is_side(actor)
    own = Side.objects.of(actor.street_id).filter(near, dispute_id=OuterRef("dispute_id"))
    rows = rows.filter(~Exists(own))
    if not actor.has(Role.STREET_OFFICER):
        mine = Q(agency_id__in=agencies_of(actor))
        if desk := desk_of(actor):
            cases = handled_by(actor, desk)
            mine |= Q(dispute_id__in=cases.order_by().values("pk"))
        rows = rows.filter(mine)
    open_ = Count("measures", filter=Q(measures__done_on__isnull=True))
    return rows.annotate(open_measures=open_)


def referral_of(street_id: UUID, pk: UUID) -> Referral:
    """One of them. Raises Refused where it is not this street's."""
    rows = Referral.objects.of(street_id).select_related("compound", "agency", "dispute__panel")
    found: Referral | None = rows.filter(pk=pk).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def measures_of(referral: Referral) -> list[Measure]:
    """Its measures in their order."""
    return list(Measure.objects.of(referral.street_id).filter(referral=referral).order_by("order"))


def said_of(referral: Referral) -> list[Said]:
    """What happened to it."""
    return sentences_about(referral.street_id, referral.pk)


def open_measures(actor: Actor, today: date) -> Any:
    """Measures that wait, of what the actor follows up, the next due first."""
    mine = referrals_for(actor).order_by().values("pk")
    rows = Measure.objects.of(actor.street_id).filter(referral_id__in=mine, done_on__isnull=True)
    return rows.select_related("referral").order_by("due_on", "id")


def lessons_for(actor: Actor) -> Any:
    """What is released for everybody; drafts for who may release them, and their writers."""
    rows = Lesson.objects.of(actor.street_id).select_related("dispute__panel")
    if actor.has(Role.STREET_OFFICER):
        return rows
    led = desk_of(actor).led
    mine = Q(dispute__panel_id__in=led) | Q(written_by_id=actor.person_id, written_by__isnull=False)
    return rows.filter(Q(state=Lesson.State.SHARED) | mine)


def shared_lessons(street_id: UUID, chapter_causes: list[str]) -> list[Lesson]:
    """Released lessons of some causes, the newest first."""
    rows = Lesson.objects.of(street_id).filter(state=Lesson.State.SHARED, cause__in=chapter_causes)
    return list(rows.order_by("-id")[:5])
