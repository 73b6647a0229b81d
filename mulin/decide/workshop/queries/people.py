"""Who works in a workshop, and who reads for the street."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from mulin.ground.estate.models import Appointment
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.kit.rights import Role

MOST_TOLD = 20


def members_of(
    street_id: UUID, organisation_id: UUID, day: date, since: date | None = None
) -> frozenset[UUID]:
    """Who holds a workshop's post on the day, or since an earlier one until it."""
    rows = Appointment.objects.of(street_id).filter(
        organisation_id=organisation_id, role=Role.WORKSHOP_WORKER, valid_from__lte=day
    )
    ended = rows.filter(valid_to__lt=since or day).values_list("pk", flat=True)
    return frozenset(rows.exclude(pk__in=ended).values_list("person_id", flat=True))


def officers_of(street_id: UUID, day: date) -> frozenset[UUID]:
    """The street's officers, who are told."""
    rows = Appointment.objects.of(street_id).filter(in_force_on(day), role=Role.STREET_OFFICER)
    return frozenset(rows.order_by("id").values_list("person_id", flat=True)[:MOST_TOLD])


def posts_in(street_id: UUID, organisation_id: UUID, day: date) -> Sequence[Any]:
    """The posts of a workshop in force, with their holders."""
    rows = Appointment.objects.of(street_id).filter(
        in_force_on(day), organisation_id=organisation_id, role=Role.WORKSHOP_WORKER
    )
    return list(rows.select_related("person").order_by("valid_from", "id"))
