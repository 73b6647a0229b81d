"""Who may read the photos of reports."""

from __future__ import annotations

from datetime import date

from mulin.discover.grids.actions_reports import PHOTO
from mulin.discover.grids.models import NetReport
from mulin.discover.grids.permissions import may_see_report
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_photo(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever sees a report the photo belongs to."""
    if actor is None:
        return HIDDEN
    rows = NetReport.objects.of(paper.street_id).filter(paper=paper)[:20]
    return None if any(may_see_report(actor, row) is None for row in rows) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PHOTO, may_read_photo)
