"""The facts of mediation. They name a case by its number only: what it is about stays in it.

The public chain and the street's list of facts are read by people who may not know of a case more
than that it runs; names stand in personal fields, reasons and contents in no field at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class MediationPanelOpened(Event):
    sentence: ClassVar[str] = said("登记调解组织：{name}（{level}），地点{place}。")
    name: str
    level: str
    place: str


@dataclass(frozen=True)
class MediationPanelEnded(Event):
    sentence: ClassVar[str] = said("{name}撤销：{why}。")
    name: str
    why: str


@dataclass(frozen=True)
class MediatorEnrolled(Event):
    sentence: ClassVar[str] = said("{panel}{duty}：{name}，{kind}，{since}起。")
    panel: str
    duty: str
    kind: str
    since: date
    name: str = personal()


@dataclass(frozen=True)
class MediatorsImported(Event):
    sentence: ClassVar[str] = said("从表格登记调解员 {n} 人，摘要 {digest}。")
    n: int
    digest: str


@dataclass(frozen=True)
class MediatorChanged(Event):
    sentence: ClassVar[str] = said("更正{panel}{name}的登记：{what}。")
    panel: str
    what: str
    name: str = personal()


@dataclass(frozen=True)
class MediatorLeft(Event):
    sentence: ClassVar[str] = said("{panel}的{name}不再担任{duty}，{day}为最后一天：{why}。")
    panel: str
    duty: str
    day: date
    why: str
    name: str = personal()


@dataclass(frozen=True)
class MediationSet(Event):
    sentence: ClassVar[str] = said("调解设定“{what}”由{before}改为{after}：{why}。")
    what: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class DisputeRegistered(Event):
    sentence: ClassVar[str] = said("登记调解申请{number}，{source}（{way}），由{panel}办理。")
    number: str
    source: str
    way: str
    panel: str


@dataclass(frozen=True)
class DisputeBarred(Event):
    sentence: ClassVar[str] = said("调解申请{number}不能调解：{bar}（{article}），已告知途径。")
    number: str
    bar: str
    article: str


@dataclass(frozen=True)
class SideAdded(Event):
    sentence: ClassVar[str] = said("案件{number}登记当事人（{part}）：{name}。")
    number: str
    part: str
    name: str = personal()


@dataclass(frozen=True)
class AgentNamed(Event):
    sentence: ClassVar[str] = said("案件{number}一方当事人由{name}代理。")
    number: str
    name: str = personal()


@dataclass(frozen=True)
class SidePhoneRead(Event):
    sentence: ClassVar[str] = said("案件{number}查看当事人{name}的电话，理由已记。")
    number: str
    name: str = personal()


@dataclass(frozen=True)
class ConsentNoted(Event):
    sentence: ClassVar[str] = said("案件{number}一方当事人{stance}（{way}）。{then}")
    number: str
    stance: str
    way: str
    then: str


@dataclass(frozen=True)
class MediatorWished(Event):
    sentence: ClassVar[str] = said("案件{number}一方当事人对调解员提出意见：{what}。")
    number: str
    what: str


@dataclass(frozen=True)
class MediatorSeated(Event):
    sentence: ClassVar[str] = said("案件{number}由{name}调解（{chosen}）。")
    number: str
    chosen: str
    name: str = personal()


@dataclass(frozen=True)
class MediatorUnseated(Event):
    sentence: ClassVar[str] = said("案件{number}更换调解员，{name}不再经办。")
    number: str
    name: str = personal()


@dataclass(frozen=True)
class DisputeMoved(Event):
    sentence: ClassVar[str] = said("案件{number}由{before}转到{after}。")
    number: str
    before: str
    after: str


@dataclass(frozen=True)
class DisputeLonger(Event):
    sentence: ClassVar[str] = said("案件{number}经各方同意，调解期限延到{until}。")
    number: str
    until: date


@dataclass(frozen=True)
class TalkCalled(Event):
    sentence: ClassVar[str] = said("案件{number}第{order}次调解定于{day}，另请 {guests} 方。")
    number: str
    order: int
    day: date
    guests: int


@dataclass(frozen=True)
class TalkRecorded(Event):
    sentence: ClassVar[str] = said("案件{number}第{order}次调解{how}。")
    number: str
    order: int
    how: str


@dataclass(frozen=True)
class CauseFound(Event):
    sentence: ClassVar[str] = said("案件{number}完成成因分析。")
    number: str


@dataclass(frozen=True)
class AccordReached(Event):
    sentence: ClassVar[str] = said("案件{number}达成{form}，共 {promises} 项。{then}")
    number: str
    form: str
    promises: int
    then: str


@dataclass(frozen=True)
class AccordSigned(Event):
    sentence: ClassVar[str] = said("案件{number}的协议：{who}{how}。{then}")
    number: str
    who: str
    how: str
    then: str


@dataclass(frozen=True)
class TalkSigned(Event):
    sentence: ClassVar[str] = said("案件{number}第{order}次调解记录：{who}{how}。")
    number: str
    order: int
    who: str
    how: str


@dataclass(frozen=True)
class AccordDropped(Event):
    sentence: ClassVar[str] = said("案件{number}没有签完的协议作废，继续调解。")
    number: str


@dataclass(frozen=True)
class PromiseKept(Event):
    sentence: ClassVar[str] = said("案件{number}第{order}项履行登记。{then}")
    number: str
    order: int
    then: str


@dataclass(frozen=True)
class ConfirmationAsked(Event):
    sentence: ClassVar[str] = said("案件{number}双方于{day}共同向法院申请司法确认（最迟{until}）。")
    number: str
    day: date
    until: date


@dataclass(frozen=True)
class ConfirmationDecided(Event):
    sentence: ClassVar[str] = said("案件{number}：{how}，{day}。")
    number: str
    how: str
    day: date


@dataclass(frozen=True)
class DisputeEnded(Event):
    sentence: ClassVar[str] = said("案件{number}{how}，已告知：{ways}。")
    number: str
    how: str
    ways: str


@dataclass(frozen=True)
class DisputeRead(Event):
    sentence: ClassVar[str] = said("{post}写明理由后查阅案件{number}。")
    number: str
    post: str


@dataclass(frozen=True)
class DisputeReferred(Event):
    sentence: ClassVar[str] = said("较大纠纷{referral}交{agency}研究，请在{until}前提出建议。")
    referral: str
    agency: str
    until: date


@dataclass(frozen=True)
class AdviceOnDispute(Event):
    sentence: ClassVar[str] = said("{agency}对较大纠纷{referral}提出建议，措施 {n} 条。")
    referral: str
    agency: str
    n: int


@dataclass(frozen=True)
class MeasureEnded(Event):
    sentence: ClassVar[str] = said("较大纠纷{referral}第{order}条措施办完。")
    referral: str
    order: int


@dataclass(frozen=True)
class LessonWritten(Event):
    sentence: ClassVar[str] = said("写成化解经验一条（{cause}），等审核。")
    cause: str


@dataclass(frozen=True)
class LessonReviewed(Event):
    sentence: ClassVar[str] = said("化解经验一条（{cause}）{how}。")
    cause: str
    how: str
