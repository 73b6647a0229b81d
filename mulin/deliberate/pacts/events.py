"""The facts of pacts and duty lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class PactVersionBegun(Event):
    sentence: ClassVar[str] = said(
        "起草《{title}》（{number}）第 {version} 版，共 {clauses} 条：{why}。"
    )
    title: str
    number: str
    version: int
    clauses: int
    why: str


@dataclass(frozen=True)
class ClauseChanged(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版：{what}「{clause}」。")
    title: str
    number: str
    version: int
    what: str
    clause: str


@dataclass(frozen=True)
class PactCommentsOpened(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版征求意见，到 {until}。")
    title: str
    number: str
    version: int
    until: date


@dataclass(frozen=True)
class PactCommented(Event):
    sentence: ClassVar[str] = said("{party}对《{title}》（{number}）「{clause}」提了意见。")
    party: str
    title: str
    number: str
    clause: str


@dataclass(frozen=True)
class PactCommentAnswered(Event):
    sentence: ClassVar[str] = said("答复对《{title}》（{number}）「{clause}」的意见，{taken}。")
    title: str
    number: str
    clause: str
    taken: str


@dataclass(frozen=True)
class PactHintAnswered(Event):
    sentence: ClassVar[str] = said(
        "《{title}》（{number}）「{clause}」对提示“{hint}”的说明：{why}。"
    )
    title: str
    number: str
    clause: str
    hint: str
    why: str


@dataclass(frozen=True)
class PactPutToVote(Event):
    sentence: ClassVar[str] = said(
        "《{title}》（{number}）第 {version} 版提请业主大会表决，全文 {digest}。"
    )
    title: str
    number: str
    version: int
    digest: str


@dataclass(frozen=True)
class PactVoteGone(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版的表决没有进行：{why}。")
    title: str
    number: str
    version: int
    why: str


@dataclass(frozen=True)
class PactInForce(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版自 {on} 起施行，{how}。")
    title: str
    number: str
    version: int
    on: date
    how: str


@dataclass(frozen=True)
class PactNotAdopted(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版没有通过：{how}。")
    title: str
    number: str
    version: int
    how: str


@dataclass(frozen=True)
class PactEnded(Event):
    sentence: ClassVar[str] = said("《{title}》（{number}）第 {version} 版{what}：{why}。")
    title: str
    number: str
    version: int
    what: str
    why: str


@dataclass(frozen=True)
class DutiesRevised(Event):
    sentence: ClassVar[str] = said("{where}“{party}”职责清单第 {number} 版，{n} 项：{why}。")
    where: str
    party: str
    number: int
    n: int
    why: str


@dataclass(frozen=True)
class DutiesReturned(Event):
    sentence: ClassVar[str] = said("{where}“{party}”职责清单改回街道统一的：{why}。")
    where: str
    party: str
    why: str
