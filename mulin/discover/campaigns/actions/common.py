"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from mulin.discover.campaigns.models import Campaign
from mulin.discover.campaigns.permissions import HIDDEN
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import Row, hold
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal
from mulin.kit.words import said


def alone(row: Row, by: Actor, *beside: str) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN, *beside)


def say(event: Event, subject: UUID, compound_id: UUID | None, *, by: Actor, now: datetime) -> None:
    """Put one fact on record."""
    record(event, by=by, at=now, on=day_of(now), subject_id=subject, compound_id=compound_id)


def running(campaign: Campaign) -> Refusal | None:
    """None while the campaign runs."""
    if campaign.is_open:
        return None
    return Refusal(
        said("这项行动{state}。", state=campaign.get_state_display()),
        said("要接着做的，请另外发起一项。"),
    )
