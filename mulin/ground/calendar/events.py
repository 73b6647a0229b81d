"""What happens to the calendar, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class HolidayNoticeEntered(Event):
    """The official notice on a year's days off was entered, for the first time or corrected."""

    sentence: ClassVar[str] = said(
        "登记 {year} 年放假安排：{title}（{number}），放假 {off_days} 天、调休上班 {work_days} 天，"
        "日历版本 {version}。{why}"
    )
    year: int
    title: str
    number: str
    published_on: str
    off: list[str]
    work: list[str]
    off_days: int
    work_days: int
    version: str
    why: str
