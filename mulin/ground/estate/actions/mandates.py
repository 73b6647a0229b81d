"""Verbs of who acts for whom: heir, guardian, representative, attorney; always with a paper."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.persons import settled_person
from mulin.ground.estate.actions.saying import (
    done_before,
    owner_words,
    put,
    refuse_closed,
    required,
    same_street,
    say,
)
from mulin.ground.estate.events import (
    ActsForBegun,
    ActsForEnded,
)
from mulin.ground.estate.identities import PersonDetails
from mulin.ground.estate.models import ActsFor, Organisation, Ownership, Person, Unit
from mulin.ground.estate.permissions import may_edit_register
from mulin.ground.estate.queries.persons import compounds_of_person
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def begin_acting_for(
    agent: Person | PersonDetails,
    principal: Person | Organisation,
    *,
    kind: str,
    since: date,
    until: date | None = None,
    unit: Unit | None = None,
    paper_id: UUID | None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> ActsFor:
    """Somebody may act for an owner, by a paper; for one unit or for all he owns."""
    same_street(by, principal, unit)
    scope = unit.compound_id if unit else _compound_of(principal)
    require(may_edit_register(by, scope))
    if paper_id is None:
        refuse(said("代为行使权利须有证明文件。"), said("请先上传委托书、公证书或监护证明。"))
    if until is not None and until < since:
        refuse(said("截止日期早于起始日期。"))
    with transaction.atomic():
        if made := done_before(ActsFor, by, once):
            return made
        agent = settled_person(agent, by)
        if agent.pk == principal.pk:
            refuse(said("代理人和被代理人是同一人。"))
        made = ActsFor(
            id=once or uuid7(),
            street_id=by.street_id,
            agent=agent,
            principal=principal if isinstance(principal, Person) else None,
            organisation=principal if isinstance(principal, Organisation) else None,
            unit=unit,
            kind=ActsFor.Kind(kind),
            paper_id=paper_id,
            valid_from=since,
            valid_to=until,
        )
        made.save(force_insert=True)
        event = ActsForBegun(
            kind=str(ActsFor.Kind(kind).label),
            since=since.isoformat(),
            paper=paper_id.hex,
            agent=mask_name(agent.name),
            principal=owner_words(principal),
        )
        subject = unit.pk if unit else principal.pk
        say(event, by=by, now=now, subject_id=subject, compound_id=scope)
    return made


def end_acting_for(row: ActsFor, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """``on`` is the last day of the mandate."""
    same_street(by, row)
    principal = row.principal or row.organisation
    scope = row.unit.compound_id if row.unit else _compound_of(principal)
    require(may_edit_register(by, scope))
    with transaction.atomic():
        refuse_closed(row.valid_to)
        put(row, valid_to=on)
        event = ActsForEnded(
            kind=str(ActsFor.Kind(row.kind).label),
            day=on.isoformat(),
            why=required(why, said("理由")),
            agent=mask_name(row.agent.name),
            principal=owner_words(principal),
        )
        subject = row.unit_id or principal.pk
        say(event, by=by, now=now, subject_id=subject, compound_id=scope)


def _compound_of(principal: Person | Organisation) -> UUID | None:
    if isinstance(principal, Person):
        return next(iter(compounds_of_person(principal)), None)
    homes = Ownership.objects.of(principal.street_id).filter(organisation_id=principal.pk)
    found: UUID | None = homes.values_list("unit__compound_id", flat=True).first()
    return found
