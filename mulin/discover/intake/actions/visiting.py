"""Return visits: a sample drawn by lot that anybody can draw again, and what was answered."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.common import alone, say
from mulin.discover.intake.actions.judging import taken_up_again
from mulin.discover.intake.drawing import sample
from mulin.discover.intake.events_rules import VisitAnswered, VisitsDrawn
from mulin.discover.intake.models import ReturnVisit, Ticket, VisitRound
from mulin.discover.intake.permissions import HIDDEN, may_visit
from mulin.ground.record.actions import record
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of, end_of, start_of
from mulin.kit.rights import Actor, Refusal, Refused, require, system_actor
from mulin.kit.words import said

NUMBERS = "HF"
"""Rounds of visits are numbered HF-2026-0001: 回访."""
MOST = 1000


def draw_visits(
    first: date, last: date, percent: int, *, once: UUID, by: Actor, now: datetime
) -> VisitRound:
    """Draw so many percent of the tickets that ended in the period and whose raiser can be reached."""
    require(may_visit(by))
    today = day_of(now)
    require(_in_a_year(first, last, percent, today))
    with transaction.atomic():
        known: VisitRound | None = VisitRound.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        numbers = _askable(by.street_id, first, last)
        if not numbers:
            raise Refused(
                Refusal(said("这段时间没有可以回访的工单。"), said("请换一段时间，抽过的不再抽。"))
            )
        seed = secrets.token_hex(8)
        chosen = sample(list(numbers), percent, seed)[:MOST]
        made = VisitRound(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, today.year),
            first=first,
            last=last,
            percent=percent,
            population=len(numbers),
            size=len(chosen),
            seed=seed,
            drawn_at=now,
            drawn_by=by.post or by.name,
        )
        made.save(force_insert=True)
        ReturnVisit.objects.bulk_create(
            ReturnVisit(street_id=by.street_id, round=made, ticket_id=numbers[number])
            for number in chosen
        )
        event = VisitsDrawn(made.number, first, last, len(numbers), percent, len(chosen), seed)
        record(event, by=by, at=now, on=today, subject_id=made.pk)
        return made


def _in_a_year(first: date, last: date, percent: int, today: date) -> Refusal | None:
    if first <= last <= today and (last - first).days <= 366 and 1 <= percent <= 100:
        return None
    return Refusal(
        said("抽样的时间或比例不对。"), said("选一年以内、今天以前的日子，比例 1 到 100。")
    )


def _askable(street_id: UUID, first: date, last: date) -> dict[str, UUID]:
    """By number, closed tickets whose raiser can be reached and was not asked before."""
    asked = ReturnVisit.objects.of(street_id).values("ticket_id")
    rows = Ticket.objects.of(street_id).filter(
        state=Ticket.State.CLOSED,
        ended_at__gte=start_of(first),
        ended_at__lt=end_of(last),
        anonymous=False,
    )
    rows = rows.exclude(raiser__isnull=True, caller_masked="").exclude(pk__in=asked)
    return dict(rows.order_by("number").values_list("number", "pk"))


def note_visit(
    visit: ReturnVisit,
    *,
    reached: bool,
    responded: bool = False,
    solved: str = "",
    score: int = 0,
    words: str = "",
    by: Actor,
    now: datetime,
) -> ReturnVisit:
    """What somebody answered; or that he could not be reached, which is in no denominator.

    Not solved, or only partly, takes a closed ticket up again: the last word is his."""
    require(may_visit(by))
    if reached and not (solved in Ticket.Solved.values and 1 <= score <= 5):
        raise Refused(
            Refusal(
                said("回访的三个问题没有答全。"), said("联系没有、解决没有、满意不满意，各选一个。")
            )
        )
    with transaction.atomic():
        rows = ReturnVisit.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: ReturnVisit | None = rows.select_related("ticket").filter(pk=visit.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        fresh.state = ReturnVisit.State.ANSWERED if reached else ReturnVisit.State.UNREACHED
        fresh.responded = responded if reached else None
        fresh.solved, fresh.score = (solved, score) if reached else ("", None)
        fresh.words, fresh.at, fresh.by = words.strip()[:300], now, by.post or by.name
        fresh.save()
        told = _answer(fresh, now)
        say(VisitAnswered(fresh.ticket.number, told), fresh.ticket, by=by, now=now)
        return fresh


def _answer(visit: ReturnVisit, now: datetime) -> str:
    """What was said, and what comes of it."""
    if visit.state != ReturnVisit.State.ANSWERED:
        return said("联系不上")
    told = said("{solved}，{score} 分", solved=Ticket.Solved(visit.solved).label, score=visit.score)
    then = taken_up_again(alone(visit.ticket, system_actor(visit.street_id)), visit.solved, now)
    return said("{told}，{then}", told=told, then=then) if then else told
