"""Supervision visits: lists, one with its items, results for an appraisal."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.discover.patrols.models import Visit, VisitItem
from mulin.discover.patrols.permissions import VISITORS, reach
from mulin.kit.rights import Actor, Role

State = Visit.State
MARKS = {State.DRAFT: "soon", State.SENT: "now", State.ANSWERED: "soon", State.CLOSED: "done"}


def visits_for(actor: Actor) -> QuerySet[Visit]:
    """Visits the actor sees: drafts only those who score, a company its own."""
    rows = Visit.objects.of(actor.street_id)
    scoring = reach(actor, *VISITORS)
    if scoring is not None:
        sent = ~Q(state=State.DRAFT)
        others = reach(actor, Role.COMMITTEE_MEMBER, Role.AUDITOR)
        ours = Q(compound_id__in=scoring) | (sent & Q(company_id__in=actor.organisations))
        ours |= sent if others is None else sent & Q(compound_id__in=others)
        rows = rows.filter(ours)
    found: QuerySet[Visit] = rows.select_related("compound", "company").order_by("-day", "-id")
    return found


def visit_of(street_id: UUID, visit_id: UUID) -> Visit | None:
    rows = Visit.objects.of(street_id).select_related("compound", "company", "street")
    found: Visit | None = rows.filter(pk=visit_id).first()
    return found


def items_of(visit: Visit) -> list[VisitItem]:
    rows = VisitItem.objects.of(visit.street_id).filter(visit=visit)
    return list(rows.select_related("paper", "proof", "street").order_by("order"))
