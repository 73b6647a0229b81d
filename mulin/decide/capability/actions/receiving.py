"""Reception days: fixing the rhythm, receiving, calling a day off, handing over to a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.capability.actions.common import alone, say
from mulin.decide.capability.events import (
    ReceptionCalledOff,
    ReceptionEnded,
    ReceptionHeld,
    ReceptionScheduled,
    VisitHandedOver,
    VisitNoted,
)
from mulin.decide.capability.models import ReceptionDay, Schedule, Visit
from mulin.decide.capability.permissions import BODIES, NO_RECEPTION, may_receive, may_schedule
from mulin.decide.capability.queries.receptions import NOT_THEN, is_expected
from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

FURTHEST = timedelta(days=62)
"""A day is called off at most so long before."""
OLDEST = timedelta(days=62)
"""What was brought is entered at most so long after."""
State = ReceptionDay.State


@dataclass(frozen=True)
class Rhythm:
    """When and where a body receives owners."""

    nth: int
    weekday: int
    opens: time
    closes: time
    place: str
    starts_on: date


@dataclass(frozen=True)
class Heard:
    """What somebody came with; ``visitor`` may stay empty."""

    topic: str
    question: str = ""
    answer: str = ""
    visitor: str = ""
    room: str = ""


def fix_rhythm(
    body: Organisation, compound: Compound, rhythm: Rhythm, *, once: UUID, by: Actor, now: datetime
) -> Schedule:
    """Fix a body's reception days; the rhythm that held before ends on the day before."""
    if body.street_id != by.street_id or compound.street_id != by.street_id:
        raise Refused(NO_RECEPTION)
    require(may_schedule(by, body, compound.pk) or _complete(body, rhythm))
    with transaction.atomic():
        known: Schedule | None = Schedule.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _end_former(body, compound, rhythm)
        row = Schedule(
            id=once,
            street_id=by.street_id,
            body=body,
            compound=compound,
            **{**vars(rhythm), "place": " ".join(rhythm.place.split())[:80]},
        )
        row.save(force_insert=True)
        event = ReceptionScheduled(body.name, row.rhythm, row.place, row.starts_on)
        say(event, row.pk, compound.pk, by=by, now=now)
        return row


def end_rhythm(schedule: Schedule, last: date, *, by: Actor, now: datetime) -> Schedule:
    """No more reception days after ``last``."""
    with transaction.atomic():
        fresh = alone(schedule, by)
        require(may_receive(by, fresh))
        if fresh.ends_on is not None:
            return fresh
        if not fresh.starts_on <= last <= day_of(now) + FURTHEST:
            raise Refused(
                Refusal(
                    said("最后一天要在 {first} 以后、两个月以内。", first=fresh.starts_on),
                    said("请改日期。"),
                )
            )
        fresh.ends_on = last
        fresh.save(update_fields=["ends_on"])
        event = ReceptionEnded(fresh.body.name, fresh.rhythm, last)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def note_visit(
    schedule: Schedule, day: date, heard: Heard, *, once: UUID, by: Actor, now: datetime
) -> Visit:
    """Enter what somebody came with; the day counts as held by that."""
    topic = words(heard.topic, 80, said("没有写什么事。"), said("一句话写清，例如“楼道灯不亮”。"))
    with transaction.atomic():
        fresh = alone(schedule, by)
        require(may_receive(by, fresh) or _was_or_is(fresh, day, now))
        known: Visit | None = Visit.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        visit = Visit(
            id=once,
            street_id=by.street_id,
            schedule=fresh,
            reception=_day(fresh, day, State.HELD, by),
            visitor=heard.visitor.strip()[:40],
            room=heard.room.strip()[:40],
            topic=topic,
            question=heard.question.strip()[:500],
            answer=heard.answer.strip()[:500],
            noted_at=now,
            noted_by=by.name,
        )
        visit.save(force_insert=True)
        answered = said("当场答复") if visit.answer else said("待答复")
        event = VisitNoted(fresh.body.name, day, answered, topic)
        say(event, visit.pk, fresh.compound_id, by=by, now=now)
        return visit


def note_nobody(schedule: Schedule, day: date, *, by: Actor, now: datetime) -> ReceptionDay:
    """They sat there and nobody came: the day was held all the same."""
    with transaction.atomic():
        fresh = alone(schedule, by)
        require(may_receive(by, fresh) or _was_or_is(fresh, day, now))
        known = known_day(fresh, day)
        if known is not None and known.state == State.HELD:
            return known
        row = _day(fresh, day, State.HELD, by)
        say(ReceptionHeld(fresh.body.name, day), row.pk, fresh.compound_id, by=by, now=now)
        return row


def call_day_off(
    schedule: Schedule, day: date, why: str, *, by: Actor, now: datetime
) -> ReceptionDay:
    """No reception on that day, with a reason that owners read; it is not counted as missed."""
    reason = words(why, 200, said("没有写原因。"), said("例如“国庆放假，顺延到下一次”。"))
    with transaction.atomic():
        fresh = alone(schedule, by)
        require(may_receive(by, fresh) or may_fall_out(fresh, day, now))
        known = known_day(fresh, day)
        if known is not None:
            if known.state == State.CALLED_OFF:
                return known
            raise Refused(
                Refusal(said("{day} 已经登记接待。", day=day), said("登记错了的，请在来访里写明。"))
            )
        row = _day(fresh, day, State.CALLED_OFF, by, reason)
        hang(fresh, said("{body}{day} 停一次接待", body=fresh.body.name, day=day), reason, day, now)
        event = ReceptionCalledOff(fresh.body.name, day, reason)
        say(event, row.pk, fresh.compound_id, by=by, now=now)
        return row


def hang(schedule: Schedule, title: str, reason: str, last: date, now: datetime) -> None:
    """Tell the compound on its board, until the day it is about."""
    body = said(
        "{why}\n{opens}—{closes}，{place}。",
        why=reason,
        opens=f"{schedule.opens:%H:%M}",
        closes=f"{schedule.closes:%H:%M}",
        place=schedule.place,
    )
    publish(
        schedule.compound,
        NoticeDraft(
            kind=PublicNotice.Kind.ANNOUNCEMENT,
            purpose="reception",
            title=title[:160],
            body=body,
            starts_on=day_of(now),
            ends_on=max(last, day_of(now)),
            subject_id=schedule.pk,
        ),
    )


def hand_over(visit: Visit, title: str, *, once: UUID, by: Actor, now: datetime) -> Matter:
    """Open a matter for what somebody came with; it keeps the visit's place, not his name."""
    with transaction.atomic():
        fresh = alone(visit.schedule, by)
        require(may_receive(by, fresh))
        rows = Visit.objects.of(by.street_id).select_for_update()
        row: Visit | None = rows.filter(pk=visit.pk, schedule=fresh).first()
        if row is None:
            raise Refused(NO_RECEPTION)
        if row.matter_id is not None:
            known: Matter = row.matter
            return known
        matter = open_matter(
            fresh.compound, title or row.topic, Matter.Stage.DISCOVER, by=by, now=now, once=once
        )
        row.matter = matter
        row.save(update_fields=["matter"])
        event = VisitHandedOver(fresh.body.name, visit.reception.day, matter.number)
        say(event, row.pk, fresh.compound_id, by=by, now=now)
        return matter


def _complete(body: Organisation, rhythm: Rhythm) -> Refusal | None:
    if body.kind not in BODIES:
        return Refusal(said("这类组织不设业主接待日。"), said("请选业委会、物管会或物业企业。"))
    if rhythm.closes <= rhythm.opens:
        return Refusal(said("结束时间要晚于开始时间。"), said("请改时间。"))
    if not rhythm.place.strip():
        return Refusal(said("没有写接待地点。"), said("例如“小区活动室”。"))
    if rhythm.nth not in Schedule.Nth or not 0 <= rhythm.weekday <= 6:
        return Refusal(said("没有选多久接待一次。"), said("请从名单里选。"))
    return None


def _end_former(body: Organisation, compound: Compound, rhythm: Rhythm) -> None:
    rows = Schedule.objects.of(compound.street_id).select_for_update()
    former = rows.filter(body=body, compound=compound, ends_on__isnull=True).first()
    if former is None:
        return
    if rhythm.starts_on <= former.starts_on:
        raise Refused(
            Refusal(
                said("已有从 {day} 起的接待安排。", day=former.starts_on),
                said("新的安排要从更晚的一天开始。"),
            )
        )
    former.ends_on = rhythm.starts_on - timedelta(days=1)
    former.save(update_fields=["ends_on"])


def _was_or_is(schedule: Schedule, day: date, now: datetime) -> Refusal | None:
    today = day_of(now)
    if day > today:
        return Refusal(said("{day} 还没有到。", day=day), said("请在当天或以后登记。"))
    if day < max(schedule.starts_on, today - OLDEST):
        return Refusal(
            said("{day} 太早了。", day=day), said("只能补登记两个月以内、安排开始以后的接待。")
        )
    known = known_day(schedule, day)
    if known is not None and known.state in NOT_THEN:
        return Refusal(
            said("{day} {state}。", day=day, state=known.get_state_display()),
            said("另外接待的，请登记在实际那一天。"),
        )
    return None


def may_fall_out(schedule: Schedule, day: date, now: datetime) -> Refusal | None:
    today = day_of(now)
    if not today <= day <= today + FURTHEST:
        return Refusal(
            said("只能停今天起两个月以内的接待。"), said("过去的日子没有接待，就是缺了一次。")
        )
    if not is_expected(schedule, day):
        return Refusal(said("{day} 本来就不是接待日。", day=day), said("请核对日期。"))
    return None


def known_day(schedule: Schedule, day: date) -> ReceptionDay | None:
    rows = ReceptionDay.objects.of(schedule.street_id).filter(schedule=schedule)
    found: ReceptionDay | None = rows.filter(day=day).first()
    return found


def _day(schedule: Schedule, day: date, state: str, by: Actor, why: str = "") -> ReceptionDay:
    """The day's row; the schedule is held, so that nobody writes it beside us."""
    known = known_day(schedule, day)
    if known is not None:
        return known
    row = ReceptionDay(
        street_id=schedule.street_id,
        schedule=schedule,
        day=day,
        extra=not is_expected(schedule, day),
        state=state,
        by=by.name,
        why=why,
    )
    row.save(force_insert=True)
    return row
