"""Who may read the papers of a procedure's steps."""

from __future__ import annotations

from datetime import date

from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.ground.texts.actions import KEPT
from mulin.ground.texts.models import FilledText
from mulin.kit.rights import Actor, Refusal
from mulin.procedures.actions.steps import EVIDENCE
from mulin.procedures.models import Evidence, Procedure
from mulin.procedures.permissions import may_read_papers
from mulin.procedures.posters import NOTICE, may_read_notice


def may_read_evidence(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the papers of a compound it was handed in for."""
    if actor is None:
        return HIDDEN
    rows = Evidence.objects.of(paper.street_id).filter(paper=paper)
    places = set(rows.values_list("entry__procedure__compound_id", flat=True)[:50])
    may = any(may_read_papers(actor, place) is None for place in places)
    return None if may else HIDDEN


def may_read_filled(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the papers of the procedure that a filled text was kept with."""
    if actor is None:
        return HIDDEN
    about = FilledText.objects.of(paper.street_id).filter(paper=paper).values("subject_id")
    rows = Procedure.objects.of(paper.street_id).filter(pk__in=about)
    places = set(rows.values_list("compound_id", flat=True)[:50])
    may = any(may_read_papers(actor, place) is None for place in places)
    return None if may else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(EVIDENCE, may_read_evidence)
    register_reader(NOTICE, may_read_notice)
    register_reader(KEPT, may_read_filled)
