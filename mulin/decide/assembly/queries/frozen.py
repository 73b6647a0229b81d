"""A vote while voting goes on: what locking froze is kept per process, what may change is read.

Frozen are title, rules, law, public key and motions. The state, the closing hour and the area of
the roll may change until the close; whoever judges by them reads them first. Names and telephone
numbers of street and compound belong to the register: they are a few minutes old at most.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.queries.motions import all_motions
from mulin.ground.streets.trips import answers, as_id

KEPT = 64
KEPT_SECONDS = 300
_frozen: OrderedDict[UUID, tuple[float, Poll, list[Motion]]] = OrderedDict()
_addresses: OrderedDict[str, tuple[UUID, UUID]] = OrderedDict()


def frozen(street_id: UUID, poll_id: UUID) -> tuple[Poll, list[Motion]] | None:
    """The poll and its motions as they were locked; None where the street has no such poll.

    Kept only while voting goes on: before it nothing is frozen yet.
    """
    held = _frozen.get(poll_id)
    if held is None or held[0] < monotonic():
        rows = Poll.objects.of(street_id).select_related("street", "compound")
        poll: Poll | None = rows.filter(pk=poll_id).first()
        if poll is None:
            return None
        held = monotonic() + KEPT_SECONDS, poll, all_motions(poll)
        if poll.is_voting:
            _keep(_frozen, poll_id, held)
    _, poll, motions = held
    return (poll, motions) if poll.street_id == street_id else None


def voting_at(address: str) -> Poll | None:
    """The poll of an address that :func:`remember` was told, as it stands, while votes are taken."""
    known = _addresses.get(address)
    found = frozen(*known) if known else None
    if found is None:
        return None
    poll, _ = found
    ((state, closes_at, area),) = answers([(_STANDING, (as_id(poll.street_id), as_id(poll.pk)))])[
        0
    ] or [("", None, 0)]
    now = as_it_stands(poll, state, closes_at, area)
    return now if now.is_voting else None


def remember(address: str, poll: Poll) -> None:
    """This address, which names its street, means that poll."""
    _keep(_addresses, address, (poll.street_id, poll.pk))


def forget() -> None:
    """Read everything again."""
    _frozen.clear()
    _addresses.clear()


def as_it_stands(poll: Poll, state: str, closes_at: Any, roll_area: int | None = None) -> Poll:
    """The poll that is kept, or where it has moved on a copy that says so.

    ``closes_at`` as a statement of one's own gives it: SQLite keeps no zone, what Django writes
    there is UTC.
    """
    if isinstance(closes_at, datetime) and closes_at.tzinfo is None:
        closes_at = closes_at.replace(tzinfo=connection.timezone)
    area = poll.roll_area if roll_area is None else roll_area
    if (poll.state, poll.closes_at, poll.roll_area) == (state, closes_at, area):
        return poll
    now = copy.copy(poll)
    now.state, now.closes_at, now.roll_area = state, closes_at, area
    return now


def _keep(where: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    where[key] = value
    while len(where) > KEPT:
        where.popitem(last=False)


_STANDING = f"""
SELECT state, closes_at, roll_area FROM {Poll._meta.db_table}
WHERE street_id = %s AND id = %s"""  # noqa: S608 - the name of our own table
