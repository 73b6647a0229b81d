"""What the verbs share: a row held alone, a fact said about it, words that must not be empty."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from mulin.decide.workshop.permissions import HIDDEN
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said
from mulin.law.terms import Period
from mulin.law.workdays import Reckoned, after

Row = TypeVar("Row", bound=StreetModel)


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    rows = type(row).objects.of(by.street_id).select_for_update()
    fresh: Row | None = rows.filter(pk=row.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def say(
    event: Event, row: StreetModel, *, compound_id: UUID | None = None, by: Actor, now: datetime
) -> None:
    """Put one fact on record about a row."""
    record(event, by=by, at=now, on=day_of(now), subject_id=row.pk, compound_id=compound_id)


def refuse(why: str, what_to_do: str) -> None:
    """Raise the refusal."""
    raise Refused(Refusal(why, what_to_do))


def words(typed: str, longest: int, what: str, how: str = "") -> str:
    """``typed`` without blanks around it. Raises Refused for nothing, or more than fits."""
    plain = typed.strip()
    if not plain:
        refuse(said("没有写{what}。", what=what), how or said("请补上再提交。"))
    if len(plain) > longest:
        refuse(said("{what}写得太长，最多 {n} 个字。", what=what, n=longest), said("请写短一些。"))
    return plain


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
