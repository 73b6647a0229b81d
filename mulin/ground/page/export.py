"""A listing as a file: .xlsx in constant memory, or .csv. Personal columns are masked, formulas inert."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext

from mulin.ground.page.listing import Column, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refusal, require

EXPORT_CAP = 100_000
"""Rows in one file made while a person waits; more is asked for narrowed."""

BOM = "\ufeff"
FORMATS = {"area": "#,##0.00", "money": "#,##0.00", "number": "#,##0", "day": "yyyy-mm-dd"}


def download(listing: Listing, title: str, *, now: datetime) -> HttpResponseBase:
    """The whole narrowed list as a file named after ``title`` and the day.

    Refused where the list is longer than :data:`EXPORT_CAP`.
    """
    require(too_long(listing))
    name = f"{title}-{clock.day_of(now):%Y%m%d}.{listing.export}"
    if listing.export == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_lines(listing), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return answer
    return FileResponse(workbook(listing, title, now=now), as_attachment=True, filename=name)


def too_long(listing: Listing) -> Refusal | None:
    """One row beyond the cap is enough to know."""
    if not listing.queryset.order_by()[EXPORT_CAP : EXPORT_CAP + 1].exists():
        return None
    return Refusal(
        gettext("要导出的超过 %(cap)s 行，一个文件放不下。") % {"cap": f"{EXPORT_CAP:,}"},
        gettext("请先按小区或楼栋筛选，分几次导出。"),
    )


def csv_lines(listing: Listing) -> Iterator[str]:
    """Lines with a byte order mark, as Excel wants Chinese text."""
    buffer = StringIO()
    writer = csv.writer(buffer)

    def flush() -> str:
        line = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return line

    writer.writerow([shown(column.label) for column in listing.table])
    yield BOM + flush()
    for row in listing.every_row(EXPORT_CAP):
        writer.writerow([inert(_plain(column.cell(row))) for column in listing.table])
        yield flush()


def workbook(listing: Listing, title: str, *, now: datetime) -> IO[bytes]:
    """A temporary .xlsx: the rows, and a sheet that says who exported what, when and how narrowed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    formats["instant"] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(gettext("数据"))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(listing.table) - 1, 16)
    for index, column in enumerate(listing.table):
        sheet.write_string(0, index, shown(column.label), bold)
    for line, row in enumerate(listing.every_row(EXPORT_CAP), start=1):
        for index, column in enumerate(listing.table):
            _write(sheet, line, index, column, row, formats)
    _about(book, listing, title, now)
    book.close()
    file.seek(0)
    return file


def inert(text: str) -> str:
    """A cell that a spreadsheet would run becomes text: ``=1+1`` → ``'=1+1``."""
    return (
        f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _number(text) else text
    )


def _write(
    sheet: Any, line: int, index: int, column: Column, row: Any, formats: dict[str, Any]
) -> None:
    value = column.cell(row)
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, index, value, formats["instant"])
    elif isinstance(value, date):
        sheet.write_datetime(line, index, value, formats["day"])
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, index, value, formats.get(column.kind))
    else:
        sheet.write_string(line, index, inert(shown(value)))


def _about(book: Any, listing: Listing, title: str, now: datetime) -> None:
    """The second sheet: a file that travels says where it came from."""
    actor = getattr(listing.request, "actor", None)
    chosen = [
        f"{shown(f.label)}：{shown(dict(f.choices)[f.chosen])}" for f in listing.filters if f.chosen
    ]
    chosen += [gettext("查找：%(words)s") % {"words": listing.words}] if listing.words else []
    masked = "、".join(shown(c.label) for c in listing.table if c.personal)
    lines = (
        (gettext("内容"), title),
        (gettext("导出人"), f"{actor.name} {actor.post}".strip() if actor else ""),
        (gettext("导出时间"), now.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")),
        (gettext("条件"), "；".join(chosen) or gettext("全部")),
        (gettext("已脱敏的列"), masked or gettext("无")),
    )
    sheet = book.add_worksheet(gettext("说明"))
    sheet.set_column(0, 1, 24)
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, label)
        sheet.write_string(line, 1, inert(text))


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return shown(value)


def _number(text: str) -> bool:
    """A negative amount is a number and stays one."""
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return text[:1] == "-"
