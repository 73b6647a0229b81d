"""What is due soon is said to who has it in hand, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.discover.intake.models import RUNNING, Ticket
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.kit.clock import day_of
from mulin.kit.words import said

AHEAD = timedelta(hours=24)


def remind_workers(street_id: UUID, *, now: datetime) -> int:
    """One line in the inbox of everybody with tickets that are due within a day or over; how many."""
    today = day_of(now)
    with transaction.atomic():
        rows = Ticket.objects.of(street_id).select_for_update(of=("self",))
        due = list(
            rows.filter(
                Q(reminded_on__isnull=True) | Q(reminded_on__lt=today),
                state__in=RUNNING,
                worker_id__isnull=False,
                ended_at__isnull=True,
                due_at__lte=now + AHEAD,
            ).order_by("due_at")[:2000]
        )
        mine: dict[UUID, list[Ticket]] = {}
        for ticket in due:
            if ticket.worker_id is not None:
                mine.setdefault(ticket.worker_id, []).append(ticket)
        send_all(
            street_id,
            [_line(person, held, f"{today:%Y%m%d}", now) for person, held in mine.items()],
            now=now,
        )
        held_ids = [ticket.pk for ticket in due]
        Ticket.objects.of(street_id).filter(pk__in=held_ids).update(reminded_on=today)
        return len(mine)


def _line(person: UUID, tickets: list[Ticket], day: str, now: datetime) -> Outgoing:
    over = sum(ticket.due_at <= now for ticket in tickets)
    text = said(
        "您手里有 {n} 张工单一天内到期，其中 {over} 张已超时：{numbers}。",
        n=len(tickets),
        over=over,
        numbers="、".join(one.number for one in tickets[:8]),
    )
    return Outgoing(
        key=f"tickets:due:{day}:{person.hex}",
        text=text,
        person_id=person,
        channel=Message.Channel.INBOX,
    )
