"""Reminders counted from each step's due date, once each; what went late is told to the street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.notices.actions import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.words import joined
from mulin.law.process import Duty, Process
from mulin.law.process_codec import read as read_process
from mulin.procedures.events import StepsReminded
from mulin.procedures.models import Due, Procedure, Reminder
from mulin.procedures.permissions import HIDDEN, may_carry
from mulin.procedures.queries.holders import Holder, who_owes
from mulin.procedures.texts import late_text, reminder_text

LATE_AFTER = (1, 8, 31)
"""Days after its due day on which a late step is told to whoever owes it and to the street."""


@dataclass(frozen=True)
class _Told:
    """One reminder to send: ``before`` days ahead, negative for days late."""

    due: Due
    day: date
    before: int
    to: Sequence[Holder]


def remind(
    procedure_id: UUID, holders: Sequence[Holder], *, by: Actor, now: datetime
) -> list[Reminder]:
    """Remind of every step of a procedure whose time has come; again on the same day, nothing."""
    today = day_of(now)
    with transaction.atomic():
        rows = Procedure.objects.of(by.street_id).select_for_update()
        procedure: Procedure | None = rows.filter(pk=procedure_id).first()
        if procedure is None:
            raise Refused(HIDDEN)
        require(may_carry(by, procedure))
        if procedure.reminded_on == today:
            return []
        Procedure.objects.of(by.street_id).filter(pk=procedure.pk).update(reminded_on=today)
        process = read_process(procedure.process)
        dues = _dues(procedure)
        told = [one for due in dues if (one := _of(procedure, process, due, holders, today))]
        if not told:
            return []
        sent = [_send(procedure, one, now=now) for one in told]
        Reminder.objects.bulk_create(sent)
        event = StepsReminded(
            procedure.title,
            procedure.number,
            joined("、", [one.due.title for one in told]),
            sum(one.reached for one in sent),
        )
        record(
            event,
            by=by,
            at=now,
            on=today,
            subject_id=procedure.pk,
            compound_id=procedure.compound_id,
        )
        return sent


def _dues(procedure: Procedure) -> list[Due]:
    rows = Due.objects.of(procedure.street_id).filter(procedure=procedure, day__isnull=False)
    return list(rows.order_by("day", "id"))


def _of(
    procedure: Procedure, process: Process, due: Due, holders: Sequence[Holder], today: date
) -> _Told | None:
    """The reminder whose turn it is; of several whose day is gone only the last."""
    if due.day is None:
        return None
    left = (due.day - today).days
    if left < 0:
        before = max((-days for days in LATE_AFTER if -left >= days), default=None, key=abs)
    else:
        remind = process.by_code[due.step].remind
        before = min((days for days in remind if left <= days), default=None)
    if before is None or _is_sent(due, before):
        return None
    owing = who_owes(Duty(due.owed_by), procedure.compound, holders)
    if before < 0:
        officers = who_owes(Duty.STREET, procedure.compound, holders)
        owing = list({h.person_id: h for h in (*owing, *officers)}.values())
    return _Told(due, due.day, before, owing)


def _is_sent(due: Due, before: int) -> bool:
    rows = Reminder.objects.of(due.street_id).filter(
        procedure_id=due.procedure_id, step=due.step, day=due.day, before__lte=before
    )
    return bool(rows.exists())


def _send(procedure: Procedure, told: _Told, *, now: datetime) -> Reminder:
    """Into the outbox: a message on the site for each, and one by telephone where one is known."""
    due = told.due
    write = late_text if told.before < 0 else reminder_text
    text = write(procedure, due, day_of(now))
    key = f"step/{procedure.pk.hex}/{due.step}/{told.day:%Y%m%d}/{told.before}"
    messages = [
        Outgoing(
            key=f"{key}/{holder.person_id.hex}/{channel[:1]}",
            text=text,
            person_id=holder.person_id,
            channel=channel,
            subject_id=procedure.pk,
            compound_id=procedure.compound_id,
            shown=True,
        )
        for holder in told.to
        for channel in (Message.Channel.INBOX, Message.Channel.SMS)
    ]
    send_all(procedure.street_id, messages, now=now)
    return Reminder(
        id=uuid7(),
        street_id=procedure.street_id,
        procedure=procedure,
        step=due.step,
        day=told.day,
        before=told.before,
        sent_at=now,
        to="、".join(holder.words for holder in told.to)[:200],
        reached=len(told.to),
    )
