"""What is planned is changed: a training's day, place or speaker, a reception day moved to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mulin.decide.capability.actions.common import alone, say
from mulin.decide.capability.actions.receiving import FURTHEST, hang, known_day, may_fall_out
from mulin.decide.capability.actions.trainings import (
    Plan,
    complete,
    post,
    send,
    still_planned,
    take_down,
    told_of,
)
from mulin.decide.capability.events import ReceptionMoved, TrainingChanged
from mulin.decide.capability.models import Participant, ReceptionDay, Schedule, Training
from mulin.decide.capability.permissions import AUDIENCES, may_receive, may_run
from mulin.decide.capability.queries.receptions import is_expected
from mulin.decide.capability.queries.trainings import COMES
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

LABELS = {
    "topic": said("主题"), "about": said("内容"), "speaker": said("主讲人"), "place": said("地点"),
    "starts_at": said("时间"), "minutes": said("时长"), "capacity": said("名额"),
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What a planned training becomes; for whom it is stays."""

    topic: str
    about: str
    speaker: str
    place: str
    starts_at: datetime
    minutes: int
    capacity: int


def change_training(
    training: Training, change: Change, why: str, *, by: Actor, now: datetime
) -> Training:
    """Change what is planned; who signed up is told, and the boards carry the new notice."""
    reason = words(why, 200, said("没有写为什么改。"), said("写清原因，报了名的人会收到。"))
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh) or still_planned(fresh))
        require(_begun(fresh, now) or complete(_as_plan(fresh, change), now))
        coming = list(Participant.objects.of(by.street_id).filter(COMES, training=fresh))
        require(_too_few(change, len(coming)))
        wanted = {name: _trimmed(getattr(change, name)) for name in LABELS}
        changed = [name for name, value in wanted.items() if value != getattr(fresh, name)]
        if not changed:
            return fresh
        for name in changed:
            setattr(fresh, name, wanted[name])
        fresh.save(update_fields=changed)
        take_down(fresh, reason, by=by, now=now)
        post(fresh, now)
        named = "、".join(LABELS[name] for name in changed)
        text = said("{what}有改动（{named}）：{why}。现在是：{told}", what=fresh.topic, named=named,
                    why=reason, told=told_of(fresh))  # fmt: skip
        people = [one.person_id for one in coming if one.person_id]
        send(fresh, people, f"change/{uuid7().hex}", text, now)
        event = TrainingChanged(fresh.topic, fresh.number, named, reason, len(people))
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def move_day(
    schedule: Schedule, day: date, to: date, why: str, *, by: Actor, now: datetime
) -> ReceptionDay:
    """Receive on another day instead; the board tells, and the new day is due like any other."""
    reason = words(why, 200, said("没有写原因。"), said("例如“会议室装修，改到下周”。"))
    with transaction.atomic():
        fresh = alone(schedule, by)
        require(may_receive(by, fresh) or may_fall_out(fresh, day, now))
        known = known_day(fresh, day)
        if known is not None:
            if known.state == ReceptionDay.State.MOVED and known.moved_to == to:
                return known
            raise Refused(
                Refusal(
                    said("{day} 已经登记为{state}。", day=day, state=known.get_state_display()),
                    said("请核对日期。"),
                )
            )
        require(_bad_day(fresh, day, to, now))
        row = ReceptionDay(
            street_id=by.street_id, schedule=fresh, day=day, state=ReceptionDay.State.MOVED,
            by=by.name, why=reason, moved_to=to,
        )  # fmt: skip
        row.save(force_insert=True)
        title = said("{body}{day} 的接待改到 {to}", body=fresh.body.name, day=day, to=to)
        hang(fresh, title, reason, to, now)
        event = ReceptionMoved(fresh.body.name, day, to, reason)
        say(event, row.pk, fresh.compound_id, by=by, now=now)
        return row


def _as_plan(training: Training, change: Change) -> Plan:
    audience = tuple(field for field in AUDIENCES if getattr(training, field))
    return Plan(kind=training.kind, audience=audience, **vars(change))


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _begun(training: Training, now: datetime) -> Refusal | None:
    if training.starts_at > now:
        return None
    return Refusal(said("这次培训已经开始。"), said("办完的请登记办完；没有办成的请取消。"))


def _too_few(change: Change, coming: int) -> Refusal | None:
    if not change.capacity or change.capacity >= coming:
        return None
    return Refusal(
        said("已有 {n} 人报名，名额不能少于这个数。", n=coming), said("要少办的，先请人退出报名。")
    )


def _bad_day(schedule: Schedule, day: date, to: date, now: datetime) -> Refusal | None:
    if not day < to <= day_of(now) + FURTHEST:
        return Refusal(
            said("只能改到 {day} 以后、两个月以内的一天。", day=day),
            said("要提前的，这天停一次，再在实际接待那天登记来访。"),
        )
    if is_expected(schedule, to) or known_day(schedule, to) is not None:
        return Refusal(said("{to} 本来就是接待日。", to=to), said("请选别的一天，或者这天停一次。"))
    if schedule.ends_on is not None and to > schedule.ends_on:
        return Refusal(
            said("这个安排到 {day} 为止。", day=schedule.ends_on), said("请选更早的一天。")
        )
    return None
