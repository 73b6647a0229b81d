"""What a fact's digest and commitments are made of: the same in the verbs and in every check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mulin.ground.record.models import Fact
from mulin.kit.canonical import canonical, fingerprint, sm3


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


def _micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
