"""Dealing tickets out: sent, taken, transferred, in bulk and in turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.answering import tell_worker
from mulin.discover.intake.actions.common import alone, in_state, many_alone, say, words
from mulin.discover.intake.events import TicketSent, TicketsSent, TicketTaken, TicketTransferred
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import (
    HIDDEN,
    in_hand,
    may_dispatch,
    may_oversee,
    may_take,
)
from mulin.discover.intake.queries.people import belongs, next_in_turn
from mulin.ground.estate.models import Organisation, Person
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

State = Ticket.State
SENDABLE = (State.WAITING, State.SENT, State.WORKING)
MOST_AT_ONCE = 200


def send_ticket(
    ticket: Ticket,
    organisation: Organisation,
    worker: Person | None,
    *,
    in_turn: bool = False,
    by: Actor,
    now: datetime,
) -> Ticket:
    """Give a ticket to an organisation, or to somebody there; ``in_turn``: whoever is next on duty.

    Sending to where it already lies changes nothing.
    """
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(_may_send(by, fresh, organisation))
        require(in_state(fresh, *SENDABLE))
        chosen = next_in_turn(organisation, now) if in_turn else worker
        if in_turn and chosen is None:
            raise Refused(
                Refusal(
                    said("{name}现在没有人值班。", name=organisation.name),
                    said("请指定一个人，或先排值班表。"),
                )
            )
        if chosen is not None and not belongs(chosen.pk, organisation, day_of(now)):
            raise Refused(
                Refusal(
                    said("这个人不在{name}任职。", name=organisation.name), said("请重新选人。")
                )
            )
        if _lies_there(fresh, organisation, chosen):
            return fresh
        _give(fresh, organisation, chosen, now=now)
        how = said("，按值班轮派") if in_turn else ""
        name = chosen.name if chosen is not None else ""
        say(TicketSent(fresh.number, organisation.name, how, name), fresh, by=by, now=now)
        tell_worker(fresh, now=now)
        return fresh


def send_many(
    ids: Sequence[UUID],
    organisation: Organisation,
    worker: Person | None,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Send several at once: all or none; how many moved. One fact holds their numbers."""
    if not 0 < len(ids) <= MOST_AT_ONCE:
        raise Refused(
            Refusal(said("一次选 1 到 {n} 张工单。", n=MOST_AT_ONCE), said("请分几次办。"))
        )
    with transaction.atomic():
        held = many_alone(ids, by)
        if len(held) != len(set(ids)):
            raise Refused(HIDDEN)
        if worker is not None and not belongs(worker.pk, organisation, day_of(now)):
            raise Refused(
                Refusal(
                    said("这个人不在{name}任职。", name=organisation.name), said("请重新选人。")
                )
            )
        for one in held:
            require(_may_send(by, one, organisation))
            require(_named(one, in_state(one, *SENDABLE)))
        moved = [one for one in held if not _lies_there(one, organisation, worker)]
        for one in moved:
            _hand_over(one, organisation, worker, now=now)
        if not moved:
            return 0
        Ticket.objects.of(by.street_id).filter(pk__in=[one.pk for one in moved]).update(
            organisation=organisation, worker=worker, state=State.SENT, sent_at=now, taken_at=None
        )
        numbers = "、".join(one.number for one in moved)
        event = TicketsSent(len(moved), organisation.name, numbers)
        record(event, by=by, at=now, on=day_of(now))
        for one in moved:
            tell_worker(one, now=now)
        return len(moved)


def take_ticket(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """Take it: whoever is first has it, the second is told who was. Taking one's own again: nothing."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_take(by, fresh))
        if fresh.worker_id == by.person_id and fresh.state == State.WORKING:
            return fresh
        if fresh.worker_id is not None and fresh.worker_id != by.person_id:
            name = fresh.worker.name if fresh.worker is not None else ""
            raise Refused(
                Refusal(
                    said("{name}已经接了这张工单。", name=name), said("请接别的，或请他转给您。")
                )
            )
        require(in_state(fresh, State.SENT))
        fresh.worker_id, fresh.state, fresh.taken_at = by.person_id, State.WORKING, now
        fresh.save(update_fields=["worker", "state", "taken_at"])
        say(TicketTaken(fresh.number, by.name), fresh, by=by, now=now)
        return fresh


def transfer_ticket(
    ticket: Ticket, organisation: Organisation, why: str, *, by: Actor, now: datetime
) -> Ticket:
    """Hand it to another organisation and say why; the clock goes on."""
    reason = words(why, 200, said("没有写为什么转。"), said("例如“属于外墙，由原施工单位保修”。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_dispatch(by, fresh))
        require(in_state(fresh, *SENDABLE))
        if organisation.street_id != fresh.street_id:
            raise Refused(HIDDEN)
        if fresh.organisation_id == organisation.pk:
            raise Refused(
                Refusal(said("它已经在{name}。", name=organisation.name), said("请选另一个单位。"))
            )
        before = fresh.organisation.name if fresh.organisation is not None else said("未派单")
        _give(fresh, organisation, None, now=now)
        event = TicketTransferred(fresh.number, before, organisation.name, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def give_back(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """Not ours: the organisation gives it back to the dispatcher and says why."""
    reason = words(why, 200, said("没有写为什么退。"), said("写清应当由谁办。"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_dispatch(by, fresh))
        require(in_state(fresh, State.SENT, State.WORKING))
        before = fresh.organisation.name if fresh.organisation is not None else ""
        fresh.organisation = fresh.worker = None
        fresh.state = State.WAITING
        fresh.save(update_fields=["organisation", "worker", "state"])
        event = TicketTransferred(fresh.number, before, said("派单员"), reason)
        say(event, fresh, by=by, now=now)
        return fresh


_GIVEN = ["organisation", "worker", "state", "sent_at", "taken_at"]


def _may_send(by: Actor, ticket: Ticket, organisation: Organisation) -> Refusal | None:
    """Within one's own organisation; to another one only the office."""
    if organisation.street_id != by.street_id:
        return HIDDEN
    refused = may_dispatch(by, ticket)
    if refused is not None or (organisation.pk == ticket.organisation_id and in_hand(by, ticket)):
        return refused
    return may_oversee(by, ticket)


def _lies_there(ticket: Ticket, organisation: Organisation, worker: Person | None) -> bool:
    there = ticket.organisation_id == organisation.pk and ticket.state != State.WAITING
    return there and ticket.worker_id == (worker.pk if worker is not None else None)


def _hand_over(
    ticket: Ticket, organisation: Organisation, worker: Person | None, *, now: datetime
) -> None:
    ticket.organisation, ticket.worker = organisation, worker
    ticket.state, ticket.sent_at, ticket.taken_at = State.SENT, now, None


def _give(
    ticket: Ticket, organisation: Organisation, worker: Person | None, *, now: datetime
) -> None:
    _hand_over(ticket, organisation, worker, now=now)
    ticket.save(update_fields=_GIVEN)


def _named(ticket: Ticket, refused: Refusal | None) -> Refusal | None:
    """Which of many tickets stopped the whole."""
    if refused is None:
        return None
    return Refusal(f"{ticket.number}：{refused.why}", said("请去掉它再办。"))
