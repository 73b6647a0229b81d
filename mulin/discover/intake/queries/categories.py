"""The categories in force in a street: its own file, or the one we ship with."""

from __future__ import annotations

from uuid import UUID

from mulin.discover.intake.categories import Category, Sheet, read, standard
from mulin.discover.intake.categories.reading import standard_text
from mulin.discover.intake.models import CategorySheet


def sheet_of(street_id: UUID) -> CategorySheet | None:
    """The street's newest version; None while it uses ours."""
    found: CategorySheet | None = (
        CategorySheet.objects.of(street_id).order_by("-version", "-id").first()
    )
    return found


def categories_of(street_id: UUID) -> Sheet:
    """What a street's people may choose from; one statement."""
    own = sheet_of(street_id)
    found = read(own.text) if own is not None else standard()
    return found if found.categories else standard()


def text_of(street_id: UUID) -> str:
    """The file as it is edited."""
    own = sheet_of(street_id)
    return own.text if own is not None else standard_text()


def sheets_of(street_id: UUID) -> list[CategorySheet]:
    """Every version a street entered, the newest first."""
    return list(CategorySheet.objects.of(street_id).order_by("-version", "-id")[:50])


def known(street_id: UUID, code: str) -> Category | None:
    """The category of that code, in force or shipped."""
    return categories_of(street_id).get(code) or standard().get(code)
