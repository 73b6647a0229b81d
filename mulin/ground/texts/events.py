"""The facts of texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class TextReplaced(Event):
    """An office puts its own text in the place of the standard one; ``digest`` is its SM3."""

    sentence: ClassVar[str] = said("文书“{title}”换成本街道的文本，{starts_on}起用：{why}。")
    title: str
    starts_on: date
    why: str
    digest: str


@dataclass(frozen=True)
class TextRestored(Event):
    sentence: ClassVar[str] = said("文书“{title}”改回标准文本，{starts_on}起用：{why}。")
    title: str
    starts_on: date
    why: str


@dataclass(frozen=True)
class TextKept(Event):
    """A filled text is kept as a paper."""

    sentence: ClassVar[str] = said("存入文书“{title}”（{about}）。")
    title: str
    about: str
    step: str
    paper: str
