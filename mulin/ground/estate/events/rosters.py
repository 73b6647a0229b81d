"""Facts about rosters: one for all rows of a file."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class RosterUploaded(Event):
    """A roster file arrived; nothing of it is in the register yet."""

    sentence = said("{compound}上传名册：{file}。")
    compound: str
    file: str
    paper: str


@dataclass(frozen=True)
class RosterColumnsChosen(Event):
    """Which column of a roster means what was decided, above all the voting area."""

    sentence = said(
        "名册{file}的列已对应：专有部分面积取“{voting}”，建筑面积取“{gross}”（{source}）。"
    )
    file: str
    voting: str
    gross: str
    source: str
    columns: list[list[str]]


@dataclass(frozen=True)
class RosterImported(Event):
    """A roster was written into the register: one fact for all its rows."""

    sentence = said(
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

    sentence = said(
        "{compound}撤销导入名册{file}：退回 {units} 套房屋、{owners} 条产权。理由：{why}。"
    )
    compound: str
    file: str
    units: int
    owners: int
    why: str


@dataclass(frozen=True)
class RosterDiscarded(Event):
    """An upload was put aside without being written."""

    sentence = said("名册{file}未导入，已放弃。")
    file: str
