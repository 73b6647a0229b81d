"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from typing import TypeVar

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.deliberate.meetings.permissions import HIDDEN
from mulin.ground.record.verbs import hold
from mulin.kit.rights import Actor

Thing = TypeVar("Thing", Issue, Meeting)


def alone(thing: Thing, by: Actor) -> Thing:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(thing, by, HIDDEN)
