"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from mulin.decide.workshop.permissions import HIDDEN
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.record.verbs import Row, hold
from mulin.kit.rights import Actor
from mulin.law.terms import Period
from mulin.law.workdays import Reckoned, after


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN)


def working_days(street_id: UUID, start: date, days: int) -> Reckoned:
    """The last of so many working days after ``start``, by the street's calendar."""
    return after(start, Period(working_days=days), calendar_of(street_id))


def tell(street_id: UUID, people: frozenset[UUID], text: str, key: str, now: datetime) -> None:
    """Put a message into the inbox of each of them, as part of the verb that decides to."""
    channel = Message.Channel.INBOX
    outgoing = [
        Outgoing(f"{key}/{one.hex}", text, person_id=one, channel=channel, shown=True)
        for one in sorted(people)
    ]
    send_all(street_id, outgoing, now=now)
