"""Questions about persons."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from mulin.ground.estate.models import Appointment, Ownership, Person, PersonMerge, Tenancy
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


def people_rows(people: Any, street_id: UUID) -> Any:
    """Persons with their present homes at hand, by name."""
    homes = Ownership.objects.of(street_id).filter(valid_to__isnull=True)
    homes = homes.select_related("unit").order_by("unit__order")
    return people.prefetch_related(
        Prefetch("ownerships", queryset=homes, to_attr="open_rows")
    ).order_by("initials", "name", "id")


def homes_of(person: Person) -> list[Any]:
    """Every unit the person owns, owned, lives or lived in; what is open first."""
    street = person.street_id
    owned = Ownership.objects.of(street).filter(person_id=person.pk)
    lived = Tenancy.objects.of(street).filter(person_id=person.pk)
    rows = [*owned.select_related("unit__compound"), *lived.select_related("unit__compound")]
    return sorted(rows, key=lambda r: (r.valid_to is not None, r.unit.compound.name, r.unit.order))


def posts_of(person: Person) -> Any:
    """Posts the person holds or held."""
    rows = Appointment.objects.of(person.street_id).filter(person_id=person.pk)
    return rows.select_related("organisation", "community", "compound").order_by("-valid_from")


def merges_of(person: Person) -> Any:
    """Mergers in which other rows became this person, and were not undone."""
    rows = PersonMerge.objects.of(person.street_id).filter(kept_id=person.pk)
    return rows.filter(undone_at__isnull=True).select_related("merged").order_by("-id")
