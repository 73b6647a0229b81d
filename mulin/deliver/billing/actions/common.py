"""What the verbs share: months, a fact said, bills held."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.fees import months_between

FARTHEST = 24
"""So many months ahead a price may be set; so many back a missed month may be billed."""


def month_of(day: date, today: date) -> date:
    """The first day of its month. Raises Refused for one that must be a slip of the hand."""
    first = day.replace(day=1)
    if abs(months_between(today, first)) > FARTHEST * 5:
        refuse(said("{month} 离现在太远。", month=f"{first:%Y-%m}"), said("请核对年份。"))
    return first


def say(event: Event, compound_id: UUID | None, subject: UUID, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a compound's fees.

    Without a compound where it is a single home's business: whoever answers for a compound reads
    the facts told there, and a debt is nobody else's.
    """
    record(event, by=by, at=now, on=day_of(now), subject_id=subject, compound_id=compound_id)
