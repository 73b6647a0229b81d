"""The facts of inspections, petitions, seals and hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class InspectionAsked(Event):
    sentence: ClassVar[str] = said("业主{person}向{body}申请查阅{kind}：{what}。")
    body: str
    kind: str
    what: str
    person: str = personal()


@dataclass(frozen=True)
class InspectionAnswered(Event):
    sentence: ClassVar[str] = said("{body}答复业主{person}的查阅申请（{kind}）：{state}。{answer}")
    body: str
    kind: str
    state: str
    answer: str
    digest: str
    person: str = personal()


@dataclass(frozen=True)
class PetitionOpened(Event):
    sentence: ClassVar[str] = said("{compound}业主提议召开临时业主大会会议：{title}。")
    compound: str
    title: str


@dataclass(frozen=True)
class PetitionSigned(Event):
    sentence: ClassVar[str] = said("提议「{title}」录入签名{new}个，共{total}个。")
    title: str
    new: int
    total: int
    digest: str


@dataclass(frozen=True)
class PetitionHanded(Event):
    sentence: ClassVar[str] = said(
        "提议「{title}」提交业主委员会：{persons}/{all_persons}人，{area}/{all_area}㎡，{rule}。"
    )
    title: str
    persons: int
    all_persons: int
    area: str
    all_area: str
    rule: str


@dataclass(frozen=True)
class PetitionOrdered(Event):
    sentence: ClassVar[str] = said("街道责令业主委员会在{until}前召集会议：「{title}」。")
    title: str
    until: date
    digest: str


@dataclass(frozen=True)
class PetitionEnded(Event):
    sentence: ClassVar[str] = said("提议「{title}」{how}：{why}。")
    title: str
    how: str
    why: str


@dataclass(frozen=True)
class SealUseAsked(Event):
    sentence: ClassVar[str] = said("{body}申请使用{thing}：{purpose}{amount}。申请人{person}。")
    body: str
    thing: str
    purpose: str
    amount: str
    digest: str
    person: str = personal()


@dataclass(frozen=True)
class SealUseDecided(Event):
    sentence: ClassVar[str] = said(
        "{body}使用{thing}（{purpose}）{outcome}：{why}。批准人{person}。"
    )
    body: str
    thing: str
    purpose: str
    outcome: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class SealUsed(Event):
    sentence: ClassVar[str] = said("{body}于{day}使用了{thing}：{purpose}。")
    body: str
    thing: str
    purpose: str
    day: date


@dataclass(frozen=True)
class HandoverListed(Event):
    sentence: ClassVar[str] = said("{body}第{ordinal}届移交清单列入：{name}（{quantity}）。")
    body: str
    ordinal: int
    name: str
    quantity: str


@dataclass(frozen=True)
class HandedOver(Event):
    sentence: ClassVar[str] = said("{body}第{ordinal}届于{day}移交{items}项，接收人{receiver}。")
    body: str
    ordinal: int
    day: date
    items: int
    receiver: str
