"""The list in force, and the versions before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.discover.admission.models import ListVersion
from mulin.law.admission.reading import Admissions, read, standard


@dataclass(frozen=True)
class InForce:
    """The list that holds on a day. ``row`` is None where the street still uses the sample."""

    admissions: Admissions
    row: ListVersion | None
    text: str

    @property
    def name(self) -> str:
        return self.admissions.title


def list_in_force(street_id: UUID, on: date) -> InForce:
    """One statement."""
    rows = ListVersion.objects.of(street_id).filter(begins_on__lte=on).order_by("-begins_on", "-id")
    row: ListVersion | None = rows.first()
    text = row.text if row else standard()
    admissions, faults = read(text)
    if admissions is None:
        raise ValueError(f"a list that was saved cannot be read: {faults[0]}")
    return InForce(admissions, row, text)


def versions(street_id: UUID) -> list[ListVersion]:
    """Every version, the newest first."""
    return list(ListVersion.objects.of(street_id).order_by("-id")[:50])
