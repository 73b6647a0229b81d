"""Files as offices really send them: sheets, headers, merged cells, wrong types, broken ones."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_errors import TITLE, error_workbook
from mulin.portable.roster_reading import Reading, inspect, read
from tests.portable.rosters import HEAD, encrypted, row, saved, text, xls, xlsx

SHORT = ["单元", "房号", "专有部分面积", "业主姓名"]


def _labels(reading: Reading) -> list[str]:
    assert [f.sentence for f in reading.faults] == []
    return [unit.label for unit in reading.clean_units()]


def test_one_sheet_a_building_whose_name_says_which() -> None:
    rows = [SHORT, ["1", "101", 80, "张演示"]]
    file = xlsx(rows, ("2号楼业主", rows), ("Ａ座", [SHORT[1:], ["1-1", 90, "李演示"]]), name="1栋")
    assert _labels(read(file)) == ["1-1-101", "2-1-101", "A-0-1-1"]
    file.seek(0)
    assert inspect(file).proposal.columns["building"] == "（工作表名）"


def test_sheets_that_call_a_column_otherwise_lose_nothing() -> None:
    other = ["栋号", "门洞", "室号", "专有面积", "产权人", "联系电话"]
    file = xlsx(
        [
            ["楼号", "单元", "房间", "专有部分面积", "业主姓名", "手机号"],
            ["1", "1", "101", 80, "张演示", "13800001234"],
        ],
        ("二期", [other, ["2", "1", "101", 90, "李演示", "13900001234"]]),
        name="一期",
    )
    reading = read(file)
    units = list(reading.clean_units())
    assert [(u.label, u.voting_area, u.owners[0].phones) for u in units] == [
        ("1-1-101", 8000, ("13800001234",)),
        ("2-1-101", 9000, ("13900001234",)),
    ]
    assert reading.notes == []


def test_an_area_under_another_name_is_not_guessed_on_a_second_sheet() -> None:
    file = xlsx(
        [["楼号", "房间", "专有部分面积"], ["1", "101", 80]],
        ("二期", [["楼号", "房间", "建筑面积"], ["2", "101", 90]]),
        name="一期",
    )
    reading = read(file)
    assert [u.voting_area for u in reading.clean_units()] == [8000, None]
    assert reading.notes == [
        "工作表“一期”没有这些列：建筑面积。",
        "工作表“二期”没有这些列：专有部分面积。",
    ]


def test_sheets_that_are_not_read_are_named() -> None:
    file = xlsx(
        [HEAD, row()],
        ("填写说明", [["楼号", "房间", "业主姓名"], ["9", "901", "王演示"]]),
        ("统计", [["楼栋", "面积", "备注"], ["1", 80.5, "已核"]]),
        ("便签", [["请周五前交"]]),
    )
    book = load_workbook(file)
    book.create_sheet("旧名册").append(HEAD)
    book["旧名册"].sheet_state = "hidden"
    reading = read(saved(book))
    assert _labels(reading) == ["1-1-101"]
    assert sorted(reading.notes) == [
        "工作表“便签”没有读：没有表头。",
        "工作表“填写说明”没有读：看名称是说明或示例。",
        "工作表“旧名册”没有读：它是隐藏的。",
        "工作表“统计”没有读：缺少房间列。",
    ]


def test_a_second_sheet_without_its_header_is_a_fault() -> None:
    reading = read(xlsx([HEAD, row()], ("2栋", [row("2"), row("2", room="102")])))
    assert [f.sentence for f in reading.faults] == [
        "2栋!A1: 2栋: 这张工作表没有表头，整张没有读；请补上表头。不是名册就改名为“说明”或隐藏"
    ]


def test_merged_buildings_titles_and_hidden_rows() -> None:
    book = Workbook()
    sheet = book.active
    for line in (["云溪花园业主名册（2026年）"], ["", "", "", "单位：平方米"], HEAD):
        sheet.append(line)
    sheet.merge_cells("A1:I1")
    sheet.append(row(room="101"))
    sheet.append(row(None, None, "102"))
    sheet.append(row(None, "2", "101"))
    sheet.append(row(None, None, None, None, None, "李演示"))
    sheet.merge_cells("A4:A7")
    sheet.merge_cells("B4:B5")
    sheet.merge_cells("B6:B7")
    sheet.merge_cells("C6:C7")
    sheet.merge_cells("D6:D7")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    reading = read(saved(book))
    assert _labels(reading) == ["1-1-101", "1-1-102", "1-2-101"]
    last = list(reading.clean_units())[-1]
    assert ([o.name for o in last.owners], last.voting_area) == (["张演示", "李演示"], 8050)


def test_an_area_merged_over_two_rooms_belongs_to_neither() -> None:
    book = Workbook()
    for line in (HEAD, row(room="101"), row(room="102", area=None)):
        book.active.append(line)
    book.active.merge_cells("D2:D3")
    (fault,) = read(saved(book)).faults
    assert (fault.cell, fault.row) == ("D3", 3)
    assert "面积格与上面另一套合并了" in fault.rule


@pytest.mark.parametrize("make", [xlsx, xls, text])
def test_two_header_rows_and_a_first_row_of_words(make: Any) -> None:
    reading = read(
        make(
            [
                ["房屋信息", "", "", "", "业主信息", "", ""],
                ["楼号", "单元", "房间", "专有部分面积", "姓名", "电话", "业主类型"],
                ["A座", "一单元", "车位", 12.5, "张演示", "13800001234", "业主"],
                ["A座", "一单元", "102", 80, "李演示", "", "业主"],
            ]
        )
    )
    assert _labels(reading) == ["A-1-车位", "A-1-102"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_in_every_encoding(encoding: str, mark: str) -> None:
    reading = read(text([HEAD, row(owner="张演示\n李演示")], encoding, mark))
    assert _labels(reading) == ["1-1-101"]
    assert len(next(reading.clean_units()).owners) == 2


def test_data_that_begins_in_the_middle_names_the_right_cells() -> None:
    book = Workbook()
    for at, line in enumerate([HEAD, row(area="八十")], start=6):
        for column, value in enumerate(line, start=3):
            book.active.cell(at, column, value)
    (fault,) = read(saved(book)).faults
    assert fault.cell == "F7"


def test_a_failed_formula_is_a_fault_and_not_a_blank_cell() -> None:
    book = Workbook()
    book.active.title = "名 & 册"
    book.active.append([*HEAD, "备注"])
    book.active.append([*row(area="#REF!"), "#N/A"])
    file = saved(book)
    reading = read(file)
    assert [f.sentence for f in reading.faults] == [
        "名 & 册!D2: #REF!: 公式出错，请在 Excel 里改正后把单元格粘贴为数值"
    ]
    assert (
        load_workbook(io.BytesIO(error_workbook(file, reading.faults))).active["K1"].value == TITLE
    )


def test_an_excel_date_cell_is_a_day() -> None:
    reading = read(xlsx([[*HEAD, "交房日期"], [*row(), date(2015, 6, 30)]]))
    assert next(reading.clean_units()).delivered_on == date(2015, 6, 30)


WRONG = [
    (b"<html><table><tr><td>\xe6\xa5\xbc</td></tr></table></html>", "网页"),
    (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "网页"),
    (b"MIME-Version: 1.0\nX: multipart", "网页"),
    (b"%PDF-1.7 renamed .xlsx", "不是表格"),
    (b"", "空的"),
    (xlsx([HEAD]).getvalue(), "表头下面没有数据"),
    (text([HEAD]).getvalue(), "表头下面没有数据"),
    (xlsx([[]]).getvalue(), "没有可读的工作表"),
    (encrypted().getvalue(), "打开密码"),
    (xlsx([HEAD, row()]).getvalue()[:900], "已损坏"),
    (xls([HEAD, row()]).getvalue()[:1400], "打不开|已损坏"),
]


@pytest.mark.parametrize(("data", "sentence"), WRONG)
def test_what_is_no_roster_says_what_to_do(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(io.BytesIO(data))


@pytest.mark.parametrize("make", [xlsx, xls, text])
def test_a_damaged_file_is_refused_or_read_but_never_breaks(make: Any) -> None:
    chance = random.Random(3)
    whole = make([HEAD, *(row(room=str(100 + n)) for n in range(30))]).getvalue()
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            read(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "XFD1048576", "A99999999999"])
def test_a_stray_cell_far_away_is_named_and_takes_no_memory(cell: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(xlsx([HEAD, row()])) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            data = source.read(part).replace(b'r="I2"', f'r="{cell}"'.encode())
            target.writestr(part, data)
    with pytest.raises(Unreadable, match=f"单元格 {cell} 离名册太远"):
        read(out)


def test_a_part_of_the_archive_that_does_not_unpack_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(xlsx([HEAD, row()])) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            target.writestr(part, b"<broken" if "sheet1" in part else source.read(part))
    with pytest.raises(Unreadable):
        read(out)


def test_the_workbook_that_came_back_can_be_corrected_and_sent_again() -> None:
    file = xlsx([HEAD, row(area="八十"), row(room="102")])
    book = load_workbook(io.BytesIO(error_workbook(file, read(file).faults)))
    book.active["D2"] = "约八十"
    once_more = saved(book)
    again = load_workbook(io.BytesIO(error_workbook(once_more, read(once_more).faults)))
    assert [cell.value for cell in again.active[1]].count(TITLE) == 1
    again.active["D2"] = 80
    assert _labels(read(saved(again))) == ["1-1-101", "1-1-102"]


def test_a_workbook_openpyxl_cannot_open_comes_back_all_the_same() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(xlsx([HEAD, row(area="八十")])) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for part in source.namelist():
            colour = b'<color rgb="no colour" /><family val="2" />'
            data = source.read(part)
            if part == "xl/styles.xml":
                data, spoilt = re.subn(rb'<family val="2" ?/>', colour, data)
                assert spoilt
            target.writestr(part, data)
    with pytest.raises(ValueError, match="stylesheet"):
        load_workbook(out)
    back = load_workbook(io.BytesIO(error_workbook(out, read(out).faults))).active
    assert "D2" in back["J2"].value
