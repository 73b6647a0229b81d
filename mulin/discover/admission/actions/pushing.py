"""What is asked of communities: let in by an item of the list, or turned back with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.admission.actions.common import alone
from mulin.discover.admission.events import (
    ExceptionAsked,
    ExceptionDecided,
    PushAdmitted,
    PushCalledOff,
    PushCarried,
    PushRefused,
)
from mulin.discover.admission.models import Push, PushTarget
from mulin.discover.admission.permissions import (
    HIDDEN,
    may_answer,
    may_call_off,
    may_decide,
    may_plead,
    may_push,
)
from mulin.discover.admission.queries.lists import InForce, list_in_force
from mulin.ground.estate.models import Community
from mulin.ground.record.verbs import say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

NUMBERS = "XP"
"""Requests are numbered XP-2026-0001: 下派."""
State, Part = Push.State, PushTarget.State


@dataclass(frozen=True)
class Wanted:
    """What is asked. ``item``: the number in the list, empty where there is none."""

    department: str
    title: str
    item: str
    detail: str = ""
    due_on: date | None = None


def push_down(
    communities: Sequence[Community], wanted: Wanted, *, once: UUID, by: Actor, now: datetime
) -> Push:
    """Let it in by its item, or turn it back; both stay on record. The same ``once`` gives it back."""
    if any(one.street_id != by.street_id for one in communities):
        raise Refused(HIDDEN)
    require(may_push(by, frozenset(one.pk for one in communities)))
    today = day_of(now)
    if not communities:
        refuse(said("没有选社区。"), said("请选要做这件事的社区。"))
    if wanted.due_on is not None and wanted.due_on < today:
        refuse(said("要求完成的日子已经过了。"), said("请核对日期。"))
    with transaction.atomic():
        known: Push | None = Push.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = _row(wanted, list_in_force(by.street_id, today), once, by, today)
        row.save(force_insert=True)
        PushTarget.objects.bulk_create(
            [PushTarget(street_id=by.street_id, push=row, community=one) for one in communities]
        )
        if row.state == State.ADMITTED:
            say(
                PushAdmitted(row.department, row.title, row.number, row.item, len(communities)),
                row,
                by=by,
                now=now,
            )
        else:
            event = PushRefused(row.department, row.title, row.number, row.why_refused)
            say(event, row, by=by, now=now)
        return row


def plead(push: Push, why: str, support: str, until: date, *, by: Actor, now: datetime) -> Push:
    """Ask for an exception: why, with which money and people, until when."""
    with transaction.atomic():
        fresh = alone(push, by)
        require(may_plead(by, fresh))
        if until < day_of(now):
            refuse(said("截止的日子已经过了。"), said("特别准入要写做到哪天为止。"))
        fresh.state, fresh.until = State.ASKED, until
        fresh.why_needed = words(why, 300, said("为什么要特别准入"))
        fresh.support = words(
            support, 200, said("给什么人、钱、物"), said("费随事转：写清给社区的经费和人手。")
        )
        fresh.pleaded_by, fresh.pleaded_account = by.post or by.name, by.account_id
        fresh.save()
        event = ExceptionAsked(fresh.title, fresh.number, until, fresh.why_needed, fresh.support)
        say(event, fresh, by=by, now=now)
        return fresh


def decide_exception(push: Push, agreed: bool, decision: str, *, by: Actor, now: datetime) -> Push:
    """The street approves or declines; never who asked."""
    with transaction.atomic():
        fresh = alone(push, by)
        require(may_decide(by, fresh))
        fresh.decision = words(decision, 200, said("批示"), said("写一句理由。"))
        fresh.state = State.EXCEPTION if agreed else State.DECLINED
        fresh.decided_by, fresh.decided_on = by.post or by.name, day_of(now)
        fresh.save()
        event = ExceptionDecided(
            fresh.title, fresh.number, fresh.get_state_display(), fresh.decision
        )
        say(event, fresh, by=by, now=now)
        return fresh


def carry_out(
    target: PushTarget, text: str, *, returned: bool = False, by: Actor, now: datetime
) -> PushTarget:
    """A community did it, or gives it back because it is not what the list says."""
    with transaction.atomic():
        fresh = alone(target, by)
        require(may_answer(by, fresh))
        what = said("退回的理由") if returned else said("结果")
        fresh.words = words(text, 300, what)
        fresh.state = Part.RETURNED if returned else Part.DONE
        fresh.ended_on, fresh.by = day_of(now), by.post or by.name
        fresh.save(update_fields=["words", "state", "ended_on", "by"])
        push = fresh.push
        late = push.due_on is not None and day_of(now) > push.due_on
        event = PushCarried(
            fresh.community.name,
            push.title,
            push.number,
            fresh.get_state_display(),
            said("（迟于要求）") if late else "",
            fresh.words,
        )
        say(event, push, by=by, now=now)
        return fresh


def call_off(push: Push, why: str, *, by: Actor, now: datetime) -> Push:
    """The street takes it back; communities need not go on."""
    with transaction.atomic():
        fresh = alone(push, by)
        require(may_call_off(by, fresh))
        reason = words(why, 200, said("撤销的理由"))
        fresh.state, fresh.decision = State.CALLED_OFF, reason
        fresh.save(update_fields=["state", "decision"])
        say(PushCalledOff(fresh.title, fresh.number, reason), fresh, by=by, now=now)
        return fresh


def _row(wanted: Wanted, listed: InForce, once: UUID, by: Actor, today: date) -> Push:
    why, item = _judged(wanted, listed, today), listed.admissions.item(wanted.item)
    return Push(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        department=words(wanted.department, 80, said("哪个部门要的")),
        title=words(wanted.title, 120, said("要社区做什么")),
        detail=wanted.detail.strip()[:500],
        item=item.code if item else "",
        item_title=item.title if item else "",
        basis=item.basis if item else listed.admissions.basis,
        state=State.REFUSED if why else State.ADMITTED,
        why_refused=why,
        asked_on=today,
        asked_by=by.post or by.name,
        due_on=wanted.due_on,
    )


def _judged(wanted: Wanted, listed: InForce, today: date) -> str:
    """Why it is turned back, with what says so; empty where it is let in."""
    item = listed.admissions.item(wanted.item)
    if item is None and wanted.item:
        return said(
            "《{name}》里没有编号 {item}。{basis}",
            name=listed.name,
            item=wanted.item[:12],
            basis=_rule(listed),
        )
    if item is None:
        return said(
            "《{name}》里没有这一项，社区不承担。{basis}", name=listed.name, basis=_rule(listed)
        )
    if not item.holds_on(today):
        return said(
            "《{name}》的 {item} 已于 {day} 到期。{basis}",
            name=listed.name,
            item=item.code,
            day=str(item.ends_on),
            basis=_rule(listed),
        )
    return ""


def _rule(listed: InForce) -> str:
    return said("依据：{basis}。", basis=listed.admissions.basis)
