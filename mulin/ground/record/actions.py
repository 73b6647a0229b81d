"""Putting facts on record. Every verb of the house calls :func:`record` once, in its transaction."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact, PersonalRead
from mulin.kit.canonical import canonical, fingerprint, sm3
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
) -> Fact:
    """Put one fact on record in the caller's transaction; the sealer links it afterwards."""
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
    fact.save(force_insert=True)
    return fact


def commitment(salt: str, value: Any) -> str:
    """SM3 over salt and value: proves the value while it exists, tells nothing once erased."""
    return sm3(bytes.fromhex(salt) + canonical(value))


def digest_of(fact: Fact) -> str:
    """The digest that a fact's content must have."""
    return fingerprint(statement_of(fact))


def statement_of(fact: Fact) -> Mapping[str, Any]:
    """Everything of a fact that the chain protects, as canonical values."""
    return {
        "id": fact.id.hex,
        "street": fact.street_id.hex,
        "at": _micros(fact.at),
        "on": fact.on.isoformat(),
        "kind": fact.kind,
        "account": fact.account_id,
        "person": fact.person_id.hex if fact.person_id else None,
        "by": fact.by,
        "compound": fact.compound_id.hex if fact.compound_id else None,
        "subject": fact.subject_id.hex if fact.subject_id else None,
        "body": fact.body,
        "commitments": fact.commitments,
    }


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


def _micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
