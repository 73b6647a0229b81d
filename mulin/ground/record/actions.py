"""Putting facts on record. Every verb of the house calls :func:`record` once, in its transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from mulin.ground.record.digests import commitment, digest_of
from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact, PersonalRead
from mulin.ground.streets.models import StreetModel
from mulin.ground.streets.trips import write_new
from mulin.kit.rights import Actor

SALT_BYTES = 16


def record(
    event: Event,
    *,
    by: Actor,
    at: datetime,
    on: date,
    subject_id: UUID | None = None,
    compound_id: UUID | None = None,
    beside: Iterable[StreetModel] = (),
) -> Fact:
    """Put one fact on record in the caller's transaction; the sealer links it afterwards.

    ``beside``: new rows that the fact speaks of, written in the same trip to the database.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a fact is recorded inside the verb's own transaction")
    body, secret = event.split()
    salted = {name: [os.urandom(SALT_BYTES).hex(), value] for name, value in secret.items()}
    fact = Fact(
        street_id=by.street_id,
        at=at,
        on=on,
        kind=type(event).__name__,
        account_id=by.account_id,
        person_id=by.person_id,
        by=by.post or by.name,
        compound_id=compound_id,
        subject_id=subject_id,
        body=body,
        commitments={name: commitment(*pair) for name, pair in salted.items()},
        personal=salted,
    )
    fact.digest = digest_of(fact)
    write_new(*beside, fact)
    return fact


def note_read(
    person_id: UUID, field: str, *, by: Actor, reason: str, at: datetime, organisation: str = ""
) -> PersonalRead:
    """Remember that a personal field was read in the clear, and why."""
    return PersonalRead.objects.create(
        street_id=by.street_id,
        at=at,
        person_id=person_id,
        field=field,
        account_id=by.account_id,
        post=by.post,
        organisation=organisation,
        reason=reason,
    )
