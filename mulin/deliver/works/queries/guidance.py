"""What the lift desk did, as far as the reader may know."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from mulin.deliver.works.models import Guidance
from mulin.deliver.works.permissions import READERS, reach
from mulin.kit.rights import Actor


def guidance_for(actor: Actor) -> QuerySet[Guidance]:
    """Everything of the street for its readers; else of the own places. Newest first."""
    rows = Guidance.objects.of(actor.street_id)
    if not any(grant.role in READERS for grant in actor.grants):
        return rows.none()
    within = reach(actor)
    if within is not None:
        rows = rows.filter(Q(compound_id__in=within) | Q(compound__isnull=True))
    found: QuerySet[Guidance] = rows.select_related("compound", "project").order_by("-day", "-id")
    return found


def follow_ups(actor: Actor, until: date) -> QuerySet[Guidance]:
    """Persons who were promised a second call by then, the longest waiting first."""
    rows = guidance_for(actor).filter(follow_up__lte=until, followed_on__isnull=True)
    found: QuerySet[Guidance] = rows.order_by("follow_up", "id")
    return found
