"""Many ballots onto the pile at once, and off it again, by the poll's rule on voting again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.decide.assembly.actions.taking import may_live, winner
from mulin.decide.assembly.models import Ballot, OfficialBallot, Poll, RollEntry, RollHolder
from mulin.kit.ids import readable_code
from mulin.kit.rights import Actor

CHUNK = 2_000
Signers = dict[tuple[UUID, str], list[Ballot]]


@dataclass(frozen=True)
class Piled:
    """How many earlier ballots lost their place, and how many new ones never had one."""

    replaced: int
    beaten: int


def take_rows(poll: Poll, rows: Sequence[OfficialBallot], *, by: Actor, now: datetime) -> Piled:
    """Make ballots of the official system's rows; statements do not grow with their number."""
    _lock_entries(poll, rows)
    earlier = _by_signer(poll, rows)
    before = {b.pk for mine in earlier.values() for b in mine if b.replaced_at is None}
    attorneys = _attorneys(poll)
    made = [_ballot(poll, row, by, now) for row in rows]
    for ballot, row in zip(made, rows, strict=True):
        ballot.proxy = attorneys.get((row.entry_id, row.signer, row.name), "")
    for ballot in made:
        earlier.setdefault((ballot.entry_id, ballot.signer), []).append(ballot)
    lost = _settled(poll, earlier, now)
    gone = [pk for pk in lost if pk in before]
    _update(poll, gone, replaced_at=now)
    Ballot.objects.bulk_create(made, batch_size=CHUNK)
    _mark(rows, taken=True)
    return Piled(len(gone), sum(b.replaced_at is not None for b in made))


def withdraw_rows(poll: Poll, rows: Sequence[OfficialBallot], *, now: datetime) -> int:
    """Take these off the pile; of what each signer had handed in besides, the rule picks again."""
    _lock_entries(poll, rows)
    gone = [row.pk for row in rows]
    _update(poll, gone, replaced_at=now, state=Ballot.State.WITHDRAWN)
    left = _by_signer(poll, rows)
    was = {b.pk: b.replaced_at for mine in left.values() for b in mine}
    lost = set(_settled(poll, left, now))
    _update(poll, [pk for pk in lost if was[pk] is None], replaced_at=now)
    _update(poll, [pk for pk, at in was.items() if at and pk not in lost], replaced_at=None)
    _mark(rows, taken=False)
    return len(gone)


def _settled(poll: Poll, piles: Signers, now: datetime) -> list[UUID]:
    """Leave one of each signer's ballots; the keys of the others."""
    lost = []
    for mine in piles.values():
        best = winner(poll, mine)
        best.replaced_at = None
        for ballot in mine:
            if ballot is not best:
                ballot.replaced_at = ballot.replaced_at or now
                lost.append(ballot.pk)
    return lost


def _by_signer(poll: Poll, rows: Sequence[OfficialBallot]) -> Signers:
    """Every ballot that may live, of the signers of these rows, in the order they were registered."""
    wanted = {(row.entry_id, row.signer) for row in rows}
    found: Signers = {}
    entries = sorted({row.entry_id for row in rows})
    for start in range(0, len(entries), CHUNK):
        part = Ballot.objects.of(poll.street_id).filter(
            poll=poll, entry_id__in=entries[start : start + CHUNK]
        )
        for ballot in part.order_by("id").defer("envelope", "own_copy"):
            if (ballot.entry_id, ballot.signer) in wanted and may_live(ballot):
                found.setdefault((ballot.entry_id, ballot.signer), []).append(ballot)
    return found


def _attorneys(poll: Poll) -> dict[tuple[UUID, str, str], str]:
    """Attorneys of the roll by entry, principal and name: their ballots use up their mandates.

    An owner of that very name signs for himself.
    """
    holders = RollHolder.objects.of(poll.street_id).filter(poll=poll)
    found = {
        (holder.entry_id, holder.signer, holder.name[:100]): f"p:{holder.person_id.hex}"
        for holder in holders.filter(acts_as="attorney", person_id__isnull=False)
    }
    owners = holders.filter(acts_as="", entry_id__in=list({entry for entry, _, _ in found}))
    for entry_id, signer, name in owners.values_list("entry_id", "signer", "name"):
        found.pop((entry_id, signer, name[:100]), None)
    return found


def _ballot(poll: Poll, row: OfficialBallot, by: Actor, now: datetime) -> Ballot:
    return Ballot(
        id=row.pk,
        street_id=poll.street_id,
        poll=poll,
        entry_id=row.entry_id,
        signer=row.signer,
        channel=Ballot.Channel.OFFICIAL,
        envelope=bytes(row.envelope),
        receipt=readable_code(),
        cast_at=row.cast_at,
        entered_by=by.account_id,
        confirmed_by=by.account_id,
        confirmed_at=now,
    )


def _lock_entries(poll: Poll, rows: Sequence[OfficialBallot]) -> None:
    """The entries, in the order in which the phone locks them."""
    entries = sorted({row.entry_id for row in rows})
    for start in range(0, len(entries), CHUNK):
        part = RollEntry.objects.of(poll.street_id).select_for_update().order_by("id")
        list(part.filter(poll=poll, pk__in=entries[start : start + CHUNK]).values_list("pk"))


def _update(poll: Poll, ids: Sequence[UUID], **values: object) -> None:
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        Ballot.objects.of(poll.street_id).filter(poll=poll, pk__in=part).update(**values)


def _mark(rows: Sequence[OfficialBallot], *, taken: bool) -> None:
    """On the pile or off it; the sealed copy is the ballot's alone from now on."""
    if rows:
        batch = OfficialBallot.objects.of(rows[0].street_id).filter(batch_id=rows[0].batch_id)
        for start in range(0, len(rows), CHUNK):
            part = [row.pk for row in rows[start : start + CHUNK]]
            batch.filter(pk__in=part).update(taken=taken, envelope=b"")
