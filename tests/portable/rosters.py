"""Rosters made for tests: the same rows as .xlsx, .xls and .csv, and as damaged as they come."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlwt
from openpyxl import Workbook

HEAD = [
    "楼号",
    "单元",
    "房间",
    "专有部分面积",
    "建筑面积",
    "业主姓名",
    "手机号",
    "身份证号",
    "份额",
]


def xlsx(
    rows: list[list[Any]], *more: tuple[str, list[list[Any]]], name: str = "名册"
) -> io.BytesIO:
    """A workbook of one sheet, or of several."""
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for title, further in more:
        sheet = book.create_sheet(title)
        for row in further:
            sheet.append(row)
    return saved(book)


def saved(book: Any) -> io.BytesIO:
    """A workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def xls(rows: list[list[Any]]) -> io.BytesIO:
    """The same in the format of 1997."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    return saved(book)


def text(rows: list[list[Any]], encoding: str = "utf-8-sig", mark: str = ",") -> io.BytesIO:
    """The same as .csv."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([["" if c is None else c for c in r] for r in rows])
    return io.BytesIO(out.getvalue().encode(encoding))


def row(
    building: Any = "1",
    stairwell: Any = "1",
    room: Any = "101",
    area: Any = 80.5,
    gross: Any = 100,
    owner: Any = "张演示",
    phone: Any = "",
    document: Any = "",
    share: Any = "",
) -> list[Any]:
    """A row below ``HEAD`` that is right unless something is said."""
    return [building, stairwell, room, area, gross, owner, phone, document, share]


def encrypted() -> io.BytesIO:
    """A workbook that wants a password, as Excel writes it: a package inside a compound file."""
    data = xls([["x"]]).getvalue()
    name = "Workbook".encode("utf-16-le")
    at = data.index(name)
    longer = "EncryptedPackage".encode("utf-16-le")
    entry = longer + bytes(64 - len(longer)) + (len(longer) + 2).to_bytes(2, "little")
    return io.BytesIO(data[:at] + entry + data[at + 66 :])
