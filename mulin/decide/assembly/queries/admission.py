"""What casting has to know, read in two statements: owners come by the hundred in the last hour.

What locking has frozen (titles, rules, the public key, the motions) is kept per process; what may
change until the close (the state, the hour) is read under the poll's lock every time. The two
statements are written out because building them anew costs more than running them.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from mulin.decide.assembly.models import Ballot, Motion, Poll, RollEntry, RollHolder
from mulin.decide.assembly.queries.motions import motions_of

KEPT = 64
_frozen: OrderedDict[UUID, tuple[Poll, list[Motion]]] = OrderedDict()


@dataclass(slots=True)
class Admission:
    """A poll as it stands, one entry of its roll (locked), and what concerns one signer of it.

    ``earlier`` are his ballots in the order they were registered, with the columns that decide
    which of them lives.
    """

    poll: Poll
    entry: RollEntry
    on_roll: bool
    motions: list[Motion]
    earlier: list[Ballot]


def admission(street_id: UUID, poll_id: UUID, entry_id: UUID, signer: str) -> Admission | None:
    """Everything to judge a phone ballot by; None where poll or entry are not of this street.

    Must run inside the verb's transaction, which shares the poll already.
    """
    ids = (_as_id(street_id), _as_id(poll_id), _as_id(entry_id))
    found: list[Any] = list(RollEntry.objects.raw(_entry_sql(), (signer, *ids)))
    if not found:
        return None
    entry = found[0]
    poll, motions = _known(street_id, poll_id)
    poll.state, poll.closes_at = entry.poll_state, _as_instant(entry.poll_closes_at)
    narrow = any(m.scope != Motion.Scope.COMPOUND for m in motions)
    earlier = list(Ballot.objects.raw(_EARLIER, (*ids, signer)))
    return Admission(
        poll=poll,
        entry=entry,
        on_roll=bool(entry.on_roll),
        motions=motions_of(poll, entry) if narrow else motions,
        earlier=earlier,
    )


def _known(street_id: UUID, poll_id: UUID) -> tuple[Poll, list[Motion]]:
    """The poll and its motions as they were locked; the caller gets a copy of his own."""
    held = _frozen.get(poll_id)
    if held is None:
        rows = Poll.objects.of(street_id).defer("law", "result", "phases")
        poll: Poll = rows.select_related("compound").get(pk=poll_id)
        motions = Motion.objects.of(street_id).filter(poll=poll).prefetch_related("candidates")
        held = poll, list(motions)
        if poll.is_voting:  # before that, nothing is frozen yet
            _frozen[poll_id] = held
            while len(_frozen) > KEPT:
                _frozen.popitem(last=False)
    return copy.copy(held[0]), held[1]


def _entry_sql() -> str:
    """The entry, locked, with the poll's state and whether the signer stands on it."""
    return _ENTRY + (" FOR UPDATE OF e" if connection.vendor == "postgresql" else "")


def _as_id(value: UUID) -> UUID | str:
    return value if connection.features.has_native_uuid_field else value.hex


def _as_instant(value: datetime | None) -> datetime | None:
    """SQLite keeps no zone; what Django writes there is UTC."""
    if value is None or value.tzinfo is not None:
        return value
    return value.replace(tzinfo=connection.timezone)


_POLLS, _ENTRIES = Poll._meta.db_table, RollEntry._meta.db_table
_HOLDERS, _BALLOTS = RollHolder._meta.db_table, Ballot._meta.db_table
_ENTRY = f"""
SELECT e.id, e.street_id, e.poll_id, e.seq, e.cluster, e.names, e.first_unit, e.area,
  p.state AS poll_state, p.closes_at AS poll_closes_at,
  EXISTS (SELECT 1 FROM {_HOLDERS} h
    WHERE h.street_id = e.street_id AND h.entry_id = e.id AND h.signer = %s) AS on_roll
FROM {_ENTRIES} e JOIN {_POLLS} p ON p.street_id = e.street_id AND p.id = e.poll_id
WHERE e.street_id = %s AND e.poll_id = %s AND e.id = %s"""  # noqa: S608 - names of our own tables
_EARLIER = f"""
SELECT id, street_id, channel, invalid, cast_at, replaced_at, disowned_at
FROM {_BALLOTS} WHERE street_id = %s AND poll_id = %s AND entry_id = %s AND signer = %s
ORDER BY id"""  # noqa: S608 - names of our own tables
