"""交接班: what a shift leaves behind, and the next one's word that it was taken over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mulin.discover.patrols.actions.common import alone
from mulin.discover.patrols.events import ShiftHandedOver, ShiftTaken
from mulin.discover.patrols.models import Handover, Plan
from mulin.discover.patrols.permissions import may_walk
from mulin.discover.patrols.queries.plans import named_for
from mulin.ground.record.verbs import say_there as say
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said


def hand_over(
    plan: Plan, day: date, shift: str, text: str, things: str, *, by: Actor, now: datetime
) -> Handover:
    """Write down what the next shift must know; a shift of a day is handed over once."""
    told = words(text, 500, said("没有写交接事项。"), said("没有事也写一句，例如“一切正常”。"))
    require(may_walk(by, plan, named=named_for(plan)))
    if shift not in {one.name for one in plan.rota.shifts}:
        raise Refused(Refusal(said("这个计划没有这个班次。"), said("请从计划的班次里选一个。")))
    with transaction.atomic():
        alone(plan, by)
        rows = Handover.objects.of(by.street_id).filter(plan=plan, day=day, shift=shift)
        known: Handover | None = rows.first()
        if known is not None:
            if known.given_person_id == by.person_id:
                return known
            raise Refused(
                Refusal(
                    said("{day} {shift}已经由{by}交班。", day=day, shift=shift, by=known.given_by),
                    said("有补充的，请写在接班的说法里。"),
                )
            )
        row = Handover(
            street_id=plan.street_id,
            plan=plan,
            compound_id=plan.compound_id,
            day=day,
            shift=shift,
            text=told,
            things=things.strip()[:200],
            given_by=by.name[:80],
            given_person_id=by.person_id,
            given_at=now,
        )
        row.save(force_insert=True)
        say(ShiftHandedOver(day, shift, plan.title, by.name), row, by=by, now=now)
        return row


def take_over(row: Handover, doubt: str, *, by: Actor, now: datetime) -> Handover:
    """Take a shift over, with a word where something is not as written; not from oneself."""
    with transaction.atomic():
        fresh = alone(row, by)
        plan = fresh.plan
        require(may_walk(by, plan, named=named_for(plan)))
        if fresh.taken_at is not None:
            if fresh.taken_by == by.name[:80]:
                return fresh
            raise Refused(Refusal(said("{by}已经接班。", by=fresh.taken_by), said("不用再接。")))
        if fresh.given_person_id is not None and fresh.given_person_id == by.person_id:
            raise Refused(
                Refusal(said("交班和接班不能是同一个人。"), said("请接班的人用自己的账号点。"))
            )
        fresh.taken_by, fresh.taken_at = by.name[:80], now
        fresh.doubt = doubt.strip()[:200]
        fresh.save(update_fields=["taken_by", "taken_at", "doubt"])
        said_so = said("，说“{doubt}”", doubt=fresh.doubt) if fresh.doubt else ""
        say(ShiftTaken(fresh.day, fresh.shift, plan.title, said_so, by.name), fresh, by=by, now=now)
        return fresh
