"""The fact of a warning that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class WarningHeeded(Event):
    sentence: ClassVar[str] = said(
        "“{title}”的矛盾预警（{kind}）已看：{whole}件先做的事做了{done}件。{note}"
    )
    title: str
    kind: str
    done: int
    whole: int
    codes: tuple[str, ...]
    note: str
