"""The facts of patrols, visits and hazards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class PatrolPointPut(Event):
    sentence: ClassVar[str] = said("设巡查点位“{point}”（{kind}）。")
    point: str
    kind: str


@dataclass(frozen=True)
class PatrolPointsPut(Event):
    sentence: ClassVar[str] = said("设 {count} 个巡查点位（摘要 {digest}）。")
    count: int
    digest: str


@dataclass(frozen=True)
class PatrolPointChanged(Event):
    sentence: ClassVar[str] = said("更正巡查点位“{point}”：{what}。")
    point: str
    what: str


@dataclass(frozen=True)
class PatrolPlanMade(Event):
    sentence: ClassVar[str] = said(
        "定下巡查计划「{title}」（{number}），{who}{rhythm}，{points} 个点位。"
    )
    title: str
    number: str
    who: str
    rhythm: str
    points: int


@dataclass(frozen=True)
class PatrolPlanChanged(Event):
    sentence: ClassVar[str] = said("巡查计划「{title}」（{number}）改了{what}，{since}起。")
    title: str
    number: str
    what: str
    since: date


@dataclass(frozen=True)
class PatrolPlanEnded(Event):
    sentence: ClassVar[str] = said("巡查计划「{title}」（{number}）停用：{why}。")
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class PatrolSigned(Event):
    sentence: ClassVar[str] = said(
        "{name}在“{point}”签到（{how}），「{title}」{starts}这一圈第 {order} 点，{bad} 项有问题。"
    )
    point: str
    how: str
    title: str
    starts: str
    order: int
    bad: int
    name: str = personal()


@dataclass(frozen=True)
class PatrolsEntered(Event):
    sentence: ClassVar[str] = said(
        "补录「{title}」（{number}）{rounds} 圈、{stops} 次签到（摘要 {digest}）：{why}。"
    )
    title: str
    number: str
    rounds: int
    stops: int
    digest: str
    why: str


@dataclass(frozen=True)
class PatrolsAlarmed(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）报警：没有按时开始 {late} 圈，漏巡 {missed} 圈，没走完 {short} 圈。"
    )
    title: str
    number: str
    late: int
    missed: int
    short: int


@dataclass(frozen=True)
class PatrolExplained(Event):
    sentence: ClassVar[str] = said("说明「{title}」{starts}这一圈{state}的原因：{why}。")
    title: str
    starts: str
    state: str
    why: str


@dataclass(frozen=True)
class ShiftHandedOver(Event):
    sentence: ClassVar[str] = said("{name}交班（{day} {shift}），「{title}」。")
    day: date
    shift: str
    title: str
    name: str = personal()


@dataclass(frozen=True)
class ShiftTaken(Event):
    sentence: ClassVar[str] = said("{name}接班（{day} {shift}以后），「{title}」{doubt}。")
    day: date
    shift: str
    title: str
    doubt: str
    name: str = personal()


@dataclass(frozen=True)
class HazardFound(Event):
    sentence: ClassVar[str] = said("发现隐患“{where}”：{kind}（{number}），先按{level}。")
    where: str
    kind: str
    number: str
    level: str


@dataclass(frozen=True)
class HazardGraded(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）由{before}定为{level}：{why}。")
    where: str
    number: str
    before: str
    level: str
    why: str


@dataclass(frozen=True)
class HazardDismissed(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）不成立：{why}。")
    where: str
    number: str
    why: str


@dataclass(frozen=True)
class HazardMeasured(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）采取临时措施：{measure}。")
    where: str
    number: str
    measure: str


@dataclass(frozen=True)
class HazardOrdered(Event):
    sentence: ClassVar[str] = said(
        "就隐患“{where}”（{number}）向{responsible}下达整改通知书（{order}），{due}前整改好。"
    )
    where: str
    number: str
    responsible: str
    order: str
    due: date


@dataclass(frozen=True)
class HazardDelayAsked(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）申请延期到 {until}：{why}。")
    where: str
    number: str
    until: date
    why: str


@dataclass(frozen=True)
class HazardDelayAnswered(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）的延期申请{answer}：{why}。")
    where: str
    number: str
    answer: str
    why: str


@dataclass(frozen=True)
class HazardPutRight(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）报整改完成：{note}。")
    where: str
    number: str
    note: str


@dataclass(frozen=True)
class HazardLookedAtAgain(Event):
    sentence: ClassVar[str] = said("复查隐患“{where}”（{number}），{outcome}：{note}。")
    where: str
    number: str
    outcome: str
    note: str


@dataclass(frozen=True)
class HazardJoined(Event):
    sentence: ClassVar[str] = said("隐患「{where}」（{number}）归入事项 {matter}。")
    where: str
    number: str
    matter: str


@dataclass(frozen=True)
class HazardRisen(Event):
    sentence: ClassVar[str] = said("隐患“{where}”（{number}）{why}，报到{reach}。")
    where: str
    number: str
    why: str
    reach: str


@dataclass(frozen=True)
class VisitOpened(Event):
    sentence: ClassVar[str] = said("督导{company}（{number}），用《{sheet}》。")
    company: str
    number: str
    sheet: str


@dataclass(frozen=True)
class VisitScored(Event):
    sentence: ClassVar[str] = said("督导（{number}）给“{item}”打 {points} / {most} 分。")
    number: str
    item: str
    points: str
    most: int


@dataclass(frozen=True)
class VisitSent(Event):
    sentence: ClassVar[str] = said(
        "督导结果（{number}）送{company}：{points} / {most} 分，{faults} 项扣分，{due}前回复。"
    )
    number: str
    company: str
    points: int
    most: int
    faults: int
    due: date


@dataclass(frozen=True)
class SupervisionAnswered(Event):
    sentence: ClassVar[str] = said("{company}回复督导（{number}）的 {faults} 项扣分。")
    company: str
    number: str
    faults: int


@dataclass(frozen=True)
class VisitClosed(Event):
    sentence: ClassVar[str] = said("复查督导（{number}）：{fixed} 项已整改，{left} 项没有。")
    number: str
    fixed: int
    left: int


@dataclass(frozen=True)
class VisitUnanswered(Event):
    sentence: ClassVar[str] = said("{company}到期没有回复督导（{number}），报街道。")
    company: str
    number: str
