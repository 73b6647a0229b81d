"""What the verbs of the counter share."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from mulin.discover.counter.permissions import HIDDEN
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

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


def not_ahead(day: date, now: datetime, what: str) -> None:
    """Raise Refused for a day that has not come."""
    if day > day_of(now):
        refuse(said("{what}还没有到。", what=what), said("请填真正的那一天。"))


def phone_of(typed: str) -> str:
    """A telephone number as it is kept; empty for nothing. Raises Refused where it cannot be one."""
    if not typed.strip():
        return ""
    try:
        return telephone(typed)
    except BadNumber as bad:
        raise Refused(Refusal(str(bad), said("请核对电话号码。"))) from bad
