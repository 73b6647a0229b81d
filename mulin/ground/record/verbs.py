"""What verbs of every room do: hold a row alone while it changes, and put one fact on record of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused

Row = TypeVar("Row", bound=StreetModel)


def hold(row: Row, by: Actor, hidden: Refusal, *beside: str) -> Row:
    """The row as it stands now, held until the verb ends; ``hidden`` where it is another street's.

    ``beside``: relations read in the same statement, and not held.
    """
    rows = type(row).objects.of(by.street_id).select_for_update(of=("self",))
    fresh: Row | None = rows.select_related(*beside).filter(pk=row.pk).first()
    if fresh is None:
        raise Refused(hidden)
    return fresh


def say(
    event: Event, row: StreetModel, *, compound_id: UUID | None = None, by: Actor, now: datetime
) -> None:
    """Put one fact on record about a row."""
    record(event, by=by, at=now, on=day_of(now), subject_id=row.pk, compound_id=compound_id)


def say_there(event: Event, row: Any, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a row that stands in a compound."""
    say(event, row, compound_id=row.compound_id, by=by, now=now)
