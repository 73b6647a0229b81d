"""Advice given under a mandate, answered by whom it concerns, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.workshop.actions.common import alone, working_days
from mulin.decide.workshop.events import AdviceAnswered, AdviceGiven, AdviceWithdrawn
from mulin.decide.workshop.models import Advice, Mandate
from mulin.decide.workshop.permissions import (
    ADVICE_NEEDS,
    HIDDEN,
    may_advise,
    may_answer_advice,
    may_withdraw_advice,
    organisations_of,
)
from mulin.decide.workshop.queries.mandates import mandate_for
from mulin.ground.estate.models import Compound, Ownership, Person
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.record.verbs import say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

NUMBERS = "JY"
"""Advice is numbered JY-2026-0001: 建议."""
ANSWERED_IN = 7
"""Working days in which an answer is asked for, where nobody says otherwise."""
MOST_DAYS = 60
State = Advice.State
ANSWERS = (State.ADOPTED, State.PARTLY, State.DECLINED)


@dataclass(frozen=True)
class Words:
    """What is advised. ``name`` and ``room``: of the owner whom a candidate's advice names."""

    kind: str
    title: str
    text: str
    basis: str = ""
    name: str = ""
    room: str = ""
    agreed: bool = False
    days: int = ANSWERED_IN


def give_advice(compound: Compound, told: Words, *, once: UUID, by: Actor, now: datetime) -> Advice:
    """Say something under the mandate that covers it; the same ``once`` again gives it back."""
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_advise(by, told.kind, compound.pk))
    if not 1 <= told.days <= MOST_DAYS:
        refuse(said("答复期限要在 1 到 {n} 个工作日之间。", n=MOST_DAYS), said("通常是 7 个。"))
    today = day_of(now)
    text = words(told.text, 1000, said("理由和内容"), said("写清事实，不写没有根据的评价。"))
    with transaction.atomic():
        known: Advice | None = Advice.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        power = ADVICE_NEEDS[Advice.Kind(told.kind)]
        mandate = mandate_for(by.street_id, organisations_of(by), power, compound, today)
        person = _owner(compound, told, today) if told.kind == Advice.Kind.CANDIDATE else None
        made = Advice(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, today.year),
            workshop=mandate.workshop,
            mandate=mandate,
            compound=compound,
            kind=told.kind,
            title=words(told.title, 80, said("建议什么")),
            text=text,
            basis=told.basis.strip()[:120],
            person=person,
            room=told.room.strip()[:40] if person else "",
            given_on=today,
            given_by=by.post or by.name,
            due_on=working_days(by.street_id, today, told.days).day,
        )
        made.save(force_insert=True)
        say(_given(made, mandate), made, compound_id=compound.pk, by=by, now=now)
        return made


def answer_advice(advice: Advice, state: str, answer: str, *, by: Actor, now: datetime) -> Advice:
    """Say what becomes of it and why; the first answer stands."""
    if state not in ANSWERS:
        refuse(said("没有选采纳还是不采纳。"), said("请选一项。"))
    plain = words(answer, 400, said("答复"), said("不采纳的要写理由，采纳的写怎样办。"))
    with transaction.atomic():
        fresh = alone(advice, by)
        require(may_answer_advice(by, fresh))
        fresh.state, fresh.answer = State(state), plain
        fresh.answered_on, fresh.answered_by = day_of(now), by.post or by.name
        fresh.save(update_fields=["state", "answer", "answered_on", "answered_by"])
        late = said("（迟于期限）") if fresh.late_on(day_of(now)) else ""
        event = AdviceAnswered(
            fresh.get_kind_display(),
            fresh.title,
            fresh.number,
            fresh.get_state_display(),
            late,
            plain,
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def withdraw_advice(advice: Advice, why: str, *, by: Actor, now: datetime) -> Advice:
    """Take it back, while nobody has answered."""
    reason = words(why, 200, said("撤回的理由"))
    with transaction.atomic():
        fresh = alone(advice, by)
        require(may_withdraw_advice(by, fresh))
        fresh.state, fresh.answer, fresh.answered_on = State.WITHDRAWN, reason, day_of(now)
        fresh.save(update_fields=["state", "answer", "answered_on"])
        event = AdviceWithdrawn(fresh.get_kind_display(), fresh.title, fresh.number, reason)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def _given(made: Advice, mandate: Mandate) -> AdviceGiven:
    return AdviceGiven(
        mandate.workshop.organisation.name,
        mandate.number,
        made.get_kind_display(),
        made.title,
        made.number,
        made.due_on,
        made.person.name if made.person else "",
    )


def _owner(compound: Compound, told: Words, today: date) -> Person:
    """The owner whom a candidate's advice names; only with his consent, and only an owner."""
    if not told.agreed:
        refuse(said("没有本人同意。"), said("请先问本人，同意了再建议。"))
    name, room = words(told.name, 40, said("姓名")), words(told.room, 40, said("房号"))
    rows = Ownership.objects.of(compound.street_id).filter(
        held_on(today), unit__compound=compound, unit__label=room, person__name=name
    )
    row = rows.select_related("person").first()
    if row is None or row.person is None:
        refuse(
            said("底册里 {room} 的业主没有“{name}”。", room=room, name=name),
            said("委员从业主里选。请按底册核对房号（例如 1-1-101）和姓名。"),
        )
    return row.person
