"""From a request to the one who acts: which street this session is in, and how fresh the sign-in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries_standing import memberships_of
from mulin.kit.rights import LoginNeeded, Refusal, acting
from mulin.kit.words import said

SESSION_KEY = "mulin_membership"
FRESH_SECONDS = 600
"""How long after giving a password or code the sensitive verbs stay open."""

NO_STREET = Refusal(
    said("您的账号目前不属于任何街道，所以还看不到内容。"),
    said("请联系所在街道的工作人员为您开通。"),
)


class FreshnessNeeded(Exception):  # noqa: N818 - not an error: the answer is one more question
    """The sign-in is older than :data:`FRESH_SECONDS`; the middleware asks for it again."""


__all__ = [
    "Entry",
    "FreshnessNeeded",
    "LoginNeeded",
    "acting",
    "demand_fresh",
    "enter",
    "fresh",
    "keep",
    "kept_in",
]


@dataclass(frozen=True)
class Entry:
    """The street this session is in, and all it could be in.

    ``ended`` is set where it just stopped being allowed.
    """

    membership: Membership | None
    memberships: tuple[Membership, ...] = ()
    ended: bool = False


def fresh(request: HttpRequest, within_seconds: int = FRESH_SECONDS) -> bool:
    """Whether password or code were given on this very device within the last minutes."""
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return time.time() - newest < within_seconds


def demand_fresh(request: HttpRequest) -> None:
    """For votes and money: raises FreshnessNeeded where the sign-in is old; the page resumes after."""
    if not fresh(request):
        raise FreshnessNeeded


def enter(session: SessionBase, account: Account, today: date) -> Entry:
    """The membership this session is in; the first one in force where it had none."""
    mine = tuple(memberships_of(account, today))
    kept = kept_in(session)
    if kept is None:
        first = next(iter(mine), None)
        if first is not None:
            keep(session, first)
        return Entry(first, mine)
    same = next((m for m in mine if (m.street_id, m.pk) == kept), None)
    if same is None:
        session.pop(SESSION_KEY, None)
    return Entry(same, mine, ended=same is None)


def keep(session: SessionBase, membership: Membership) -> None:
    """Put this session into the membership's street."""
    session[SESSION_KEY] = [membership.street_id.hex, membership.pk.hex]


def kept_in(session: SessionBase) -> tuple[UUID, UUID] | None:
    """Street and membership this session was in, if any."""
    kept: Any = session.get(SESSION_KEY)
    return (UUID(kept[0]), UUID(kept[1])) if kept else None
