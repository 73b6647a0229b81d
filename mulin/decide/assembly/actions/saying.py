"""How every verb of a poll puts its fact on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mulin.decide.assembly.models import Poll
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor


def say(
    event: Event, poll: Poll, *, by: Actor, now: datetime, beside: Iterable[StreetModel] = ()
) -> Fact:
    """Record ``event`` about ``poll`` in the caller's transaction, with the rows ``beside`` it."""
    return record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=poll.pk,
        compound_id=poll.compound_id,
        beside=beside,
    )
