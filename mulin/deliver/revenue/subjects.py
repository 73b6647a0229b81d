"""From a notice on the board to the statement behind it."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliver.revenue.models import Statement
from mulin.ground.notices.subjects import Subject, register_subject


def statement_behind(street_id: UUID, subject_id: UUID) -> Subject | None:
    """The open books that a statement's notice speaks of."""
    rows = Statement.objects.of(street_id).select_related("books__compound", "books__street")
    row = rows.filter(pk=subject_id).first()
    if row is None or row.books.compound is None:
        return None
    board = reverse("books_board:board", args=[row.books.street.slug, row.books.compound.slug])
    office = reverse("revenue:statements", args=[row.books_id])
    return Subject(_("看公开的账"), f"{board}?no={row.number}", office)


def register() -> None:
    """Let the board ask us; once, where the app starts."""
    register_subject(statement_behind)
