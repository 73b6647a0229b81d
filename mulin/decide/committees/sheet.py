"""The Excel list of bodies a street has already: its template, and a file read into plain lines.

Knows no database. What cannot be taken is a fault that names row, column, value and rule.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

import xlsxwriter
from openpyxl import load_workbook

from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.permissions import KINDS
from mulin.kit.canonical import sm3
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import plain, said

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5_000, 60
DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
SEPARATORS = re.compile(r"[、,，;；\s]+")

COLUMNS: dict[str, str] = {
    "place": said("小区或社区"),
    "kind": said("类别"),
    "name": said("名称"),
    "ordinal": said("届次"),
    "starts_on": said("任期起"),
    "ends_on": said("任期届满"),
    "origin": said("怎样产生"),
    "elected_on": said("产生日期"),
    "seats": said("席位"),
    "alternates": said("候补席位"),
    "filing_number": said("备案号"),
    "filed_on": said("备案日期"),
    "seal": said("印章"),
    "account": said("银行账户"),
    "chair": said("主任（书记）"),
    "vice": said("副主任（副书记）"),
    "member": said("委员"),
    "alternate": said("候补委员"),
    "party_members": said("党员人数"),
    "active_on": said("最近开展工作"),
}
REQUIRED = ("place", "kind", "ordinal", "starts_on", "ends_on", "seats")
DAYS = ("starts_on", "ends_on", "elected_on", "filed_on", "active_on")
NUMBERS = ("ordinal", "seats", "alternates", "party_members")
POSTS = ("chair", "vice", "member", "alternate")
CHOICES: dict[str, dict[str, str]] = {
    "kind": {plain(str(kind.label)): kind.value for kind in KINDS},
    "origin": {plain(str(label)): value for value, label in Term.Origin.choices},
    "seal": {plain(str(label)): value for value, label in Term.Holding.choices},
    "account": {plain(str(label)): value for value, label in Term.Holding.choices},
}
EXAMPLE = (
    said("示例花园"), "", said("示例花园业主委员会"), "3", "2023-06-01", "2026-05-31", "", "2023-05-20",
    "5", "1", said("示备〔2023〕8 号"), "2023-06-12", "", "", said("张示例"), said("李示例"),
    said("王示例、赵示例、孙示例"), said("周示例"), "2", "2026-02-10",
)  # fmt: skip


class Fault(NamedTuple):
    """What cannot be taken: the row of the sheet, the column, the value, the rule."""

    row: int
    column: str
    value: str
    rule: str


@dataclass
class Line:
    """One term as the file has it: ``plan`` are the term's fields, ``posts`` names by post."""

    row: int
    place: str
    kind: str
    name: str
    plan: dict[str, Any]
    posts: dict[str, tuple[str, ...]]


@dataclass
class ListFile:
    """A file that was read."""

    name: str
    digest: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template() -> bytes:
    """The list to fill in, with choices to pick from and an example on a sheet of its own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for title in (said("名册"), said("示例")):
        sheet = book.add_worksheet(str(title))
        sheet.freeze_panes(1, 1)
        for index, (key, words) in enumerate(COLUMNS.items()):
            sheet.set_column(index, index, 16, text)
            sheet.write_string(0, index, str(words), bold)
            if key in CHOICES:
                offered = {"validate": "list", "source": list(CHOICES[key])}
                sheet.data_validation(1, index, MOST_ROWS, index, offered)
    for index, words in enumerate(EXAMPLE):
        sheet.write_string(1, index, str(words))
    for index, key in enumerate(COLUMNS):
        if key in CHOICES:
            sheet.write_string(1, index, next(iter(CHOICES[key])))
    book.close()
    return out.getvalue()


def read_list(name: str, data: bytes) -> ListFile:
    """Every line of the first sheet. Raises Refused where the file is no such list."""
    file = ListFile(name[:200], sm3(data))
    rows = _rows(data)
    heads = [str(cell or "").strip() for cell in next(rows, ())]
    known = {plain(str(words)): key for key, words in COLUMNS.items()}
    columns = {known[head]: at for at, head in enumerate(heads) if head in known}
    if lacking := [key for key in REQUIRED if key not in columns]:
        names = "、".join(str(COLUMNS[key]) for key in lacking)
        raise Refused(
            Refusal(
                said("表头里没有：{names}。", names=names), said("请用模板的表头，不要改列名。")
            )
        )
    for number, cells in enumerate(rows, start=2):
        found = {key: _cell(cells, at) for key, at in columns.items()}
        if any(value not in ("", None) for value in found.values()):
            _take(file, number, found)
    if not file.lines and not file.faults:
        raise Refused(Refusal(said("表里没有内容。"), said("请从第二行起填写，一行一届。")))
    return file


def _rows(data: bytes) -> Iterator[Sequence[Any]]:
    refusal = Refusal(said("这不是可以读的 Excel 文件。"), said("请另存为 .xlsx 再上传。"))
    if len(data) > LARGEST:
        raise Refused(Refusal(said("文件超过 5 MB。"), said("请只留名册这一张表。")))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise Refused(Refusal(said("文件解压后过大。"), said("请只留名册这一张表。")))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Refused:
        raise
    except Exception as error:  # a damaged archive fails in many ways
        raise Refused(refusal) from error
    sheet = book.worksheets[0]
    yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


def _cell(cells: Sequence[Any], at: int) -> Any:
    value = cells[at] if at < len(cells) else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, date | int) else str(value or "").strip()


def _take(file: ListFile, row: int, cells: dict[str, Any]) -> None:
    faults: list[Fault] = []
    values: dict[str, Any] = {}

    def fault(key: str, rule: str) -> None:
        faults.append(Fault(row, str(COLUMNS[key]), str(cells[key]), rule))

    for key, value in cells.items():
        if key in REQUIRED and value in ("", None):
            fault(key, said("不能空着"))
        elif key in DAYS:
            values[key] = _day(value)
            if value not in ("", None) and values[key] is None:
                fault(key, said("日期请写成 2026-03-02"))
        elif key in NUMBERS:
            values[key] = _number(value)
            if value not in ("", None) and values[key] is None:
                fault(key, said("请填整数"))
        elif key in CHOICES:
            values[key] = CHOICES[key].get(str(value), "")
            if value not in ("", None) and not values[key]:
                fault(key, said("请从下拉选项里选"))
        else:
            values[key] = str(value or "").strip()
    if not faults:
        faults += _sound(row, values)
    file.faults += faults
    if not faults:
        file.lines.append(_line(row, values))


def _sound(row: int, values: dict[str, Any]) -> Iterator[Fault]:
    """What no cell shows by itself."""
    starts, ends, seats = values["starts_on"], values["ends_on"], values["seats"]
    if ends <= starts:
        rule = said("任期届满不晚于任期起")
        yield Fault(row, str(COLUMNS["ends_on"]), ends.isoformat(), rule)
    sitting = sum(len(_names(values.get(post, ""))) for post in ("chair", "vice", "member"))
    if sitting > seats:
        rule = said("写了 {n} 人，多于席位", n=sitting)
        yield Fault(row, str(COLUMNS["seats"]), str(seats), rule)
    if len(_names(values.get("chair", ""))) > 1:
        rule = said("负责人只能有一位")
        yield Fault(row, str(COLUMNS["chair"]), values["chair"], rule)
    if bool(values.get("filing_number")) != bool(values.get("filed_on")):
        rule = said("备案号和备案日期要一起填")
        yield Fault(row, str(COLUMNS["filing_number"]), values.get("filing_number", ""), rule)


def _line(row: int, values: dict[str, Any]) -> Line:
    posts = {post: _names(values.get(post, "")) for post in POSTS}
    plan = {
        "ordinal": values["ordinal"],
        "origin": values.get("origin") or Term.Origin.PAPER.value,
        "elected_on": values.get("elected_on"),
        "starts_on": values["starts_on"],
        "ends_on": values["ends_on"],
        "seats": values["seats"],
        "alternates": max(values.get("alternates") or 0, len(posts[Member.Post.ALTERNATE])),
        "filing_number": str(values.get("filing_number") or "")[:60],
        "filed_on": values.get("filed_on"),
        "seal": values.get("seal") or Term.Holding.UNKNOWN.value,
        "account": values.get("account") or Term.Holding.UNKNOWN.value,
        "party_members": values.get("party_members"),
        "active_on": values.get("active_on"),
    }
    return Line(row, values["place"], values["kind"], values.get("name", ""), plan, posts)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in SEPARATORS.split(str(text)) if name))


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    found = DAY.fullmatch(str(value or "").strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _number(value: Any) -> int | None:
    if isinstance(value, int):
        return value if 0 <= value <= 999 else None
    text = str(value or "").strip().removeprefix("第").removesuffix("届")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
