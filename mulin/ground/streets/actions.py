"""The verbs of the street itself."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from mulin.ground.streets.models import Numbering


def draw_number(street_id: UUID, kind: str, year: int) -> str:
    """The next number people quote, e.g. ``BJ-2026-0117``. Gaps are allowed, reuse is not.

    Must run inside the verb's transaction: the row stays locked until it ends.
    """
    return draw_numbers(street_id, kind, year, 1)[0]


def draw_numbers(street_id: UUID, kind: str, year: int, count: int) -> list[str]:
    """The next ``count`` numbers in one go, for bulk verbs."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("draw_number belongs inside a transaction")
    Numbering.objects.bulk_create(
        [Numbering(street_id=street_id, kind=kind, year=year)], ignore_conflicts=True
    )
    row = Numbering.objects.of(street_id).filter(kind=kind, year=year)
    row.update(last=F("last") + count)
    last = row.values_list("last", flat=True).get()
    return [f"{kind}-{year}-{n:04d}" for n in range(last - count + 1, last + 1)]
