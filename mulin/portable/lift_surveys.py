"""The table of a compound's lift surveys: a template to fill in, and reading it back.

Three sheets: 勘察 (a row for each stairwell), 楼栋位置 (where buildings stand, in metres), 道路. Answers
may be the words of the drop-down lists or their beginning. A file with a mistake is not taken at
all; every mistake is named with its row.
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

from mulin.deliver.works.actions.surveying import Drawn, Seen
from mulin.ground.estate.labels import building_label, stairwell_label
from mulin.ground.estate.models import Building, Stairwell
from mulin.kit.words import said
from mulin.law.lifts.feasibility import FACTORS, Factor, storeys
from mulin.portable import roster_cells as cells
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_cells import BadCell
from mulin.portable.roster_columns import HEADER_DEPTH, plain_header
from mulin.portable.roster_files import Sheet, open_workbook

SURVEYS, PLACES, ROADS = "勘察", "楼栋位置", "道路"
BUILDING, STAIRWELL, DAY, NOTE = "楼号", "单元", "勘察日", "备注"
PLACE_COLUMNS = ("中心横", "中心纵", "长", "进深", "转角")
ROAD_COLUMNS = ("起点横", "起点纵", "终点横", "终点纵", "宽")
FARTHEST = 5_000.0
"""Metres: no compound is wider."""
EXPLAINED = (
    ("勘察", "一行一个单元。没看清的空着，结论就是“待勘察”。答案照下拉选项填。"),
    ("勘察日", "空着就是导入那一天。"),
    (
        "楼栋位置",
        "以小区西北角为原点，向东、向南数，单位米；转角是楼的长边从东西向顺时针转的度数。",
    ),
    ("道路", "中心线的起点、终点和宽度；名称可以空着。"),
    ("重复导入", "同一个单元再导入一次，以后一次为准；以前的记录留在存证里。"),
)


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
    """Everything a file says, and everything wrong in it."""

    seen: dict[UUID, Seen] = field(default_factory=dict)
    buildings: dict[str, list[float]] = field(default_factory=dict)
    roads: list[list[object]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def drawn(self) -> Drawn:
        return Drawn(self.buildings, self.roads)


class Places:
    """The compound's buildings and stairwells by the labels that staff write."""

    def __init__(self, stairwells: Sequence[Stairwell]) -> None:
        self.stairs = {(s.building.label, s.label): s for s in stairwells}
        self.houses: dict[str, Building] = {s.building.label: s.building for s in stairwells}

    def building(self, value: Any) -> Building:
        label = building_label(cells.text(value))
        if label not in self.houses:
            raise BadCell(said("底册里没有这栋楼"))
        return self.houses[label]

    def stairwell(self, building: Building, value: Any) -> Stairwell:
        label = stairwell_label(cells.text(value))
        if (building.label, label) not in self.stairs:
            raise BadCell(said("底册里这栋楼没有这个单元"))
        return self.stairs[building.label, label]


def read(data: bytes, stairwells: Sequence[Stairwell], today: date) -> Read:
    """What a file says about these stairwells. Raises Unreadable where it is no such table."""
    found, known = Read(), Places(stairwells)
    tables = 0
    for sheet in open_workbook(io.BytesIO(data)).sheets:
        for needed, take in (
            ((BUILDING, STAIRWELL), _survey),
            ((BUILDING, *PLACE_COLUMNS), _place),
            (ROAD_COLUMNS, _road),
        ):
            header = _header(sheet, needed)
            if header is not None:
                tables += 1
                for number, row in _rows(sheet, *header):
                    take(sheet.name, number, row, known, today, found)
                break
    if not tables:
        raise Unreadable(said("没有找到表头：勘察表要有“楼号”“单元”两列。请下载模板，填好再上传。"))
    return found


def template(stairwells: Sequence[Stairwell], answers: Mapping[UUID, Mapping[str, str]]) -> bytes:
    """The compound's own table: its stairwells, with what is known of each filled in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3f0ec", "border": 1, "text_wrap": True})
    sheet = book.add_worksheet(SURVEYS)
    titles = [BUILDING, STAIRWELL, *(f.title for f in FACTORS), DAY, NOTE]
    _titles(sheet, titles, head)
    last = max(len(stairwells), 1) + 200
    for column, factor in enumerate(FACTORS, start=2):
        words = [str(choice.words) for choice in factor.choices]
        options = {"validate": "list", "source": words, "error_type": "warning"}
        sheet.data_validation(1, column, last, column, options)
    for row, stairwell in enumerate(stairwells, start=1):
        sheet.write_string(row, 0, stairwell.building.label)
        sheet.write_string(row, 1, stairwell.label)
        for column, factor in enumerate(FACTORS, start=2):
            code = _known(stairwell, factor, answers.get(stairwell.pk, {}))
            if choice := factor.by_code.get(code):
                sheet.write_string(row, column, str(choice.words))
    _titles(book.add_worksheet(PLACES), [BUILDING, *PLACE_COLUMNS], head)
    _titles(book.add_worksheet(ROADS), ["名称", *ROAD_COLUMNS], head)
    notes = book.add_worksheet("说明")
    notes.set_column(1, 1, 80)
    for row, (what, how) in enumerate((*EXPLAINED, *((f.title, f.look) for f in FACTORS))):
        notes.write_string(row, 0, str(what), head)
        notes.write_string(row, 1, str(how))
    book.close()
    return out.getvalue()


def _titles(sheet: Any, titles: Sequence[str], head: Any) -> None:
    for column, title in enumerate(titles):
        sheet.write_string(0, column, str(title), head)
        sheet.set_column(column, column, 10 if column < 2 else 20)
    sheet.freeze_panes(1, 2)


def _known(stairwell: Stairwell, factor: Factor, answers: Mapping[str, str]) -> str:
    """What was surveyed, else what the register says."""
    if factor.code in answers:
        return answers[factor.code]
    if factor.code == "storeys":
        return storeys(stairwell.building.floors)
    if factor.code == "existing" and stairwell.building.has_elevator is not None:
        return "has" if stairwell.building.has_elevator else "none"
    return ""


Row = Mapping[str, Any]


def _header(sheet: Sheet, needed: Sequence[str]) -> tuple[int, list[str]] | None:
    for number, row in enumerate(islice(sheet.rows(), HEADER_DEPTH)):
        names = [plain_header(cell) for cell in row]
        if set(needed) <= set(names):
            return number, names
    return None


def _rows(sheet: Sheet, header: int, names: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Rows below the header that hold anything, with their number in the file."""
    for number, row in enumerate(islice(sheet.rows(), header + 1, None), start=header + 2):
        if any(str(cell if cell is not None else "").strip() for cell in row):
            yield sheet.first_row + number, dict(zip(names, row, strict=False))


def _survey(sheet: str, number: int, row: Row, known: Places, today: date, found: Read) -> None:
    """One stairwell. A row in which nothing but the place is filled in says nothing."""
    faults = _Faults(sheet, number, found)
    building = faults.take(row, BUILDING, known.building)
    if building is None:
        return
    stairwell = faults.take(row, STAIRWELL, lambda cell: known.stairwell(building, cell))
    answers = {}
    for factor in FACTORS:
        code = faults.take(row, factor.title, lambda cell, f=factor: _choice(f, cell))
        if code:
            answers[factor.code] = code
    day = faults.take(row, DAY, cells.day) or today
    if day > today:
        faults.add(DAY, row.get(DAY), said("勘察日还没有到"))
    if stairwell is None or faults.any or not answers:
        return
    if stairwell.pk in found.seen:
        faults.add(STAIRWELL, row.get(STAIRWELL), said("这个单元在表里写了两行"))
        return
    note = cells.text(row.get(NOTE))
    found.seen[stairwell.pk] = Seen(stairwell.pk, building.pk, answers, day, note)


def _place(sheet: str, number: int, row: Row, known: Places, today: date, found: Read) -> None:
    faults = _Faults(sheet, number, found)
    building = faults.take(row, BUILDING, known.building)
    numbers = [faults.take(row, name, _metres) for name in PLACE_COLUMNS]
    if building is None or faults.any:
        return
    if not (numbers[2] and numbers[3] and numbers[2] > 0 and numbers[3] > 0):
        faults.add("长", row.get("长"), said("长和进深要大于零"))
        return
    found.buildings[str(building.pk)] = [number or 0.0 for number in numbers]


def _road(sheet: str, number: int, row: Row, known: Places, today: date, found: Read) -> None:
    faults = _Faults(sheet, number, found)
    numbers = [faults.take(row, name, _metres) or 0.0 for name in ROAD_COLUMNS]
    if not faults.any:
        found.roads.append([cells.text(row.get("名称"))[:20], *numbers])


class _Faults:
    """Takes cells of one row and keeps what is wrong."""

    def __init__(self, sheet: str, number: int, found: Read) -> None:
        self.sheet, self.number, self.found, self.any = sheet, number, found, False

    def take(self, row: Row, column: str, parse: Any) -> Any:
        try:
            return parse(row.get(column))
        except BadCell as bad:
            self.add(column, row.get(column), str(bad))
            return None

    def add(self, column: str, value: Any, rule: str) -> None:
        self.any = True
        shown = str(value if value is not None else "")[:40]
        self.found.faults.append(Fault(self.sheet, self.number, str(column), shown, rule))


def _choice(factor: Factor, value: Any) -> str:
    typed = cells.text(value)
    if not typed:
        return ""
    words = [(choice, cells.text(choice.words)) for choice in factor.choices]
    exact = [choice for choice, plain in words if plain == typed]
    begun = exact or [choice for choice, plain in words if plain.startswith(typed)]
    if len(begun) != 1:
        named = "、".join(str(choice.words) for choice in factor.choices)
        raise BadCell(said("只能填：{words}", words=named))
    return begun[0].code


def _metres(value: Any) -> float:
    typed = cells.text(value).removesuffix("米").removesuffix("度").strip()
    if not typed:
        return 0.0
    try:
        number = float(typed)
    except ValueError:
        raise BadCell(said("要填数字，单位米（转角是度）")) from None
    if not -FARTHEST <= number <= FARTHEST:
        raise BadCell(said("数字太大，请核对单位"))
    return round(number, 2)
