"""The facts of the net that the register does not state itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class NetReported(Event):
    sentence: ClassVar[str] = said("网格报告 {number}：{place} {text}。")
    number: str
    place: str
    text: str


@dataclass(frozen=True)
class NetReportAnswered(Event):
    sentence: ClassVar[str] = said("答复网格报告 {number}：{answer}。")
    number: str
    answer: str


@dataclass(frozen=True)
class NetReportFiled(Event):
    sentence: ClassVar[str] = said("网格报告 {number} 归入事项 {matter}。")
    number: str
    matter: str
