"""How rows of the examples are written, and what a room's file here holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from mulin.ground.estate.models import Engagement, Ownership
from tests.cast import Cast

Examples = Mapping[str, Callable[[Cast], Any]]
"""Parameter of an address → a real object of ``yun``, in compound A where it has a place."""

Public = Mapping[str, str]
"""Addresses, or the beginning of their names, that strangers may open; each with its reason."""

AT = datetime(2026, 3, 1, tzinfo=UTC)


def kept(row: Any) -> Any:
    """The row, written once per test."""
    known = type(row).objects.filter(pk=row.pk).first()
    if known is None:
        row.save(force_insert=True)
        return row
    return known


def first(model: Any) -> Callable[[Cast], Any]:
    """A row of the cast's own, in compound A where rows have a place."""

    def find(cast: Cast) -> Any:
        rows = model.objects.of(cast.yun)
        if model is Engagement:
            rows = rows.filter(compound_id=cast.a.compound.pk)
        if model is Ownership:
            rows = rows.filter(unit_id=cast.a.units[0].pk)
        return rows.order_by("id").first().pk

    return find
