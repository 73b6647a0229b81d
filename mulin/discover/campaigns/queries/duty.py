"""The roster as a table of days, its gaps, and my own watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.discover.campaigns.models import Campaign, Shift, ShiftChange
from mulin.discover.campaigns.queries.campaigns import within
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor


@dataclass
class Day:
    """One day of one compound: its posts with their watches in the order of time."""

    day: date
    place: str
    posts: dict[str, list[Shift]] = field(default_factory=dict)

    @property
    def gaps(self) -> int:
        return sum(one.person_id is None for row in self.posts.values() for one in row)


def shifts_for(actor: Actor, campaign: Campaign) -> QuerySet[Shift]:
    """Watches in the compounds the actor reads, in the order of time."""
    rows = within(actor, Shift.objects.of(actor.street_id).filter(campaign=campaign))
    changed = rows.annotate(swaps=Count("changes", filter=Q(changes__street_id=actor.street_id)))
    found: QuerySet[Shift] = changed.select_related("compound").order_by(
        "starts_at", "compound__name", "post"
    )
    return found


def days_of(shifts: list[Shift]) -> list[Day]:
    """The same as days."""
    found: dict[tuple[date, UUID], Day] = {}
    for one in shifts:
        day = day_of(one.starts_at)
        row = found.setdefault((day, one.compound_id), Day(day, one.compound.name))
        row.posts.setdefault(one.post, []).append(one)
    return list(found.values())


def shift_of(street_id: UUID, campaign: Campaign, shift_id: UUID) -> Shift | None:
    """One watch of a campaign."""
    rows = Shift.objects.of(street_id).filter(campaign=campaign, pk=shift_id)
    found: Shift | None = rows.select_related("campaign", "compound").first()
    return found


def changes_of(shift: Shift) -> list[ShiftChange]:
    """Who took over from whom, the latest first."""
    return list(ShiftChange.objects.of(shift.street_id).filter(shift=shift).order_by("-at"))


def my_shifts(actor: Actor, now: datetime) -> list[Shift]:
    """What I have still to stand, the next first."""
    if actor.person_id is None:
        return []
    rows = Shift.objects.of(actor.street_id).filter(
        person_id=actor.person_id, ends_at__gte=now, campaign__state=Campaign.State.RUNNING
    )
    return list(rows.select_related("compound", "campaign").order_by("starts_at")[:20])
