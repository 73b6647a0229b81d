"""Who can be asked to help: holders of posts that reach a compound, and its own residents by room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from mulin.ground.estate.models import (
    Appointment,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Tenancy,
    Unit,
)
from mulin.kit.rights import Role
from mulin.kit.words import said

MOST = 400


@dataclass(frozen=True)
class Held:
    """The post that names somebody in a team."""

    words: str
    of_company: bool


def posts_of(street_id: UUID, people: Iterable[UUID], today: date) -> dict[UUID, Held]:
    """Person → the first post held today; who holds one in a company stands for the company."""
    rows = _in_force(street_id, today).filter(person_id__in=list(people))
    found: dict[UUID, Held] = {}
    for row in rows.select_related("organisation").order_by("valid_from", "id"):
        company = row.organisation.kind == Organisation.Kind.PROPERTY_COMPANY
        if row.person_id not in found or company:
            words = said("{body} {title}", body=row.organisation.name, title=row.title)
            found[row.person_id] = Held(words[:80], company or _company(row))
    return found


def askable(street_id: UUID, compounds: Sequence[Compound], today: date) -> list[Appointment]:
    """Posts that reach one of the compounds, the compound's own first; a person stands there once."""
    places = [one.pk for one in compounds]
    communities = {one.community_id for one in compounds}
    companies = Engagement.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind=Engagement.Kind.MANAGES,
        valid_from__lte=today,
        compound_id__in=places,
    )
    near = (
        Q(compound_id__in=places)
        | Q(building__compound_id__in=places)
        | Q(organisation__compound_id__in=places)
        | Q(community_id__in=communities)
        | Q(organisation__community_id__in=communities)
        | Q(organisation_id__in=companies.values("organisation_id"))
    )
    rows = _in_force(street_id, today).filter(near).exclude(role=Role.AUDITOR)
    ordered = rows.select_related("person", "organisation").order_by(
        "organisation__name", "person__name", "id"
    )
    return list({row.person_id: row for row in reversed(ordered[:MOST])}.values())[::-1]


def neighbour(compound: Compound, room: str, name: str, today: date) -> Person | None:
    """The owner or tenant of that name in that room, for who helps as a neighbour."""
    street = compound.street_id
    rows = Unit.objects.of(street).filter(compound=compound, ended_on__isnull=True)
    unit = rows.filter(label=room.strip()).first()
    if unit is None:
        return None
    now = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    for model in (Ownership, Tenancy):
        held = model.objects.of(street).filter(now, unit=unit, person__name=name.strip())
        row = held.select_related("person").first()
        if row is not None:
            person: Person = row.person
            return person
    return None


def _in_force(street_id: UUID, today: date) -> Any:
    return Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today
    )


def _company(row: Appointment) -> bool:
    return row.role == Role.PROPERTY_MANAGER
