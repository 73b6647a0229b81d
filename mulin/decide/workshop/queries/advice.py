"""Advice as the reader may see it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.decide.workshop.models import Advice
from mulin.decide.workshop.permissions import (
    ADVICE_NEEDS,
    HIDDEN,
    LENDERS,
    READERS,
    compounds_of,
    organisations_of,
)
from mulin.ground.estate.models import Compound
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor, Refused, Role

MARKS = {
    Advice.State.OPEN: "soon",
    Advice.State.ADOPTED: "done",
    Advice.State.PARTLY: "done",
    Advice.State.DECLINED: "no",
    Advice.State.WITHDRAWN: "idle",
}


def advice_for(actor: Actor) -> QuerySet[Advice]:
    """Everything the actor gave, is to answer, or audits; the newest first."""
    rows = Advice.objects.of(actor.street_id).select_related(
        "workshop__organisation", "compound", "mandate"
    )
    if not actor.has(*READERS):
        rows = rows.filter(
            Q(workshop__organisation_id__in=organisations_of(actor))
            | Q(compound_id__in=compounds_of(actor))
        )
    found: QuerySet[Advice] = rows.order_by("-id")
    return found


def advice_of(street_id: UUID, advice_id: UUID) -> Advice:
    """One of the street. Raises Refused where there is none."""
    rows = Advice.objects.of(street_id).select_related(
        "workshop__organisation", "compound", "mandate", "person"
    )
    found: Advice | None = rows.filter(pk=advice_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def to_answer(actor: Actor) -> QuerySet[Advice]:
    """What waits for this person's answer, the oldest day first."""
    rows = Advice.objects.of(actor.street_id).filter(state=Advice.State.OPEN)
    if not actor.has(*LENDERS):
        mine = (g.compounds for g in actor.grants if g.role is Role.COMMITTEE_MEMBER)
        rows = rows.filter(~Q(kind=Advice.Kind.RESOURCE), compound_id__in=frozenset().union(*mine))
    found: QuerySet[Advice] = rows.select_related("compound").order_by("due_on", "id")
    return found


def places_to_advise(actor: Actor, kind: str) -> list[Compound]:
    """Compounds in which the actor's mandates let him give this kind of advice, by name."""
    within = actor.mandate(ADVICE_NEEDS[Advice.Kind(kind)])
    rows = Compound.objects.of(actor.street_id).filter(pk__in=within)
    return list(rows.order_by("name", "id"))


def history_of(advice: Advice) -> list[Said]:
    """What happened to it."""
    return sentences(Fact.objects.of(advice.street_id).filter(subject_id=advice.pk))


def late_rows(rows: QuerySet[Advice], today: date) -> QuerySet[Advice]:
    """Those whose answer is late and still awaited."""
    return rows.filter(state=Advice.State.OPEN, due_on__lt=today)
