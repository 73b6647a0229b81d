"""Ballots cast in the official system: read from its result file, and put on the pile as a whole.

Choices are sealed to the poll's key as soon as a file is read: from then on nobody sees how they
lean before two counters open the ballots. Nothing of this counts until somebody confirms it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.piling import take_rows, withdraw_rows
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.choices import context_of, padded
from mulin.decide.assembly.events_official import (
    OfficialDropped,
    OfficialRead,
    OfficialTaken,
    OfficialWithdrawn,
)
from mulin.decide.assembly.models import Motion, OfficialBallot, OfficialImport, Poll
from mulin.decide.assembly.official_rows import OfficialFile, RowFault
from mulin.decide.assembly.permissions import HIDDEN, may_bring_official, may_take_official
from mulin.decide.assembly.queries.custody_official import digest_of_rows
from mulin.decide.assembly.queries.motions import all_motions
from mulin.decide.assembly.queries.official import Matched, RollIndex, serials_taken, spoken
from mulin.ground.streets import locks
from mulin.kit.canonical import sm3
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

KEPT_FAULTS = 1_000
State = OfficialImport.State


def read_official(
    poll: Poll, file: OfficialFile, control: int, *, import_id: UUID, by: Actor, now: datetime
) -> OfficialImport:
    """Match a file with the roll and seal its ballots; the same ``import_id`` again gives the same.

    Raises Refused where the file is of another vote, or holds no ballot at all.
    """
    with transaction.atomic():
        locks.share(poll.pk)
        fresh: Poll = Poll.objects.of(poll.street_id).get(pk=poll.pk)
        require(may_bring_official(by, fresh) or _of_this_vote(fresh, file))
        imports = OfficialImport.objects.of(fresh.street_id)
        known: OfficialImport | None = imports.filter(pk=import_id, poll=fresh).first()
        if known is not None:
            return known
        matched, faults, faulty = _matched(fresh, file, now)
        repeated = serials_taken(fresh, (m.row.serial for m in matched))
        lines = [m for m in matched if m.row.serial not in repeated]
        batch = _imported(fresh, file, control, import_id, by, now)
        batch.fresh, batch.known, batch.faulty = len(lines), len(repeated), faulty
        batch.faults = [fault.masked._asdict() for fault in faults[:KEPT_FAULTS]]
        batch.save(force_insert=True)
        motions = all_motions(fresh)
        sealed = (_sealed(fresh, batch, line, motions) for line in lines)
        OfficialBallot.objects.bulk_create(sealed, batch_size=2000)
        event = OfficialRead(fresh.title, batch.file_name, file.ballots, file.digest)
        say(event, fresh, by=by, now=now)
        return batch


def take_official(
    import_id: UUID, *, leave_faulty: bool, by: Actor, now: datetime
) -> OfficialImport:
    """Put the ballots of a file on the pile: all that were matched, in one transaction.

    Beside paper the poll's rule on voting again goes by the time each was cast.
    """
    with transaction.atomic():
        batch, poll = _import(by.street_id, import_id)
        require(may_take_official(by, poll))
        if batch.state == State.DONE:
            return batch
        require(_may_take(batch, leave_faulty=leave_faulty))
        rows = (
            OfficialBallot.objects.of(poll.street_id)
            .filter(batch=batch)
            .select_related("entry")
            .order_by("cast_at", "id")
        )
        repeated = serials_taken(poll, rows.values_list("serial", flat=True))
        lines = [row for row in rows if row.serial not in repeated]
        digest = digest_of_rows(lines)
        pile = take_rows(poll, lines, by=by, now=now)
        batch.state, batch.done_at, batch.done_by = State.DONE, now, by.name
        batch.known += len(repeated)
        batch.taken, batch.replaced, batch.beaten = len(lines), pile.replaced, pile.beaten
        batch.rows_digest = digest
        batch.save()
        event = OfficialTaken(
            title=poll.title,
            file=batch.file_name,
            ballots=len(lines),
            known=batch.known,
            left=batch.faulty,
            file_digest=batch.file_digest,
            rows=digest,
        )
        say(event, poll, by=by, now=now)
        return batch


def drop_official(import_id: UUID, *, by: Actor, now: datetime) -> OfficialImport:
    """Put a file aside that was read and not confirmed; its sealed ballots go."""
    with transaction.atomic():
        batch, poll = _import(by.street_id, import_id)
        require(may_bring_official(by, poll))
        if batch.state == State.DROPPED:
            return batch
        if batch.state != State.READ:
            raise Refused(
                Refusal(said("这份文件已经导入，不能放弃。"), said("导错了的，请撤回并写明理由。"))
            )
        OfficialBallot.objects.of(poll.street_id).filter(batch=batch).erase()
        batch.state = State.DROPPED
        batch.save(update_fields=["state"])
        say(OfficialDropped(poll.title, batch.file_name), poll, by=by, now=now)
        return batch


def withdraw_official(import_id: UUID, reason: str, *, by: Actor, now: datetime) -> OfficialImport:
    """Take a file's ballots off the pile again, with a reason; ballots they had replaced live again."""
    with transaction.atomic():
        batch, poll = _import(by.street_id, import_id)
        require(may_take_official(by, poll))
        if batch.state != State.DONE:
            raise Refused(Refusal(said("这份文件没有导入，不用撤回。"), said("请刷新页面。")))
        if not reason.strip():
            raise Refused(Refusal(said("没有写撤回理由。"), said("理由会写进存证，请写清楚。")))
        rows = OfficialBallot.objects.of(poll.street_id).filter(batch=batch, taken=True)
        gone = withdraw_rows(poll, list(rows), now=now)
        batch.state, batch.why = State.WITHDRAWN, reason.strip()[:200]
        batch.save(update_fields=["state", "why"])
        event = OfficialWithdrawn(poll.title, batch.file_name, gone, batch.why)
        say(event, poll, by=by, now=now)
        return batch


def _imported(
    poll: Poll, file: OfficialFile, control: int, pk: UUID, by: Actor, now: datetime
) -> OfficialImport:
    return OfficialImport(
        id=pk,
        street_id=poll.street_id,
        poll=poll,
        file_name=file.name[:200],
        file_digest=file.digest,
        system=file.system[:80],
        control=control,
        ballots=file.ballots,
        read_at=now,
        read_by=by.name,
        reader_id=by.account_id,
    )


def _matched(
    poll: Poll, file: OfficialFile, now: datetime
) -> tuple[list[Matched], list[RowFault], int]:
    """Rows with a line on the roll, all faults in the file's order, and how many ballots they cost."""
    index = RollIndex(poll)
    matched: list[Matched] = []
    faults = list(file.faults)
    for row in file.rows:
        found = index.match(row)
        if isinstance(found, Matched) and row.cast_at > now:
            found = [row.fault("cast_at", spoken(row.cast_at), said("是将来的时间"))]
        if isinstance(found, Matched):
            matched.append(found)
        else:
            faults += found
    faults.sort(key=lambda fault: (fault.sheet, fault.row))
    return matched, faults, file.ballots - len(matched)


def _sealed(
    poll: Poll, batch: OfficialImport, line: Matched, motions: list[Motion]
) -> OfficialBallot:
    """The ballot under a key of its own, bound to the identifier it will have on the pile."""
    pk = uuid7()
    plain = padded(line.choices, motions)
    envelope = keys.seal_choices(bytes(poll.public_key), context_of(pk), plain)
    return OfficialBallot(
        id=pk,
        street_id=poll.street_id,
        poll=poll,
        batch=batch,
        entry=line.entry,
        serial=line.row.serial,
        signer=line.holder.signer,
        name=line.holder.name[:100],
        cast_at=line.row.cast_at,
        envelope=envelope,
        seal=sm3(envelope),
    )


def _import(street_id: UUID, import_id: UUID) -> tuple[OfficialImport, Poll]:
    """The import and its poll: closing waits for us, and one import is taken after the other."""
    imports = OfficialImport.objects.of(street_id)
    poll_id = imports.filter(pk=import_id).values_list("poll_id", flat=True).first()
    if poll_id is None:
        raise Refused(HIDDEN)
    locks.share(poll_id)
    poll: Poll = Poll.objects.of(street_id).select_for_update().get(pk=poll_id)
    batch: OfficialImport = imports.select_for_update().get(pk=import_id)
    return batch, poll


def _of_this_vote(poll: Poll, file: OfficialFile) -> Refusal | None:
    if file.poll and file.poll != poll.number:
        return Refusal(
            said("这份文件是另一次表决（{poll}）的结果。", poll=file.poll),
            said("这次表决的编号是 {number}。", number=poll.number),
        )
    if not file.ballots:
        return Refusal(said("文件里没有票。"), said("请确认导出的是投票明细，不是汇总表。"))
    return None


def _may_take(batch: OfficialImport, *, leave_faulty: bool) -> Refusal | None:
    if batch.state != State.READ:
        return Refusal(
            said(
                "这份文件{state}，不能再导入。",
                state=batch.get_state_display(),
            ),
            said("请重新上传文件。"),
        )
    if not batch.agrees:
        return Refusal(
            said(
                "您数的是 {control} 张，文件里是 {ballots} 张，对不上。",
                control=batch.control,
                ballots=batch.ballots,
            ),
            said("请核对官方系统显示的票数，放弃这份，重新上传。"),
        )
    if not batch.fresh:
        return Refusal(said("没有可以导入的票。"), said("都已导入过，或都有错；请看下面的清单。"))
    if batch.faulty and not leave_faulty:
        return Refusal(
            said("有 {faulty} 张有错。", faulty=batch.faulty),
            said("请在官方系统更正后重新导出，或选择先导入没有错的。"),
        )
    return None
