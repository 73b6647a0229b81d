"""Work on a ticket: contact, what was done with its photographs, the reply to who raised it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mulin.discover.intake.actions.answering import tell_raiser
from mulin.discover.intake.actions.common import File, alone, in_state, keep_files, say, words
from mulin.discover.intake.actions.pausing import start_clock
from mulin.discover.intake.events import TicketContacted, TicketDone, TicketReplied
from mulin.discover.intake.models import Remark, Ticket, TicketPaper
from mulin.discover.intake.permissions import may_oversee, may_work
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

State = Ticket.State
LATE = said("，已超时")
HOW = {
    "message": said("发消息"),
    "telephone": said("打电话"),
    "visit": said("上门"),
    "counter": said("在前台"),
    "hotline": said("通过 12345"),
    "posted": said("张贴公布"),
}
"""Through what a raiser is answered: as he came, or as he can be reached."""


def contact(ticket: Ticket, words_: str, *, by: Actor, now: datetime) -> Ticket:
    """The raiser was spoken to: the first time ends the limit for responding."""
    note = words_.strip()[:500]
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        require(in_state(fresh, State.SENT, State.WORKING, State.PAUSED))
        late = LATE if fresh.contacted_at is None and now > fresh.respond_by else ""
        if fresh.contacted_at is None:
            fresh.contacted_at = now
        if fresh.state == State.SENT and fresh.worker_id == by.person_id and by.person_id:
            fresh.state, fresh.taken_at = State.WORKING, now
        fresh.save(update_fields=["contacted_at", "state", "taken_at"])
        Remark(
            street_id=fresh.street_id,
            ticket=fresh,
            kind=Remark.Kind.CONTACT,
            text=note or said("已联系"),
            by=by.post or by.name,
            at=now,
        ).save(force_insert=True)
        say(TicketContacted(fresh.number, late), fresh, by=by, now=now)
        return fresh


def finish(
    ticket: Ticket,
    done: str,
    photos: Sequence[File],
    before: Sequence[File] = (),
    *,
    by: Actor,
    now: datetime,
) -> Ticket:
    """What was done, with pictures of after and where there are some of before. Again: nothing."""
    what = words(done, 1000, said("没有写怎样办的。"), said("写清修了什么、换了什么、结果怎样。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        if fresh.state == State.DONE and fresh.done == what:
            return fresh
        require(in_state(fresh, State.SENT, State.WORKING, State.PAUSED))
        if fresh.state == State.PAUSED:
            start_clock(fresh, now=now)
        kept = keep_files(fresh, before, TicketPaper.Kind.BEFORE, by=by, now=now)
        kept += keep_files(fresh, photos, TicketPaper.Kind.AFTER, by=by, now=now)
        late = LATE if now >= fresh.due_at else ""
        fresh.done, fresh.done_at, fresh.state = what, now, State.DONE
        fresh.contacted_at = fresh.contacted_at or now
        if fresh.worker_id is None and by.person_id is not None:
            fresh.worker_id = by.person_id
        fresh.save(update_fields=["done", "done_at", "state", "contacted_at", "worker"])
        say(TicketDone(fresh.number, what, late, kept), fresh, by=by, now=now)
        return fresh


def answer(ticket: Ticket, how: str, text: str, *, by: Actor, now: datetime) -> Ticket:
    """Reply to who raised it, through the way by which he came; then he has the word.

    Who cannot be reached at all (no name, no number) is answered by posting; that ends it.
    """
    reply = words(text, 1000, said("没有写回复什么。"), said("用居民听得懂的话写办成了什么。"))
    if how not in HOW:
        raise Refused(Refusal(said("没有选怎样回复。"), said("请选打电话、上门或发消息。")))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        require(in_state(fresh, State.DONE))
        if fresh.shielded:
            require(may_oversee(by, fresh))
        fresh.reply, fresh.replied_at, fresh.state = reply, now, State.REPLIED
        fresh.solved, fresh.score, fresh.words, fresh.evaluated_at = "", None, "", None
        fresh.save(
            update_fields=[
                "reply", "replied_at", "state", "solved", "score", "words", "evaluated_at",
            ]
        )  # fmt: skip
        told = said(
            "您反映的“{title}”（{number}）已办：{reply}。修好了吗？请在手机上评价，或打社区电话。",
            title=fresh.title,
            number=fresh.number,
            reply=reply.rstrip("。"),
        )
        reached = tell_raiser(fresh, told, f"reply{fresh.round}", now=now)
        if how == "message" and not reached and not fresh.follow:
            raise Refused(
                Refusal(said("这个人没有留电话，消息发不出去。"), said("请打电话、上门或张贴。"))
            )
        say(TicketReplied(fresh.number, HOW[how], reply), fresh, by=by, now=now)
        return fresh
