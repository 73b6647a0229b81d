"""Who may read the handouts of trainings."""

from __future__ import annotations

from datetime import date

from mulin.decide.capability.actions.trainings import HANDOUT
from mulin.decide.capability.models import TrainingPaper
from mulin.decide.capability.queries.trainings import training_for
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_handout(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever sees a training at which it was handed out."""
    if actor is None:
        return HIDDEN
    lines = TrainingPaper.objects.of(paper.street_id).filter(paper=paper)[:20]
    seen = any(training_for(actor, line.training_id) is not None for line in lines)
    return None if seen else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(HANDOUT, may_read_handout)
