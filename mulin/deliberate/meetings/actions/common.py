"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import HIDDEN
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

Thing = TypeVar("Thing", Issue, Meeting)


def alone(thing: Thing, by: Actor) -> Thing:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    rows = type(thing).objects.of(by.street_id).select_for_update()
    fresh: Thing | None = rows.filter(pk=thing.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def say(event: Event, thing: Issue | Meeting, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about an issue or a meeting."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=thing.pk,
        compound_id=thing.compound_id,
    )


def words(typed: str, longest: int, what: str, how: str) -> str:
    """``typed`` on one line. Raises Refused where nothing was written, or more than fits."""
    plain = " ".join(typed.split())
    if not plain:
        raise Refused(Refusal(what, how))
    if len(plain) > longest:
        raise Refused(Refusal(said("写得太长，最多 {n} 个字。", n=longest), how))
    return plain
