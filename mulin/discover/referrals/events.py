"""The facts of referrals. Neither who did it nor who told of it ever stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class ViolationFound(Event):
    sentence: ClassVar[str] = said("{compound}发现{kind}（{number}），{how}。")
    compound: str
    kind: str
    number: str
    how: str


@dataclass(frozen=True)
class ViolationDissuaded(Event):
    sentence: ClassVar[str] = said("{number} 当面劝阻，{due}前没有改正就要报告。")
    number: str
    due: str


@dataclass(frozen=True)
class ViolationSettled(Event):
    sentence: ClassVar[str] = said("{number} 劝阻后改正。")
    number: str


@dataclass(frozen=True)
class ViolationReported(Event):
    sentence: ClassVar[str] = said("{number} 劝阻无效，向社区和街道报告{late}。")
    number: str
    late: str


@dataclass(frozen=True)
class ViolationReferred(Event):
    sentence: ClassVar[str] = said("{number} 移送{team}，请 {answer_by} 前受理或退回。")
    number: str
    team: str
    answer_by: date
    evidence: int


@dataclass(frozen=True)
class ReferralNotMade(Event):
    sentence: ClassVar[str] = said("{number} 不移送：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class ReferralAccepted(Event):
    sentence: ClassVar[str] = said("{team}受理 {number}{late}。")
    team: str
    number: str
    late: str


@dataclass(frozen=True)
class ReferralReturned(Event):
    sentence: ClassVar[str] = said("{team}退回 {number}：{why}。")
    team: str
    number: str
    why: str


@dataclass(frozen=True)
class ReferralVisited(Event):
    sentence: ClassVar[str] = said("{number} {day} 现场检查{until}。")
    number: str
    day: date
    until: str


@dataclass(frozen=True)
class ReferralResult(Event):
    sentence: ClassVar[str] = said("{number} 有结果：{result}。")
    number: str
    result: str


@dataclass(frozen=True)
class ReferralFedBack(Event):
    sentence: ClassVar[str] = said("{number} 的结果已反馈给小区{reporter}，办结。")
    number: str
    reporter: str


@dataclass(frozen=True)
class EvidenceKept(Event):
    sentence: ClassVar[str] = said("{number} 存入一张{step}的照片。")
    number: str
    step: str
    digest: str


@dataclass(frozen=True)
class OtherSideRead(Event):
    sentence: ClassVar[str] = said("查看了 {number} 的当事人：{why}。")
    number: str
    why: str


@dataclass(frozen=True)
class EnforcementTeamSet(Event):
    sentence: ClassVar[str] = said("登记执法队{team}：{kind_count} 类，{areas} 个社区，{phone}。")
    team: str
    kind_count: int
    areas: int
    phone: str
