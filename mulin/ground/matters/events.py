"""The facts of matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class MatterOpened(Event):
    sentence: ClassVar[str] = said("立项「{title}」（{number}），进入{stage}环节。")
    title: str
    number: str
    stage: str


@dataclass(frozen=True)
class MatterMoved(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）由{before}转到{stage}：{why}。")
    title: str
    number: str
    before: str
    stage: str
    why: str


@dataclass(frozen=True)
class MatterClosed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）办结：{outcome}。")
    title: str
    number: str
    outcome: str
