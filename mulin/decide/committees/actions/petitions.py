"""Verbs of a petition for an extraordinary assembly: opened, signed, handed in, ordered, ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import not_after, required
from mulin.decide.committees.events_owners import (
    PetitionEnded,
    PetitionHanded,
    PetitionOpened,
    PetitionOrdered,
    PetitionSigned,
)
from mulin.decide.committees.models import Petition, PetitionPaper, Signature
from mulin.decide.committees.papers import PETITION_PAPER, File, kept
from mulin.decide.committees.permissions import (
    HIDDEN,
    may_gather,
    may_order,
    may_petition,
    may_see_petition,
)
from mulin.decide.committees.queries.petitions import signed_lines, sum_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Compound, Person
from mulin.ground.papers.models import Paper
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, Role, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import asked
from mulin.law.catalogue import nearest
from mulin.law.pinned import pin, unpin
from mulin.law.workdays import after

State = Petition.State
MOST_AT_ONCE = 3_000


def open_petition(
    compound: Compound, title: str, matter: str, *, once: UUID, by: Actor, now: datetime
) -> Petition:
    """Open a petition under the law of today; the same ``once`` gives it back."""
    require(may_petition(by, compound.pk))
    today = day_of(now)
    with transaction.atomic():
        known: Petition | None = Petition.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        own = by.has(Role.OWNER, compound_id=compound.pk) and by.person_id is not None
        opener = Person.objects.of(by.street_id).get(pk=by.person_id) if own else None
        petition = Petition(
            id=once,
            street_id=by.street_id,
            compound=compound,
            title=required(title, said("提议"), 120),
            matter=required(matter, said("要表决的事项"), 600),
            opener=opener,
            opened_on=today,
            law=pin(nearest(compound.region), today, calendar_of(by.street_id)),
        )
        petition.save(force_insert=True)
        _say(PetitionOpened(compound.name, petition.title), petition, by, now)
        return petition


def enter_signatures(
    petition: Petition, text: str, sheets: list[File], *, by: Actor, now: datetime
) -> int:
    """Enter a list of signatures and keep its scanned sheets; those entered already stay once."""
    with transaction.atomic():
        fresh = _alone(petition, by)
        require(may_gather(by, fresh))
        _only(fresh, State.GATHERING)
        lines = signed_lines(text)
        if not lines or len(lines) > MOST_AT_ONCE:
            refuse(
                said("没有签名，或者一次超过 {n} 个。", n=MOST_AT_ONCE),
                said("一行一个：房号 空格 姓名。"),
            )
        if bare := [room for room, name in lines if not name][:3]:
            refuse(
                said("这些行没有姓名：{rooms}。", rooms="、".join(bare)), said("请补上姓名再录入。")
            )
        rows = Signature.objects.of(by.street_id)
        there = set(rows.filter(petition=fresh).values_list("room", "name"))
        new = [line for line in lines if line not in there]
        Signature.objects.bulk_create(
            Signature(
                id=uuid7(),
                street_id=by.street_id,
                petition=fresh,
                room=room,
                name=name,
                entered_on=day_of(now),
            )
            for room, name in new
        )
        for sheet in sheets:
            _keep(fresh, said("签名表"), sheet, by=by, now=now)
        total = len(there) + len(new)
        event = PetitionSigned(fresh.title, len(new), total, fingerprint([list(x) for x in new]))
        _say(event, fresh, by, now)
        return len(new)


def hand_in(petition: Petition, *, by: Actor, now: datetime) -> Petition:
    """Hand the petition to the committee, once enough owners have signed."""
    with transaction.atomic():
        fresh = _alone(petition, by)
        require(may_gather(by, fresh))
        if fresh.state == State.HANDED:
            return fresh
        _only(fresh, State.GATHERING)
        found = sum_of(fresh, day_of(now))
        if not found.enough:
            refuse(
                said(
                    "有效签名 {n} 人，全体 {m} 人，没有达到：{words}。",
                    n=found.persons,
                    m=found.all_persons,
                    words=found.words,
                ),
                said("请继续征集，或者核对无效的签名。"),
            )
        fresh.state, fresh.handed_on = State.HANDED, day_of(now)
        fresh.save(update_fields=["state", "handed_on"])
        event = PetitionHanded(
            fresh.title, found.persons, found.all_persons, *found.area_words, found.words
        )
        _say(event, fresh, by, now)
        return fresh


def order_call(
    petition: Petition, until: date, order: File, *, by: Actor, now: datetime
) -> Petition:
    """The street orders an idle committee to call the meeting by a day."""
    with transaction.atomic():
        fresh = _alone(petition, by)
        require(may_order(by, fresh))
        if fresh.state == State.ORDERED:
            return fresh
        _only(fresh, State.HANDED)
        today = day_of(now)
        if until <= today:
            refuse(said("责令期限不晚于今天。"), said("请写以后的日子。"))
        most = lawful_order(fresh, today)
        if most is not None and until > most:
            refuse(
                said("期限晚于法规允许的 {day}。", day=most.isoformat()), said("请写更早的日子。")
            )
        paper = _keep(fresh, said("责令限期召集通知书"), order, by=by, now=now)
        fresh.state, fresh.ordered_on, fresh.order_until = State.ORDERED, today, until
        fresh.save(update_fields=["state", "ordered_on", "order_until"])
        _say(PetitionOrdered(fresh.title, until, paper.digest), fresh, by, now)
        return fresh


def end_petition(
    petition: Petition, how: str, why: str, on: date, *, by: Actor, now: datetime
) -> Petition:
    """The committee has called the meeting, or the petition is withdrawn."""
    with transaction.atomic():
        fresh = _alone(petition, by)
        called = how == State.CALLED
        if not (called and may_see_petition(by, fresh) is None):
            require(may_gather(by, fresh))
        if fresh.ended_on is not None:
            return fresh
        if called and fresh.handed_on is None:
            refuse(said("提议还没有提交业委会。"), said("请先提交。"))
        not_after(on, now, said("日期"))
        fresh.state = State.CALLED if called else State.CLOSED
        fresh.ended_on, fresh.note = on, required(why, said("说明"))
        fresh.save(update_fields=["state", "ended_on", "note"])
        _say(PetitionEnded(fresh.title, fresh.get_state_display(), fresh.note), fresh, by, now)
        return fresh


def lawful_order(petition: Petition, today: date) -> date | None:
    """The last day an order of today may name; None where the region counts no days."""
    law = unpin(petition.law)
    ruling = asked(law, q.ORDER_TO_CALL, petition.opened_on)
    return after(today, ruling.value, law.days).day if ruling else None


def _alone(petition: Petition, by: Actor) -> Petition:
    rows = Petition.objects.of(by.street_id).select_for_update()
    fresh: Petition | None = rows.filter(pk=petition.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.compound = Compound.objects.of(by.street_id).get(pk=fresh.compound_id)
    return fresh


def _only(petition: Petition, state: str) -> None:
    if petition.state != state:
        refuse(
            said("提议现在的状态是“{state}”。", state=petition.get_state_display()),
            said("请刷新页面，看下一步是什么。"),
        )


def _keep(petition: Petition, what: str, file: File, *, by: Actor, now: datetime) -> Paper:
    paper = kept(file, PETITION_PAPER, by=by, now=now)
    rows = PetitionPaper.objects.of(by.street_id).filter(petition=petition, paper=paper)
    if not rows.exists():
        row = PetitionPaper(
            id=uuid7(), street_id=by.street_id, petition=petition, paper=paper, what=what
        )
        row.save(force_insert=True)
    return paper


def _say(event: Event, petition: Petition, by: Actor, now: datetime) -> None:
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=petition.pk,
        compound_id=petition.compound_id,
    )
