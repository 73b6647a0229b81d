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


@dataclass(frozen=True)
class PassedOn(Event):
    """Said of the piece of work that was passed on."""

    sentence: ClassVar[str] = said("转为{what}（{number}）。")
    what: str
    number: str


@dataclass(frozen=True)
class CameFrom(Event):
    """Said of the piece of work that it became."""

    sentence: ClassVar[str] = said("由{what}（{number}）转来。")
    what: str
    number: str


@dataclass(frozen=True)
class MattersMerged(Event):
    sentence: ClassVar[str] = said("{number} 并入 {into}：{why}。")
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class MatterParted(Event):
    sentence: ClassVar[str] = said("{number} 不再并入 {into}，单独办：{why}。")
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class MatterSplit(Event):
    sentence: ClassVar[str] = said(
        "从 {number} 拆出「{title}」（{fresh}），带走 {moved} 件工作：{why}。"
    )
    number: str
    title: str
    fresh: str
    moved: int
    why: str


@dataclass(frozen=True)
class MattersLinked(Event):
    sentence: ClassVar[str] = said("{number} 与 {other} 相关：{why}。")
    number: str
    other: str
    why: str


@dataclass(frozen=True)
class MattersUnlinked(Event):
    sentence: ClassVar[str] = said("{number} 与 {other} 不再相关。")
    number: str
    other: str


@dataclass(frozen=True)
class MatterHandedOver(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）由{before}交给{organisation}承办：{why}。"
    )
    title: str
    number: str
    before: str
    organisation: str
    why: str
