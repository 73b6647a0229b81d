"""Facts about natural persons and what they hold: by masked name, and erasably."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class PersonRegistered(Event):
    """A natural person entered the register."""

    sentence = said("登记人员：{person}。")
    has_identity: bool
    has_phone: bool
    person: str = personal()


@dataclass(frozen=True)
class PersonCorrected(Event):
    """Something said of a person was corrected; which fields, not their values."""

    sentence = said("更正{person}的{fields}。理由：{why}。")
    fields: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PersonsMerged(Event):
    """Two rows were found to be one person."""

    sentence = said("确认为同一人并合并：{person}。理由：{why}。共移动 {rows} 条登记。")
    kept_id: str
    merged_id: str
    rows: int
    why: str
    person: str = personal()


@dataclass(frozen=True)
class MergeUndone(Event):
    """A merger was undone; what had moved went back."""

    sentence = said("撤销合并：{person}恢复为两人。理由：{why}。")
    kept_id: str
    merged_id: str
    rows: int
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PersonsDistinct(Event):
    """Two rows that look alike were decided to be two persons."""

    sentence = said("确认不是同一人：{person}。理由：{why}。")
    first_id: str
    second_id: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class OwnerAdded(Event):
    """An owner was registered for a unit."""

    sentence = said("{unit} 登记业主：{owner}，{share}，{since}。依据：{basis}。")
    unit: str
    share: str
    since: str
    basis: str
    owner: str = personal()


@dataclass(frozen=True)
class OwnershipTransferred(Event):
    """A unit, or a share of it, changed hands on a day."""

    sentence = said("{unit} 自 {day} 起由{before}转为{after}所有。依据：{basis}。")
    unit: str
    day: str
    basis: str
    before: str = personal()
    after: str = personal()


@dataclass(frozen=True)
class OwnershipEnded(Event):
    """An owner's row was closed with a date."""

    sentence = said("{unit} 的业主{owner}自 {day} 起不再登记。理由：{why}。")
    unit: str
    day: str
    why: str
    owner: str = personal()


@dataclass(frozen=True)
class TenancyBegun(Event):
    """Somebody moved in without owning."""

    sentence = said("{unit} 登记{kind}：{person}，自 {since} 起。")
    unit: str
    kind: str
    since: str
    person: str = personal()


@dataclass(frozen=True)
class TenancyEnded(Event):
    """Somebody moved out."""

    sentence = said("{unit} 的{kind}{person}自 {day} 起搬离。")
    unit: str
    kind: str
    day: str
    person: str = personal()


@dataclass(frozen=True)
class ActsForBegun(Event):
    """Somebody may act for an owner, by a paper."""

    sentence = said("{agent}自 {since} 起作为{kind}代{principal}行使权利。")
    kind: str
    since: str
    paper: str
    agent: str = personal()
    principal: str = personal()


@dataclass(frozen=True)
class ActsForEnded(Event):
    """A mandate ended."""

    sentence = said("{agent}不再作为{kind}代{principal}行使权利，最后一天是 {day}。理由：{why}。")
    kind: str
    day: str
    why: str
    agent: str = personal()
    principal: str = personal()
