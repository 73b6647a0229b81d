"""Planning a training, handing out papers, putting it down as held, calling it off."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.decide.capability.actions.common import alone, area_of, say
from mulin.decide.capability.events import (
    TrainingCalledOff,
    TrainingHeld,
    TrainingPaperKept,
    TrainingPlanned,
)
from mulin.decide.capability.models import Participant, Training, TrainingPaper
from mulin.decide.capability.permissions import AUDIENCES, may_plan, may_run
from mulin.decide.capability.queries.trainings import CAME, COMES, compounds_meant, people_meant
from mulin.ground.estate.models import Community, Compound
from mulin.ground.notices.actions.board import NoticeDraft, publish, withdraw
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message, PublicNotice
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said

NUMBERS = "PX"
"""Trainings are numbered PX-2026-0001: 培训."""
HANDOUT = "capability.training"
"""The kind of paper that is handed out at a training."""
LONGEST_DAY = 600
MOST_SEATS = 2000


@dataclass(frozen=True)
class Plan:
    """What a training is; ``audience`` names fields of :data:`AUDIENCES`."""

    kind: str
    topic: str
    about: str
    speaker: str
    place: str
    starts_at: datetime
    minutes: int
    capacity: int
    audience: tuple[str, ...]
    community: Community | None = None
    compound: Compound | None = None


def plan_training(plan: Plan, *, once: UUID, by: Actor, now: datetime) -> Training:
    """Plan a training, invite by message whom it is for, and hang it on the boards for owners."""
    home = plan.community or plan.compound
    if home is not None and home.street_id != by.street_id:
        raise Refused(
            Refusal(said("没有找到这个社区或小区。"), said("请从名单里选。"), hidden=True)
        )
    require(may_plan(by, _key(plan.community), _key(plan.compound)) or complete(plan, now))
    with transaction.atomic():
        known: Training | None = Training.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        training = _write(plan, once=once, by=by, now=now)
        post(training, now)
        invited = _invite(training, now)
        event = TrainingPlanned(
            training.get_kind_display(),
            training.topic,
            training.number,
            day_of(training.starts_at),
            training.place,
            training.speaker,
            "、".join(training.audience),
            invited,
            area_of(training),
        )
        say(event, training.pk, training.compound_id, by=by, now=now)
        return training


def keep_handout(
    training: Training, title: str, data: bytes | Readable, *, by: Actor, now: datetime
) -> TrainingPaper:
    """Add a handout; those who are invited read it."""
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh) or _not_cancelled(fresh))
        paper = store(
            fresh.street_id,
            data,
            kind=HANDOUT,
            title=title,
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        rows = TrainingPaper.objects.of(by.street_id).filter(training=fresh, paper=paper)
        known: TrainingPaper | None = rows.first()
        if known is not None:
            return known
        line = TrainingPaper(street_id=by.street_id, training=fresh, paper=paper)
        line.save(force_insert=True)
        event = TrainingPaperKept(fresh.topic, fresh.number, paper.title, paper.digest)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return line


def hold_training(
    training: Training, minutes: int, summary: str, *, by: Actor, now: datetime
) -> Training:
    """Put down that it was held and how long it took; that counts in everybody's record."""
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh) or still_planned(fresh) or _ended(fresh, minutes, now))
        fresh.state, fresh.held_on = Training.State.HELD, day_of(now)
        fresh.minutes, fresh.summary = minutes, summary.strip()[:1000]
        fresh.save(update_fields=["state", "held_on", "minutes", "summary"])
        came = Participant.objects.of(by.street_id).filter(CAME, training=fresh).count()
        event = TrainingHeld(fresh.topic, fresh.number, came, minutes, area_of(fresh))
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def call_training_off(training: Training, why: str, *, by: Actor, now: datetime) -> Training:
    """It does not take place; who signed up is told."""
    reason = words(why, 200, said("没有写为什么取消。"), said("写清原因，报了名的人会收到。"))
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh) or still_planned(fresh))
        fresh.state, fresh.why = Training.State.CANCELLED, reason
        fresh.save(update_fields=["state", "why"])
        told = said("“{topic}”取消：{why}", topic=fresh.topic, why=reason)
        coming = Participant.objects.of(by.street_id).filter(COMES, training=fresh)
        people = coming.filter(person__isnull=False).values_list("person_id", flat=True)
        send(fresh, list(people), "off", told, now)
        take_down(fresh, reason, by=by, now=now)
        event = TrainingCalledOff(fresh.topic, fresh.number, reason)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def _key(place: Community | Compound | None) -> UUID | None:
    return place.pk if place is not None else None


def complete(plan: Plan, now: datetime) -> Refusal | None:
    """What a plan still lacks."""
    if not (plan.topic.strip() and plan.speaker.strip() and plan.place.strip()):
        return Refusal(said("主题、主讲人和地点都要写。"), said("请补全后再通知。"))
    if plan.starts_at <= now:
        return Refusal(said("时间已经过去。"), said("请填将来的日期和时间。"))
    if not 0 < plan.minutes <= LONGEST_DAY:
        return Refusal(
            said("时长要在 1 到 {n} 分钟之间。", n=LONGEST_DAY), said("多天的培训请一天登记一次。")
        )
    if not 0 <= plan.capacity <= MOST_SEATS:
        return Refusal(said("名额最多 {n} 人。", n=MOST_SEATS), said("不限名额的填 0。"))
    if not plan.audience or set(plan.audience) - set(AUDIENCES):
        return Refusal(said("没有选谁来参加。"), said("请至少选一类人。"))
    return None


def still_planned(training: Training) -> Refusal | None:
    """None while it is to come."""
    if training.is_open:
        return None
    return Refusal(
        said("这次培训{state}。", state=training.get_state_display()),
        said("要再办的，请另外安排一次。"),
    )


def _not_cancelled(training: Training) -> Refusal | None:
    if training.state != Training.State.CANCELLED:
        return None
    return Refusal(said("这次培训已经取消。"), said("资料请放到实际办的那一次。"))


def _ended(training: Training, minutes: int, now: datetime) -> Refusal | None:
    if training.starts_at > now:
        return Refusal(said("还没有到开始的时间。"), said("办完以后再登记；不办的请取消。"))
    if not 0 < minutes <= LONGEST_DAY:
        return Refusal(
            said("时长要在 1 到 {n} 分钟之间。", n=LONGEST_DAY), said("请填实际用了多少分钟。")
        )
    return None


def _write(plan: Plan, *, once: UUID, by: Actor, now: datetime) -> Training:
    today = day_of(now)
    meant: dict[str, Any] = {field: field in plan.audience for field in AUDIENCES}
    training = Training(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        kind=Training.Kind(plan.kind),
        topic=plan.topic.strip()[:80],
        about=plan.about.strip()[:1000],
        speaker=plan.speaker.strip()[:80],
        place=plan.place.strip()[:80],
        community=plan.community,
        compound=plan.compound,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        capacity=plan.capacity,
        door=secrets.token_urlsafe(16),
        planned_on=today,
        **meant,
    )
    training.save(force_insert=True)
    return training


def told_of(training: Training) -> str:
    """When, where and by whom, as messages and boards say it."""
    when = training.starts_at.astimezone(SHANGHAI)
    return said(
        "{kind}“{topic}”，{when}，{place}，{speaker}主讲。",
        kind=training.get_kind_display(),
        topic=training.topic,
        when=f"{when:%Y-%m-%d %H:%M}",
        place=training.place,
        speaker=training.speaker,
    )


def post(training: Training, now: datetime) -> None:
    """What owners are invited to hangs on the boards of their compounds."""
    if not training.for_owners:
        return
    for compound in compounds_meant(training):
        publish(
            compound,
            NoticeDraft(
                kind=PublicNotice.Kind.ANNOUNCEMENT,
                purpose="training",
                title=said(
                    "{kind}：{topic}", kind=training.get_kind_display(), topic=training.topic
                )[:160],
                body=f"{told_of(training)}\n{training.about}".strip(),
                starts_on=day_of(now),
                ends_on=day_of(training.starts_at),
                subject_id=training.pk,
            ),
        )


def take_down(training: Training, why: str, *, by: Actor, now: datetime) -> None:
    """What hangs of it on the boards is no longer so."""
    rows = PublicNotice.objects.of(by.street_id).filter(
        subject_id=training.pk, purpose="training", withdrawn_on__isnull=True
    )
    for notice in rows.order_by("id"):
        withdraw(notice, why, by=by, now=now)


def _invite(training: Training, now: datetime) -> int:
    people = people_meant(training, day_of(now))
    told = said("请您参加{told}请在“培训和沙龙”里报名。", told=told_of(training))
    send(training, people, "invite", told, now)
    return len(people)


def send(training: Training, people: list[UUID], what: str, text: str, now: datetime) -> None:
    """A line into the inbox of each; ``what`` makes it one message, however often it is sent."""
    send_all(
        training.street_id,
        [
            Outgoing(
                key=f"training/{what}/{training.pk.hex}/{person.hex}",
                text=text,
                person_id=person,
                channel=Message.Channel.INBOX,
                subject_id=training.pk,
                compound_id=training.compound_id,
                shown=True,
            )
            for person in people
        ],
        now=now,
    )
