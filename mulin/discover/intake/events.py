"""The facts of tickets: from the first word to the last. None of them holds a name or a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class TicketRaised(Event):
    sentence: ClassVar[str] = said("{channel}：{kind}，{place}（{number}），{limit}内办结。")
    number: str
    kind: str
    place: str
    channel: str
    limit: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class TicketsImported(Event):
    sentence: ClassVar[str] = said("导入 12345 热线工单：新登记 {made} 件，早已登记 {known} 件。")
    made: int
    known: int
    digest: str


@dataclass(frozen=True)
class TicketSent(Event):
    sentence: ClassVar[str] = said("派给{organisation}{worker}（{number}）{how}。")
    number: str
    organisation: str
    how: str
    worker: str = personal()


@dataclass(frozen=True)
class TicketsSent(Event):
    sentence: ClassVar[str] = said("一次派出 {count} 件给{organisation}（{numbers}）。")
    count: int
    organisation: str
    numbers: str


@dataclass(frozen=True)
class TicketTaken(Event):
    sentence: ClassVar[str] = said("{worker}接单（{number}）。")
    number: str
    worker: str = personal()


@dataclass(frozen=True)
class TicketTransferred(Event):
    sentence: ClassVar[str] = said("由{before}转给{organisation}（{number}）：{why}。")
    number: str
    before: str
    organisation: str
    why: str


@dataclass(frozen=True)
class TicketContacted(Event):
    sentence: ClassVar[str] = said("联系上了反映的人（{number}）{late}。")
    number: str
    late: str


@dataclass(frozen=True)
class TicketPaused(Event):
    sentence: ClassVar[str] = said("暂停（{number}）：{kind}，{why}，时限停算。")
    number: str
    kind: str
    why: str


@dataclass(frozen=True)
class TicketResumed(Event):
    sentence: ClassVar[str] = said("恢复办理（{number}），停了 {days} 个工作日，限时改为 {due}。")
    number: str
    days: int
    due: str


@dataclass(frozen=True)
class TicketExtended(Event):
    sentence: ClassVar[str] = said("批准延期 {days} 个工作日（{number}）：{why}，限时改为 {due}。")
    number: str
    days: int
    due: str
    why: str


@dataclass(frozen=True)
class TicketQuoted(Event):
    sentence: ClassVar[str] = said("这一项要居民自付 {money} 元（{number}）：{why}，等居民确认。")
    number: str
    money: str
    why: str


@dataclass(frozen=True)
class QuoteAnswered(Event):
    sentence: ClassVar[str] = said("居民{answer}自付 {money} 元（{number}）。")
    number: str
    money: str
    answer: str


@dataclass(frozen=True)
class TicketPaidBy(Event):
    sentence: ClassVar[str] = said("费用由{payer}出，{money} 元（{number}）：{why}。")
    number: str
    payer: str
    money: str
    why: str


@dataclass(frozen=True)
class TicketDone(Event):
    sentence: ClassVar[str] = said("办完（{number}）{late}：{done}")
    number: str
    done: str
    late: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class TicketReplied(Event):
    sentence: ClassVar[str] = said("{how}回复反映的人（{number}）：{reply}")
    number: str
    how: str
    reply: str


@dataclass(frozen=True)
class TicketJudged(Event):
    sentence: ClassVar[str] = said("反映的人说{solved}，打 {score} 分（{number}），{then}。")
    number: str
    solved: str
    score: str
    then: str


@dataclass(frozen=True)
class TicketClosed(Event):
    sentence: ClassVar[str] = said("办结（{number}）：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class TicketsClosed(Event):
    sentence: ClassVar[str] = said("回复满 {days} 日没有评价，自动办结 {count} 件。")
    count: int
    days: int
    numbers: str


@dataclass(frozen=True)
class TicketDeclined(Event):
    sentence: ClassVar[str] = said("不受理（{number}）：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class TicketMerged(Event):
    sentence: ClassVar[str] = said("{number} 并入 {into}：{why}。")
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class TicketSplit(Event):
    sentence: ClassVar[str] = said("{number} 不再并入 {into}，单独办：{why}。")
    number: str
    into: str
    why: str


@dataclass(frozen=True)
class TicketRaisedUp(Event):
    sentence: ClassVar[str] = said("升到{level}（{number}）：{why}，{level}限 {due}。")
    number: str
    level: str
    why: str
    due: str


@dataclass(frozen=True)
class TicketsRaisedUp(Event):
    sentence: ClassVar[str] = said("超时升到{level} {count} 件（{numbers}）。")
    count: int
    level: str
    numbers: str


@dataclass(frozen=True)
class TicketRemarked(Event):
    sentence: ClassVar[str] = said("{kind}（{number}）。")
    number: str
    kind: str


@dataclass(frozen=True)
class TicketFollowed(Event):
    sentence: ClassVar[str] = said("一位邻居也遇到这件事（{number}）。")
    number: str


@dataclass(frozen=True)
class TicketLinked(Event):
    sentence: ClassVar[str] = said("归入事项 {matter}（{number}）。")
    number: str
    matter: str


@dataclass(frozen=True)
class TicketRecast(Event):
    sentence: ClassVar[str] = said("类别由{before}改为{kind}（{number}），限时改为 {due}。")
    number: str
    before: str
    kind: str
    due: str


@dataclass(frozen=True)
class CallerNumberRead(Event):
    sentence: ClassVar[str] = said("查看了联系电话（{number}）：{why}。")
    number: str
    why: str
