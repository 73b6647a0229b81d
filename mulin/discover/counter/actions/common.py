"""What the verbs of the counter share."""

from __future__ import annotations

from datetime import date, datetime

from mulin.discover.counter.permissions import HIDDEN
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.ground.record.verbs import Row, hold
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.typed import refuse
from mulin.kit.words import said


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN)


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
