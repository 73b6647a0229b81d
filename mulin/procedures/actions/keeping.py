"""Keeping a filled text with a step of a procedure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.texts.actions import About, keep_text
from mulin.ground.texts.models import FilledText
from mulin.kit.rights import Actor, require
from mulin.procedures.actions.reckoning import alone
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import may_keep


def keep_paper(
    procedure: Procedure,
    step: str,
    paper: str,
    title: str,
    data: bytes,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> FilledText:
    """Keep a filled text as one of the procedure's papers, as PDF or Word."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        require(may_keep(by, fresh))
        about = About(fresh.pk, fresh.compound_id, step, f"{fresh.title} {fresh.number}")
        return keep_text(paper, title, data, about, once=once, by=by, now=now)
