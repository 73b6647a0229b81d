"""The kinds of papers this room keeps, and the keeping of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor

BODY_PAPER = "committees.paper"
MEETING_PAPER = "committees.meeting"
PETITION_PAPER = "committees.petition"
INSPECTION_PAPER = "committees.inspection"
SEAL_PAPER = "committees.seal"
PANEL_PAPER = "committees.panel"
ADVICE_PAPER = "committees.advice"
OPEN_PAPER = "committees.open"


class File(NamedTuple):
    """An upload: its name and what can be read from it."""

    name: str
    data: Any


def kept(file: File, kind: str, *, by: Actor, now: datetime) -> Paper:
    """The upload in the vault, sealed; the caller's verb has judged and puts it on record."""
    return store(
        by.street_id,
        file.data,
        kind=kind,
        title=file.name[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
