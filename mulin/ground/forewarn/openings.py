"""What opens a change, told by its room; and whom to ask, told by whoever knows advisers.

Rooms are strangers: each says once, where its app starts, how to get from an identifier to the
words of the thing and who may put down what was done. Nothing here knows a vote from a meeting::

    register_opening("poll", opening_behind)
    register_helpers(advisers_for)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.kit.contributions import Line
from mulin.kit.rights import Actor, Refusal
from mulin.law.questions import DecisionKind


@dataclass(frozen=True)
class Opening:
    """Something that is being opened: its words, where it stands, who may put a tick.

    ``refusal`` is why the reader may only look.
    """

    room: str
    subject_id: UUID
    compound_id: UUID
    title: str
    text: str
    url: str
    motions: tuple[DecisionKind, ...] = ()
    refusal: Refusal | None = None

    @property
    def words(self) -> str:
        return f"{self.title}\n{self.text}"


Teller = Callable[[Actor, UUID], Opening | None]
"""Reader and identifier → the opening, or None where it is not his to see."""
Helpers = Callable[[Actor, str, UUID, date], Iterable[Line]]
"""Reader, topic, the compound that asks, day → people to ask, never of that compound."""

_tellers: dict[str, Teller] = {}
_helpers: dict[str, Helpers] = {}


def register_opening(room: str, teller: Teller) -> None:
    """Let ``teller`` say what the identifiers of its room open; again, it changes nothing."""
    _tellers[room] = teller


def register_helpers(helpers: Helpers) -> None:
    """Let somebody name people to ask about a topic."""
    _helpers[f"{helpers.__module__}.{helpers.__qualname__}"] = helpers


def opening_behind(actor: Actor, room: str, subject_id: UUID) -> Opening | None:
    """The opening of a room; None where there is none or it is hidden."""
    teller = _tellers.get(room)
    return teller(actor, subject_id) if teller else None


def helpers_for(actor: Actor, topic: str, compound_id: UUID, today: date) -> list[Line]:
    """Everybody who may be asked."""
    return [line for each in _helpers.values() for line in each(actor, topic, compound_id, today)]
