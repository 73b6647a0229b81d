"""What a token looks like, and whom it opens the door for. Only a digest of its secret is kept.

A token names its street and its row, so that finding it needs no search over streets.
"""

from __future__ import annotations

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from django.core.cache import cache

from mulin.ground.access.models import AccessToken
from mulin.ground.access.queries import actor_of_membership
from mulin.kit.rights import Actor

PREFIX = "mulin_"
SECRET_BYTES = 24
CALLS_A_MINUTE = 240


@dataclass(frozen=True)
class TokenEntry:
    """A token that holds, and who acts by it."""

    token: AccessToken
    actor: Actor


def new_secret() -> bytes:
    """What nobody can guess."""
    return secrets.token_bytes(SECRET_BYTES)


def written(street_id: UUID, token_id: UUID, secret: bytes) -> str:
    """The token as its holder keeps it: 75 letters."""
    return PREFIX + urlsafe_b64encode(street_id.bytes + token_id.bytes + secret).decode()


def digest(secret: bytes) -> str:
    """What is kept of a secret."""
    return sha256(secret).hexdigest()


def entry_of(header: str, today: date) -> TokenEntry | None:
    """Whom an Authorization header speaks for today; None says nothing of why not.

    The holder's membership must hold, the account must be open and its password its own.
    """
    scheme, _, text = header.strip().partition(" ")
    read = _read(text.strip()) if scheme.lower() == "bearer" else None
    if read is None:
        return None
    street_id, token_id, secret = read
    rows = AccessToken.objects.of(street_id).filter(id=token_id)
    token: AccessToken | None = rows.select_related(
        "membership__account", "membership__person", "membership__street"
    ).first()
    if token is None or not compare_digest(token.digest, digest(secret)):
        return None
    membership = token.membership
    account = membership.account
    open_ = account.is_active and account.initial_until is None
    if not (open_ and token.holds_on(today) and membership.holds_on(today)):
        return None
    actor = actor_of_membership(membership, today)
    return TokenEntry(token, replace(actor, token_scopes=frozenset(token.scopes)))


def too_often(token: AccessToken) -> bool:
    """Whether a program asks more often than a program should."""
    key = f"token/{token.pk.hex}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > CALLS_A_MINUTE
    except ValueError:  # the minute ended between the two calls
        return False


def _read(text: str) -> tuple[UUID, UUID, bytes] | None:
    if not text.startswith(PREFIX) or len(text) > 120:
        return None
    try:
        data = urlsafe_b64decode(text.removeprefix(PREFIX))
    except (binascii.Error, ValueError):
        return None
    if len(data) != 32 + SECRET_BYTES:
        return None
    return UUID(bytes=data[:16]), UUID(bytes=data[16:32]), data[32:]
