"""A piece of work became one of another room: linked both ways, said on both timelines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.matters.events import CameFrom, PassedOn
from mulin.ground.matters.models import Passage
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor


@dataclass(frozen=True)
class Named:
    """One end: its kind's code and word, its row, its number. ``hush``: others do not hear of it."""

    kind: str
    word: str
    id: UUID
    number: str
    compound_id: UUID | None
    hush: bool = False


def note_passage(source: Named, target: Named, *, by: Actor, now: datetime) -> Passage:
    """Link the two, and say so where it may be read: of what became another, or of what it became."""
    with transaction.atomic():
        rows = Passage.objects.of(by.street_id)
        known: Passage | None = rows.filter(source_id=source.id, target_id=target.id).first()
        if known is not None:
            return known
        row = Passage(
            street_id=by.street_id,
            source_kind=source.kind,
            source_id=source.id,
            target_kind=target.kind,
            target_id=target.id,
            at=now,
            by=(by.post or by.name)[:80],
        )
        row.save(force_insert=True)
        if target.hush:
            _say(CameFrom(source.word, source.number), target, by, now)
        else:
            _say(PassedOn(target.word, target.number), source, by, now)
        return row


def note_origin(source: Named, target: Named, *, by: Actor, now: datetime) -> None:
    """Say of what it became whence it came, where neither must be silent of the other."""
    if not (source.hush or target.hush):
        with transaction.atomic():
            _say(CameFrom(source.word, source.number), target, by, now)


def _say(event: Event, end: Named, by: Actor, now: datetime) -> None:
    place = None if end.hush else end.compound_id
    record(event, by=by, at=now, on=day_of(now), subject_id=end.id, compound_id=place)
