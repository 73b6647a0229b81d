"""The facts of workshops: mandates, advice, reports, the green channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class WorkshopOpened(Event):
    sentence: ClassVar[str] = said(
        "{name}设为第三方工作室，办公地点{place}，每月{days}个工作日内汇报。"
    )
    name: str
    place: str
    days: int


@dataclass(frozen=True)
class MandateGranted(Event):
    sentence: ClassVar[str] = said(
        "授权{workshop}{power}（{number}），范围{place}，{since}至{until}，文件：{document}。"
    )
    workshop: str
    power: str
    number: str
    place: str
    since: date
    until: date
    document: str


@dataclass(frozen=True)
class MandateExtended(Event):
    sentence: ClassVar[str] = said(
        "{workshop}的{power}（{number}）由{before}延到{until}，文件：{document}；{why}。"
    )
    workshop: str
    power: str
    number: str
    before: date
    until: date
    document: str
    why: str


@dataclass(frozen=True)
class MandatePaperKept(Event):
    sentence: ClassVar[str] = said("{workshop}的“{power}”授权（{number}）存入文件“{title}”。")
    workshop: str
    power: str
    number: str
    title: str
    digest: str


@dataclass(frozen=True)
class MandateEnded(Event):
    sentence: ClassVar[str] = said("收回{workshop}的{power}（{number}），自{day}起无效：{why}。")
    workshop: str
    power: str
    number: str
    day: date
    why: str


@dataclass(frozen=True)
class AdviceGiven(Event):
    sentence: ClassVar[str] = said(
        "{workshop}按授权{mandate}提出{kind}「{title}」（{number}），请在{due}前答复。"
    )
    workshop: str
    mandate: str
    kind: str
    title: str
    number: str
    due: date
    person: str = personal(default="")


@dataclass(frozen=True)
class AdviceAnswered(Event):
    sentence: ClassVar[str] = said("答复{kind}「{title}」（{number}）：{state}{late}，{answer}。")
    kind: str
    title: str
    number: str
    state: str
    late: str
    answer: str


@dataclass(frozen=True)
class AdviceWithdrawn(Event):
    sentence: ClassVar[str] = said("撤回{kind}「{title}」（{number}）：{why}。")
    kind: str
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class ReportBegun(Event):
    sentence: ClassVar[str] = said("{workshop}开始写{month}月报。")
    workshop: str
    month: str


@dataclass(frozen=True)
class ReportWritten(Event):
    sentence: ClassVar[str] = said("{workshop}改了{month}月报的文字。")
    workshop: str
    month: str


@dataclass(frozen=True)
class ReportSent(Event):
    sentence: ClassVar[str] = said(
        "{workshop}向街道报送{month}月报{late}，{figures}项数字，指纹 {digest}。"
    )
    workshop: str
    month: str
    late: str
    figures: int
    digest: str


@dataclass(frozen=True)
class ReportQuestioned(Event):
    sentence: ClassVar[str] = said("街道对{workshop}的{month}月报提出疑问：{question}。")
    workshop: str
    month: str
    question: str


@dataclass(frozen=True)
class ReportReplied(Event):
    sentence: ClassVar[str] = said("{workshop}答复街道对{month}月报的疑问：{reply}。")
    workshop: str
    month: str
    reply: str


@dataclass(frozen=True)
class ReportAcknowledged(Event):
    sentence: ClassVar[str] = said("街道已阅{workshop}的{month}月报，存档。")
    workshop: str
    month: str


@dataclass(frozen=True)
class ContactKept(Event):
    sentence: ClassVar[str] = said("登记绿色通道联系人：{profession}，{organisation}，{name}。")
    profession: str
    organisation: str
    name: str = personal()


@dataclass(frozen=True)
class ContactEnded(Event):
    sentence: ClassVar[str] = said("不再联系{organisation}的{name}：{why}。")
    organisation: str
    why: str
    name: str = personal()


@dataclass(frozen=True)
class ContactPhoneRead(Event):
    sentence: ClassVar[str] = said("查看{organisation}联系人{name}的电话，理由：{why}。")
    organisation: str
    why: str
    name: str = personal()


@dataclass(frozen=True)
class GreenChannelAsked(Event):
    sentence: ClassVar[str] = said(
        "走绿色通道「{title}」（{number}），主题{topic}，请{parties}，{due}前答复。"
    )
    title: str
    number: str
    topic: str
    parties: str
    due: date


@dataclass(frozen=True)
class GreenPartyAnswered(Event):
    sentence: ClassVar[str] = said(
        "{party}答复绿色通道「{title}」（{number}）：{stance}{late}（{way}）。{answer}"
    )
    party: str
    title: str
    number: str
    stance: str
    late: str
    way: str
    answer: str


@dataclass(frozen=True)
class GreenLinkRenewed(Event):
    sentence: ClassVar[str] = said("重新发出「{title}」（{number}）给{party}的答复链接。")
    title: str
    number: str
    party: str


@dataclass(frozen=True)
class GreenChannelClosed(Event):
    sentence: ClassVar[str] = said("绿色通道「{title}」（{number}）{how}：{outcome}。")
    title: str
    number: str
    how: str
    outcome: str
