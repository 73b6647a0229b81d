"""Questions about persons."""

from __future__ import annotations

from uuid import UUID

from mulin.ground.estate.models import Appointment, Ownership, Person, Tenancy
from mulin.ground.secrets import blind


def compounds_of_person(person: Person) -> list[UUID]:
    """Compounds in which the person owns, owned, lives, lived or holds a post."""
    street = person.street_id
    parts = [
        Ownership.objects.of(street).filter(person_id=person.pk).values_list("unit__compound_id"),
        Tenancy.objects.of(street).filter(person_id=person.pk).values_list("unit__compound_id"),
        Appointment.objects.of(street)
        .filter(person_id=person.pk, compound__isnull=False)
        .values_list("compound_id"),
    ]
    return [row[0] for row in parts[0].union(*parts[1:])]


def person_by_identity(street_id: UUID, number: str) -> Person | None:
    """The person with this identity number, as :func:`numbers.identity` writes it."""
    found: Person | None = (
        Person.objects.of(street_id)
        .filter(id_blind=blind(street_id, "id", number), merged_into__isnull=True)
        .order_by("id")
        .first()
    )
    return found
