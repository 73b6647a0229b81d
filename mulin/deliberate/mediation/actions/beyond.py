"""Large disputes told to the agency, its recommendation and measures; lessons for the handbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.mediation.actions.common import alone, handled, not_after, say
from mulin.deliberate.mediation.causes import name_of
from mulin.deliberate.mediation.events import (
    AdviceOnDispute,
    DisputeReferred,
    LessonReviewed,
    LessonWritten,
    MeasureEnded,
)
from mulin.deliberate.mediation.models import Dispute, Lesson, Measure, Referral, Side
from mulin.deliberate.mediation.permissions import (
    HIDDEN,
    agencies,
    may_advise,
    may_end_measure,
    may_review,
)
from mulin.deliberate.mediation.queries.panels import values_of
from mulin.deliberate.mediation.queries.size import reasons_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Organisation
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import joined, said
from mulin.law.terms import Period
from mulin.law.workdays import after

NUMBERS = "DJ"
"""Large disputes are numbered DJ-2026-0001: 大纠."""
MOST_MEASURES = 20


@dataclass(frozen=True)
class Told:
    """A measure: who does what until when."""

    who: str
    text: str
    due_on: date


def refer_dispute(
    dispute: Dispute,
    agency: Organisation,
    summary: str,
    why: str = "",
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Referral:
    """Give a large dispute to the agency. It reads these words, without the parties' names."""
    told = words(summary, 1000, said("给机构看的情况"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        known: Referral | None = Referral.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _judge(fresh, agency, told)
        criteria = _criteria(fresh, why.strip())
        days = values_of(by.street_id)["agency_days"]
        due = after(day_of(now), Period(working_days=days), calendar_of(by.street_id))
        made = Referral(
            id=once,
            street_id=by.street_id,
            dispute=fresh,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            agency=agency,
            compound=fresh.compound,
            cause=fresh.cause,
            criteria=criteria,
            summary=told,
            asked_on=day_of(now),
            due_on=due.day,
        )
        made.save(force_insert=True)
        say(DisputeReferred(made.number, agency.name, made.due_on), made, by=by, now=now)
        return made


def give_advice(
    referral: Referral, advice: str, measures: Sequence[Told], *, by: Actor, now: datetime
) -> Referral:
    """The agency's recommendation with its measures."""
    told = words(advice, 2000, said("建议"))
    if not 1 <= len(measures) <= MOST_MEASURES:
        refuse(said("请写 1 到 {n} 条措施。", n=MOST_MEASURES), said("写清谁办、办什么、哪天前。"))
    with transaction.atomic():
        fresh = alone(referral, by)
        require(may_advise(by, fresh))
        if fresh.state != Referral.State.ASKED:
            refuse(said("已经提过建议。"), said("措施的办理情况请逐条登记。"))
        if any(one.due_on < day_of(now) for one in measures):
            refuse(said("有一条措施的日期已经过去。"), said("请填将来的日期。"))
        Measure.objects.bulk_create(
            Measure(
                street_id=by.street_id,
                referral=fresh,
                order=order,
                who=words(one.who, 80, said("谁办")),
                text=words(one.text, 200, said("办什么")),
                due_on=one.due_on,
            )
            for order, one in enumerate(measures, 1)
        )
        fresh.state, fresh.advice, fresh.given_on = Referral.State.GIVEN, told, day_of(now)
        fresh.given_by = (by.post or by.name)[:80]
        fresh.save(update_fields=["state", "advice", "given_on", "given_by"])
        event = AdviceOnDispute(fresh.number, fresh.agency.name, len(measures))
        say(event, fresh, by=by, now=now)
        return fresh


def end_measure(measure: Measure, note: str, on: date, *, by: Actor, now: datetime) -> Measure:
    """A measure was carried out; with the last one the referral is done."""
    told = words(note, 200, said("怎样办的"))
    not_after(on, now, said("办完的日子"))
    with transaction.atomic():
        fresh, row = alone(measure.referral, by), alone(measure, by)
        require(may_end_measure(by, fresh))
        if row.done_on is not None:
            return row
        row.done_on, row.note = on, told
        row.save(update_fields=["done_on", "note"])
        rows = Measure.objects.of(by.street_id).filter(referral=fresh, done_on__isnull=True)
        if not rows.exists():
            fresh.state = Referral.State.DONE
            fresh.save(update_fields=["state"])
        say(MeasureEnded(fresh.number, row.order), fresh, by=by, now=now)
        return row


def write_lesson(
    dispute: Dispute,
    title: str,
    trouble: str,
    solution: str,
    prevention: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Lesson:
    """What the case taught, without names, rooms, telephones or the compound."""
    with transaction.atomic():
        fresh = handled(dispute, by, ended=True)
        known: Lesson | None = Lesson.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        if fresh.is_open:
            refuse(said("案件还没有结束。"), said("结束以后再写经验。"))
        made = Lesson(
            id=once,
            street_id=by.street_id,
            dispute=fresh,
            cause=fresh.cause,
            title=words(title, 60, said("题目")),
            trouble=words(trouble, 400, said("难在哪里")),
            solution=words(solution, 600, said("怎样化解")),
            prevention=prevention.strip()[:400],
            written_by_id=by.person_id,
            written_on=day_of(now),
        )
        _nobody_in(fresh, made)
        made.save(force_insert=True)
        say(LessonWritten(name_of(made.cause)), made, by=by, now=now)
        return made


def review_lesson(lesson: Lesson, *, share: bool, why: str, by: Actor, now: datetime) -> Lesson:
    """A second pair of eyes releases a lesson, or keeps it back with a reason."""
    require(may_review(by, lesson.dispute.panel))
    if lesson.written_by_id is not None and lesson.written_by_id == by.person_id:
        refuse(said("自己写的不能自己审核。"), said("请调委会另一位负责人或者街道审核。"))
    if not share:
        words(why, 200, said("不公开的理由"))
    with transaction.atomic():
        fresh = alone(lesson, by)
        if fresh.state != Lesson.State.DRAFT:
            return fresh
        _nobody_in(fresh.dispute, fresh)
        fresh.state = Lesson.State.SHARED if share else Lesson.State.DECLINED
        fresh.reviewed_on, fresh.reviewed_by, fresh.why = day_of(now), by.name[:80], why.strip()
        fresh.save(update_fields=["state", "reviewed_on", "reviewed_by", "why"])
        event = LessonReviewed(name_of(fresh.cause), fresh.get_state_display())
        say(event, fresh, by=by, now=now)
        return fresh


def _criteria(dispute: Dispute, why: str) -> str:
    """Which bounds it reaches, or why it goes to the agency all the same."""
    reasons = reasons_of(dispute)
    if not reasons and not why:
        refuse(
            said("没有达到较大纠纷的界限。"),
            said("确有必要的，写明理由，例如“可能引发群体冲突”。"),
        )
    return joined("；", [*reasons, why])[:300]


def _judge(dispute: Dispute, agency: Organisation, summary: str) -> None:
    if agency.pk not in {one.pk for one in agencies(dispute.street_id)}:
        raise Refused(HIDDEN)
    sides = Side.objects.of(dispute.street_id).filter(dispute=dispute)
    if sides.filter(organisation=agency).exists():
        refuse(said("这个机构就是当事人。"), said("请另选一个中立的机构。"))
    if named := _named(dispute, summary, places=False):
        refuse(said("里面写了“{word}”。", word=named), said("交给机构的情况不写当事人姓名和房号。"))
    rows = Referral.objects.of(dispute.street_id).filter(dispute=dispute)
    if rows.filter(state=Referral.State.ASKED).exists():
        refuse(said("已经交给机构，正在等建议。"), said("请先等建议。"))


def _nobody_in(dispute: Dispute, lesson: Lesson) -> None:
    """Raise Refused where a name, room, compound or number of the case stands in the lesson."""
    text = f"{lesson.title}\n{lesson.trouble}\n{lesson.solution}\n{lesson.prevention}"
    if named := _named(dispute, text, places=True):
        refuse(
            said("里面写了“{word}”，能认出是谁。", word=named),
            said("请改成“业主甲”“某小区”这样的说法。"),
        )


def _named(dispute: Dispute, text: str, *, places: bool) -> str:
    """The first word of a text that tells who the parties are; empty where none does."""
    words_: list[str] = []
    sides = Side.objects.of(dispute.street_id).filter(dispute=dispute)
    for name, room, agent in sides.values_list("name", "room", "agent"):
        words_ += [name, room, agent]
    if places and dispute.compound is not None:
        words_.append(dispute.compound.name)
    words_.append(dispute.number)
    return next((word for word in words_ if len(word) > 1 and word in text), "")
