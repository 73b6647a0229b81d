"""What a fact is made of: a frozen dataclass with its sentence and its personal fields named.

A room states its facts by subclassing :class:`Event`; the class name is the fact's kind::

    @dataclass(frozen=True)
    class PollClosed(Event):
        '''A poll was closed and judged.'''

        sentence = "{poll}（{number}）截止计票：{verdict}。"
        poll: str
        number: str
        verdict: str

A field made with :func:`personal` never enters the chain itself, only a salted commitment to it:
erasing value and salt later leaves the chain whole.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from mulin.kit.words import Said, joined


def personal(**kwargs: Any) -> Any:
    """Mark a dataclass field as personal."""
    return field(metadata={"personal": True}, **kwargs)


@dataclass(frozen=True)
class Event:
    """One kind of fact. Subclasses are frozen dataclasses with a class attribute ``sentence``."""

    sentence: ClassVar[str] = ""
    kinds: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        taken = Event.kinds.get(cls.__name__)
        if taken and taken.__module__ != cls.__module__:
            raise TypeError(f"two kinds of fact are called {cls.__name__}")
        Event.kinds[cls.__name__] = cls

    def split(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fact's fields as plain values: what is public, and what is personal."""
        body: dict[str, Any] = {}
        secret: dict[str, Any] = {}
        for f in dataclasses.fields(self):
            value = plain(getattr(self, f.name))
            (secret if f.metadata.get("personal") else body)[f.name] = value
        return body, secret


def told(sentence: str, values: dict[str, Any]) -> str:
    """A fact's sentence with its fields; a field that was renamed since reads as a dash.

    The fields are on record in Chinese. What is a word of ours among them, a kind or a reason
    this product gives, is read in the reader's language like the sentence around it.
    """
    spoken = _Gaps({name: _recalled(value) for name, value in values.items()})
    return Said(sentence.format_map(spoken), sentence, spoken)


def _recalled(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return (
        joined("、", [Said(part) for part in value.split("、")]) if "、" in value else Said(value)
    )


class _Gaps(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def plain(value: Any) -> Any:
    """Identifiers and days as text, tuples as lists: what canonical JSON can hold."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value
