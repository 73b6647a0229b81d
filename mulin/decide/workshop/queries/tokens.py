"""The link that one party of the green channel was sent."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from mulin.decide.workshop.models import GreenParty

SECRET_BYTES = 24
LENGTH = 16 + 16 + SECRET_BYTES


def digest(secret: bytes) -> str:
    """What is compared of a secret."""
    return sha256(secret).hexdigest()


def party_behind(token: str, today: date) -> GreenParty | None:
    """The party that the link was sent to, until its last day."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != LENGTH:
        return None
    street_id, party_id = UUID(bytes=raw[:16]), UUID(bytes=raw[16:32])
    rows = GreenParty.objects.of(street_id).select_related(
        "street", "contact", "request", "request__compound"
    )
    found: GreenParty | None = rows.filter(pk=party_id, link_until__gte=today).first()
    if found is None or not compare_digest(found.digest, digest(raw[32:])):
        return None
    return found
