"""The facts of works. No name, no telephone: rooms at most, and only where an owner wrote himself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class LiftSurveyed(Event):
    sentence: ClassVar[str] = said("勘察{place}{stairwells}加装电梯：{verdict}{reasons}。")
    place: str
    stairwells: str
    verdict: str
    reasons: str
    answers: dict[str, str]


@dataclass(frozen=True)
class LiftSurveysImported(Event):
    sentence: ClassVar[str] = said(
        "{compound}导入加装电梯勘察表：{stairwells} 个单元，{buildings} 栋位置。"
    )
    compound: str
    stairwells: int
    buildings: int
    file_name: str
    digest: str


@dataclass(frozen=True)
class LiftProjectOpened(Event):
    sentence: ClassVar[str] = said("{place}加装电梯立项（{number}），征询 {homes} 户。")
    place: str
    number: str
    homes: int
    scope: str
    asked_on: date


@dataclass(frozen=True)
class LiftProjectEnded(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）{how}：{why}。")
    number: str
    how: str
    why: str


@dataclass(frozen=True)
class LiftProcedureNamed(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）按程序 {procedure} 办理。")
    number: str
    procedure: str


@dataclass(frozen=True)
class LiftSharesSet(Event):
    sentence: ClassVar[str] = said(
        "加装电梯（{number}）第 {round} 版分摊：总价 {cost}，补贴 {subsidy}，分摊 {shared} 元，{scheme}。"
    )
    number: str
    round: int
    cost: str
    subsidy: str
    shared: str
    scheme: str
    table: dict[str, str]
    left_out: int


@dataclass(frozen=True)
class LiftShareAnswered(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）一户对第 {round} 版分摊表态（{via}）。")
    number: str
    round: int
    via: str
    room: str = personal()
    opinion: str = personal()


@dataclass(frozen=True)
class LiftConsentNoted(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）登记 {homes} 户签名的征询意见。")
    number: str
    homes: int
    digest: str


@dataclass(frozen=True)
class LiftConsentSigned(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）一位业主在手机上签了征询意见。")
    number: str
    signature: str
    rooms: str = personal()
    word: str = personal()


@dataclass(frozen=True)
class LiftConsentWithdrawn(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）一位业主撤回了征询意见。")
    number: str
    rooms: str = personal()


@dataclass(frozen=True)
class LiftStepReached(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）“{step}”于 {day} 办了{outcome}。")
    number: str
    step: str
    day: date
    outcome: str
    code: str
    ended: str


@dataclass(frozen=True)
class LiftStepWithdrawn(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）“{step}”撤回登记：{why}。")
    number: str
    step: str
    why: str
    code: str


@dataclass(frozen=True)
class LiftObjectionReceived(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）于 {day} 收到书面异议。")
    number: str
    day: date
    room: str = personal()
    text: str = personal()


@dataclass(frozen=True)
class LiftObjectionSettled(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）{day} 收到的异议{how}。")
    number: str
    day: date
    how: str
    result: str = personal()


@dataclass(frozen=True)
class LiftPaperKept(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）存入“{title}”。")
    number: str
    title: str
    digest: str


@dataclass(frozen=True)
class LiftPaperTakenOut(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）的“{title}”有一份不算：{why}。")
    number: str
    title: str
    digest: str
    why: str


@dataclass(frozen=True)
class LiftContractSigned(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）登记{kind}合同，{party}，{price} 元。")
    number: str
    kind: str
    party: str
    price: str
    signed_on: date


@dataclass(frozen=True)
class LiftGuidanceNoted(Event):
    sentence: ClassVar[str] = said("加梯办{kind}（{way}，{topic}）{persons} 人次。")
    kind: str
    way: str
    topic: str
    persons: int
    day: date


@dataclass(frozen=True)
class LiftGuidanceFollowed(Event):
    sentence: ClassVar[str] = said("加梯办回访了 {day} 的{kind}。")
    kind: str
    day: date


@dataclass(frozen=True)
class LiftSubsidyRuleSet(Event):
    sentence: ClassVar[str] = said("登记加装电梯补贴办法：{rule}，{day} 起用（{source}）。")
    rule: str
    source: str
    day: date


@dataclass(frozen=True)
class LiftSubsidyApplied(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）于 {day} 申请补贴 {amount} 元。")
    number: str
    amount: str
    day: date


@dataclass(frozen=True)
class LiftSubsidyDecided(Event):
    sentence: ClassVar[str] = said("加装电梯（{number}）的补贴 {day} {result}{amount}。")
    number: str
    result: str
    amount: str
    day: date
    note: str


@dataclass(frozen=True)
class LiftDossierTaken(Event):
    sentence: ClassVar[str] = said("取走加装电梯（{number}）的全部材料，{papers} 份。")
    number: str
    papers: int


@dataclass(frozen=True)
class LiftPhotoPlaced(Event):
    sentence: ClassVar[str] = said("在{building}的图上放了一张勘察照片（{what}）。")
    building: str
    what: str
    along: int
    across: int
    digest: str


@dataclass(frozen=True)
class LiftPhotoTakenOff(Event):
    sentence: ClassVar[str] = said("{building}的一张勘察照片（{what}）不算：{why}。")
    building: str
    what: str
    digest: str
    why: str
