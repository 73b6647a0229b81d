"""The list of mediators: a template to fill in, and reading it back.

A row is a mediator of one committee. A file with a mistake is not taken at all; every mistake is
named with its row. Somebody who already serves in that committee is passed over, so that the same
list may be read twice.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

import xlsxwriter

from mulin.deliberate.mediation.actions.panels import Enrolment
from mulin.deliberate.mediation.causes import CAUSES
from mulin.deliberate.mediation.models import Mediator, Panel
from mulin.deliberate.mediation.queries.panels import mediators_of, panels_open, serving
from mulin.deliberate.mediation.queries.people import person_meant
from mulin.kit.words import said
from mulin.portable import roster_cells as cells
from mulin.portable.lift_surveys import Fault
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_columns import HEADER_DEPTH, plain_header
from mulin.portable.roster_files import Sheet, open_workbook

NAME, PHONE, PANEL, DUTY, TIME = "姓名", "电话", "调委会", "职务", "专职兼职"
GOOD_AT, SINCE, UNTIL, BASIS, NOTE = "擅长", "起", "止", "文件", "简介"
COLUMNS = (NAME, PHONE, PANEL, DUTY, TIME, GOOD_AT, SINCE, UNTIL, BASIS, NOTE)
NEEDED = (NAME, PANEL, DUTY)
TIMES = {"专职": True, "兼职": False, "": False}


@dataclass
class Read:
    """Everything a file says, and everything wrong in it."""

    rows: list[Enrolment] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


def read(street_id: UUID, data: bytes, today: date) -> Read:
    """What a file says. Raises Unreadable where it is no such table."""
    found = Read()
    panels = {p.organisation.name: p for p in panels_open(street_id, today)}
    here = serving(mediators_of(street_id), today)
    taken = set(here.values_list("panel_id", "appointment__person_id"))
    tables = 0
    for sheet in open_workbook(io.BytesIO(data)).sheets:
        header = _header(sheet)
        if header is None:
            continue
        tables += 1
        for number, row in _rows(sheet, *header):
            _one(street_id, sheet.name, number, row, panels, taken, today, found)
    if not tables:
        raise Unreadable(
            said("没有找到表头：要有“姓名”“调委会”“职务”三列。请下载模板，填好再上传。")
        )
    return found


def template(panels: Sequence[Panel]) -> bytes:
    """The table with its drop-down lists and an example."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3f0ec", "border": 1})
    sheet = book.add_worksheet("调解员")
    for column, title in enumerate(COLUMNS):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 24 if title in (PANEL, GOOD_AT, BASIS) else 14)
    sheet.freeze_panes(1, 1)
    lists = {
        PANEL: [p.organisation.name for p in panels][:20],
        DUTY: [str(label) for label in Mediator.Duty.labels],
        TIME: ["专职", "兼职"],
    }
    for title, words in lists.items():
        if words and sum(map(len, words)) < 240:
            column = COLUMNS.index(title)
            sheet.data_validation(1, column, 500, column, {"validate": "list", "source": words})
    notes = book.add_worksheet("说明")
    notes.set_column(1, 1, 80)
    for number, (what, how) in enumerate(_explained()):
        notes.write_string(number, 0, what, head)
        notes.write_string(number, 1, how)
    book.close()
    return out.getvalue()


def _explained() -> Iterator[tuple[str, str]]:
    yield NAME, "底册“人员”里的姓名；同名的要写电话。"
    yield PANEL, "照登记的全称。"
    yield DUTY, "、".join(str(label) for label in Mediator.Duty.labels)
    yield GOOD_AT, "几项用顿号分开：" + "、".join(str(cause.name) for cause in CAUSES)
    yield SINCE, "空着就是导入那一天。止空着就是没有定。"
    yield "例", "温如故 | 13800000000 | 某某社区人民调解委员会 | 主任 | 专职 | 停车、漏水和渗水"


Row = Mapping[str, Any]


def _header(sheet: Sheet) -> tuple[int, list[str]] | None:
    for number, row in enumerate(islice(sheet.rows(), HEADER_DEPTH)):
        names = [plain_header(cell) for cell in row]
        if set(NEEDED) <= set(names):
            return number, names
    return None


def _rows(sheet: Sheet, header: int, names: Sequence[str]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(islice(sheet.rows(), header + 1, None), start=header + 2):
        if any(str(cell if cell is not None else "").strip() for cell in row):
            yield sheet.first_row + number, dict(zip(names, row, strict=False))


def _one(
    street_id: UUID,
    sheet: str,
    number: int,
    row: Row,
    panels: Mapping[str, Panel],
    taken: set[tuple[UUID, UUID]],
    today: date,
    found: Read,
) -> None:
    """One mediator; what is wrong in the row is kept with its column."""
    wrong = len(found.faults)

    def take(column: str, parse: Any) -> Any:
        try:
            return parse(row.get(column))
        except BadCell as bad:
            value = str(row.get(column) or "")[:40]
            found.faults.append(Fault(sheet, number, column, value, str(bad)))
            return None

    panel = take(PANEL, lambda cell: _named(cell, panels, said("没有登记这个调委会")))
    duties = {str(label): value for value, label in Mediator.Duty.choices}
    duty = take(DUTY, lambda cell: _named(cell, duties, said("没有这个职务")))
    full = take(TIME, lambda cell: _named(cell, TIMES, said("只能填“专职”或者“兼职”")))
    good_at = take(GOOD_AT, _good_at)
    since, until = take(SINCE, cells.day) or today, take(UNTIL, cells.day)
    person = take(NAME, lambda cell: _person(street_id, cell, row.get(PHONE)))
    if len(found.faults) > wrong:
        return
    if (panel.pk, person.pk) in taken:
        found.known += 1
        return
    taken.add((panel.pk, person.pk))
    basis, note = cells.text(row.get(BASIS)), cells.text(row.get(NOTE))
    found.rows.append(Enrolment(panel, person, duty, full, good_at, since, until, basis, note))


def _named(value: Any, known: Mapping[str, Any], rule: str) -> Any:
    typed = cells.text(value)
    if typed not in known:
        raise BadCell(rule)
    return known[typed]


def _good_at(value: Any) -> tuple[str, ...]:
    words = {str(cause.name): cause.code for cause in CAUSES}
    typed = [part.strip() for part in cells.text(value).replace("，", "、").split("、")]
    parts = [part for part in typed if part]
    for part in parts:
        if part not in words:
            raise BadCell(said("“{part}”不在类别里", part=part))
    return tuple(words[part] for part in parts)


def _person(street_id: UUID, name: Any, phone: Any) -> Any:
    tail = "".join(c for c in cells.text(phone) if c.isdigit())[-4:]
    person, why = person_meant(street_id, f"{cells.text(name)} {tail}")
    if person is None:
        raise BadCell(why)
    return person
