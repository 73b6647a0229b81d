"""A roster file as sheets of cells: .xlsx and .xls by calamine, .csv by the standard library.

What a file is, its content says, never its name. Everything that cannot be read is refused with
one sentence that says what to do.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from mulin.kit.words import said
from mulin.portable.roster_archives import (
    MEGABYTE,
    Readable,
    Unreadable,
    Wrong,
    check_archive,
    check_old,
)

LARGEST_FILE = 20 * MEGABYTE
LARGEST_SHEET = 400_000
"""Rows: no compound has as many units."""
WIDEST = 120
LONGEST_CELL = 2_000
SKIPPED_SHEETS = re.compile("说明|示例|样例|须知|字典|选项|参考")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-z]|MIME-Version)", re.IGNORECASE)


@dataclass
class Sheet:
    """One sheet: its rows once over, blank cells as ``""``; merged cells filled downwards.

    ``first_row`` and ``first_column`` are where the rows begin in the file, counted from 0.
    """

    name: str
    first_row: int
    first_column: int
    height: int
    source: Any
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Cells whose formula failed (#REF!), which calamine gives as blank ones."""

    def rows(self) -> Iterator[Sequence[Any]]:
        """Every row as a sequence of cells."""
        rows = self.source.iter_rows() if hasattr(self.source, "iter_rows") else iter(self.source)
        if self.errors:
            rows = self._marked(rows)
        return self._filled(rows) if self.merged else rows

    def _marked(self, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Rows whose failed formulas show their error."""
        failed: dict[int, list[tuple[int, str]]] = {}
        for (at_row, at_column), word in self.errors.items():
            failed.setdefault(at_row, []).append((at_column, word))
        for number, row in enumerate(rows):
            if number not in failed:
                yield row
                continue
            cells = list(row)
            for column, word in failed[number]:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = word
            yield cells

    def _filled(self, rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Rows whose merged cells carry the value of their first cell."""
        kept: dict[tuple[int, int], Any] = {}
        tops: dict[int, set[int]] = {}
        for top_row, top_column in self.merged.values():
            tops.setdefault(top_row, set()).add(top_column)
        inside: dict[int, list[tuple[int, tuple[int, int]]]] = {}
        for (at_row, at_column), top in self.merged.items():
            inside.setdefault(at_row, []).append((at_column, top))
        for number, row in enumerate(rows):
            for column in tops.get(number, ()):
                kept[number, column] = row[column] if column < len(row) else ""
            if number not in inside:
                yield row
                continue
            cells = list(row)
            for column, top in inside[number]:
                if column < len(cells) and cells[column] in ("", None):
                    cells[column] = kept.get(top, "")
            yield cells


@dataclass(frozen=True)
class Workbook:
    """The readable sheets of a file, and what kind of file it is: ``xlsx``, ``xls`` or ``csv``."""

    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """Which sheets were left out, and why."""


def open_workbook(file: Readable) -> Workbook:
    """The sheets of an uploaded file. Raises Unreadable."""
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise Unreadable(said("文件是空的。请确认选对了文件，再重新上传。"))
    if size > LARGEST_FILE:
        raise Unreadable(
            said(
                "文件超过 {limit} MB。请删去图片，或按楼栋分成几个文件。",
                limit=LARGEST_FILE // MEGABYTE,
            )
        )
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return Workbook("xlsx", *_sheets(file, check_archive(file)))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        check_old(file)
        return Workbook("xls", *_sheets(file, {}))
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8", b"PK")):
        raise Unreadable(said("这不是表格文件。请上传 .xlsx、.xls 或 .csv 格式的名册。"))
    if _MARKUP.match(head):
        raise Unreadable(
            said(
                "这是系统导出的网页，只是取名叫 .xls。请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。"
            )
        )
    return Workbook("csv", (_text_sheet(file.read()),))


def letter(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _sheets(file: Readable, wrong: Wrong) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets to read, and what is said about the others."""
    found, notes = [], []
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        for meta in workbook.sheets_metadata:
            if meta.visible != SheetVisibleEnum.Visible:
                notes.append(said("工作表“{name}”没有读：它是隐藏的。", name=meta.name))
                continue
            if SKIPPED_SHEETS.search(meta.name):
                notes.append(said("工作表“{name}”没有读：看名称是说明或示例。", name=meta.name))
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is not None and sheet.end is not None:
                found.append(_sheet(sheet, wrong.get(meta.name, {})))
    except PasswordError as error:
        raise Unreadable(said("文件设了打开密码。请取消密码后再上传。")) from error
    except Unreadable:
        raise
    except (CalamineError, OSError, ValueError, TypeError, IndexError) as error:
        raise Unreadable(
            said(
                "文件打不开：设了打开密码，或已损坏。请取消密码，在 Excel 或 WPS 里另存为 .xlsx 再上传。"
            )
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine gave up on a damaged file
            raise
        raise Unreadable(
            said("文件已损坏，打不开。请在 Excel 或 WPS 里另存一份再上传。")
        ) from error
    if not found:
        raise Unreadable(said("文件里没有可读的工作表。请确认名册不在隐藏的工作表里。"))
    return tuple(found), tuple(notes)


def _sheet(sheet: Any, wrong: Mapping[tuple[int, int], str]) -> Sheet:
    first_column = sheet.start[1]  # calamine gives rows from the top, columns from the first used
    if sheet.height > LARGEST_SHEET:
        raise Unreadable(
            said(
                "工作表“{name}”有 {rows} 行，上限 {limit} 行。",
                name=sheet.name,
                rows=sheet.height,
                limit=LARGEST_SHEET,
            )
        )
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right and top == bottom:
            continue  # titles and group headers across columns
        for row in range(top, min(bottom, top + 2_000) + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    merged[row, column - first_column] = (top, left - first_column)
    errors = {(row, column - first_column): word for (row, column), word in wrong.items()}
    return Sheet(sheet.name, 0, first_column, sheet.height, sheet, merged, errors)


def _text_sheet(data: bytes) -> Sheet:
    text = _decoded(data)
    if "\x00" in text:
        raise Unreadable(said("这不是表格文件。请上传 .xlsx、.xls 或 .csv 格式的名册。"))
    lines = text.splitlines()[:20]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in (",", "\t", ";", "，")}
    delimiter = max(counts, key=lambda mark: counts[mark])
    if counts[delimiter] == 0:
        raise Unreadable(said("这不是表格文件：各行没有用逗号、制表符或分号分开。"))
    csv.field_size_limit(LONGEST_CELL * 10)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(
            said("文件的引号或换行有错，读不出来。请用 Excel 打开后另存为 .xlsx。")
        ) from error
    if len(rows) > LARGEST_SHEET:
        raise Unreadable(
            said(
                "文件有 {rows} 行，上限 {limit} 行。",
                rows=len(rows),
                limit=LARGEST_SHEET,
            )
        )
    return Sheet("CSV", 0, 0, len(rows), rows)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(said("文字编码认不出来。请用 Excel 打开后另存为 .xlsx 再上传。"))
