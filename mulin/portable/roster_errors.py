"""The workbook that comes back: the person's own file with an error column, formats kept.

An .xls or .csv comes back as .xlsx with the same cells. Very large files come back as the faulty
rows alone, because a whole workbook of that size does not fit into memory with its formats.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import Workbook as NewWorkbook
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import coordinate_to_tuple

from mulin.portable.roster_archives import MEGABYTE
from mulin.portable.roster_columns import HEADER_DEPTH, find_header
from mulin.portable.roster_faults import Fault
from mulin.portable.roster_files import Workbook, open_workbook

TITLE = "错误说明"
LARGEST_KEPT = 4 * MEGABYTE
"""Above this size of .xlsx only the faulty rows come back."""
FORMULA_MARKS = ("=", "+", "-", "@")
_FILL = PatternFill("solid", fgColor="FBE9E7")
_FONT = Font(color="A8281E")
_BOLD = Font(color="A8281E", bold=True)


def error_workbook(file: BinaryIO, faults: Sequence[Fault]) -> bytes:
    """The file with every fault in words beside its row and its cell marked."""
    workbook = open_workbook(file)
    file.seek(0, io.SEEK_END)
    small = file.tell() <= LARGEST_KEPT
    file.seek(0)
    if workbook.kind == "xlsx" and small:
        try:
            return _kept(file, faults)
        except Exception:  # what calamine reads, openpyxl may not: then without the formats
            file.seek(0)
    return _rewritten(workbook, faults, only_faulty=not small)


def _kept(file: BinaryIO, faults: Sequence[Fault]) -> bytes:
    book = load_workbook(file)
    for name, mine in _by_sheet(faults).items():
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        top = list(islice(sheet.iter_rows(values_only=True), HEADER_DEPTH))
        header = find_header(name, top)
        row = header.row + 1 if header else 1
        column = _error_column(sheet, top[row - 1] if top else ())
        title = sheet.cell(row=row, column=column, value=TITLE)
        title.font = _BOLD
        sheet.column_dimensions[title.column_letter].width = 60
        for row, together in _by_row(mine).items():
            cell = sheet.cell(row=row, column=column, value=_words(together))
            cell.font, cell.alignment = _FONT, Alignment(wrap_text=True, vertical="top")
            for fault in together:
                at_row, at_column = coordinate_to_tuple(fault.cell)
                sheet.cell(row=at_row, column=at_column).fill = _FILL
    return _bytes_of(book)


def _error_column(sheet: Any, header: Sequence[Any]) -> int:
    """The column of a workbook that came back before, emptied; else the first free one."""
    if TITLE not in header:
        return int(sheet.max_column) + 1
    column = list(header).index(TITLE) + 1
    for (cell,) in sheet.iter_rows(min_col=column, max_col=column):
        if not isinstance(cell, MergedCell):
            cell.value = None
    return column


def _rewritten(workbook: Workbook, faults: Sequence[Fault], *, only_faulty: bool) -> bytes:
    book = NewWorkbook(write_only=False)
    book.remove(book.worksheets[0])
    by_sheet = _by_sheet(faults)
    for sheet in workbook.sheets:
        rows = _by_row(by_sheet.get(sheet.name, []))
        target = book.create_sheet(sheet.name[:31])
        top = list(islice(sheet.rows(), HEADER_DEPTH))
        header = find_header(sheet.name, top)
        last = header.row if header else -1
        width = max((len(row) for row in top), default=1)
        for number, row in enumerate(sheet.rows()):
            at = number + sheet.first_row + 1
            together = rows.get(at, [])
            if only_faulty and number > last and not together:
                continue
            values = [_value(cell) for cell in row]
            values += [""] * (width - len(values))
            values.append(TITLE if number == last else _words(together))
            target.append(values)
            for fault in together:
                column = coordinate_to_tuple(fault.cell)[1] - sheet.first_column
                target.cell(row=target.max_row, column=column).fill = _FILL
            if together or number == last:
                target.cell(row=target.max_row, column=len(values)).font = _FONT
        target.column_dimensions["A"].width = 12
    return _bytes_of(book)


def _by_sheet(faults: Sequence[Fault]) -> Mapping[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.sheet, []).append(fault)
    return found


def _by_row(faults: Sequence[Fault]) -> Mapping[int, list[Fault]]:
    found: dict[int, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.row, []).append(fault)
    return found


def _words(faults: Sequence[Fault]) -> str:
    return "\n".join(f"{f.cell}：{f.rule}" for f in faults)


def _value(cell: Any) -> Any:
    """A cell as it may be written: text that begins like a formula stays text."""
    if isinstance(cell, str):
        clean = ILLEGAL_CHARACTERS_RE.sub("", cell)[:30_000]
        return f"'{clean}" if clean.startswith(FORMULA_MARKS) and len(clean) > 1 else clean
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float | date | bool) else str(cell or "")


def _bytes_of(book: NewWorkbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
