"""The facts of issues and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class IssueRaised(Event):
    sentence: ClassVar[str] = said("提出议题「{title}」（{number}），{source}。")
    title: str
    number: str
    source: str


@dataclass(frozen=True)
class IssueSupported(Event):
    sentence: ClassVar[str] = said("一位居民附议「{title}」（{number}）。")
    title: str
    number: str


@dataclass(frozen=True)
class IssuesMerged(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）并入「{into}」（{into_number}），附议一并带过去。"
    )
    title: str
    number: str
    into: str
    into_number: str


@dataclass(frozen=True)
class IssueDeclined(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）不列入协商：{why}。")
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class MeetingCalled(Event):
    sentence: ClassVar[str] = said(
        "召集{form}「{title}」（{number}），{day}在{place}，议题：{issues}。"
    )
    form: str
    title: str
    number: str
    day: date
    place: str
    issues: str
    parties: tuple[str, ...]


@dataclass(frozen=True)
class PartyCame(Event):
    sentence: ClassVar[str] = said("{party}的{name}到会（{how}），「{title}」（{number}）。")
    party: str
    how: str
    title: str
    number: str
    name: str = personal()


@dataclass(frozen=True)
class AttendanceConfirmed(Event):
    sentence: ClassVar[str] = said("确认{party}的{name}到会，「{title}」（{number}）。")
    party: str
    title: str
    number: str
    name: str = personal()


@dataclass(frozen=True)
class MeetingHeld(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）开成：{came} 方到会，{outcomes}，责任清单 {assignments} 项。"
    )
    title: str
    number: str
    came: int
    outcomes: str
    assignments: int


@dataclass(frozen=True)
class MeetingNotHeld(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）没有开成（{how}）：{why}。")
    title: str
    number: str
    how: str
    why: str


@dataclass(frozen=True)
class MeetingPublished(Event):
    sentence: ClassVar[str] = said("公布「{title}」（{number}）的结果。")
    title: str
    number: str


@dataclass(frozen=True)
class AssignmentDone(Event):
    sentence: ClassVar[str] = said("{party}办完“{text}”（{number}），{day}{late}：{note}。")
    party: str
    text: str
    number: str
    day: date
    late: str
    note: str


@dataclass(frozen=True)
class IssueFedBack(Event):
    sentence: ClassVar[str] = said("公布「{title}」（{number}）办得怎样，请居民评价。")
    title: str
    number: str


@dataclass(frozen=True)
class IssueEvaluated(Event):
    sentence: ClassVar[str] = said("{who}给「{title}」（{number}）打 {score} 分。")
    who: str
    title: str
    number: str
    score: int


@dataclass(frozen=True)
class IssueTakenUpAgain(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）重新协商：{why}。")
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class IssueClosed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）办结：{why}。")
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class FormatNamed(Event):
    sentence: ClassVar[str] = said("会议形式“{standard}”本街道称“{title}”，{offered}。")
    standard: str
    title: str
    offered: str


@dataclass(frozen=True)
class IssueFiled(Event):
    sentence: ClassVar[str] = said("议题「{title}」（{number}）归入事项 {matter}。")
    title: str
    number: str
    matter: str
