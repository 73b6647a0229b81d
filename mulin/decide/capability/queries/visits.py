"""Visits that were handed over to a matter."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from mulin.decide.capability.models import Visit
from mulin.decide.capability.permissions import may_see_visits
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said


def visits_of_matter(actor: Actor, matter: Matter) -> Iterable[Piece]:
    """Where a matter was first heard of, for whoever may read that reception's list."""
    rows = Visit.objects.of(matter.street_id).filter(matter=matter)
    for visit in rows.select_related("schedule__body", "reception").order_by("id"):
        if may_see_visits(actor, visit.schedule):
            yield Piece(
                said("业主接待"),
                visit.topic,
                f"{visit.reception.day:%Y-%m-%d}",
                "done",
                visit.schedule.body.name,
                reverse("receptions:schedule", args=[visit.schedule_id]),
                visit.pk,
            )
