"""The facts of campaigns and of upkeep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class CampaignOpened(Event):
    sentence: ClassVar[str] = said(
        "发起{kind}「{title}」（{number}），{since} 至 {until}，{compounds} 个小区、{tasks} 项任务。"
    )
    kind: str
    title: str
    number: str
    since: date
    until: date
    compounds: int
    tasks: int
    purpose: str
    purge_on: date | None


@dataclass(frozen=True)
class CampaignEnded(Event):
    sentence: ClassVar[str] = said("「{title}」（{number}）{how}：{why}。")
    title: str
    number: str
    how: str
    why: str


@dataclass(frozen=True)
class CampaignTeamSet(Event):
    sentence: ClassVar[str] = said("「{number}」{team}：加入 {joined} 人，退出 {left} 人。")
    number: str
    team: str
    joined: int
    left: int
    names: tuple[str, ...] = personal()


@dataclass(frozen=True)
class CampaignTargetsSet(Event):
    sentence: ClassVar[str] = said("「{number}」{place}的目标定为：{targets}。")
    number: str
    place: str
    targets: str


@dataclass(frozen=True)
class CampaignTasksGiven(Event):
    sentence: ClassVar[str] = said("「{number}」{place}布置“{title}”{count} 处，{due} 前做完。")
    number: str
    place: str
    title: str
    count: int
    due: date


@dataclass(frozen=True)
class CampaignPictureTaken(Event):
    sentence: ClassVar[str] = said("「{number}」{place}“{title}”{phase}照片。")
    number: str
    place: str
    title: str
    phase: str
    digest: str


@dataclass(frozen=True)
class CampaignTaskDone(Event):
    sentence: ClassVar[str] = said("「{number}」{place}“{title}”做完，{amount}{note}。")
    number: str
    place: str
    title: str
    amount: int
    note: str


@dataclass(frozen=True)
class CampaignTaskJudged(Event):
    sentence: ClassVar[str] = said("「{number}」{place}“{title}”{result}{words}。")
    number: str
    place: str
    title: str
    result: str
    words: str


@dataclass(frozen=True)
class CampaignSiteSubmitted(Event):
    sentence: ClassVar[str] = said("「{number}」{place}提交社区验收。")
    number: str
    place: str


@dataclass(frozen=True)
class CampaignSiteJudged(Event):
    sentence: ClassVar[str] = said("「{number}」{place}{result}：{words}。")
    number: str
    place: str
    result: str
    words: str


@dataclass(frozen=True)
class CampaignDoorsListed(Event):
    sentence: ClassVar[str] = said(
        "「{number}」{place} {buildings} 栋楼 {doors} 户分给 {teams} 个队。"
    )
    number: str
    place: str
    buildings: int
    doors: int
    teams: int
    digest: str


@dataclass(frozen=True)
class CampaignDoorsHandedOver(Event):
    sentence: ClassVar[str] = said("「{number}」{place} {doors} 户改由{team}上门：{why}。")
    number: str
    place: str
    doors: int
    team: str
    why: str


@dataclass(frozen=True)
class CampaignDoorFirst(Event):
    sentence: ClassVar[str] = said("「{number}」一户列为先上门。")
    number: str


@dataclass(frozen=True)
class CampaignDoorVisited(Event):
    sentence: ClassVar[str] = said("「{number}」第 {round} 次上门一户。")
    number: str
    round: int


@dataclass(frozen=True)
class CampaignHelpGiven(Event):
    sentence: ClassVar[str] = said("「{number}」一户的求助办到了。")
    number: str


@dataclass(frozen=True)
class CampaignNoteRead(Event):
    sentence: ClassVar[str] = said("「{number}」查看一条上门记录：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class CampaignShiftsPlanned(Event):
    sentence: ClassVar[str] = said("「{number}」{place}“{post}”排班 {count} 班，空缺 {gaps} 班。")
    number: str
    place: str
    post: str
    count: int
    gaps: int


@dataclass(frozen=True)
class CampaignShiftChanged(Event):
    sentence: ClassVar[str] = said("「{number}」{post} {when} 换班：{why}。")
    number: str
    post: str
    when: str
    why: str
    before: str = personal()
    after: str = personal()


@dataclass(frozen=True)
class CampaignShiftKept(Event):
    sentence: ClassVar[str] = said("「{number}」{post} {when} 到岗。")
    number: str
    post: str
    when: str
    name: str = personal()


@dataclass(frozen=True)
class CampaignGoodsBooked(Event):
    sentence: ClassVar[str] = said("「{number}」{place}{goods}{kind} {amount}{unit}，{whom}。")
    number: str
    place: str
    goods: str
    kind: str
    amount: str
    unit: str
    whom: str


@dataclass(frozen=True)
class CampaignDisinfected(Event):
    sentence: ClassVar[str] = said("「{number}」{place}消杀，{agent}{used}。")
    number: str
    place: str
    agent: str
    used: str


@dataclass(frozen=True)
class CampaignNoted(Event):
    sentence: ClassVar[str] = said("「{number}」{place}情况：{text}。")
    number: str
    place: str
    text: str


@dataclass(frozen=True)
class CampaignToldResidents(Event):
    sentence: ClassVar[str] = said(
        "「{number}」发布“{title}”：公示栏 {compounds} 个小区，短信 {messages} 条。"
    )
    number: str
    title: str
    compounds: int
    messages: int


@dataclass(frozen=True)
class CampaignReportWritten(Event):
    sentence: ClassVar[str] = said("「{number}」修改总结，{letters} 字。")
    number: str
    letters: int


@dataclass(frozen=True)
class CampaignReportPublished(Event):
    sentence: ClassVar[str] = said("「{number}」公布总结，{compounds} 个小区的公示栏。")
    number: str
    compounds: int


@dataclass(frozen=True)
class CampaignDataDestroyed(Event):
    sentence: ClassVar[str] = said(
        "「{number}」到期销毁上门数据：{doors} 户的情况、{notes} 条记录、{firsts} 户的先上门标记。"
    )
    number: str
    doors: int
    notes: int
    firsts: int
    purpose: str


@dataclass(frozen=True)
class UpkeepPlanned(Event):
    sentence: ClassVar[str] = said("{place}定时定点定人：{what}，{rhythm}，{who}。")
    place: str
    what: str
    rhythm: str
    who: str


@dataclass(frozen=True)
class UpkeepEnded(Event):
    sentence: ClassVar[str] = said("{place}的“{what}”到 {day} 为止：{why}。")
    place: str
    what: str
    day: date
    why: str


@dataclass(frozen=True)
class UpkeepMarked(Event):
    sentence: ClassVar[str] = said("{place}“{what}” {day} {how}{note}。")
    place: str
    what: str
    day: date
    how: str
    note: str
