"""Which tokens there are, and what programs did with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from mulin.ground.access.models import AccessToken, TokenUse
from mulin.ground.access.scopes import SCOPES

SHOWN = 50


@dataclass(frozen=True)
class TokenLine:
    """One token as pages show it."""

    token: AccessToken
    scopes: str
    uses: int
    last: datetime | None
    mark: str
    holds: bool


def tokens_of(street_id: UUID, membership_id: UUID, today: date) -> list[TokenLine]:
    """A person's tokens, newest first, each with how often and when it was used."""
    rows = AccessToken.objects.of(street_id).filter(membership_id=membership_id).order_by("-id")
    return _lines(street_id, list(rows[:SHOWN]), today)


def token_of(street_id: UUID, token_id: UUID) -> AccessToken | None:
    """One token of the street."""
    rows = AccessToken.objects.of(street_id).filter(id=token_id)
    found: AccessToken | None = rows.select_related("membership__person").first()
    return found


def uses_of(token: AccessToken) -> QuerySet[TokenUse]:
    """What a program asked with a token, newest first."""
    return TokenUse.objects.of(token.street_id).filter(token=token).order_by("-at", "-id")


def _lines(street_id: UUID, rows: Sequence[AccessToken], today: date) -> list[TokenLine]:
    ids = [row.pk for row in rows]
    used: dict[Any, tuple[int, datetime]] = {
        row["token_id"]: (row["n"], row["last"])
        for row in TokenUse.objects.of(street_id)
        .filter(token_id__in=ids)
        .order_by()
        .values("token_id")
        .annotate(n=Count("id"), last=Max("at"))
    }
    lines = []
    for row in rows:
        number, last = used.get(row.pk, (0, None))
        scopes = "、".join(str(SCOPES[s]) for s in row.scopes if s in SCOPES)
        mark = "done" if row.holds_on(today) else "no" if row.revoked_at else "idle"
        lines.append(TokenLine(row, scopes, number, last, mark, row.holds_on(today)))
    return lines
