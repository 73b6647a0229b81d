"""Verbs of who rents a unit."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.persons import settled_person
from mulin.ground.estate.actions.saying import (
    done_before,
    put,
    refuse_closed,
    same_street,
    say_of_unit,
)
from mulin.ground.estate.events import (
    TenancyBegun,
    TenancyEnded,
)
from mulin.ground.estate.identities import PersonDetails
from mulin.ground.estate.models import Person, Tenancy, Unit
from mulin.ground.estate.permissions import may_edit_residents
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def begin_tenancy(
    unit: Unit,
    person: Person | PersonDetails,
    *,
    kind: str = Tenancy.Kind.TENANT,
    since: date,
    until: date | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Tenancy:
    """Somebody lives here without owning; ``until`` is the first day he no longer does."""
    same_street(by, unit)
    require(may_edit_residents(by, unit.compound_id))
    if until is not None and until <= since:
        refuse(said("搬离日期须晚于入住日期。"))
    with transaction.atomic():
        if made := done_before(Tenancy, by, once):
            return made
        person = settled_person(person, by)
        made = Tenancy(
            id=once or uuid7(),
            street_id=by.street_id,
            unit=unit,
            person=person,
            kind=Tenancy.Kind(kind),
            valid_from=since,
            valid_to=until,
        )
        made.save(force_insert=True)
        event = TenancyBegun(
            unit=unit.label,
            kind=str(Tenancy.Kind(kind).label),
            since=since.isoformat(),
            person=mask_name(person.name),
        )
        say_of_unit(event, unit, by, now)
    return made


def end_tenancy(row: Tenancy, *, on: date, by: Actor, now: datetime) -> None:
    """``on`` is the first day on which the person no longer lives there."""
    same_street(by, row)
    require(may_edit_residents(by, row.unit.compound_id))
    with transaction.atomic():
        refuse_closed(row.valid_to)
        put(row, valid_to=on)
        event = TenancyEnded(
            unit=row.unit.label,
            kind=str(Tenancy.Kind(row.kind).label),
            day=on.isoformat(),
            person=mask_name(row.person.name),
        )
        say_of_unit(event, row.unit, by, now)
