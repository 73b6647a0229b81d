"""The facts of procedures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class ProcedureOpened(Event):
    sentence: ClassVar[str] = said("启动「{title}」（{number}），{anchor_title}：{anchor}。")
    title: str
    number: str
    anchor_title: str
    anchor: date


@dataclass(frozen=True)
class IssueTakenUp(Event):
    sentence: ClassVar[str] = said(
        "核对并确认议题「{issue}」（{issue_number}），启动「{title}」（{number}），议题提出之日：{raised}。"
    )
    issue: str
    issue_number: str
    title: str
    number: str
    raised: date


@dataclass(frozen=True)
class LiftTakenUp(Event):
    sentence: ClassVar[str] = said(
        "{lift}（{stairwell}）加装电梯，启动「{title}」（{number}），业主提出加装意愿之日：{asked}。"
    )
    lift: str
    stairwell: str
    title: str
    number: str
    asked: date


@dataclass(frozen=True)
class StepDone(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”于{day}办了{outcome}{late}。")
    title: str
    number: str
    step: str
    day: date
    outcome: str
    late: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class StepFixed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”定在{day}。")
    title: str
    number: str
    step: str
    day: date


@dataclass(frozen=True)
class StepExtended(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”由{before}延到{day}：{why}。")
    title: str
    number: str
    step: str
    before: str
    day: date
    why: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class EntryWithdrawn(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”撤回登记“{entry}”：{why}。")
    title: str
    number: str
    step: str
    entry: str
    why: str


@dataclass(frozen=True)
class ProcedureEnded(Event):
    sentence: ClassVar[str] = "「{title}」（{number}）{how}：{why}。"
    title: str
    number: str
    how: str
    why: str


@dataclass(frozen=True)
class StepOpened(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”发起{room}「{what}」。")
    title: str
    number: str
    step: str
    room: str
    what: str


@dataclass(frozen=True)
class StepLetGo(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）移出{room}「{what}」：{why}。")
    title: str
    number: str
    room: str
    what: str
    why: str


@dataclass(frozen=True)
class PieceGone(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）发起的{room}「{what}」作罢：{why}")
    title: str
    number: str
    room: str
    what: str
    why: str


@dataclass(frozen=True)
class StepCarried(Event):
    """A fact of a room carried a step on; ``digest`` is that fact's."""

    sentence: ClassVar[str] = said(
        "「{title}」（{number}）的“{step}”于{day}办了{outcome}{late}，依据：{evidence}"
    )
    title: str
    number: str
    step: str
    day: date
    outcome: str
    late: str
    evidence: str
    digest: str


@dataclass(frozen=True)
class StepDayCarried(Event):
    """A fact of a room fixed the day of a step."""

    sentence: ClassVar[str] = said("「{title}」（{number}）的“{step}”定在{day}，依据：{evidence}")
    title: str
    number: str
    step: str
    day: date
    evidence: str


@dataclass(frozen=True)
class StepsReminded(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）提醒 {reached} 人次：{steps}。")
    title: str
    number: str
    steps: str
    reached: int


@dataclass(frozen=True)
class GroupMemberNamed(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）登记{group}成员：{side}{name}{post}。")
    title: str
    number: str
    group: str
    side: str
    post: str
    name: str = personal()


@dataclass(frozen=True)
class GroupMemberLeft(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）{group}的{side}{name}退出：{why}。")
    title: str
    number: str
    group: str
    side: str
    why: str
    name: str = personal()


@dataclass(frozen=True)
class FeedBegun(Event):
    sentence: ClassVar[str] = said("{person}开通了自己的日历订阅，以前的地址作废。")
    person: str = personal()


@dataclass(frozen=True)
class FeedEnded(Event):
    sentence: ClassVar[str] = said("{person}停用了自己的日历订阅。")
    person: str = personal()


@dataclass(frozen=True)
class DossierTaken(Event):
    sentence: ClassVar[str] = said("下载了「{title}」（{number}）的全部 {papers} 份材料。")
    title: str
    number: str
    papers: int


@dataclass(frozen=True)
class ProcedureRepinned(Event):
    """``moved``: the steps whose day changed, in words."""

    sentence: ClassVar[str] = said(
        "「{title}」（{number}）自{day}起改按当天的步骤和法规推算：{why}。日子有变：{moved}。"
    )
    title: str
    number: str
    day: date
    why: str
    moved: str
    law_before: str
    law_after: str


@dataclass(frozen=True)
class ElectedSeated(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）登记{body}第{ordinal}届，任期{since}至{until}，委员{seated}人。"
    )
    title: str
    number: str
    body: str
    ordinal: int
    since: date
    until: date
    seated: int
