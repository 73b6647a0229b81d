"""The facts of committee meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class CommitteeMeetingCalled(Event):
    sentence: ClassVar[str] = said("{body}定于{day}在{place}开会：{title}。")
    body: str
    title: str
    day: date
    place: str


@dataclass(frozen=True)
class CommitteeMeetingNoted(Event):
    sentence: ClassVar[str] = said("{body}“{title}”{what}：{day}。")
    body: str
    title: str
    what: str
    day: date
    digest: str


@dataclass(frozen=True)
class CommitteeMeetingHeld(Event):
    sentence: ClassVar[str] = said(
        "{body}“{title}”于{day}开会，应到{whole}人，实到{present}人，{outcome}。"
    )
    body: str
    title: str
    day: date
    whole: int
    present: int
    outcome: str
    resolutions: tuple[tuple[str, int, int, int, bool], ...]


@dataclass(frozen=True)
class CommitteeMeetingVoided(Event):
    sentence: ClassVar[str] = said("{body}取消{day}的会议“{title}”：{why}。")
    body: str
    title: str
    day: date
    why: str


@dataclass(frozen=True)
class CommitteeMeetingPaperKept(Event):
    sentence: ClassVar[str] = said("{body}“{title}”存入{what}。")
    body: str
    title: str
    what: str
    digest: str
