"""The facts of the counter. Names, telephones and what a form says never stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class AffairOffered(Event):
    sentence: ClassVar[str] = said("{affair}{how}，时限{within}（{source}）。")
    affair: str
    how: str
    within: str
    source: str
    note: str


@dataclass(frozen=True)
class StationOpened(Event):
    sentence: ClassVar[str] = said("{community}启用{station}，{address}。")
    community: str
    station: str
    address: str


@dataclass(frozen=True)
class StationCorrected(Event):
    sentence: ClassVar[str] = said("更正{station}的地址、电话或面积。")
    station: str
    address: str
    area: int


@dataclass(frozen=True)
class StationClosed(Event):
    sentence: ClassVar[str] = said("{station}停用：{why}。")
    station: str
    why: str


@dataclass(frozen=True)
class FacilitiesChecked(Event):
    sentence: ClassVar[str] = said("检查{station}的设施：{good} 项达标，{bad} 项没有达标。")
    station: str
    good: int
    bad: int
    states: dict[str, str]


@dataclass(frozen=True)
class WindowsPlanned(Event):
    sentence: ClassVar[str] = said(
        "{station}排出 {count} 次窗口（错时 {off_hours} 次），{first} 至 {last}。"
    )
    station: str
    count: int
    off_hours: int
    first: date
    last: date
    digest: str


@dataclass(frozen=True)
class WindowCalledOff(Event):
    sentence: ClassVar[str] = said("{station} {day} {hours} 的窗口停开：{why}。")
    station: str
    day: date
    hours: str
    why: str
    told: int


@dataclass(frozen=True)
class WindowBooked(Event):
    sentence: ClassVar[str] = said("有人约了{station} {day} {hours} 的窗口。")
    station: str
    day: date
    hours: str


@dataclass(frozen=True)
class BookingMarked(Event):
    sentence: ClassVar[str] = said("{station} {day} 的一个预约：{state}。")
    station: str
    day: date
    state: str


@dataclass(frozen=True)
class ErrandMandateGiven(Event):
    sentence: ClassVar[str] = said("登记代办委托（{number}），{affairs}，{first} 至 {last}。")
    number: str
    affairs: str
    first: date
    last: date
    digest: str


@dataclass(frozen=True)
class ErrandMandateEnded(Event):
    sentence: ClassVar[str] = said("收回代办委托（{number}）：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class AffairHandedIn(Event):
    sentence: ClassVar[str] = said("{station}收件：{affair}（{number}，{channel}）。")
    station: str
    affair: str
    number: str
    channel: str


@dataclass(frozen=True)
class PapersChecked(Event):
    sentence: ClassVar[str] = said("{number} 核对材料：收到 {have} 种，还缺 {lacking} 种。")
    number: str
    have: int
    lacking: int
    states: dict[str, str]


@dataclass(frozen=True)
class PaperPhotographed(Event):
    sentence: ClassVar[str] = said("{number} 的“{title}”拍照存入。")
    number: str
    title: str
    digest: str


@dataclass(frozen=True)
class MissingTold(Event):
    sentence: ClassVar[str] = said("{number} 一次告知要补的材料：{missing}{late}。")
    number: str
    missing: str
    late: str


@dataclass(frozen=True)
class AffairAccepted(Event):
    sentence: ClassVar[str] = said("{number} 受理，自 {day} 起算{due}。")
    number: str
    day: date
    due: str
    how: str


@dataclass(frozen=True)
class AffairForwarded(Event):
    sentence: ClassVar[str] = said("{number} 转送{to}。")
    number: str
    to: str


@dataclass(frozen=True)
class AffairDecided(Event):
    sentence: ClassVar[str] = said("{number} 有了结果：{outcome}{late}。")
    number: str
    outcome: str
    late: str
    reason: str


@dataclass(frozen=True)
class AffairAnswered(Event):
    sentence: ClassVar[str] = said("{number} 已回复申请人。")
    number: str


@dataclass(frozen=True)
class AffairCollected(Event):
    sentence: ClassVar[str] = said("{number} 的结果已领取（{who}）。")
    number: str
    who: str


@dataclass(frozen=True)
class AffairWithdrawn(Event):
    sentence: ClassVar[str] = said("{number} 撤回：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class AffairPhoneRead(Event):
    sentence: ClassVar[str] = said("查看了 {number} 的联系电话：{why}。")
    number: str
    why: str
