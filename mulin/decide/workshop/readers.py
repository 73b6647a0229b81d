"""Who may read the documents powers are lent by: whoever may see the mandate."""

from __future__ import annotations

from datetime import date

from mulin.decide.workshop.actions.lending import DOCUMENT
from mulin.decide.workshop.models import MandatePaper
from mulin.decide.workshop.permissions import may_see_mandate
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_document(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """The street, the workshop, the communities and committees of the compounds it reaches."""
    if actor is None:
        return HIDDEN
    rows = MandatePaper.objects.of(paper.street_id).filter(paper=paper)
    papers = rows.select_related("mandate__workshop")[:20]
    return None if any(may_see_mandate(actor, one.mandate) is None for one in papers) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(DOCUMENT, may_read_document)
