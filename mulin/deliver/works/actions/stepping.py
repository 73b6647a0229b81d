"""The steps of the six phases, written down as done or taken back; objections between them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import (
    LiftObjectionReceived,
    LiftObjectionSettled,
    LiftStepReached,
    LiftStepWithdrawn,
)
from mulin.deliver.works.models import Milestone, Objection, Project
from mulin.deliver.works.permissions import HIDDEN, may_carry, may_keep_papers
from mulin.deliver.works.queries.progress import not_yet, progress_of
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.lifts.phases import IN_USE
from mulin.law.process import Step
from mulin.law.process_codec import read as read_process

SUBSIDY = "subsidy"


def reach_step(
    project: Project,
    code: str,
    day: date,
    *,
    outcome: str = "",
    note: str = "",
    once: UUID,
    by: Actor,
    now: datetime,
) -> Milestone:
    """Write a step down as done. Raises Refused where something must come first, and says what."""
    today = day_of(now)
    with transaction.atomic():
        fresh = alone(project, by)
        known: Milestone | None = fresh.milestones.filter(pk=once).first()
        if known is not None:
            return known
        # The subsidy may come when the lift runs already.
        require(may_keep_papers(by, fresh) if code == SUBSIDY else may_carry(by, fresh))
        step = _step(fresh, code)
        require(_bad_day(fresh, day, today) or not_yet(fresh, step, outcome, day, today))
        made = Milestone(
            id=once,
            street_id=fresh.street_id,
            project=fresh,
            step=step.code,
            day=day,
            outcome=_outcome(step, outcome),
            note=note.strip()[:300],
            by=by.post or by.name,
        )
        made.save(force_insert=True)
        _settle(fresh, today)
        named = next((o.title for o in step.outcomes if o.code == made.outcome), "")
        told = f"（{named}）" if named else ""
        event = LiftStepReached(fresh.number, step.title, day, told, step.code, made.outcome)
        say(event, fresh, by=by, now=now)
        return made


def withdraw_step(milestone: Milestone, why: str, *, by: Actor, now: datetime) -> Milestone:
    """Take back what was written by mistake; it stays, with the reason. The last step first."""
    with transaction.atomic():
        project = alone(milestone.project, by)
        require(may_keep_papers(by, project))
        fresh: Milestone = project.milestones.get(pk=milestone.pk)
        if fresh.withdrawn_on is not None:
            return fresh
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么撤回。"), said("例如“日期填错”。")))
        require(_stands_on(project, fresh))
        fresh.withdrawn_on, fresh.why_withdrawn = day_of(now), why.strip()[:200]
        fresh.save(update_fields=["withdrawn_on", "why_withdrawn"])
        _settle(project, day_of(now))
        step = _step(project, fresh.step)
        why = fresh.why_withdrawn
        event = LiftStepWithdrawn(project.number, step.title, why, step.code)
        say(event, project, by=by, now=now)
        return fresh


def receive_objection(
    project: Project, room: str, text: str, day: date, *, once: UUID, by: Actor, now: datetime
) -> Objection:
    """A written objection came in; until it is settled no review is applied for."""
    with transaction.atomic():
        fresh = alone(project, by)
        known: Objection | None = fresh.objections.filter(pk=once).first()
        if known is not None:
            return known
        require(may_carry(by, fresh) or _bad_day(fresh, day, day_of(now)))
        if not (room.strip() and text.strip()):
            raise Refused(Refusal(said("没有写房号或者异议。"), said("照书面异议上的话写。")))
        made = Objection(
            id=once,
            street_id=fresh.street_id,
            project=fresh,
            room=room.strip()[:40],
            text=text.strip()[:500],
            received_on=day,
        )
        made.save(force_insert=True)
        event = LiftObjectionReceived(fresh.number, day, room=made.room, text=made.text)
        say(event, fresh, by=by, now=now)
        return made


def settle_objection(
    objection: Objection, how: str, result: str, day: date, *, by: Actor, now: datetime
) -> Objection:
    """How an objection ended: talked over, mediated, in court, or taken back."""
    with transaction.atomic():
        project = alone(objection.project, by)
        require(may_carry(by, project))
        fresh: Objection = project.objections.get(pk=objection.pk)
        if fresh.settled_on is not None:
            return fresh
        if not fresh.received_on <= day <= day_of(now):
            raise Refused(Refusal(said("解决的日子不对。"), said("应在收到异议以后、今天以前。")))
        if not result.strip():
            raise Refused(Refusal(said("没有写结果。"), said("写清双方怎样说定的。")))
        fresh.how, fresh.result, fresh.settled_on = (
            Objection.How(how),
            result.strip()[:500],
            day,
        )
        fresh.save(update_fields=["how", "result", "settled_on"])
        event = LiftObjectionSettled(
            project.number, fresh.received_on, fresh.get_how_display(), result=fresh.result
        )
        say(event, project, by=by, now=now)
        return fresh


def _step(project: Project, code: str) -> Step:
    step = read_process(project.process).by_code.get(code)
    if step is None:
        raise Refused(HIDDEN)
    return step


def _outcome(step: Step, typed: str) -> str:
    possible = {outcome.code for outcome in step.outcomes}
    if possible and typed not in possible:
        raise Refused(Refusal(said("没有选这一步的结果。"), said("请选一个：后面怎么走由它决定。")))
    return typed if possible else ""


def _bad_day(project: Project, day: date, today: date) -> Refusal | None:
    if day > today:
        return Refusal(said("{day} 还没有到。", day=day), said("办了以后再登记。"))
    if day < project.asked_on:
        return Refusal(said("日子早于业主提出意愿的那一天。"), said("请核对日期。"))
    return None


def _settle(project: Project, today: date) -> None:
    """The phase and the end follow from the steps."""
    found = progress_of(project, today)
    project.phase = found.phase
    running = found.done >= IN_USE
    project.state = Project.State.DONE if running else Project.State.OPEN
    project.ended_on = today if running else None
    project.save(update_fields=["phase", "state", "ended_on"])


def _stands_on(project: Project, milestone: Milestone) -> Refusal | None:
    """Whether a later step hangs on this one."""
    later = project.milestones.filter(withdrawn_on__isnull=True, pk__gt=milestone.pk)
    if not later.exists():
        return None
    return Refusal(said("后面还有登记过的步骤。"), said("请从最后一步开始，一步一步撤回。"))
