"""The facts of procedures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class ProcedureOpened(Event):
    sentence: ClassVar[str] = said("启动「{title}」（{number}），{anchor_title}：{anchor}。")
    title: str
    number: str
    anchor_title: str
    anchor: date


@dataclass(frozen=True)
class StepDone(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”于{day}办了{outcome}{late}。")
    title: str
    number: str
    step: str
    day: date
    outcome: str
    late: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class StepFixed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”定在{day}。")
    title: str
    number: str
    step: str
    day: date


@dataclass(frozen=True)
class StepExtended(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”由{before}延到{day}：{why}。")
    title: str
    number: str
    step: str
    before: str
    day: date
    why: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class EntryWithdrawn(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”撤回登记“{entry}”：{why}。")
    title: str
    number: str
    step: str
    entry: str
    why: str


@dataclass(frozen=True)
class ProcedureEnded(Event):
    sentence: ClassVar[str] = "「{title}」（{number}）{how}：{why}。"
    title: str
    number: str
    how: str
    why: str
