"""Putting on record that a warning was read and what was done first. It never blocks anything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mulin.ground.forewarn.events import WarningHeeded
from mulin.ground.forewarn.models import Heeded
from mulin.ground.forewarn.openings import Opening
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.law.conflict import Conflict


def heed(
    opening: Opening, kind: Conflict, done: Collection[str], note: str, *, by: Actor, now: datetime
) -> Heeded:
    """Put down which steps were done before; the same ticks again change nothing."""
    require(opening.refusal)
    codes = [step.code for step in kind.first if step.code in done]
    plain = " ".join(note.split())[:300]
    with transaction.atomic():
        rows = Heeded.objects.of(by.street_id).select_for_update()
        row: Heeded | None = rows.filter(subject_id=opening.subject_id, kind=kind.code).first()
        if row is not None and (row.done, row.note) == (codes, plain):
            return row
        if row is None:
            row = Heeded(
                id=uuid7(),
                street_id=by.street_id,
                compound_id=opening.compound_id,
                room=opening.room,
                subject_id=opening.subject_id,
                kind=kind.code,
            )
        fresh = row._state.adding
        row.done, row.note, row.by, row.at = codes, plain, by.name, now
        if fresh:
            row.save(force_insert=True)
        else:
            row.save(update_fields=["done", "note", "by", "at"])
        event = WarningHeeded(
            opening.title[:80], kind.title, len(codes), len(kind.first), tuple(codes), plain
        )
        record(
            event,
            by=by,
            at=now,
            on=day_of(now),
            subject_id=opening.subject_id,
            compound_id=opening.compound_id,
        )
        return row
