"""Signing up, coming, and saying afterwards how it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.capability.actions.common import alone, area_of, say
from mulin.decide.capability.events import (
    CameToTraining,
    SignedUp,
    SignUpWithdrawn,
    TrainingAttendanceConfirmed,
    TrainingJudged,
)
from mulin.decide.capability.models import Participant, Training
from mulin.decide.capability.permissions import NO_TRAINING, may_run
from mulin.decide.capability.queries.trainings import coming_to, is_invited, seats_left
from mulin.kit.rights import Actor, Refusal, Refused, require, system_actor
from mulin.kit.typed import filled as words
from mulin.kit.words import said

EARLIEST, LATEST = timedelta(hours=2), timedelta(hours=12)
"""The door opens before a training begins, and closes after."""
MOST_NAMES = 500
"""In one training: a code that went astray must not fill the list."""
TIME_TO_JUDGE = timedelta(days=60)
How = Participant.How


def sign_up(training: Training, *, by: Actor, now: datetime) -> Participant:
    """Take a seat, while there is one. Signing up twice gives the first seat back."""
    with transaction.atomic():
        fresh = alone(training, by)
        require(_may_sign_up(fresh, by, now))
        row = _mine(fresh, by)
        if row is not None and row.signed_up_at and not row.withdrawn_at:
            return row
        if seats_left(fresh, coming_to(fresh)) == 0:
            raise Refused(
                Refusal(
                    said("名额已满。"), said("有人退出会空出来；急着学的请告诉社区，安排下一期。")
                )
            )
        row = row or _new(fresh, by.name, by.post, person_id=by.person_id)
        row.signed_up_at, row.withdrawn_at = now, None
        row.save()
        _say(SignedUp(fresh.topic, fresh.number, row.name), fresh, by, now)
        return row


def withdraw(training: Training, *, by: Actor, now: datetime) -> Participant:
    """Give the seat back before it begins."""
    with transaction.atomic():
        fresh = alone(training, by)
        row = _mine(fresh, by)
        if row is None or row.signed_up_at is None:
            raise Refused(NO_TRAINING)
        require(_not_begun(fresh, now))
        if row.withdrawn_at is not None:
            return row
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        _say(SignUpWithdrawn(fresh.topic, fresh.number, row.name), fresh, by, now)
        return row


def come(
    training: Training, name: str, origin: str, *, by: Actor | None, now: datetime
) -> Participant:
    """Somebody scanned the code at the door. Signed in, he is known; else the clerk vouches."""
    who = by if by is not None and by.street_id == training.street_id else None
    acting = who or system_actor(training.street_id, said("会场扫码"))
    with transaction.atomic():
        fresh = alone(training, acting)
        require(_door_is_open(fresh, now))
        if who is not None and who.person_id is not None:
            row = _mine(fresh, who) or _new(fresh, who.name, who.post, person_id=who.person_id)
            return _came(row, fresh, How.ACCOUNT, sure=True, by=acting, now=now)
        row = _named(fresh, name, origin)
        return _came(row, fresh, How.DOOR, sure=False, by=acting, now=now)


def note_came(
    training: Training,
    participant_id: UUID | None,
    name: str,
    origin: str,
    *,
    by: Actor,
    now: datetime,
) -> Participant:
    """The clerk notes somebody of the list, or a name that is not on it."""
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh) or _list_is_open(fresh, now))
        row = _named(fresh, name, origin) if participant_id is None else _of(fresh, participant_id)
        return _came(row, fresh, How.CLERK, sure=True, by=by, now=now)


def confirm_came(
    training: Training, participant_id: UUID, *, by: Actor, now: datetime
) -> Participant:
    """The clerk vouches for a name typed at the door."""
    with transaction.atomic():
        fresh = alone(training, by)
        require(may_run(by, fresh))
        row = _of(fresh, participant_id)
        if row.confirmed_at is not None:
            return row
        if row.came_at is None:
            raise Refused(NO_TRAINING)
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
        event = TrainingAttendanceConfirmed(fresh.topic, fresh.number, row.name)
        _say(event, fresh, by, now)
        return row


def judge(training: Training, score: int, text: str, *, by: Actor, now: datetime) -> Participant:
    """One to five and a few words, from somebody who was there; until two months after it may change."""
    with transaction.atomic():
        fresh = alone(training, by)
        row = _mine(fresh, by)
        if row is None or row.came_at is None or row.confirmed_at is None:
            raise Refused(Refusal(said("到场的人才能评价。"), said("您来过的，请工作人员补登记。")))
        if not fresh.starts_at < now <= fresh.starts_at + TIME_TO_JUDGE:
            raise Refused(Refusal(said("现在不能评价。"), said("办完后两个月内可以评价。")))
        if score not in range(1, 6):
            raise Refused(Refusal(said("没有打分。"), said("请从一到五分里选一个。")))
        row.score, row.words = score, " ".join(text.split())[:200]
        row.save(update_fields=["score", "words"])
        _say(TrainingJudged(fresh.topic, fresh.number, score), fresh, by, now)
        return row


def _came(
    row: Participant, training: Training, how: How, *, sure: bool, by: Actor, now: datetime
) -> Participant:
    if row.came_at is not None and (row.confirmed_at is not None or not sure):
        return row
    row.came_at, row.how = row.came_at or now, how
    row.confirmed_at = now if sure else None
    row.save()
    event = CameToTraining(
        how.label, training.topic, training.number, area_of(training), name=row.name
    )
    _say(event, training, by, now)
    return row


def _named(training: Training, name: str, origin: str) -> Participant:
    """The row of a name, one of nobody's account."""
    called = words(name, 40, said("没有写姓名。"), said("请写到场的人的姓名。"))
    place = " ".join(origin.split())[:60]
    rows = Participant.objects.of(training.street_id).filter(training=training)
    known: Participant | None = rows.filter(person__isnull=True, name=called, origin=place).first()
    if known is None and rows.count() >= MOST_NAMES:
        raise Refused(Refusal(said("签到的人太多了。"), said("请找现场的工作人员登记。")))
    return known or _new(training, called, place)


def _new(
    training: Training, name: str, origin: str, *, person_id: UUID | None = None
) -> Participant:
    return Participant(
        street_id=training.street_id,
        training=training,
        person_id=person_id,
        name=name[:40],
        origin=origin[:60],
    )


def _mine(training: Training, by: Actor) -> Participant | None:
    if by.person_id is None:
        raise Refused(NO_TRAINING)
    rows = Participant.objects.of(by.street_id).filter(training=training)
    found: Participant | None = rows.filter(person_id=by.person_id).first()
    return found


def _of(training: Training, participant_id: UUID) -> Participant:
    rows = Participant.objects.of(training.street_id).filter(training=training)
    found: Participant | None = rows.filter(pk=participant_id).first()
    if found is None:
        raise Refused(NO_TRAINING)
    return found


def _may_sign_up(training: Training, by: Actor, now: datetime) -> Refusal | None:
    if by.person_id is None or not is_invited(by, training):
        return NO_TRAINING
    return _not_begun(training, now)


def _not_begun(training: Training, now: datetime) -> Refusal | None:
    if not training.is_open:
        return Refusal(
            said("这次培训{state}。", state=training.get_state_display()), said("请看下一期。")
        )
    if training.starts_at > now:
        return None
    return Refusal(said("已经开始了。"), said("请直接到现场扫码签到。"))


def _door_is_open(training: Training, now: datetime) -> Refusal | None:
    if training.state == Training.State.CANCELLED:
        return Refusal(said("这次培训已经取消。"), said("请看下一期。"))
    if training.starts_at - EARLIEST <= now <= training.starts_at + LATEST:
        return None
    return Refusal(
        said("现在不能签到。"), said("开始前两小时起可以扫码签到；也可以请工作人员登记。")
    )


def _list_is_open(training: Training, now: datetime) -> Refusal | None:
    if training.state == Training.State.CANCELLED:
        return Refusal(said("这次培训已经取消。"), said("请登记到实际办的那一次。"))
    if training.starts_at - EARLIEST <= now:
        return None
    return Refusal(said("还没有到签到的时间。"), said("开始前两小时起可以登记到场。"))


def _say(
    event: SignedUp
    | SignUpWithdrawn
    | CameToTraining
    | TrainingAttendanceConfirmed
    | TrainingJudged,
    training: Training,
    by: Actor,
    now: datetime,
) -> None:
    say(event, training.pk, training.compound_id, by=by, now=now)
