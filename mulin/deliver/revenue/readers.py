"""Who may read a contract, a decision, an invoice: whoever may read the lines they stand behind."""

from __future__ import annotations

from datetime import date

from mulin.deliver.revenue.models import RevenuePaper
from mulin.deliver.revenue.permissions import may_read_lines
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

BILL = "revenue.bill"
"""A contract, a decision, an invoice."""
SHEET = "revenue.statement"
"""A statement as it was published."""


def may_read_bill(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Owners of the compound and who works with the books."""
    if actor is None:
        return HIDDEN
    rows = RevenuePaper.objects.of(paper.street_id).filter(paper=paper)
    kept = rows.select_related("books__compound", "books__keeper")[:20]
    return None if any(may_read_lines(actor, one.books) is None for one in kept) else HIDDEN


def may_read_sheet(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Everybody, from the day it was posted."""
    rows = PublicNotice.objects.of(paper.street_id).filter(paper_id=paper.pk)
    return None if rows.filter(starts_on__lte=today).exists() else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(BILL, may_read_bill)
    register_reader(SHEET, may_read_sheet)
