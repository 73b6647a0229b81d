"""The facts of admission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class AdmissionListSaved(Event):
    sentence: ClassVar[str] = said("准入清单存入新的一版，{count} 项，{begins_on} 起用：{note}。")
    count: int
    begins_on: date
    note: str
    digest: str


@dataclass(frozen=True)
class PushAdmitted(Event):
    sentence: ClassVar[str] = said(
        "{department}的“{title}”（{number}）按清单 {item} 准入，{communities} 个社区。"
    )
    department: str
    title: str
    number: str
    item: str
    communities: int


@dataclass(frozen=True)
class PushRefused(Event):
    sentence: ClassVar[str] = said("{department}的“{title}”（{number}）不准入：{why}")
    department: str
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class ExceptionAsked(Event):
    sentence: ClassVar[str] = said("“{title}”（{number}）申请特别准入，到 {until} 为止：{why}。")
    title: str
    number: str
    until: date
    why: str
    support: str


@dataclass(frozen=True)
class ExceptionDecided(Event):
    sentence: ClassVar[str] = said("“{title}”（{number}）{how}：{words}。")
    title: str
    number: str
    how: str
    words: str


@dataclass(frozen=True)
class PushCarried(Event):
    sentence: ClassVar[str] = said("{community}的“{title}”（{number}）{how}{late}：{words}。")
    community: str
    title: str
    number: str
    how: str
    late: str
    words: str


@dataclass(frozen=True)
class PushCalledOff(Event):
    sentence: ClassVar[str] = said("“{title}”（{number}）撤销：{why}。")
    title: str
    number: str
    why: str
