"""Opening a matter, moving it along the chain, closing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Compound
from mulin.ground.matters.events import MatterClosed, MatterMoved, MatterOpened
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import HIDDEN, may_carry, may_go_on, may_open_matter
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NUMBERS = "SX"
"""Matters are numbered SX-2026-0001: 事项."""
LONGEST_TITLE = 120


def open_matter(
    compound: Compound | None, title: str, stage: str, *, by: Actor, now: datetime, once: UUID
) -> Matter:
    """Open a matter at a stage of the chain, under a number; the same ``once`` again gives it back."""
    if compound is not None and compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    compound_id = compound.pk if compound is not None else None
    require(may_open_matter(by, compound_id))
    plain = " ".join(title.split())
    if not plain or len(plain) > LONGEST_TITLE:
        raise Refused(
            Refusal(
                said("没有写是什么事，或者写得太长。"),
                said("用一句话写清，不超过 {n} 个字。", n=LONGEST_TITLE),
            )
        )
    chosen = _stage(stage)
    if chosen == Matter.Stage.CLOSED:
        raise Refused(Refusal(said("新立的事项不能已经办结。"), said("请选它现在所在的环节。")))
    with transaction.atomic():
        known: Matter | None = Matter.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        today = day_of(now)
        matter = Matter(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, today.year),
            title=plain,
            stage=chosen,
            compound=compound,
            opened_on=today,
        )
        matter.save(force_insert=True)
        event = MatterOpened(matter.title, matter.number, matter.get_stage_display())
        _say(event, matter, by=by, now=now)
        return matter


def move_stage(matter: Matter, stage: str, why: str, *, by: Actor, now: datetime) -> Matter:
    """Take a matter to another stage of the chain, forwards or back, and say why."""
    with transaction.atomic():
        fresh = _carrying(matter, by)
        chosen = _stage(stage)
        if chosen == Matter.Stage.CLOSED:
            raise Refused(Refusal(said("办结要写明结果。"), said("请用“办结”。")))
        if fresh.stage == chosen:
            return fresh
        require(may_go_on(fresh))
        if not why.strip():
            raise Refused(
                Refusal(said("没有写为什么转环节。"), said("例如“居民代表会已形成三个方案”。"))
            )
        before = fresh.get_stage_display()
        fresh.stage, fresh.closed_on = chosen, None
        fresh.save(update_fields=["stage", "closed_on"])
        event = MatterMoved(
            fresh.title, fresh.number, before, fresh.get_stage_display(), why.strip()[:200]
        )
        _say(event, fresh, by=by, now=now)
        return fresh


def close(matter: Matter, outcome: str, *, by: Actor, now: datetime) -> Matter:
    """Close a matter with its outcome; closing it again changes nothing."""
    with transaction.atomic():
        fresh = _carrying(matter, by)
        if fresh.stage == Matter.Stage.CLOSED:
            return fresh
        require(may_go_on(fresh))
        if not outcome.strip():
            raise Refused(
                Refusal(said("没有写办结结果。"), said("写清办成了什么，或者为什么不办了。"))
            )
        fresh.stage, fresh.closed_on = Matter.Stage.CLOSED, day_of(now)
        fresh.save(update_fields=["stage", "closed_on"])
        event = MatterClosed(fresh.title, fresh.number, outcome.strip()[:200])
        _say(event, fresh, by=by, now=now)
        return fresh


def _carrying(matter: Matter, by: Actor) -> Matter:
    """The matter as it stands now, locked, for somebody who may carry it."""
    rows = Matter.objects.of(by.street_id).select_for_update()
    fresh: Matter | None = rows.filter(pk=matter.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    require(may_carry(by, fresh))
    return fresh


def _stage(typed: str) -> Matter.Stage:
    try:
        return Matter.Stage(typed)
    except ValueError:
        raise Refused(Refusal(said("没有这个环节。"), said("请在五个环节里选一个。"))) from None


def _say(event: Event, matter: Matter, *, by: Actor, now: datetime) -> None:
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=matter.pk,
        compound_id=matter.compound_id,
    )
