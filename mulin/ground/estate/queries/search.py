"""Finding a household: by room, name, pinyin initials, telephone (whole or last four), credit code.

Every question is narrowed to the compounds the actor may read before anything is matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from mulin.ground.estate.identities import id_tail, phone_tail
from mulin.ground.estate.labels import parts_of, unit_label
from mulin.ground.estate.models import (
    Appointment,
    Organisation,
    OtherPhone,
    Ownership,
    Person,
    Tenancy,
    Unit,
)
from mulin.ground.estate.numbers import BadNumber, credit_code, half_width, identity, telephone
from mulin.ground.estate.permissions import reach
from mulin.ground.secrets import blind
from mulin.kit.rights import Actor

LIMIT = 20
LAST = "\U0010ffff"
"""After every character of a name."""


@dataclass(frozen=True)
class Found:
    """What words led to, in the order a clerk wants it."""

    units: tuple[Unit, ...] = ()
    persons: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.persons or self.organisations)


def find(actor: Actor, words: str, *, limit: int = LIMIT) -> Found:
    """Units, persons and organisations for what somebody typed; at most six statements."""
    plain = half_width(words)
    if not plain:
        return Found()
    persons = tuple(persons_matching(actor, plain)[:limit])
    units = list(units_matching(actor, plain)[:limit])
    if persons:
        units += units_of_persons(actor, [p.pk for p in persons], limit=limit)
    seen: dict[UUID, Unit] = {unit.pk: unit for unit in units}
    return Found(tuple(seen.values())[:limit], persons, tuple(organisations(actor, plain)[:limit]))


def units_readable(actor: Actor) -> Any:
    """Units the actor may read: his grants' compounds, and his own homes."""
    rows = Unit.objects.of(actor.street_id).filter(ended_on__isnull=True)
    compounds = reach(actor)
    if compounds is None:
        return rows
    return rows.filter(Q(compound_id__in=list(compounds)) | Q(id__in=list(actor.units)))


def persons_readable(actor: Actor) -> Any:
    """Persons with a home or post in what the actor may read; all of the street for its officers."""
    rows = Person.objects.of(actor.street_id).filter(merged_into__isnull=True)
    compounds = reach(actor)
    if compounds is None:
        return rows
    places = list(compounds)
    owned = Ownership.objects.of(actor.street_id).filter(unit__compound_id__in=places)
    lived = Tenancy.objects.of(actor.street_id).filter(unit__compound_id__in=places)
    posts = Appointment.objects.of(actor.street_id).filter(compound_id__in=places)
    return rows.filter(
        Q(id__in=owned.values("person_id"))
        | Q(id__in=lived.values("person_id"))
        | Q(id__in=posts.values("person_id"))
    )


def matching(actor: Actor, words: str) -> Q:
    """Units by label, room, or their present owner: what the box above the unit list takes."""
    plain = half_width(words)
    parts = parts_of(plain)
    labels = {plain, unit_label(*parts)} if parts else {plain}
    wanted = Q(room=plain)
    for label in labels:
        wanted |= Q(label__istartswith=label)
    people = persons_matching(actor, plain).order_by().values("id")
    owned = Ownership.objects.of(actor.street_id).filter(person_id__in=people)
    return wanted | Q(id__in=owned.filter(valid_to__isnull=True).values("unit_id"))


def units_matching(actor: Actor, words: str) -> Any:
    """Units whose label begins with what was typed, in any of its notations."""
    plain = half_width(words)
    rows = units_readable(actor).select_related("compound", "building", "stairwell")
    parts = parts_of(plain)
    labels = {plain, unit_label(*parts)} if parts else {plain}
    wanted = Q()
    for label in labels:
        wanted |= Q(label__istartswith=label)
    if re.fullmatch(r"[0-9A-Za-z]{2,8}", plain):
        wanted |= Q(room=plain)
    return rows.filter(wanted).order_by(*Unit.IN_ORDER)


def persons_matching(actor: Actor, words: str) -> Any:
    """Persons by name, initials, telephone, identity number, or the last four of either."""
    plain = half_width(words)
    rows = persons_readable(actor)
    street = actor.street_id
    wanted = Q()
    if re.fullmatch(r"[0-9]{3}[0-9Xx]", plain):
        tail = phone_tail(street, plain)
        others = OtherPhone.objects.of(street).filter(tail=tail)
        wanted |= Q(phone_tail=tail) | Q(id_tail=id_tail(street, plain))
        wanted |= Q(id__in=others.values("person_id"))
    elif number := _telephone(plain):
        index = blind(street, "phone", number)
        others = OtherPhone.objects.of(street).filter(blind=index)
        wanted |= Q(phone_blind=index) | Q(id__in=others.values("person_id"))
    if document := _identity(plain):
        wanted |= Q(id_blind=blind(street, "id", document))
    if re.fullmatch(r"[A-Za-z]{2,8}", plain):
        wanted |= _begins("initials", plain.lower())
    if not plain.isascii() or (not wanted and not any(c.isdigit() for c in plain)):
        # Latin names are found in either case, which bounds would not do.
        wanted |= Q(name__startswith=plain) if plain.isascii() else _begins("name", plain)
    return rows.filter(wanted).order_by("name", "id") if wanted else rows.none()


def _begins(field: str, text: str) -> Q:
    """Values that begin with ``text``; the bounds let SQLite use the index, as LIKE does not."""
    wanted = Q(**{f"{field}__startswith": text})
    if connection.vendor == "sqlite":
        wanted &= Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST})
    return wanted


def units_of_persons(actor: Actor, person_ids: Iterable[UUID], *, limit: int) -> list[Unit]:
    """Homes of the persons found, as far as the actor may read them."""
    ids = list(person_ids)
    owned = Ownership.objects.of(actor.street_id).filter(person_id__in=ids, valid_to__isnull=True)
    lived = Tenancy.objects.of(actor.street_id).filter(person_id__in=ids, valid_to__isnull=True)
    rows = units_readable(actor).filter(
        Q(id__in=owned.values("unit_id")) | Q(id__in=lived.values("unit_id"))
    )
    rows = rows.select_related("compound", "building", "stairwell")
    return list(rows.order_by(*Unit.IN_ORDER)[:limit])


def organisations(actor: Actor, words: str) -> Any:
    """Organisations by name or credit code; a compound's own only where the actor reads it."""
    rows = organisations_readable(actor)
    try:
        return rows.filter(credit_code=credit_code(words))
    except BadNumber:
        pass
    if len(words) < 2 or words.isdigit():
        return rows.none()
    return rows.filter(name__icontains=words).order_by("name", "id")


def organisations_readable(actor: Actor) -> Any:
    """Organisations of the street; those of a compound only where the actor reads it."""
    rows = Organisation.objects.of(actor.street_id)
    compounds = reach(actor)
    if compounds is None:
        return rows
    if not compounds:
        return rows.none()
    return rows.filter(Q(compound__isnull=True) | Q(compound_id__in=list(compounds)))


def _telephone(plain: str) -> str:
    if not re.search(r"[0-9]{7}", re.sub(r"[\s\-]", "", plain)):
        return ""
    try:
        return telephone(plain)
    except BadNumber:
        return ""


def _identity(plain: str) -> str:
    if len(plain) < 8:
        return ""
    try:
        return identity(plain).number
    except BadNumber:
        return ""
