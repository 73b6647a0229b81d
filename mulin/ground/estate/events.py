"""The facts the register can state. Natural persons appear by masked name, and erasably."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.ground.record.events import Event, personal


@dataclass(frozen=True)
class CommunityCreated(Event):
    """A community entered the register."""

    sentence = "登记社区：{community}。"
    community: str


@dataclass(frozen=True)
class GridCreated(Event):
    """A grid entered the register."""

    sentence = "登记网格：{community} {grid}。"
    community: str
    grid: str


@dataclass(frozen=True)
class CompoundCreated(Event):
    """A compound entered the register."""

    sentence = "登记小区：{compound}（{kind}，{mode}），属{community}。"
    compound: str
    community: str
    kind: str
    mode: str


@dataclass(frozen=True)
class BuildingCreated(Event):
    """A building entered the register."""

    sentence = "{compound}登记楼栋：{building}。"
    compound: str
    building: str


@dataclass(frozen=True)
class StairwellCreated(Event):
    """A stairwell entered the register."""

    sentence = "{building}登记单元：{stairwell}。"
    building: str
    stairwell: str


@dataclass(frozen=True)
class UnitCreated(Event):
    """A unit entered the register; areas in 0.01 m²."""

    sentence = "登记房屋：{unit}，专有部分面积 {area_text} ㎡（{area_source}）。"
    unit: str
    voting_area: int
    area_text: str
    area_source: str


@dataclass(frozen=True)
class PlaceCorrected(Event):
    """Something said of a place was changed; ``changes`` holds field, old and new value."""

    sentence = "更正{kind}{place}：{words}。理由：{why}。"
    kind: str
    place: str
    changes: list[list[str]]
    words: str
    why: str


@dataclass(frozen=True)
class PlaceEnded(Event):
    """A place is no longer there from a day on."""

    sentence = "{kind}{place}自 {ended_on} 起撤销。理由：{why}。"
    kind: str
    place: str
    ended_on: str
    why: str


@dataclass(frozen=True)
class UnitSplit(Event):
    """One unit became several."""

    sentence = "{unit} 自 {day} 起分为 {parts}。依据：{basis}。"
    unit: str
    parts: str
    part_ids: list[str]
    day: str
    basis: str


@dataclass(frozen=True)
class UnitsMerged(Event):
    """Several units became one."""

    sentence = "{units} 自 {day} 起合并为 {unit}。依据：{basis}。"
    units: str
    unit_ids: list[str]
    unit: str
    day: str
    basis: str


@dataclass(frozen=True)
class UnitRenumbered(Event):
    """A unit has another number; it stays the same unit."""

    sentence = "房号由 {old} 改为 {new}。理由：{why}。"
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class PersonRegistered(Event):
    """A natural person entered the register."""

    sentence = "登记人员：{person}。"
    has_identity: bool
    has_phone: bool
    person: str = personal()


@dataclass(frozen=True)
class PersonCorrected(Event):
    """Something said of a person was corrected; which fields, not their values."""

    sentence = "更正{person}的{fields}。理由：{why}。"
    fields: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PersonsMerged(Event):
    """Two rows were found to be one person."""

    sentence = "确认为同一人并合并：{person}。理由：{why}。共移动 {rows} 条登记。"
    kept_id: str
    merged_id: str
    rows: int
    why: str
    person: str = personal()


@dataclass(frozen=True)
class MergeUndone(Event):
    """A merger was undone; what had moved went back."""

    sentence = "撤销合并：{person}恢复为两人。理由：{why}。"
    kept_id: str
    merged_id: str
    rows: int
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PersonsDistinct(Event):
    """Two rows that look alike were decided to be two persons."""

    sentence = "确认不是同一人：{person}。理由：{why}。"
    first_id: str
    second_id: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class OwnerAdded(Event):
    """An owner was registered for a unit."""

    sentence = "{unit} 登记业主：{owner}，{share}，自 {since} 起。依据：{basis}。"
    unit: str
    share: str
    since: str
    basis: str
    owner: str = personal()


@dataclass(frozen=True)
class OwnershipTransferred(Event):
    """A unit, or a share of it, changed hands on a day."""

    sentence = "{unit} 自 {day} 起由{before}转为{after}所有。依据：{basis}。"
    unit: str
    day: str
    basis: str
    before: str = personal()
    after: str = personal()


@dataclass(frozen=True)
class OwnershipEnded(Event):
    """An owner's row was closed with a date."""

    sentence = "{unit} 的业主{owner}自 {day} 起不再登记。理由：{why}。"
    unit: str
    day: str
    why: str
    owner: str = personal()


@dataclass(frozen=True)
class TenancyBegun(Event):
    """Somebody moved in without owning."""

    sentence = "{unit} 登记{kind}：{person}，自 {since} 起。"
    unit: str
    kind: str
    since: str
    person: str = personal()


@dataclass(frozen=True)
class TenancyEnded(Event):
    """Somebody moved out."""

    sentence = "{unit} 的{kind}{person}自 {day} 起搬离。"
    unit: str
    kind: str
    day: str
    person: str = personal()


@dataclass(frozen=True)
class ActsForBegun(Event):
    """Somebody may act for an owner, by a paper."""

    sentence = "{agent}自 {since} 起作为{kind}代{principal}行使权利。"
    kind: str
    since: str
    paper: str
    agent: str = personal()
    principal: str = personal()


@dataclass(frozen=True)
class ActsForEnded(Event):
    """A mandate ended."""

    sentence = "{agent}不再作为{kind}代{principal}行使权利，最后一天是 {day}。理由：{why}。"
    kind: str
    day: str
    why: str
    agent: str = personal()
    principal: str = personal()


@dataclass(frozen=True)
class OrganisationRegistered(Event):
    """An organisation entered the register."""

    sentence = "登记组织：{organisation}（{kind}）。"
    organisation: str
    kind: str
    credit_code: str


@dataclass(frozen=True)
class OrganisationCorrected(Event):
    """Something said of an organisation was corrected."""

    sentence = "更正组织{organisation}：{words}。理由：{why}。"
    organisation: str
    changes: list[list[str]]
    words: str
    why: str


@dataclass(frozen=True)
class OrganisationEnded(Event):
    """An organisation no longer acts in the street."""

    sentence = "组织{organisation}自 {day} 起撤销。理由：{why}。"
    organisation: str
    day: str
    why: str


@dataclass(frozen=True)
class EngagementBegun(Event):
    """An organisation began to do something for a place or for another organisation."""

    sentence = "{organisation}自 {since} 起{kind}：{whom}。"
    organisation: str
    kind: str
    whom: str
    since: str


@dataclass(frozen=True)
class EngagementEnded(Event):
    """What an organisation did for a place or another organisation ended."""

    sentence = "{organisation}对{whom}的{kind}结束，最后一天是 {day}。理由：{why}。"
    organisation: str
    kind: str
    whom: str
    day: str
    why: str


@dataclass(frozen=True)
class Appointed(Event):
    """A person holds a post. Office holders act in public, by name."""

    sentence = "{person}自 {since} 起任{organisation}{title}（{reach}）。依据：{basis}。"
    organisation: str
    title: str
    role: str
    reach: str
    since: str
    basis: str
    person: str = personal()


@dataclass(frozen=True)
class AppointmentEnded(Event):
    """A person no longer holds a post."""

    sentence = "{person}不再担任{organisation}{title}，最后一天是 {day}。理由：{why}。"
    organisation: str
    title: str
    day: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class RosterUploaded(Event):
    """A roster file arrived; nothing of it is in the register yet."""

    sentence = "{compound}上传名册：{file}。"
    compound: str
    file: str
    paper: str


@dataclass(frozen=True)
class RosterColumnsChosen(Event):
    """Which column of a roster means what was decided, above all the voting area."""

    sentence = "名册{file}的列已对应：专有部分面积取“{voting}”，建筑面积取“{gross}”（{source}）。"
    file: str
    voting: str
    gross: str
    source: str
    columns: list[list[str]]


@dataclass(frozen=True)
class RosterImported(Event):
    """A roster was written into the register: one fact for all its rows."""

    sentence = (
        "{compound}导入名册{file}：新增 {units_added} 套，变更 {units_changed} 套，"
        "新增产权 {owners_added} 条，结束产权 {owners_closed} 条。"
    )
    compound: str
    file: str
    units_added: int
    units_changed: int
    units_same: int
    owners_added: int
    owners_closed: int
    persons_added: int
    area: int
    effective_on: str
    digest: str


@dataclass(frozen=True)
class RosterUndone(Event):
    """An import was taken back before anything was built on it."""

    sentence = "{compound}撤销导入名册{file}：退回 {units} 套房屋、{owners} 条产权。理由：{why}。"
    compound: str
    file: str
    units: int
    owners: int
    why: str


@dataclass(frozen=True)
class RosterDiscarded(Event):
    """An upload was put aside without being written."""

    sentence = "名册{file}未导入，已放弃。"
    file: str
