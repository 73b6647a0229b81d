"""What casting has to know: owners come by the hundred in the last hour.

What locking has frozen (titles, rules, the public key, the motions) is kept per process. What may
change until the close (the state, the hour) and what others may be doing to the same entry is read
under the locks every time, in one trip to the database.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from mulin.decide.assembly.models import Ballot, Motion, Poll, RollEntry, RollHolder
from mulin.decide.assembly.queries.motions import all_motions
from mulin.ground.streets import locks
from mulin.ground.streets.trips import answers, as_id, as_uuid

KEPT = 64
_frozen: OrderedDict[UUID, tuple[Poll, list[Motion]]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Admission:
    """What stands in the database now that poll and entry are locked.

    ``poll`` is as it stands; ``seq`` the entry's number on the roll; ``on_roll`` whether the signer
    is one of its owners; ``earlier`` the identifiers of his ballots for it.
    """

    poll: Poll
    seq: int
    on_roll: bool
    earlier: list[UUID]


def frozen(street_id: UUID, poll_id: UUID) -> tuple[Poll, list[Motion]] | None:
    """The poll and its motions as they were locked; None where the street has no such poll.

    Kept only while voting goes on: before it nothing is frozen yet.
    """
    held = _frozen.get(poll_id)
    if held is None:
        rows = Poll.objects.of(street_id).defer("law", "result", "phases")
        poll: Poll | None = rows.select_related("street", "compound").filter(pk=poll_id).first()
        if poll is None:
            return None
        held = poll, all_motions(poll)
        if poll.is_voting:
            _frozen[poll_id] = held
            while len(_frozen) > KEPT:
                _frozen.popitem(last=False)
    return held if held[0].street_id == street_id else None


def admission(poll: Poll, entry_id: UUID, signer: str) -> Admission | None:
    """Share the poll, lock the entry, and read what decides; None where it is no entry of the poll.

    Must run inside the verb's transaction, whose locks these are.
    """
    street, poll_id, entry = as_id(poll.street_id), as_id(poll.pk), as_id(entry_id)
    *_, found, earlier = answers(
        [
            *locks.sharing(poll.pk),
            (_entry_sql(), (signer, street, entry)),
            (_EARLIER, (street, poll_id, entry, signer)),
        ]
    )
    if not found or as_uuid(found[0][0]) != poll.pk:
        return None
    _, seq, state, closes_at, on_roll = found[0]
    now = _as_it_stands(poll, state, _as_instant(closes_at))
    return Admission(now, seq, bool(on_roll), [as_uuid(pk) for (pk,) in earlier])


def _as_it_stands(poll: Poll, state: str, closes_at: datetime | None) -> Poll:
    """The poll that is kept, or where it has moved on a copy that says so."""
    if (poll.state, poll.closes_at) == (state, closes_at):
        return poll
    now = copy.copy(poll)
    now.state, now.closes_at = state, closes_at
    return now


def _entry_sql() -> str:
    """The entry, locked, with the poll's state and whether the signer stands on it."""
    return _ENTRY + (" FOR UPDATE OF e" if connection.vendor == "postgresql" else "")


def _as_instant(value: datetime | None) -> datetime | None:
    """SQLite keeps no zone; what Django writes there is UTC."""
    if value is None or value.tzinfo is not None:
        return value
    return value.replace(tzinfo=connection.timezone)


_POLLS, _ENTRIES = Poll._meta.db_table, RollEntry._meta.db_table
_HOLDERS, _BALLOTS = RollHolder._meta.db_table, Ballot._meta.db_table
# By its key alone: with the poll beside it PostgreSQL, before it has counted a new roll, takes the
# poll's index and reads the whole roll for every ballot.
_ENTRY = f"""
SELECT e.poll_id, e.seq, p.state, p.closes_at,
  EXISTS (SELECT 1 FROM {_HOLDERS} h
    WHERE h.street_id = e.street_id AND h.entry_id = e.id AND h.signer = %s)
FROM {_ENTRIES} e JOIN {_POLLS} p ON p.street_id = e.street_id AND p.id = e.poll_id
WHERE e.street_id = %s AND e.id = %s"""  # noqa: S608 - names of our own tables
_EARLIER = f"""
SELECT id FROM {_BALLOTS}
WHERE street_id = %s AND poll_id = %s AND entry_id = %s AND signer = %s"""  # noqa: S608
