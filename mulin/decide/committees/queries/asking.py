"""Inspections a person may see, seal uses of a body, and its hand-over list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F

from mulin.decide.committees.models import HandoverItem, Inspection, SealUse, Term
from mulin.decide.committees.permissions import READERS
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor


def inspections_for(actor: Actor) -> Any:
    """Requests the actor answers or audits, and his own; those that wait come first."""
    rows = Inspection.objects.of(actor.street_id).select_related("body", "asker")
    if actor.has(*READERS):
        return rows.order_by("-state", "-asked_on", "-id")
    mine = frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))
    found = rows.filter(body__compound_id__in=mine)
    if actor.person_id is not None:
        found = found | rows.filter(asker_id=actor.person_id)
    return found.order_by("-asked_on", "-id")


def inspection_of(street_id: UUID, row_id: UUID) -> Inspection | None:
    """One request."""
    rows = Inspection.objects.of(street_id).select_related("body__street", "asker", "paper")
    found: Inspection | None = rows.filter(pk=row_id).first()
    return found


def latest_term(body: Organisation) -> Term | None:
    """The present term, else the last one: what it holds has still to be handed over."""
    rows = Term.objects.of(body.street_id).filter(body=body)
    found: Term | None = rows.order_by("-ordinal").first()
    return found


def handing_term(body: Organisation) -> Term | None:
    """The term whose things wait to be handed over, else the one that did so last, else the latest."""
    items = HandoverItem.objects.of(body.street_id).filter(
        term__body=body, term__street=body.street_id
    )
    waiting = F("handed_on").desc(nulls_first=True)
    item: HandoverItem | None = (
        items.select_related("term").order_by(waiting, "term__ordinal", "id").first()
    )
    return item.term if item is not None else latest_term(body)


def uses_of(body: Organisation) -> list[SealUse]:
    """Every request for seal or account, the newest first."""
    rows = SealUse.objects.of(body.street_id).filter(term__body=body)
    return list(
        rows.select_related("asker", "decider", "paper", "term").order_by("-asked_at", "-id")[:200]
    )


def use_of(street_id: UUID, use_id: UUID) -> SealUse | None:
    """One request for seal or account."""
    rows = SealUse.objects.of(street_id).select_related("term__body__street", "asker", "paper")
    found: SealUse | None = rows.filter(pk=use_id).first()
    return found


def items_of(term: Term) -> list[HandoverItem]:
    """The hand-over list of a term, by kind."""
    rows = HandoverItem.objects.of(term.street_id).filter(term=term)
    order = HandoverItem.Kind.values
    return sorted(rows, key=lambda item: (order.index(item.kind), item.pk))
