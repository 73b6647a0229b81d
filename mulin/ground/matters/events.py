"""The facts of matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event, personal
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
class MatterReopened(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）从{stage}环节重新办理：{why}。")
    title: str
    number: str
    stage: str
    why: str


@dataclass(frozen=True)
class MatterDescribed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的类别、地点或知情范围改为：{what}。")
    title: str
    number: str
    what: str


@dataclass(frozen=True)
class MatterPartyJoined(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）加入{part}：{body}{who}。")
    title: str
    number: str
    part: str
    body: str
    who: str = personal()


@dataclass(frozen=True)
class MatterPartyLeft(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的{part}退出：{why}。")
    title: str
    number: str
    part: str
    why: str


@dataclass(frozen=True)
class MatterPaperFiled(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）存入材料：{paper}。")
    title: str
    number: str
    paper: str
    digests: tuple[str, ...]


@dataclass(frozen=True)
class MatterDeadlineSet(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）定下期限：{day} 前{what}。")
    title: str
    number: str
    day: str
    what: str


@dataclass(frozen=True)
class MatterDeadlineMet(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）完成：{what}。")
    title: str
    number: str
    what: str


@dataclass(frozen=True)
class MatterHandedOver(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）由{before}移交{after}{person}：{why}。")
    title: str
    number: str
    before: str
    after: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class MatterMerged(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）并入 {into}：{why}。")
    title: str
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class MatterUnmerged(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）从 {into} 拆开，单独办：{why}。")
    title: str
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class MatterSplit(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）从 {source} 拆出{along}：{why}。")
    title: str
    number: str
    source: str
    along: str
    why: str


@dataclass(frozen=True)
class MatterLinked(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）与 {other} 关联：{why}。")
    title: str
    number: str
    other: str
    why: str


@dataclass(frozen=True)
class MatterUnlinked(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）与 {other} 不再关联。")
    title: str
    number: str
    other: str


@dataclass(frozen=True)
class MatterTied(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）归入{what}。")
    title: str
    number: str
    what: str


@dataclass(frozen=True)
class MatterUntied(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）移出{what}。")
    title: str
    number: str
    what: str


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
