"""From acceptance to the one answer, and what is fetched or taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mulin.discover.counter.actions.common import alone, not_ahead
from mulin.discover.counter.actions.telling import told_answer
from mulin.discover.counter.events import (
    AffairAnswered,
    AffairCollected,
    AffairDecided,
    AffairForwarded,
    AffairPhoneRead,
    AffairWithdrawn,
)
from mulin.discover.counter.models import Application
from mulin.discover.counter.permissions import (
    may_carry,
    may_give_out,
    may_read_values,
    may_withdraw,
)
from mulin.ground.estate.identities import open_phone
from mulin.ground.record.actions import note_read
from mulin.ground.record.verbs import say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

State, Outcome = Application.State, Application.Outcome
COLLECTORS = {"self": said("本人"), "agent": said("代办人"), "family": said("家人")}


def forward(
    application: Application, to: str, day: date, *, by: Actor, now: datetime
) -> Application:
    """Pass it on to who decides; the clock goes on."""
    not_ahead(day, now, said("转送日"))
    with transaction.atomic():
        fresh = _carried(application, by)
        if fresh.state not in (State.ACCEPTED, State.FORWARDED):
            refuse(said("还没有受理。"), said("材料齐了先受理，再转送。"))
        fresh.state = State.FORWARDED
        fresh.forwarded_to, fresh.forwarded_on = words(to, 80, said("转送给谁")), day
        fresh.save(update_fields=["state", "forwarded_to", "forwarded_on"])
        event = AffairForwarded(fresh.number, fresh.forwarded_to)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def decide(
    application: Application,
    outcome: str,
    reason: str,
    day: date,
    *,
    by: Actor,
    now: datetime,
) -> Application:
    """There is a result. One against the applicant says why."""
    not_ahead(day, now, said("决定日"))
    with transaction.atomic():
        fresh = _carried(application, by)
        if outcome not in Outcome.values:
            refuse(said("没有选结果。"), said("请选一项。"))
        if fresh.state == State.DECIDED:
            refuse(said("已经有结果了。"), said("请回复申请人。"))
        chosen = Outcome(outcome)
        if chosen != Outcome.REJECTED and fresh.counted_from is None:
            refuse(said("还没有受理。"), said("材料齐了先受理；不归这里办的，请选“不予受理”。"))
        if chosen in (Outcome.REFUSED, Outcome.REJECTED):
            words(reason, 300, said("理由"), said("写清依据，以及还可以到哪里办、怎样申请复核。"))
        fresh.state, fresh.outcome = State.DECIDED, chosen
        fresh.reason, fresh.decided_on = reason.strip()[:300], day
        fresh.save(update_fields=["state", "outcome", "reason", "decided_on"])
        event = AffairDecided(
            fresh.number, fresh.get_outcome_display(), _late(fresh, day), fresh.reason
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def answer(application: Application, text: str, *, by: Actor, now: datetime) -> Application:
    """Answer the applicant: one voice, once."""
    with transaction.atomic():
        fresh = _carried(application, by)
        if fresh.state != State.DECIDED:
            refuse(said("还没有结果。"), said("先登记结果，再回复。"))
        fresh.answer = words(text, 500, said("答复"), said("写清结果、理由、去哪里领。"))
        fresh.state, fresh.answered_at, fresh.ended_on = State.ANSWERED, now, day_of(now)
        fresh.save(update_fields=["answer", "state", "answered_at", "ended_on"])
        told_answer(fresh, now=now)
        say(AffairAnswered(fresh.number), fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def collect(application: Application, who: str, *, by: Actor, now: datetime) -> Application:
    """The certificate or the money order was fetched."""
    with transaction.atomic():
        fresh = alone(application, by)
        if fresh.state == State.COLLECTED:
            return fresh
        require(may_give_out(by, fresh))
        if who not in COLLECTORS:
            refuse(said("没有选谁领的。"), said("请选一项。"))
        if who == "agent" and fresh.mandate_id is None:
            refuse(said("这件没有代办委托。"), said("家人来领的选“家人”；代办的先登记委托。"))
        fresh.state, fresh.collected_at = State.COLLECTED, now
        fresh.collected_by = COLLECTORS[who]
        fresh.save(update_fields=["state", "collected_at", "collected_by"])
        event = AffairCollected(fresh.number, fresh.collected_by)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def withdraw(application: Application, why: str, *, by: Actor, now: datetime) -> Application:
    """The applicant takes it back."""
    with transaction.atomic():
        fresh = alone(application, by)
        if fresh.state == State.WITHDRAWN:
            return fresh
        require(may_withdraw(by, fresh))
        reason = words(why, 200, said("撤回原因"), said("写一句就可以。"))
        fresh.state, fresh.ended_on, fresh.reason = State.WITHDRAWN, day_of(now), reason
        fresh.save(update_fields=["state", "ended_on", "reason"])
        event = AffairWithdrawn(fresh.number, reason)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def read_phone(application: Application, reason: str, *, by: Actor, now: datetime) -> str:
    """The number given for this affair, in the clear; who read it and why stays."""
    require(may_read_values(by, application))
    why = words(reason, 200, said("查看理由"))
    with transaction.atomic():
        fresh = alone(application, by)
        if fresh.person_id is not None:
            note_read(fresh.person_id, "phone", by=by, reason=why, at=now)
        say(
            AffairPhoneRead(fresh.number, why), fresh, compound_id=fresh.compound_id, by=by, now=now
        )
        return open_phone(fresh.street_id, bytes(fresh.phone_sealed))


def _carried(application: Application, by: Actor) -> Application:
    fresh = alone(application, by)
    require(may_carry(by, fresh))
    return fresh


def _late(row: Application, day: date) -> str:
    return said("（迟于期限）") if row.due_on and day > row.due_on else ""
