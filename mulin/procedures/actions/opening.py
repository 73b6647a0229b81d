"""Opening a procedure under the law of the day, and ending it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Compound
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.process import Process
from mulin.law.process_catalogue import process_named
from mulin.law.process_codec import written
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.events import ProcedureEnded, ProcedureOpened
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import HIDDEN, may_carry, may_open
from mulin.procedures.queries.pins import process_here

NUMBERS = "CX"
"""Procedures are numbered CX-2026-0001: 程序."""


def open_procedure(
    code: str, compound: Compound, anchor: date, *, once: UUID, by: Actor, now: datetime
) -> Procedure:
    """Open a procedure and pin its steps and the law of today; the same ``once`` gives it back."""
    with transaction.atomic():
        procedure, is_new = begun(code, compound, anchor, once=once, by=by, now=now)
        if is_new:
            title, anchored = procedure.title, process_named(code).anchor.title
            event = ProcedureOpened(title, procedure.number, anchored, anchor)
            say(event, procedure, by=by, now=now)
        return procedure


def begun(
    code: str,
    compound: Compound,
    anchor: date,
    about: tuple[UUID, str] | None = None,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> tuple[Procedure, bool]:
    """The procedure, and whether it is new; what is said of it is the caller's. ``about``: over what."""
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_open(by, compound.pk))
    today = day_of(now)
    Street.objects.select_for_update().get(pk=by.street_id)
    rows = Procedure.objects.of(by.street_id)
    known: Procedure | None = rows.filter(pk=once).first()
    if known is not None:
        return known, False
    process, law = process_here(code, by.street_id, today)
    about_id, named = about or (None, "")
    standing = rows.filter(compound=compound, code=code, state=Procedure.State.OPEN)
    if standing.filter(about_id=about_id).exists():
        name, title = named or compound.name, process.title
        what = said("{name}已经有一个在办的“{title}”。", name=name, title=title)
        raise Refused(Refusal(what, said("请继续办那一个。")))
    procedure = Procedure(
        id=once,
        number=draw_number(by.street_id, NUMBERS, today.year),
        anchor=anchor,
        opened_on=today,
        about_id=about_id,
        about=named[:120],
        **_pinned(compound, process, law),
    )
    procedure.save(force_insert=True)
    return procedure, True


def _pinned(compound: Compound, process: Process, law: dict[str, Any]) -> dict[str, Any]:
    """What a procedure takes from the law of its opening day."""
    return {
        "street_id": compound.street_id,
        "compound": compound,
        "code": process.code,
        "title": process.title,
        "process": written(process),
        "law": law,
    }


def end_procedure(
    procedure: Procedure, why: str, *, void: bool, by: Actor, now: datetime
) -> Procedure:
    """Close a procedure with what came of it, or void it with the reason."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        if not fresh.is_open:
            return fresh
        require(may_carry(by, fresh))
        if not why.strip():
            raise Refused(
                Refusal(said("没有写结果或理由。"), said("写清办成了什么，或者为什么作废。"))
            )
        fresh.state = Procedure.State.VOIDED if void else Procedure.State.CLOSED
        fresh.ended_on, fresh.why_ended = day_of(now), why.strip()[:200]
        fresh.save(update_fields=["state", "ended_on", "why_ended"])
        how = fresh.get_state_display()
        say(ProcedureEnded(fresh.title, fresh.number, how, fresh.why_ended), fresh, by=by, now=now)
        return fresh
