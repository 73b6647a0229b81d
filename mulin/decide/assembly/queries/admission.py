"""What casting has to know: owners come by the hundred in the last hour.

What locking has frozen is kept per process (``frozen.py``). What may change until the close (the
state, the hour) and what others may be doing to the same entry is read under the locks every time,
in one trip to the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from mulin.decide.assembly.models import Ballot, Poll, RollEntry, RollHolder
from mulin.decide.assembly.queries.frozen import as_it_stands
from mulin.ground.streets import locks
from mulin.ground.streets.trips import answers, as_id, as_uuid


@dataclass(frozen=True, slots=True)
class Admission:
    """What stands in the database now that poll and entry are locked.

    ``poll`` is as it stands; ``seq`` the entry's number on the roll; ``on_roll`` whether the signer
    is one of its owners; ``reachable`` whether somebody of it has a telephone on the register;
    ``earlier`` the identifiers of the signer's ballots for it.
    """

    poll: Poll
    seq: int
    on_roll: bool
    reachable: bool
    earlier: list[UUID]


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
    _, seq, state, closes_at, on_roll, reachable = found[0]
    now = as_it_stands(poll, state, closes_at)
    ballots = [as_uuid(pk) for (pk,) in earlier]
    return Admission(now, seq, bool(on_roll), bool(reachable), ballots)


def _entry_sql() -> str:
    """The entry, locked, with the poll's state and whether the signer stands on it."""
    return _ENTRY + (" FOR NO KEY UPDATE OF e" if connection.vendor == "postgresql" else "")


_POLLS, _ENTRIES = Poll._meta.db_table, RollEntry._meta.db_table
_HOLDERS, _BALLOTS = RollHolder._meta.db_table, Ballot._meta.db_table
# By its key alone: with the poll beside it PostgreSQL, before it has counted a new roll, takes the
# poll's index and reads the whole roll for every ballot.
_ENTRY = f"""
SELECT e.poll_id, e.seq, p.state, p.closes_at,
  EXISTS (SELECT 1 FROM {_HOLDERS} h
    WHERE h.street_id = e.street_id AND h.entry_id = e.id AND h.signer = %s),
  EXISTS (SELECT 1 FROM {_HOLDERS} h
    WHERE h.street_id = e.street_id AND h.entry_id = e.id AND h.has_phone)
FROM {_ENTRIES} e JOIN {_POLLS} p ON p.street_id = e.street_id AND p.id = e.poll_id
WHERE e.street_id = %s AND e.id = %s"""  # noqa: S608 - names of our own tables
_EARLIER = f"""
SELECT id FROM {_BALLOTS}
WHERE street_id = %s AND poll_id = %s AND entry_id = %s AND signer = %s"""  # noqa: S608
