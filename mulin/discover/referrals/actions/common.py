"""What the verbs of referrals share."""

from __future__ import annotations

from datetime import datetime

from mulin.discover.referrals.models import Referral
from mulin.discover.referrals.permissions import HIDDEN
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import Row, hold
from mulin.ground.record.verbs import say as say_of
from mulin.kit.rights import Actor
from mulin.kit.typed import line as words
from mulin.kit.typed import refuse

__all__ = ["alone", "refuse", "say", "words"]


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN)


def say(event: Event, row: Referral, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a referral, with its compound."""
    say_of(event, row, compound_id=row.compound_id, by=by, now=now)
