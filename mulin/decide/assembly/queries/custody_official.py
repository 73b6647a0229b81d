"""Is every ballot of the official system on the pile as its file brought it?

A file is one fact, with one digest of all its rows. Each row keeps the seal of its ballot: the
digest proves the rows, a row names its ballot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from uuid import UUID

from mulin.decide.assembly.models import Ballot, OfficialBallot, Poll
from mulin.ground.record.models import Fact
from mulin.kit.canonical import fingerprint, sm3
from mulin.kit.words import said

WITHDRAWN = Ballot.State.WITHDRAWN
"""State of a ballot of the official system whose file was taken back, with a reason."""


def digest_of_rows(rows: Iterable[OfficialBallot]) -> str:
    """What the fact of an import commits to: each ballot's envelope, place, signer and hour."""
    ordered = sorted(rows, key=lambda row: (row.cast_at, row.pk))
    return fingerprint([
        [row.serial, row.entry.seq, row.signer, row.cast_at.astimezone(UTC).isoformat(), row.seal]
        for row in ordered
    ])  # fmt: skip


def official_faults(
    poll: Poll, ballots: Iterable[Ballot], taken: Sequence[Fact], withdrawn: Sequence[Fact]
) -> Iterator[str]:
    """What of the official system's ballots is not as the facts say."""
    lying = {b.pk: b for b in ballots if b.channel == Ballot.Channel.OFFICIAL}
    if not lying and not taken:
        return
    rows = _rows_on_the_pile(poll, lying)
    for ballot in lying.values():
        if ballot.pk not in rows or _brought(rows[ballot.pk]) != _lies(ballot):
            yield said("名册第 {seq} 号的票箱里有一张没有登记过或被改动的票", seq=ballot.entry.seq)
    gone = sorted(row.entry.seq for pk, row in rows.items() if pk not in lying)
    yield from (said("名册第 {seq} 号有一张登记过的票不见了", seq=seq) for seq in gone)
    yield from _file_faults(rows.values(), taken)
    here = sum(ballot.state != WITHDRAWN for ballot in lying.values())
    due = sum(f.body["ballots"] for f in taken) - sum(f.body["ballots"] for f in withdrawn)
    if here != due:
        yield said("官方系统的票有 {here} 张，登记导入的是 {taken} 张", here=here, taken=due)


def _rows_on_the_pile(poll: Poll, lying: Iterable[UUID]) -> dict[UUID, OfficialBallot]:
    """The rows that became ballots, those of withdrawn files among them."""
    lying = set(lying)
    rows = OfficialBallot.objects.of(poll.street_id).filter(poll=poll).select_related("entry")
    return {row.pk: row for row in rows.defer("envelope") if row.taken or row.pk in lying}


def _brought(row: OfficialBallot) -> tuple[object, ...]:
    return row.entry_id, row.signer, row.cast_at, row.seal


def _lies(ballot: Ballot) -> tuple[object, ...]:
    return ballot.entry_id, ballot.signer, ballot.cast_at, sm3(bytes(ballot.envelope))


def _file_faults(rows: Iterable[OfficialBallot], taken: Sequence[Fact]) -> Iterator[str]:
    """The rows of every file give the digest that was put on record when it was taken."""
    files: dict[UUID, list[OfficialBallot]] = defaultdict(list)
    for row in rows:
        files[row.batch_id].append(row)
    made = Counter(digest_of_rows(lines) for lines in files.values())
    for fact in taken:
        if made[fact.body["rows"]]:
            made[fact.body["rows"]] -= 1
        else:
            yield said("从《{file}》导入的票与存证的清单不一致", file=fact.body["file"])
