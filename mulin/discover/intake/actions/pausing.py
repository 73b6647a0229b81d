"""The clock: stopped with a reason, started again, extended once with approval."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mulin.discover.intake.actions.common import alone, in_state, reckon, say, spoken, words
from mulin.discover.intake.events import TicketExtended, TicketPaused, TicketResumed
from mulin.discover.intake.limits import stopped_between
from mulin.discover.intake.models import UNDONE, Pause, Ticket
from mulin.discover.intake.permissions import may_oversee, may_work
from mulin.discover.intake.queries.tickets import pause_now
from mulin.ground.calendar.queries import calendar_of
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

State = Ticket.State
MOST_DAYS = 20
"""Working days that may be granted at most."""


def pause_ticket(
    ticket: Ticket, kind: str, why: str, expected: date | None, *, by: Actor, now: datetime
) -> Ticket:
    """Stop the clock: for material, because nobody opens, for weather, for somebody else's part."""
    reason = words(why, 200, said("没有写为什么暂停。"), said("例如“阀门要订货，周五到”。"))
    if kind not in Pause.Kind.values or kind == Pause.Kind.PAYMENT:
        raise Refused(Refusal(said("没有选暂停的原因。"), said("请在列出的原因里选一个。")))
    if expected is not None and expected < day_of(now):
        raise Refused(Refusal(said("预计恢复的日子已经过去。"), said("请填今天以后的日子。")))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        require(in_state(fresh, State.SENT, State.WORKING))
        if fresh.emergency and kind != Pause.Kind.ACCESS:
            raise Refused(
                Refusal(said("紧急的工单不能停表。"), said("先排险，余下的另立一张普通工单。"))
            )
        stop_clock(fresh, kind, reason, expected, now=now)
        event = TicketPaused(fresh.number, Pause.Kind(kind).label, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def stop_clock(
    ticket: Ticket, kind: str, why: str, expected: date | None, *, now: datetime
) -> None:
    """Write the pause; the verb that called says why."""
    Pause(
        street_id=ticket.street_id,
        ticket=ticket,
        kind=kind,
        why=why,
        started_at=now,
        expected_on=expected,
    ).save(force_insert=True)
    ticket.state, ticket.paused_at = State.PAUSED, now
    ticket.save(update_fields=["state", "paused_at"])


def resume_ticket(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """Start the clock again; what was stopped is added. Again, it changes nothing."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_work(by, fresh))
        if fresh.state in (State.WORKING, State.SENT):
            return fresh
        require(in_state(fresh, State.PAUSED))
        days = start_clock(fresh, now=now)
        event = TicketResumed(fresh.number, days, spoken(fresh.due_at))
        say(event, fresh, by=by, now=now)
        return fresh


def start_clock(ticket: Ticket, *, now: datetime) -> int:
    """End the pause that lasts; the working days it lasted."""
    lasting = pause_now(ticket)
    days = 0
    if lasting is not None:
        lasting.ended_at = now
        lasting.save(update_fields=["ended_at"])
        stood = stopped_between(lasting.started_at, now, calendar_of(ticket.street_id))
        ticket.stopped_days += stood.days
        ticket.stopped_seconds += max(0, int(stood.time.total_seconds()))
        days = stood.days
    ticket.state = State.WORKING if ticket.worker_id is not None else State.SENT
    ticket.paused_at = None
    reckon(ticket)
    ticket.save(
        update_fields=[
            "state", "paused_at", "stopped_days", "stopped_seconds", "respond_by", "due_at",
        ]
    )  # fmt: skip
    return days


def extend_ticket(ticket: Ticket, days: int, why: str, *, by: Actor, now: datetime) -> Ticket:
    """Grant more working days, once, before the limit is over."""
    reason = words(why, 200, said("没有写为什么延期。"), said("例如“要开挖，须等燃气交底”。"))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(
            Refusal(said("延期要写 1 到 {n} 个工作日。", n=MOST_DAYS), said("请改一改。"))
        )
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, *UNDONE))
        if fresh.granted_days:
            raise Refused(Refusal(said("已经延过一次。"), said("再办不完，请升到上一级。")))
        if fresh.due_at <= now and fresh.state != State.PAUSED:
            raise Refused(Refusal(said("已经超时，不能再延期。"), said("请尽快办结，并写明原因。")))
        fresh.granted_days = days
        reckon(fresh)
        fresh.save(update_fields=["granted_days", "respond_by", "due_at"])
        event = TicketExtended(fresh.number, days, spoken(fresh.due_at), reason)
        say(event, fresh, by=by, now=now)
        return fresh
