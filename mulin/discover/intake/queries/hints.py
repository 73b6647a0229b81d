"""What may be the same trouble: open tickets near by whose words are near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from mulin.discover.intake.models import OPEN, Ticket
from mulin.discover.intake.queries.tickets import BESIDE
from mulin.kit.bigrams import nearness

LATELY = timedelta(days=30)
MOST, LOOKED_AT = 5, 200
ALIKE = 0.3
"""From this share of common pairs of characters two statements are shown side by side."""


@dataclass(frozen=True)
class Near:
    """Another ticket and why it may be the same: the nearer, the higher."""

    ticket: Ticket
    share: float
    same_place: bool


@dataclass(frozen=True)
class Trouble:
    """What is being reported, before it is a ticket or after."""

    street_id: UUID
    compound_id: UUID | None
    building_id: UUID | None
    stairwell_id: UUID | None
    category: str
    text: str
    own: UUID | None = None

    @classmethod
    def of(cls, ticket: Ticket) -> Trouble:
        return cls(
            ticket.street_id,
            ticket.compound_id,
            ticket.building_id,
            ticket.stairwell_id,
            ticket.category,
            f"{ticket.title}{ticket.text}",
            ticket.pk,
        )


def near(trouble: Trouble, now: datetime, *, common_only: bool = False) -> list[Near]:
    """Open tickets of the last month in the same compound, by place and words; one statement.

    ``common_only``: without what lies inside homes or is kept from others, for neighbours to see.
    """
    if trouble.compound_id is None:
        return []
    rows = Ticket.objects.of(trouble.street_id).filter(
        compound_id=trouble.compound_id, state__in=OPEN, raised_at__gte=now - LATELY
    )
    rows = rows.filter(Q(category=trouble.category) | Q(building_id=trouble.building_id))
    if common_only:
        rows = rows.filter(unit__isnull=True, shielded=False)
    if trouble.own is not None:
        rows = rows.exclude(pk=trouble.own)
    found = [
        _judged(trouble, row) for row in rows.select_related(*BESIDE).order_by("-id")[:LOOKED_AT]
    ]
    kept = [one for one in found if _counts(trouble, one)]
    kept.sort(key=lambda one: (one.same_place, one.share), reverse=True)
    return kept[:MOST]


def _judged(trouble: Trouble, row: Ticket) -> Near:
    share = nearness(trouble.text, f"{row.title}{row.text}")
    same = trouble.building_id is not None and row.building_id == trouble.building_id
    if same and trouble.stairwell_id and row.stairwell_id:
        same = row.stairwell_id == trouble.stairwell_id
    return Near(row, share, same)


def _counts(trouble: Trouble, one: Near) -> bool:
    """Near in words; or of one kind at one place, which says enough by itself."""
    return one.share >= ALIKE or (one.same_place and one.ticket.category == trouble.category)
