"""The hotline's table: reading it, every fault with sheet, row, column, value and rule; a template.

A heading may be any of its synonyms. Category may be ours by name or code; another word is guessed
from the text, and where nothing fits it becomes the last category of the street's file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import xlsxwriter

from mulin.discover.intake.actions.hotline import MOST_ROWS
from mulin.discover.intake.categories import Sheet as Categories
from mulin.ground.estate.labels import building_label
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import said
from mulin.portable import roster_cells as cells
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_columns import HEADER_DEPTH, plain_header
from mulin.portable.roster_files import Sheet, open_workbook

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("工单编号", "热线编号", "编号", "工单号", "受理编号"),
    "at": ("受理时间", "来电时间", "登记时间", "派单时间"),
    "category": ("诉求类别", "类别", "事项分类", "问题类别"),
    "text": ("诉求内容", "内容", "问题描述", "主要内容"),
    "compound": ("小区", "小区名称", "涉及小区"),
    "building": ("楼号", "楼栋"),
    "spot": ("具体位置", "地址", "事发地址"),
    "caller": ("来电人", "诉求人", "姓名"),
    "phone": ("联系电话", "电话", "来电号码"),
    "days": ("办理时限", "办理时限（工作日）", "时限"),
}
NEEDED = ("number", "text")
_MOMENT = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：](\d{1,2}))?")
MOST_FAULTS = 1000


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str


@dataclass
class Read:
    """Rows as the verb takes them, and everything wrong in the file."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def plain_faults(self) -> list[dict[str, Any]]:
        """As JSON keeps them."""
        return [{**asdict(one), "rule": str.__str__(one.rule)} for one in self.faults[:MOST_FAULTS]]


@dataclass(frozen=True)
class Known:
    """What a row may name: the street's categories, its compounds, their buildings by label."""

    categories: Categories
    compounds: Mapping[str, UUID]
    buildings: Mapping[tuple[UUID, str], UUID]


def read(data: bytes, known: Known, now: datetime) -> Read:
    """What a file says. Raises Unreadable where it is no such table."""
    found, seen, tables = Read(), set[str](), 0
    for sheet in open_workbook(io.BytesIO(data)).sheets:
        header = _header(sheet)
        if header is None:
            continue
        tables += 1
        at, columns = header
        for number, row in _rows(sheet, at, columns):
            _take(sheet.name, number, row, columns, known, now, found, seen)
    if not tables:
        raise Unreadable(
            said("没有找到表头：要有“工单编号”“诉求内容”两列。请下载模板，填好再上传。")
        )
    if len(found.rows) > MOST_ROWS:
        raise Unreadable(said("一个文件最多 {n} 行。请分成几个文件。", n=MOST_ROWS))
    return found


def template() -> bytes:
    """A table with its headings and one example."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3f0ec", "border": 1})
    sheet = book.add_worksheet("热线工单")
    example = (
        "SH202611230001", "2026-11-23 09:20", "卫生垃圾", "垃圾房满了没有清运", "（小区名称）",
        "3", "三号楼垃圾房", "王先生", "13800000000", "5",
    )  # fmt: skip
    for column, names in enumerate(HEADINGS.values()):
        sheet.write_string(0, column, names[0], head)
        sheet.set_column(column, column, 16)
    notes = book.add_worksheet("说明")
    for row, (names, value) in enumerate(zip(HEADINGS.values(), example, strict=True)):
        notes.write_string(row, 0, "、".join(names))
        notes.write_string(row, 1, f"例如 {value}")
    notes.write_string(len(HEADINGS), 0, "同一个工单编号只登记一次，重复导入不会多出来。")
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


Columns = Mapping[str, str]
"""Field → the heading that stands in this file."""


def _header(sheet: Sheet) -> tuple[int, Columns] | None:
    for number, row in enumerate(islice(sheet.rows(), HEADER_DEPTH)):
        names = [plain_header(cell) for cell in row]
        columns = {
            key: name
            for key, words in HEADINGS.items()
            if (name := next((n for n in names if n in {plain_header(w) for w in words}), ""))
        }
        if all(key in columns for key in NEEDED):
            return number, columns
    return None


def _rows(sheet: Sheet, header: int, columns: Columns) -> Iterator[tuple[int, Mapping[str, Any]]]:
    names: Sequence[str] = ()
    for number, row in enumerate(sheet.rows()):
        if number == header:
            names = [plain_header(cell) for cell in row]
        elif number > header and any(str(c if c is not None else "").strip() for c in row):
            yield sheet.first_row + number + 1, dict(zip(names, row, strict=False))


def _take(
    sheet: str,
    number: int,
    row: Mapping[str, Any],
    columns: Columns,
    known: Known,
    now: datetime,
    found: Read,
    seen: set[str],
) -> None:
    before = len(found.faults)

    def cell(key: str, parse: Any) -> Any:
        value = row.get(columns[key]) if key in columns else None
        try:
            return parse(value)
        except BadCell as bad:
            shown = str(value if value is not None else "")[:40]
            found.faults.append(Fault(sheet, number, columns.get(key, key), shown, str(bad)))
            return None

    source = cell("number", lambda value: _number(value, seen))
    text = cell("text", _text)
    compound = cell("compound", lambda value: _compound(value, known))
    building = cell("building", lambda value: _building(value, compound, known))
    made = {
        "number": source,
        "text": text,
        "category": cell("category", lambda value: _category(value, text or "", known)),
        "compound": str(compound) if compound else "",
        "building": str(building) if building else "",
        "spot": cell("spot", cells.text),
        "caller": cell("caller", cells.text),
        "phone": cell("phone", _phone),
        "at": cell("at", lambda value: _moment(value, now)),
        "days": cell("days", _days),
    }
    if len(found.faults) == before:
        found.rows.append(made)


def _number(value: Any, seen: set[str]) -> str:
    typed = cells.text(value)
    if not typed or len(typed) > 40:
        raise BadCell(said("工单编号要写，最多 40 个字"))
    if typed in seen:
        raise BadCell(said("这个编号在文件里写了两行"))
    seen.add(typed)
    return typed


def _text(value: Any) -> str:
    typed = cells.text(value)
    if not typed or len(typed) > 2000:
        raise BadCell(said("诉求内容要写，最多 2000 个字"))
    return typed


def _category(value: Any, text: str, known: Known) -> str:
    typed = cells.text(value)
    for one in known.categories.categories:
        if typed in (one.code, one.name):
            return one.code
    guessed = known.categories.guess(f"{typed}{text}")
    return (guessed or known.categories.categories[-1]).code


def _compound(value: Any, known: Known) -> UUID | None:
    typed = cells.text(value)
    if not typed:
        return None
    if typed not in known.compounds:
        raise BadCell(said("底册里没有这个小区；不在小区里的请留空"))
    return known.compounds[typed]


def _building(value: Any, compound: UUID | None, known: Known) -> UUID | None:
    label = building_label(cells.text(value)) if cells.text(value) else ""
    if not label or compound is None:
        return None
    if (compound, label) not in known.buildings:
        raise BadCell(said("底册里这个小区没有这栋楼"))
    return known.buildings[compound, label]


def _phone(value: Any) -> str:
    typed = cells.text(value)
    if not typed:
        return ""
    try:
        return telephone(typed)
    except BadNumber as bad:
        raise BadCell(str(bad)) from None


def _moment(value: Any, now: datetime) -> str:
    if isinstance(value, datetime):
        at = value.replace(tzinfo=SHANGHAI)
    elif isinstance(value, date):
        at = datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    else:
        typed = cells.text(value)
        if not typed:
            return ""
        at = _typed_moment(typed)
    if at > now + timedelta(minutes=5):
        raise BadCell(said("受理时间还没有到"))
    return at.isoformat()


def _typed_moment(typed: str) -> datetime:
    found = _MOMENT.match(typed)
    try:
        if found is None:
            raise ValueError
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        raise BadCell(said("时间要写成 2026-11-23 09:20")) from None


def _days(value: Any) -> int:
    typed = cells.text(value).removesuffix("个工作日").removesuffix("日").removesuffix("天").strip()
    if not typed:
        return 0
    if not typed.isdigit() or not 1 <= int(typed) <= 60:
        raise BadCell(said("办理时限要写 1 到 60 的整数，单位工作日"))
    return int(typed)
