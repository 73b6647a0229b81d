"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from mulin.discover.campaigns.models import Campaign
from mulin.discover.campaigns.permissions import HIDDEN
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

Row = TypeVar("Row", bound=StreetModel)


def alone(row: Row, by: Actor, *beside: str) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    rows = type(row).objects.of(by.street_id).select_for_update(of=("self",))
    fresh: Row | None = rows.select_related(*beside).filter(pk=row.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def say(event: Event, subject: UUID, compound_id: UUID | None, *, by: Actor, now: datetime) -> None:
    """Put one fact on record."""
    record(event, by=by, at=now, on=day_of(now), subject_id=subject, compound_id=compound_id)


def refuse(why: str, what_to_do: str = "") -> Any:
    """Raise Refused with the sentence."""
    raise Refused(Refusal(why, what_to_do))


def words(typed: str, longest: int, what: str, how: str = "") -> str:
    """``typed`` on one line. Raises Refused where nothing was written, or more than fits."""
    plain = " ".join(typed.split())
    if not plain:
        refuse(what, how)
    if len(plain) > longest:
        refuse(said("写得太长，最多 {n} 个字。", n=longest), how)
    return plain


def running(campaign: Campaign) -> Refusal | None:
    """None while the campaign runs."""
    if campaign.is_open:
        return None
    return Refusal(
        said("这项行动{state}。", state=campaign.get_state_display()),
        said("要接着做的，请另外发起一项。"),
    )
