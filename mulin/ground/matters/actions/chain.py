"""Opening a matter, moving it along the chain, closing it, taking it up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Compound
from mulin.ground.matters.actions.common import (
    LONGEST_TITLE,
    About,
    carrying,
    chosen_about,
    tell,
)
from mulin.ground.matters.events import MatterClosed, MatterMoved, MatterOpened, MatterReopened
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import HIDDEN, may_go_on, may_open_matter
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NUMBERS = "SX"
"""Matters are numbered SX-2026-0001: 事项."""


def open_matter(
    compound: Compound | None,
    title: str,
    stage: str,
    *,
    about: About | None = None,
    split_from: Matter | None = None,
    by: Actor,
    now: datetime,
    once: UUID,
) -> Matter:
    """Open a matter at a stage of the chain, under a number; the same ``once`` again gives it back."""
    if compound is not None and compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_open_matter(by, compound.pk if compound is not None else None))
    plain = _title(title)
    chosen = stage_of(stage)
    if chosen == Matter.Stage.CLOSED:
        raise Refused(Refusal(said("新立的事项不能已经办结。"), said("请选它现在所在的环节。")))
    details = chosen_about(about or About(), compound)
    with transaction.atomic():
        known: Matter | None = Matter.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        matter = _row(compound, plain, chosen, details, split_from, by=by, now=now, once=once)
        matter.save(force_insert=True)
        if split_from is None:
            event = MatterOpened(matter.spoken, matter.number, matter.get_stage_display())
            tell(event, matter, by=by, now=now)
        return matter


def move_stage(matter: Matter, stage: str, why: str, *, by: Actor, now: datetime) -> Matter:
    """Take a matter to another stage of the chain, forwards or back, and say why."""
    with transaction.atomic():
        fresh = carrying(matter, by)
        chosen = stage_of(stage)
        if chosen == Matter.Stage.CLOSED:
            raise Refused(Refusal(said("办结要写明结果。"), said("请用“办结”。")))
        if fresh.stage == chosen:
            return fresh
        require(may_go_on(fresh))
        if not why.strip():
            raise Refused(
                Refusal(said("没有写为什么转环节。"), said("例如“居民代表会已形成三个方案”。"))
            )
        if not fresh.is_open:
            return _taken_up(fresh, chosen, why, by=by, now=now)
        before = fresh.get_stage_display()
        fresh.stage = chosen
        fresh.save(update_fields=["stage"])
        event = MatterMoved(
            fresh.spoken, fresh.number, before, fresh.get_stage_display(), why.strip()[:200]
        )
        tell(event, fresh, by=by, now=now)
        return fresh


def reopen(matter: Matter, stage: str, why: str, *, by: Actor, now: datetime) -> Matter:
    """Take a closed matter up again at a stage; an open one stays as it is."""
    with transaction.atomic():
        fresh = carrying(matter, by)
        chosen = stage_of(stage)
        if fresh.is_open:
            return fresh
        require(may_go_on(fresh))
        if chosen == Matter.Stage.CLOSED:
            raise Refused(Refusal(said("没有选从哪个环节重新办。"), said("请选一个环节。")))
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么重新办理。"), said("例如“修好的地方又漏了”。")))
        return _taken_up(fresh, chosen, why, by=by, now=now)


def close(matter: Matter, outcome: str, *, by: Actor, now: datetime) -> Matter:
    """Close a matter with its outcome; closing it again changes nothing."""
    with transaction.atomic():
        fresh = carrying(matter, by)
        require(may_go_on(fresh))
        if fresh.stage == Matter.Stage.CLOSED:
            return fresh
        if not outcome.strip():
            raise Refused(
                Refusal(said("没有写办结结果。"), said("写清办成了什么，或者为什么不办了。"))
            )
        fresh.stage, fresh.closed_on = Matter.Stage.CLOSED, day_of(now)
        fresh.save(update_fields=["stage", "closed_on"])
        event = MatterClosed(fresh.spoken, fresh.number, outcome.strip()[:200])
        tell(event, fresh, by=by, now=now)
        return fresh


def stage_of(typed: str) -> Matter.Stage:
    """The stage of that name. Raises Refused where there is none."""
    try:
        return Matter.Stage(typed)
    except ValueError:
        raise Refused(Refusal(said("没有这个环节。"), said("请在五个环节里选一个。"))) from None


def _row(
    compound: Compound | None,
    title: str,
    stage: Matter.Stage,
    about: About,
    split_from: Matter | None,
    *,
    by: Actor,
    now: datetime,
    once: UUID,
) -> Matter:
    today = day_of(now)
    return Matter(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        title=title,
        stage=stage,
        kind=about.kind,
        secrecy=about.secrecy,
        compound=compound,
        building=about.building,
        spot=about.spot,
        opened_on=today,
        opener_id=by.person_id,
        split_from=split_from,
    )


def _taken_up(fresh: Matter, stage: Matter.Stage, why: str, *, by: Actor, now: datetime) -> Matter:
    fresh.stage, fresh.closed_on = stage, None
    fresh.save(update_fields=["stage", "closed_on"])
    event = MatterReopened(fresh.spoken, fresh.number, fresh.get_stage_display(), why.strip()[:200])
    tell(event, fresh, by=by, now=now)
    return fresh


def _title(typed: str) -> str:
    plain = " ".join(typed.split())
    if plain and len(plain) <= LONGEST_TITLE:
        return plain
    raise Refused(
        Refusal(
            said("没有写是什么事，或者写得太长。"),
            said("用一句话写清，不超过 {n} 个字。", n=LONGEST_TITLE),
        )
    )
