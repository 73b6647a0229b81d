"""From posting to closing: the notice, the opening, deliveries, reminders, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import (
    BallotsDelivered,
    PollPosted,
    PollVoided,
    VotingClosed,
    VotingOpened,
)
from mulin.decide.assembly.models import Ballot, Delivery, Poll, RollEntry
from mulin.decide.assembly.permissions import may_handle_papers, may_prepare
from mulin.decide.assembly.queries.readiness import opening_faults
from mulin.ground.notices.actions import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.streets import locks
from mulin.kit.canonical import fingerprint, sm3
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


@dataclass(frozen=True)
class DeliveryNote:
    """How a paper reached its owner, and the evidence."""

    method: str
    delivered_on: date
    received_by: str = ""
    note: str = ""
    paper_id: UUID | None = None


def post_poll(
    poll: Poll, *, body: str, paper_id: UUID | None, by: Actor, now: datetime
) -> PublicNotice:
    """Publish motions and rules; the notice period of the pinned law runs from here."""
    with transaction.atomic():
        fresh = moving(poll, by, Poll.State.LOCKED)
        today = day_of(now)
        until = fresh.opens_on or today
        notice = publish(
            fresh.compound,
            NoticeDraft(
                kind=PublicNotice.Kind.PUBLICATION,
                purpose="poll",
                title=said(
                    "{title}（{number}）表决方案公示", title=fresh.title, number=fresh.number
                ),
                body=body,
                basis=fresh.law["answers"]["assembly_notice"]["act"],
                subject_id=fresh.pk,
                paper_id=paper_id,
                starts_on=today,
                ends_on=until,
            ),
        )
        fresh.state, fresh.posted_on = Poll.State.POSTED, today
        fresh.save(update_fields=["state", "posted_on"])
        say(PollPosted(fresh.title, str(until)), fresh, by=by, now=now)
        return notice


def open_voting(poll: Poll, *, by: Actor, now: datetime) -> Poll:
    """Let ballots in. Everything that is missing is said at once."""
    with transaction.atomic():
        fresh = moving(poll, by, Poll.State.POSTED)
        faults = opening_faults(fresh, now)
        if faults:
            raise Refused(
                Refusal(said("还不能开始投票：") + "；".join(faults), said("请补全后再开始。"))
            )
        fresh.state, fresh.opened_at = Poll.State.VOTING, now
        fresh.save(update_fields=["state", "opened_at"])
        say(VotingOpened(fresh.title, spoken(fresh.closes_at)), fresh, by=by, now=now)
        return fresh


def deliver(
    poll: Poll,
    entries: Sequence[RollEntry],
    note: DeliveryNote,
    *,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> int:
    """Note that the papers of these entries were delivered, or could not be; one fact for all.

    ``once`` is the identifier of the first row: the same again changes nothing.
    """
    with transaction.atomic():
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_handle_papers(by, fresh) or _may_deliver(fresh))
        if once and Delivery.objects.of(poll.street_id).filter(pk=once).exists():
            return len(entries)
        require(_delivered_before(fresh, entries, note))
        failed = note.method == Delivery.Method.FAILED
        proved = bool(note.paper_id or note.received_by) and not failed
        same = {"street_id": fresh.street_id, "poll": fresh, "proved": proved, "by": by.name}
        rows = [
            Delivery(
                id=once if once and not index else uuid7(),
                entry=entry,
                at=now,
                **same,
                **vars(note),
            )
            for index, entry in enumerate(entries)
        ]
        Delivery.objects.bulk_create(rows, batch_size=2000)
        label = Delivery.Method(note.method).label
        digest = fingerprint(sorted(entry.seq for entry in entries))
        say(BallotsDelivered(fresh.title, len(rows), label, digest), fresh, by=by, now=now)
        return len(rows)


def close_voting(poll_id: UUID, *, by: Actor, now: datetime) -> Poll:
    """End the voting at its hour. Ballots being taken finish first; later ones are refused."""
    with transaction.atomic():
        locks.hold(poll_id)
        poll: Poll = Poll.objects.of(by.street_id).select_for_update().get(pk=poll_id)
        require(may_prepare(by, poll.compound))
        if poll.state == Poll.State.CLOSED:
            return poll
        if not poll.is_voting:
            raise Refused(
                Refusal(
                    said(
                        "这次表决{state}，不能截止。",
                        state=poll.get_state_display(),
                    ),
                    "",
                )
            )
        if poll.closes_at is not None and now < poll.closes_at:
            raise Refused(
                Refusal(
                    said("截止时间是 {spoken}，不能提前截止。", spoken=spoken(poll.closes_at)),
                    said("到时会自动截止。"),
                )
            )
        ballots = Ballot.objects.of(poll.street_id).filter(poll=poll)
        ballots.exclude(own_copy=b"").update(own_copy=b"")
        seals = [sm3(bytes(e)) for e in ballots.order_by("id").values_list("envelope", flat=True)]
        poll.state, poll.closed_at = Poll.State.CLOSED, now
        poll.save(update_fields=["state", "closed_at"])
        say(VotingClosed(poll.title, len(seals), fingerprint(seals)), poll, by=by, now=now)
        return poll


def void_poll(poll: Poll, reason: str, *, by: Actor, now: datetime) -> Poll:
    """Give the vote up, with a reason. What was cast stays on record and counts for nothing."""
    with transaction.atomic():
        locks.hold(poll.pk)
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_prepare(by, fresh.compound))
        if fresh.is_draft or fresh.state in {Poll.State.VOIDED, Poll.State.FINAL}:
            raise Refused(
                Refusal(
                    said(
                        "这次表决{state}，不能作废。",
                        state=fresh.get_state_display(),
                    ),
                    said("草稿可以直接删除。"),
                )
            )
        if not reason.strip():
            raise Refused(Refusal(said("没有写作废理由。"), said("理由会公开，请写清楚。")))
        fresh.state, fresh.void_reason = Poll.State.VOIDED, reason.strip()
        fresh.save(update_fields=["state", "void_reason"])
        Ballot.objects.of(fresh.street_id).filter(poll=fresh).exclude(own_copy=b"").update(
            own_copy=b""
        )
        say(PollVoided(fresh.title, reason.strip()), fresh, by=by, now=now)
        return fresh


def moving(poll: Poll, by: Actor, expected: str) -> Poll:
    """The poll as it stands now, locked, for a verb that takes it on from ``expected``."""
    fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
    require(may_prepare(by, fresh.compound))
    if fresh.state != expected:
        raise Refused(
            Refusal(
                said(
                    "这次表决现在是「{state}」，这一步已经做过或还不能做。",
                    state=fresh.get_state_display(),
                ),
                said("请刷新页面，按提示继续下一步。"),
            )
        )
    return fresh


def spoken(instant: datetime | None) -> str:
    """``11月27日18:00``."""
    if instant is None:
        return said("未定")
    local = instant.astimezone(SHANGHAI)
    return said("{month}月{day}日{local}", month=local.month, day=local.day, local=f"{local:%H:%M}")


def _may_deliver(poll: Poll) -> Refusal | None:
    if poll.state in {Poll.State.LOCKED, Poll.State.POSTED, Poll.State.VOTING}:
        return None
    return Refusal(
        said(
            "这次表决{state}，不能登记送达。",
            state=poll.get_state_display(),
        ),
        said("锁定以后、截止以前可以登记。"),
    )


def _delivered_before(
    poll: Poll, entries: Sequence[RollEntry], note: DeliveryNote
) -> Refusal | None:
    """A delivery that stands proved is registered again only to add the picture it lacks."""
    rows = Delivery.objects.of(poll.street_id).filter(poll=poll, proved=True)
    rows = rows.filter(entry_id__in=[entry.pk for entry in entries])
    if note.paper_id:
        rows = rows.filter(paper_id__isnull=False)
    first = rows.select_related("entry").order_by("entry__seq", "at").first()
    if first is None:
        return None
    return Refusal(
        said(
            "选中的有 {n} 户已经登记过送达，有凭证，{unit}是{by}在{at}登记的。",
            n=rows.order_by().values("entry_id").distinct().count(),
            unit=first.entry.first_unit,
            by=first.by,
            at=spoken(first.at),
        ),
        said("这次一户也没有登记。请去掉已有凭证的，再登记其余的。"),
    )
