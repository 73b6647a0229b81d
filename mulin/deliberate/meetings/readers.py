"""Who may read the papers of deliberation."""

from __future__ import annotations

from datetime import date

from mulin.deliberate.meetings.actions.concluding import PROOF
from mulin.deliberate.meetings.models import Assignment
from mulin.deliberate.meetings.permissions import may_see
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_proof(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever sees the issue sees that what was promised was done: its neighbours are to judge it."""
    if actor is None:
        return HIDDEN
    lines = Assignment.objects.of(paper.street_id).filter(paper=paper).select_related("issue")
    return None if any(may_see(actor, line.issue) is None for line in lines[:20]) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PROOF, may_read_proof)
