"""The facts of ballots brought from the official system. None of them holds how anybody voted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class OfficialRead(Event):
    sentence: ClassVar[str] = said(
        "「{title}」上传了官方系统的结果文件《{file}》：{ballots} 张票，文件摘要 {digest}。"
    )
    title: str
    file: str
    ballots: int
    digest: str


@dataclass(frozen=True)
class OfficialTaken(Event):
    """``rows`` is the digest of all ballots, sealed as they are, with their places: nobody's choice."""

    sentence: ClassVar[str] = said(
        "「{title}」从《{file}》导入官方系统的票 {ballots} 张；"
        "先前导入过 {known} 张，有错没有导入 {left} 张。"
    )
    title: str
    file: str
    ballots: int
    known: int
    left: int
    file_digest: str
    rows: str


@dataclass(frozen=True)
class OfficialDropped(Event):
    sentence: ClassVar[str] = said("「{title}」放弃了《{file}》，没有导入。")
    title: str
    file: str


@dataclass(frozen=True)
class OfficialWithdrawn(Event):
    sentence: ClassVar[str] = said(
        "「{title}」撤回从《{file}》导入的 {ballots} 张票，理由：{reason}。"
    )
    title: str
    file: str
    ballots: int
    reason: str
