"""Who may look at papers of the counter: who works on the affair, and whose it is."""

from __future__ import annotations

from datetime import date

from mulin.discover.counter.kinds import MANDATE, PAPER
from mulin.discover.counter.models import HandedPaper, Mandate
from mulin.discover.counter.permissions import may_read_values, may_see_mandate
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_handed(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    if actor is None:
        return HIDDEN
    rows = HandedPaper.objects.of(paper.street_id).filter(photo=paper)
    rows = rows.select_related("application__station", "application__mandate")
    fits = any(may_read_values(actor, row.application) is None for row in rows[:20])
    return None if fits else HIDDEN


def may_read_mandate(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    if actor is None:
        return HIDDEN
    rows = Mandate.objects.of(paper.street_id).filter(paper=paper).select_related("station")
    return None if any(may_see_mandate(actor, row) is None for row in rows[:20]) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PAPER, may_read_handed)
    register_reader(MANDATE, may_read_mandate)
