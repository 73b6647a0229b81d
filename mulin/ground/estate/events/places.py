"""Facts about places."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class StreetOpened(Event):
    """A street's record begins with this fact."""

    sentence = said("{street}开始使用睦邻，适用 {region} 的法规。")
    street: str
    region: str


@dataclass(frozen=True)
class CommunityCreated(Event):
    """A community entered the register."""

    sentence = said("登记社区：{community}。")
    community: str


@dataclass(frozen=True)
class GridCreated(Event):
    """A grid entered the register."""

    sentence = said("登记网格：{community} {grid}。")
    community: str
    grid: str


@dataclass(frozen=True)
class GridDrawn(Event):
    """Which compounds lie in a grid was settled anew."""

    sentence = said("{community} {grid}划入 {count} 个小区：{names}。")
    community: str
    grid: str
    count: int
    names: str


@dataclass(frozen=True)
class CompoundCreated(Event):
    """A compound entered the register."""

    sentence = said("登记小区：{compound}（{kind}，{mode}），属{community}。")
    compound: str
    community: str
    kind: str
    mode: str


@dataclass(frozen=True)
class BuildingCreated(Event):
    """A building entered the register."""

    sentence = said("{compound}登记楼栋：{building}。")
    compound: str
    building: str


@dataclass(frozen=True)
class StairwellCreated(Event):
    """A stairwell entered the register."""

    sentence = said("{building}登记单元：{stairwell}。")
    building: str
    stairwell: str


@dataclass(frozen=True)
class UnitCreated(Event):
    """A unit entered the register; areas in 0.01 m²."""

    sentence = said("登记房屋：{unit}，专有部分面积 {area_text} ㎡（{area_source}）。")
    unit: str
    voting_area: int
    area_text: str
    area_source: str


@dataclass(frozen=True)
class PlaceCorrected(Event):
    """Something said of a place was changed; ``changes`` holds field, old and new value."""

    sentence = said("更正{kind}{place}：{words}。理由：{why}。")
    kind: str
    place: str
    changes: list[list[str]]
    words: str
    why: str


@dataclass(frozen=True)
class PlaceEnded(Event):
    """A place is no longer there from a day on."""

    sentence = said("{kind}{place}自 {ended_on} 起撤销。理由：{why}。")
    kind: str
    place: str
    ended_on: str
    why: str


@dataclass(frozen=True)
class UnitSplit(Event):
    """One unit became several."""

    sentence = said("{unit} 自 {day} 起分为 {parts}。依据：{basis}。")
    unit: str
    parts: str
    part_ids: list[str]
    day: str
    basis: str


@dataclass(frozen=True)
class UnitsMerged(Event):
    """Several units became one."""

    sentence = said("{units} 自 {day} 起合并为 {unit}。依据：{basis}。")
    units: str
    unit_ids: list[str]
    unit: str
    day: str
    basis: str


@dataclass(frozen=True)
class UnitRenumbered(Event):
    """A unit has another number; it stays the same unit."""

    sentence = said("房号由 {old} 改为 {new}。理由：{why}。")
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class BuildingRenumbered(Event):
    """A building has another number, and its units' labels with it; they stay the same units."""

    sentence = said("楼号由 {old} 改为 {new}，{units} 套房屋的房号随之改变。理由：{why}。")
    old: str
    new: str
    units: int
    why: str


@dataclass(frozen=True)
class CompoundsMerged(Event):
    """Two compounds are one property area from now on; their phases stay to be told apart."""

    sentence = said(
        "{merged}并入{kept}：{buildings} 栋、{units} 套（{phase}）自 {day} 起属于{kept}。依据：{why}。"
    )
    kept: str
    merged: str
    merged_id: str
    phase: str
    buildings: int
    units: int
    day: str
    why: str


@dataclass(frozen=True)
class CompoundSplit(Event):
    """Some buildings of a compound are a compound of their own from now on."""

    sentence = said(
        "{whole}的 {buildings} 栋、{units} 套自 {day} 起分出，成为{part}：{labels}。依据：{why}。"
    )
    whole: str
    part: str
    part_id: str
    labels: str
    buildings: int
    units: int
    day: str
    why: str
