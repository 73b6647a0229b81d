"""Posts written for a room that keeps who sits in a body; the room's verb puts its fact on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from mulin.ground.estate.models import Appointment, Organisation
from mulin.ground.estate.queries.standing import new_edition


def take_posts(street_id: UUID, rows: Sequence[Appointment]) -> None:
    """Write posts that somebody else's verb has judged."""
    new_edition(street_id)
    Appointment.objects.bulk_create(rows, batch_size=2000)


def leave_posts(street_id: UUID, ids: Iterable[UUID], on: date) -> int:
    """``on`` is the last day in these posts; those that ended earlier stay as they are."""
    new_edition(street_id)
    rows = Appointment.objects.of(street_id).filter(id__in=list(ids), valid_from__lte=on)
    later = rows.filter(valid_to__isnull=True) | rows.filter(valid_to__gt=on)
    return int(later.update(valid_to=on))


def retitle_post(street_id: UUID, post_id: UUID, title: str, basis: str) -> None:
    """A post that goes by another title from its first day."""
    new_edition(street_id)
    Appointment.objects.of(street_id).filter(pk=post_id).update(title=title, basis=basis)


def found_bodies(street_id: UUID, rows: Sequence[Organisation]) -> None:
    """Write organisations of a list that somebody else's verb has judged."""
    new_edition(street_id)
    Organisation.objects.bulk_create(rows, batch_size=1000)
