"""The facts of handbook, trainings and receptions. What owners came with stays out of them.

``area`` names the community a training was for where that was no single compound; empty with no
compound: the whole street. Whoever counts trainings of some compounds finds theirs by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class OwnAnswerWritten(Event):
    sentence: ClassVar[str] = said("给手册第 {entry} 条写本街道补充：{text}。")
    entry: str
    text: str


@dataclass(frozen=True)
class OwnAnswerTakenBack(Event):
    sentence: ClassVar[str] = said("撤下手册第 {entry} 条的本街道补充。")
    entry: str


@dataclass(frozen=True)
class TrainingPlanned(Event):
    sentence: ClassVar[str] = said(
        "安排{kind}「{topic}」（{number}），{day}在{place}，{speaker}主讲，对象：{audience}。"
    )
    kind: str
    topic: str
    number: str
    day: date
    place: str
    speaker: str
    audience: str
    invited: int
    area: str


@dataclass(frozen=True)
class TrainingCalledOff(Event):
    sentence: ClassVar[str] = said("取消「{topic}」（{number}）：{why}。")
    topic: str
    number: str
    why: str


@dataclass(frozen=True)
class TrainingChanged(Event):
    sentence: ClassVar[str] = said(
        "「{topic}」（{number}）改了{changes}：{why}。已告知 {told} 人。"
    )
    topic: str
    number: str
    changes: str
    why: str
    told: int


@dataclass(frozen=True)
class TrainingHeld(Event):
    sentence: ClassVar[str] = said("「{topic}」（{number}）办完：到场 {came} 人，{minutes} 分钟。")
    topic: str
    number: str
    came: int
    minutes: int
    area: str


@dataclass(frozen=True)
class TrainingPaperKept(Event):
    sentence: ClassVar[str] = said("给「{topic}」（{number}）添加资料“{title}”，摘要 {digest}。")
    topic: str
    number: str
    title: str
    digest: str


@dataclass(frozen=True)
class SignedUp(Event):
    sentence: ClassVar[str] = said("{name}报名「{topic}」（{number}）。")
    topic: str
    number: str
    name: str = personal()


@dataclass(frozen=True)
class SignUpWithdrawn(Event):
    sentence: ClassVar[str] = said("{name}不来「{topic}」（{number}）了。")
    topic: str
    number: str
    name: str = personal()


@dataclass(frozen=True)
class CameToTraining(Event):
    sentence: ClassVar[str] = said("{name}到场（{how}），「{topic}」（{number}）。")
    how: str
    topic: str
    number: str
    area: str
    name: str = personal()


@dataclass(frozen=True)
class TrainingAttendanceConfirmed(Event):
    sentence: ClassVar[str] = said("确认{name}到场，「{topic}」（{number}）。")
    topic: str
    number: str
    name: str = personal()


@dataclass(frozen=True)
class TrainingJudged(Event):
    sentence: ClassVar[str] = said("一位参加的人给「{topic}」（{number}）打 {score} 分。")
    topic: str
    number: str
    score: int


@dataclass(frozen=True)
class ReceptionScheduled(Event):
    sentence: ClassVar[str] = said("{body}定接待日：{rhythm}，{place}，自 {day} 起。")
    body: str
    rhythm: str
    place: str
    day: date


@dataclass(frozen=True)
class ReceptionEnded(Event):
    sentence: ClassVar[str] = said("{body}的接待安排（{rhythm}）到 {day} 为止。")
    body: str
    rhythm: str
    day: date


@dataclass(frozen=True)
class ReceptionHeld(Event):
    sentence: ClassVar[str] = said("{body}{day}接待业主，没有人来。")
    body: str
    day: date


@dataclass(frozen=True)
class ReceptionCalledOff(Event):
    sentence: ClassVar[str] = said("{body}{day}的接待停一次：{why}。")
    body: str
    day: date
    why: str


@dataclass(frozen=True)
class ReceptionMoved(Event):
    sentence: ClassVar[str] = said("{body}{day}的接待改到{to}：{why}。")
    body: str
    day: date
    to: date
    why: str


@dataclass(frozen=True)
class VisitNoted(Event):
    sentence: ClassVar[str] = said("{body}{day}接待来访一件，{answered}。")
    body: str
    day: date
    answered: str
    topic: str = personal()


@dataclass(frozen=True)
class VisitHandedOver(Event):
    sentence: ClassVar[str] = said("{body}{day}接待的一件来访转为事项 {matter}。")
    body: str
    day: date
    matter: str
