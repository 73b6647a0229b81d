"""Reading a roster: from a file to units with their owners, and every fault by sheet and cell.

Knows no database. What :mod:`roster_units` keeps is small enough that the sheets can go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from mulin.kit.collecting import uncollected
from mulin.kit.words import joined, said
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_blocks import ROWS, BlockReader
from mulin.portable.roster_cells import BadCell, area
from mulin.portable.roster_columns import (
    FIELDS,
    HEADER_DEPTH,
    SHEET_NAME,
    Header,
    Proposal,
    building_of_sheet,
    find_header,
    missing_fields,
    positions,
    propose,
)
from mulin.portable.roster_faults import Columns, Fault
from mulin.portable.roster_files import Sheet, Workbook, open_workbook
from mulin.portable.roster_lines import LineReader, ParkingReader
from mulin.portable.roster_rows import (
    AGAIN,
    FOOT,
    Skipper,
    first_words,
    is_grand_total,
    is_total,
)
from mulin.portable.roster_units import Reading, unit_of

SAMPLES = 3
TOLD_EVERY = 5_000
"""Rows between two words about how far the reading is."""
FEET_TOLD = 5
"""Lines at the foot that are named one by one."""

Report = Callable[[int, int], None]
"""Says how many of how many rows were read."""

Choose = Callable[[Proposal], Mapping[str, str]]
"""Decides the columns once the headers are known."""

Stated = tuple[int, Sequence[Any]]
"""A row in which a sheet states its own totals, and its number."""

Headed = Sequence[tuple[Sheet, Header]]


@dataclass(frozen=True)
class Inspection:
    """A file before anybody said what its columns are."""

    kind: str
    headers: tuple[Header, ...]
    proposal: Proposal
    samples: Mapping[str, tuple[str, ...]]
    """Header text → a few values below it."""

    @property
    def names(self) -> list[str]:
        """What may be chosen for a column."""
        names = list(dict.fromkeys(n for h in self.headers for n in h.names if n))
        by_sheet = any(building_of_sheet(header.sheet) for header in self.headers)
        return [*names, SHEET_NAME] if by_sheet else names


def inspect(file: BinaryIO, kind: str | None = None) -> Inspection:
    """What a file looks like: its headers, a proposal for its columns, a few values of each."""
    workbook = open_workbook(file)
    headed = _headed(workbook)
    samples: dict[str, list[str]] = {}
    for sheet, header in headed:
        if building := building_of_sheet(sheet.name):
            samples.setdefault(SHEET_NAME, []).append(f"{sheet.name} → {building}")
        for row in islice(sheet.rows(), header.row + 1, header.row + 40):
            if is_total(row):
                continue
            for name, cell in zip(header.names, row, strict=False):
                shown = samples.setdefault(name, []) if name else None
                text = _sample(cell)
                if shown is not None and text and len(shown) < SAMPLES:
                    shown.append(text)
    headers = tuple(header for _, header in headed)
    return Inspection(
        workbook.kind, headers, propose(headers, kind), {k: tuple(v) for k, v in samples.items()}
    )


def read(
    file: BinaryIO,
    columns: Mapping[str, str] | Choose | None = None,
    *,
    kind: str | None = None,
    report: Report | None = None,
) -> Reading:
    """Every row of every sheet that has a header. Raises Unreadable where none can be understood.

    ``columns`` maps fields to header texts, or decides them from the proposal; None takes it.
    """
    workbook = open_workbook(file)
    headed = _headed(workbook)
    proposal = propose([header for _, header in headed], kind)
    chosen = dict(columns(proposal) if callable(columns) else columns or proposal.columns)
    if missing := missing_fields(proposal.kind, chosen):
        what = joined("、", missing)
        raise Unreadable(said("没有找到这些列：{what}。请检查表头，或下载模板对照。", what=what))
    reading = Reading(chosen)
    reading.notes += workbook.notes
    _note_headless(workbook, headed, reading)
    total = sum(sheet.height for sheet, _ in headed)
    with uncollected():
        for sheet, header in headed:
            _read_sheet(sheet, header, proposal.kind, reading, report, total)
        del workbook, headed, sheet
        reading.settle()
    if not reading.rows and not reading.faults:
        raise Unreadable(said("表头下面没有数据。请确认选对了文件，或在表头下一行开始填写。"))
    return reading


def _read_sheet(
    sheet: Sheet,
    header: Header,
    kind: str,
    reading: Reading,
    report: Report | None,
    total: int,
) -> None:
    at = positions(header, reading.columns, kind)
    building = building_of_sheet(sheet.name) if kind == "rooms" else ""
    if building:
        at = _by_sheet(at)
    if missing := missing_fields(kind, [*at, *(["building"] if building else [])]):
        what = joined("、", missing)
        rule = said("工作表“{name}”没有读：缺少{what}列。", name=sheet.name, what=what)
        reading.notes.append(rule)
        return
    _note_columns(sheet.name, kind, at, reading)
    where = Columns.of(sheet.name, at, sheet.first_column)
    reading._where[sheet.name] = where
    over = {(row + sheet.first_row, column) for row, column in sheet.merged}
    make = ParkingReader if kind == "parking" else LineReader
    reader = make(where, reading.faults, building, over)
    skipper = Skipper(at, [name.partition("#")[0] for name in header.names])
    feet: list[str] = []
    stated, before = None, reading.row_area
    rows, number = islice(sheet.rows(), header.row + 1, None), sheet.first_row + header.row + 2
    blocks = BlockReader(reader, skipper)
    while block := list(islice(rows, ROWS)):
        lines = blocks.read(block, number)
        if lines is not None and reading.add_block(lines):
            reader.follow(unit_of(lines[-1]))
        else:
            stated = _read_rows(block, number, reader, skipper, reading, feet) or stated
        number += len(block)
        if report is not None and number % TOLD_EVERY < ROWS:
            report(number, total)
    reading.notes += _foot_notes(sheet.name, feet)
    if stated is not None:
        _compare(sheet.name, stated, at.get("voting_area", -1), before, reading)


def _read_rows(
    rows: Sequence[Sequence[Any]],
    first: int,
    reader: LineReader,
    skipper: Skipper,
    reading: Reading,
    feet: list[str],
) -> Stated | None:
    """Read rows one by one; gives back the sheet's own total where it stands among them."""
    stated = None
    for number, row in enumerate(rows, start=first):
        if row_kind := skipper.kind(row):
            reading.totals += row_kind not in (AGAIN, FOOT)
            if row_kind == FOOT:
                words = first_words(row)
                feet.append(said("第 {number} 行“{words}”", number=number, words=words))
            elif row_kind != AGAIN and is_grand_total(row):
                stated = (number, row)
        elif line := reader.read(row, number):
            reading.add(line)
    return stated


def _foot_notes(sheet: str, feet: list[str]) -> list[str]:
    """Which lines at the foot of a sheet were left out."""
    told = joined("、", feet[:FEET_TOLD]) + (said("等") if len(feet) > FEET_TOLD else "")
    note = said("工作表“{sheet}”：{told}不像房屋，没有读。", sheet=sheet, told=told)
    return [note] if feet else []


def _compare(sheet: str, stated: Stated, column: int, before: int, reading: Reading) -> None:
    """The sheet's own total of areas beside what was read: a lost row shows here."""
    number, row = stated
    try:
        told = area(row[column]) if 0 <= column < len(row) else None
    except BadCell:
        return
    by_rows = reading.row_area - before
    if told and told not in (by_rows, reading.area, reading.area - before):
        note = said(
            "工作表“{sheet}”第 {number} 行写的面积合计是 {told} ㎡，"
            "读到的各行相加是 {found} ㎡，请核对有没有漏行。",
            sheet=sheet,
            number=number,
            told=square(told),
            found=square(by_rows),
        )
        reading.notes.append(note)


def square(hundredths: int) -> str:
    """0.01 m² → ``89.62``."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _headed(workbook: Workbook) -> list[tuple[Sheet, Header]]:
    found = []
    for sheet in workbook.sheets:
        header = find_header(sheet.name, list(islice(sheet.rows(), HEADER_DEPTH)))
        if header is not None:
            found.append((sheet, header))
    if not found:
        raise Unreadable(
            said("没有找到表头。表头应有楼号、房间、建筑面积、业主姓名等列；可以下载模板对照。")
        )
    return found


def _by_sheet(at: dict[str, int]) -> dict[str, int]:
    """Columns of a sheet whose name is the building: its room column is no whole notation."""
    if "building" in at or "location" not in at or "room" in at:
        return at
    return {**{f: n for f, n in at.items() if f != "location"}, "room": at["location"]}


def _note_headless(workbook: Workbook, headed: Headed, reading: Reading) -> None:
    """A sheet without a header is not lost silently: a table is a fault, a remark a note."""
    read = {sheet.name for sheet, _ in headed}
    for sheet in workbook.sheets:
        if sheet.name in read:
            continue
        dense = sum(
            sum(cell not in ("", None) for cell in row) >= 4
            for row in islice(sheet.rows(), HEADER_DEPTH)
        )
        if dense < 2:
            reading.notes.append(said("工作表“{name}”没有读：没有表头。", name=sheet.name))
            continue
        rule = said("这张工作表没有表头，整张没有读；请补上表头。不是名册就改名为“说明”或隐藏")
        at = sheet.first_row + 1
        reading.faults.append(Fault(sheet.name, f"A{at}", sheet.name, rule, at))


def _note_columns(sheet: str, kind: str, at: Mapping[str, int], reading: Reading) -> None:
    """Columns that were chosen but that this sheet lacks."""
    lost = [
        FIELDS[kind][wanted][0]
        for wanted, header in reading.columns.items()
        if wanted in FIELDS[kind] and wanted not in at and header != SHEET_NAME
    ]
    if "location" in reading.columns and "room" in at:
        lost = [title for title in lost if title != FIELDS[kind]["location"][0]]
    if lost:
        note = said("工作表“{sheet}”没有这些列：{what}。", sheet=sheet, what=joined("、", lost))
        reading.notes.append(note)


def _sample(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()[:40]


def shown_columns(columns: Mapping[str, str], kind: str) -> Sequence[tuple[str, str]]:
    """The choice of columns as pairs of title and header, in the template's order."""
    return [(FIELDS[kind][f][0], columns[f]) for f in FIELDS[kind] if f in columns]


__all__ = ["Inspection", "Reading", "Unreadable", "Workbook", "inspect", "read"]
