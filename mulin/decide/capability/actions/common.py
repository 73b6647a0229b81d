"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from mulin.decide.capability.models import Schedule, Training
from mulin.decide.capability.permissions import NO_RECEPTION, NO_TRAINING
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import hold
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor

Thing = TypeVar("Thing", Training, Schedule)


def alone(thing: Thing, by: Actor) -> Thing:
    """The row as it stands now, held until the verb ends; hidden where it is another street's."""
    return hold(thing, by, NO_TRAINING if isinstance(thing, Training) else NO_RECEPTION)


def say(
    event: Event, subject_id: UUID, compound_id: UUID | None, *, by: Actor, now: datetime
) -> None:
    """Put one fact on record."""
    record(event, by=by, at=now, on=day_of(now), subject_id=subject_id, compound_id=compound_id)


def area_of(training: Training) -> str:
    """The community a training is for, as its facts name it; empty for one compound or all."""
    return training.community.name if training.community is not None else ""
