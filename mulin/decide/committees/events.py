"""The facts of bodies: terms, seats, papers, lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class BodyTermBegun(Event):
    sentence: ClassVar[str] = said(
        "{body}第{ordinal}届登记：{starts}至{ends}，{seats}席，{origin}。"
    )
    body: str
    ordinal: int
    starts: date
    ends: date
    seats: int
    origin: str


@dataclass(frozen=True)
class BodyTermCorrected(Event):
    sentence: ClassVar[str] = said("{body}第{ordinal}届登记更正：{changes}。理由：{why}。")
    body: str
    ordinal: int
    changes: str
    why: str


@dataclass(frozen=True)
class BodyTermEnded(Event):
    sentence: ClassVar[str] = said("{body}第{ordinal}届于{day}结束，{members}人离任：{why}。")
    body: str
    ordinal: int
    day: date
    members: int
    why: str


@dataclass(frozen=True)
class BodyMemberSeated(Event):
    sentence: ClassVar[str] = said(
        "{person}自{since}起任{body}第{ordinal}届{title}。依据：{basis}。"
    )
    body: str
    ordinal: int
    title: str
    since: date
    basis: str
    person: str = personal()


@dataclass(frozen=True)
class BodyMemberLeft(Event):
    sentence: ClassVar[str] = said("{person}不再任{body}第{ordinal}届{title}，{day}止：{why}。")
    body: str
    ordinal: int
    title: str
    day: date
    why: str
    person: str = personal()


@dataclass(frozen=True)
class BodyAlternateMovedUp(Event):
    sentence: ClassVar[str] = said(
        "{person}自{since}起由候补递补为{body}第{ordinal}届{title}：{basis}。"
    )
    body: str
    ordinal: int
    title: str
    since: date
    basis: str
    person: str = personal()


@dataclass(frozen=True)
class BodyPostsChanged(Event):
    sentence: ClassVar[str] = said(
        "{body}第{ordinal}届改选职务 {changed} 人：{named}，自{since}起。依据：{meeting}决定“{text}”。"
    )
    body: str
    ordinal: int
    changed: int
    since: date
    meeting: str
    text: str
    named: str = personal()


@dataclass(frozen=True)
class BodyPaperKept(Event):
    sentence: ClassVar[str] = said("{body}第{ordinal}届存入材料“{what}”。")
    body: str
    ordinal: int
    what: str
    digest: str


@dataclass(frozen=True)
class BodiesTaken(Event):
    sentence: ClassVar[str] = said(
        "从“{file}”登记{terms}届、{members}名成员，其中新登记人员{persons}人。"
    )
    file: str
    terms: int
    members: int
    persons: int
    digest: str


@dataclass(frozen=True)
class WillingNoted(Event):
    sentence: ClassVar[str] = said("{compound}登记意向人选{person}（{source}）。")
    compound: str
    source: str
    person: str = personal()


@dataclass(frozen=True)
class WillingWithdrawn(Event):
    sentence: ClassVar[str] = said("{compound}意向人选{person}退出：{why}。")
    compound: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class InterimSidesNamed(Event):
    sentence: ClassVar[str] = said(
        "{body}第{ordinal}届登记业主代表{owners}人、单位代表{others}人。"
    )
    body: str
    ordinal: int
    owners: int
    others: int
