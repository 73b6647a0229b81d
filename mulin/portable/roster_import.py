"""A roster from file to register: what the pages, the background job and the command share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from mulin.ground.estate.actions.roster import judge_roster
from mulin.ground.estate.models import Compound
from mulin.ground.estate.roster import RosterFault, RosterTerms
from mulin.ground.estate.roster_plan import Totals
from mulin.portable.roster_lines import Fault
from mulin.portable.roster_reading import Choose, Reading, Report, read

KEPT_FAULTS = 1_000
"""Faults a batch keeps for its page; the error workbook has them all."""


@dataclass
class Judged:
    """A roster read and judged against the register; nothing is written."""

    reading: Reading
    totals: Totals
    faults: list[Fault]

    @property
    def read_summary(self) -> dict[str, Any]:
        """What the reading counted, for the batch."""
        reading = self.reading
        return {
            "rows": reading.rows,
            "units": reading.units,
            "area": reading.area,
            "totals": reading.totals,
            "unowned": reading.unowned,
            "unmeasured": reading.unmeasured,
            "buildings": dict(reading.buildings),
            "faults": len(self.faults),
            "clean": reading.units - len({f.row for f in self.faults})
            if self.faults
            else reading.units,
        }

    @property
    def kept_faults(self) -> list[dict[str, Any]]:
        """Faults as the batch stores them: personal values masked."""
        return [fault.masked._asdict() for fault in self.faults[:KEPT_FAULTS]]


def judge_file(
    file: BinaryIO,
    compound: Compound,
    terms: RosterTerms,
    *,
    columns: Mapping[str, str] | Choose | None = None,
    kind: str | None = None,
    today: date,
    report: Report | None = None,
) -> Judged:
    """Read a file and say what it would change. Raises ``Unreadable``."""
    reading = read(file, columns, kind=kind, report=report)
    totals = judge_roster(compound, reading.clean_units(), terms, today=today)
    return Judged(reading, totals, [*reading.faults, *as_faults(reading, totals.faults)])


def as_faults(reading: Reading, found: Sequence[RosterFault]) -> list[Fault]:
    """What contradicts the register, in the cells of the file."""
    return [reading.fault_at(f.sheet, f.field, f.row, f.value, f.rule) for f in found]


def control_faults(reading: Reading, rows: int | None, area: int | None) -> list[tuple[str, str]]:
    """What does not agree with the control totals: which total, and a sentence; areas in 0.01 m²."""
    found = []
    if rows is not None and rows != reading.rows:
        rule = (
            f"{reading.rows}: 您填的是 {rows} 行，文件里读到 {reading.rows} 行"
            f"（{reading.units} 套；合计、小计 {reading.totals} 行已略去）"
        )
        found.append(("行数", rule))
    if area is not None and area != reading.area:
        word = "多" if reading.area > area else "少"
        rule = (
            f"{square(reading.area)}: 您填的是 {square(area)} ㎡，文件里合计 {square(reading.area)} ㎡，"
            f"{word} {square(abs(reading.area - area))} ㎡"
        )
        found.append(("面积", rule))
    return found


def square(hundredths: int) -> str:
    """0.01 m² → ``89.62``."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"
