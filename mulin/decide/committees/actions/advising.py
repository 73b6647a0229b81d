"""Verbs of the advisory group: invited, asked, chosen, answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import required, say
from mulin.decide.committees.events_advice import (
    AdviceAsked,
    AdviceGivenTo,
    AdviserAnswered,
    AdviserInvited,
    AdviserLeft,
    AdviserQuestionWithdrawn,
)
from mulin.decide.committees.models import Advice, Adviser, Member
from mulin.decide.committees.models.advisers import advising_on
from mulin.decide.committees.papers import ADVICE_PAPER, File, kept
from mulin.decide.committees.permissions import HIDDEN
from mulin.decide.committees.permissions_advice import (
    NO_ADVICE,
    may_answer_advice,
    may_ask_advice,
    may_carry_advice,
    may_keep_advisers,
)
from mulin.ground.estate.models import Organisation, Person
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law.topics import Topic

State = Advice.State


def invite_adviser(
    body: Organisation,
    person: Person,
    topics: Collection[str],
    experience: str,
    until: date,
    *,
    agreed: bool,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Adviser:
    """Invite somebody who sits or sat in a committee, with his consent; ``once`` gives it back."""
    require(may_keep_advisers(by, body))
    today = day_of(now)
    with transaction.atomic():
        rows = Adviser.objects.of(by.street_id)
        known: Adviser | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        _judge_invitation(body, person, until, today, agreed=agreed)
        chosen = [topic.value for topic in Topic if topic.value in topics]
        if not chosen:
            refuse(said("没有选懂哪些事。"), said("至少选一样，别人按它来找。"))
        row = Adviser(
            id=once,
            street_id=by.street_id,
            person=person,
            body=body,
            topics=f"|{'|'.join(chosen)}|",
            experience=required(experience, said("经验"), 300),
            since=today,
            until=until,
        )
        row.save(force_insert=True)
        words = joined("、", [Topic(code).label for code in chosen])
        event = AdviserInvited(body.name, words, today, until, person.name)
        say(event, body, by=by, now=now, about=row.pk)
        return row


def release_adviser(adviser: Adviser, why: str, *, by: Actor, now: datetime) -> Adviser:
    """He leaves the group; what waits for him can be given to another."""
    with transaction.atomic():
        rows = Adviser.objects.of(by.street_id).select_for_update()
        row: Adviser | None = rows.filter(pk=adviser.pk).first()
        if row is None:
            raise Refused(HIDDEN)
        body = Organisation.objects.of(by.street_id).get(pk=row.body_id)
        person = Person.objects.of(by.street_id).get(pk=row.person_id)
        if by.person_id != row.person_id:
            require(may_keep_advisers(by, body))
        if row.left_on is not None:
            return row
        row.left_on, row.why_left = day_of(now), required(why, said("理由"))
        row.save(update_fields=["left_on", "why_left"])
        waiting = Advice.objects.of(by.street_id).filter(adviser=row, state=State.GIVEN)
        waiting.update(state=State.ASKED, adviser=None, given_on=None)
        say(AdviserLeft(row.why_left, person.name), body, by=by, now=now, about=row.pk)
        return row


def ask_advice(
    body: Organisation,
    topic: str,
    question: str,
    due_on: date,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Advice:
    """A committee asks; the same ``once`` gives it back."""
    require(may_ask_advice(by, body))
    today = day_of(now)
    with transaction.atomic():
        known: Advice | None = Advice.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if due_on <= today:
            refuse(said("希望答复的日子不晚于今天。"), said("请给顾问留出时间。"))
        row = Advice(
            id=once,
            street_id=by.street_id,
            body=body,
            topic=Topic(topic).value,
            question=required(question, said("请教什么"), 1000),
            asked_on=today,
            asked_by=by.name,
            due_on=due_on,
        )
        row.save(force_insert=True)
        event = AdviceAsked(body.name, Topic(topic).label, due_on, row.question)
        say(event, body, by=by, now=now, about=row.pk)
        return row


def give_advice_to(advice: Advice, adviser: Adviser, *, by: Actor, now: datetime) -> Advice:
    """Choose the adviser: one who knows the topic, in his term, of another compound."""
    with transaction.atomic():
        row = _alone(advice, by)
        require(may_carry_advice(by, row))
        _open(row)
        if row.adviser_id == adviser.pk:
            return row
        rows = Adviser.objects.of(by.street_id).filter(advising_on(day_of(now)))
        chosen: Adviser | None = (
            rows.select_related("person", "body__compound").filter(pk=adviser.pk).first()
        )
        if chosen is None or row.topic not in chosen.knows:
            refuse(said("这一位现在不是懂这件事的顾问。"), said("请从推荐的名单里选。"))
        if chosen.body.compound_id == row.body.compound_id:
            refuse(said("顾问和请教的业委会是同一个小区。"), said("请选别的小区的顾问。"))
        row.adviser, row.given_on, row.state = chosen, day_of(now), State.GIVEN
        row.save(update_fields=["adviser", "given_on", "state"])
        event = AdviceGivenTo(
            row.body.name, row.get_topic_display(), chosen.body.name, chosen.person.name
        )
        say(event, row.body, by=by, now=now, about=row.pk)
        return row


def answer_advice(
    advice: Advice, answer: str, file: File | None, *, by: Actor, now: datetime
) -> Advice:
    """The adviser answers, with a sample text where he has one."""
    with transaction.atomic():
        row = _alone(advice, by)
        require(may_answer_advice(by, row))
        if row.state == State.ANSWERED:
            return row
        if row.state != State.GIVEN:
            refuse(said("还没有选定顾问，或者已经撤回。"), said("请刷新页面核对。"))
        row.answer = required(answer, said("答复"), 2000)
        row.paper = kept(file, ADVICE_PAPER, by=by, now=now) if file else None
        row.state, row.answered_on = State.ANSWERED, day_of(now)
        row.save(update_fields=["answer", "paper", "state", "answered_on"])
        digest = row.paper.digest if row.paper else ""
        event = AdviserAnswered(row.body.name, row.get_topic_display(), row.answer, digest)
        say(event, row.body, by=by, now=now, about=row.pk)
        return row


def withdraw_advice(advice: Advice, why: str, *, by: Actor, now: datetime) -> Advice:
    """The committee needs no answer any more."""
    with transaction.atomic():
        row = _alone(advice, by)
        require(may_carry_advice(by, row))
        if row.state == State.WITHDRAWN:
            return row
        _open(row)
        row.state, row.why = State.WITHDRAWN, required(why, said("理由"))
        row.save(update_fields=["state", "why"])
        event = AdviserQuestionWithdrawn(row.body.name, row.get_topic_display(), row.why)
        say(event, row.body, by=by, now=now, about=row.pk)
        return row


def _alone(advice: Advice, by: Actor) -> Advice:
    rows = Advice.objects.of(by.street_id).select_for_update()
    row: Advice | None = rows.filter(pk=advice.pk).first()
    if row is None:
        raise Refused(NO_ADVICE)
    row.body = Organisation.objects.of(by.street_id).get(pk=row.body_id)
    if row.adviser_id is not None:
        row.adviser = Adviser.objects.of(by.street_id).get(pk=row.adviser_id)
    return row


def _open(row: Advice) -> None:
    if row.state not in (State.ASKED, State.GIVEN):
        refuse(
            said("这一条现在的状态是“{state}”。", state=row.get_state_display()),
            said("还想请教的，请另提一条。"),
        )


def _judge_invitation(
    body: Organisation, person: Person, until: date, today: date, *, agreed: bool
) -> None:
    if not agreed:
        refuse(said("没有本人同意。"), said("请先问本人，同意了再聘请。"))
    if until <= today:
        refuse(said("聘期止不晚于今天。"), said("请写以后的日子。"))
    seats = Member.objects.of(body.street_id).filter(person=person, term__body=body)
    if not seats.exists():
        refuse(
            said("{name}没有在{body}任过职。", name=person.name, body=body.name),
            said("顾问从有经验的业委会成员里请；请先登记他的任职。"),
        )
    if Adviser.objects.of(body.street_id).filter(person=person, left_on__isnull=True).exists():
        refuse(said("这一位已在顾问团。"), said("聘期到了的，请先登记退出再续聘。"))
