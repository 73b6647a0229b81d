"""The facts of how a street works with tickets: categories, dispatch, duty, codes, return visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class CategoriesChanged(Event):
    sentence: ClassVar[str] = said(
        "工单类别和时限改为第 {version} 版：{why}（新增 {added}，去掉 {gone}）。"
    )
    version: int
    why: str
    added: str
    gone: str


@dataclass(frozen=True)
class DispatchRuleSet(Event):
    sentence: ClassVar[str] = said("派单规则：{what}派到{organisation}，{way}。")
    what: str
    organisation: str
    way: str


@dataclass(frozen=True)
class DispatchRuleEnded(Event):
    sentence: ClassVar[str] = said("停用派单规则：{what}派到{organisation}。")
    what: str
    organisation: str


@dataclass(frozen=True)
class DutySet(Event):
    sentence: ClassVar[str] = said("{organisation}值班：{person}，{when}。")
    organisation: str
    when: str
    person: str = personal()


@dataclass(frozen=True)
class DutyEnded(Event):
    sentence: ClassVar[str] = said("{organisation}值班取消：{person}，{when}。")
    organisation: str
    when: str
    person: str = personal()


@dataclass(frozen=True)
class PointHung(Event):
    sentence: ClassVar[str] = said("设置扫码点位：{names}。")
    names: str


@dataclass(frozen=True)
class PointEnded(Event):
    sentence: ClassVar[str] = said("停用扫码点位：{name}。")
    name: str


@dataclass(frozen=True)
class VisitsDrawn(Event):
    sentence: ClassVar[str] = said(
        "抽取回访（{number}）：{first}至{last}办结 {population} 件，按 {percent}% 抽 {size} 件。"
    )
    number: str
    first: date
    last: date
    population: int
    percent: int
    size: int
    seed: str


@dataclass(frozen=True)
class VisitAnswered(Event):
    sentence: ClassVar[str] = said("回访（{number}）：{answer}。")
    number: str
    answer: str
