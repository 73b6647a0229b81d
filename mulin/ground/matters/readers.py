"""Who may read what lies in the file of a matter: whoever sees the matter."""

from __future__ import annotations

from datetime import date

from mulin.ground.matters.models import Filed
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

DOCUMENT = "matters.document"


def may_read_document(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever sees a matter that holds it."""
    if actor is None:
        return HIDDEN
    rows = Filed.objects.of(paper.street_id).filter(paper=paper).select_related("matter")
    seen = any(may_see_matter(actor, row.matter) is None for row in rows)
    return None if seen else HIDDEN


def register() -> None:
    """Once, where the app starts."""
    register_reader(DOCUMENT, may_read_document)
