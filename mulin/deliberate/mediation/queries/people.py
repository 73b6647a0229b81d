"""Somebody of the register by what an office types: a name, and the last four of the telephone."""

from __future__ import annotations

from uuid import UUID

from mulin.ground.estate.identities import phone_tail
from mulin.ground.estate.models import Person
from mulin.kit.words import said


def person_meant(street_id: UUID, typed: str) -> tuple[Person | None, str]:
    """The person, or None with the sentence that says why not."""
    name, _, tail = " ".join(typed.split()).partition(" ")
    rows = Person.objects.of(street_id).filter(name=name, merged_into__isnull=True)
    if tail:
        rows = rows.filter(phone_tail=phone_tail(street_id, tail))
    found = list(rows.order_by("id")[:2])
    if len(found) == 1:
        return found[0], ""
    if not found:
        return None, said("底册里没有“{typed}”，请先在“人员”里登记。", typed=typed.strip())
    return None, said("叫“{name}”的不止一位，请在姓名后空一格写电话后四位。", name=name)
