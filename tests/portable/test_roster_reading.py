"""Whole rosters as offices send them: .xlsx, .xls and .csv, with everything that goes wrong."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_columns import find_header, plain_header, propose
from mulin.portable.roster_errors import TITLE, error_workbook
from mulin.portable.roster_files import letter, open_workbook
from mulin.portable.roster_reading import inspect, read
from mulin.portable.roster_units import Reading

ID_A, ID_B = "11010519491231002X", "440524188001010014"

HEAD = ["楼号", "单元", "房间", "楼层", "房屋类型", "建筑面积（㎡）", "专有部分面积", "业主姓名"]
HEAD += ["份额", "手机号", "身份证号", "房屋状态", "交付日期"]
MESSY: list[list[Any]] = [
    ["枫林苑房屋信息登记表（2025年）"],
    ["制表：物业服务中心", "", "", "", "", "", "", "", "", "", "", "", "", "", "说明"],
    [*HEAD, "", "填写说明：房间填数字"],
    [
        "1号楼",
        "1单元",
        "101",
        1,
        "住宅",
        110.25,
        "89.62㎡",
        "张三",
        "",
        "13800001234",
        ID_A,
        "已入住",
        42185,
        "",
        "请不要改动表头",
    ],
    [
        "１",
        1,
        102.0,
        "1层",
        110,
        110.25,
        89.61999999,
        "李四、王五",
        "各1/2",
        "13900001234/028-85551234",
        "",
        "2001",
        "2015/6/30",
    ],
    ["1", "1", "201", 2, "住宅", 100, 80, "赵六", "1/3", "", "", "", ""],
    ["1", "1", "201", 2, "住宅", 100, 80, "孙七", "2/3", "", "", "", ""],
    ["", "", "", "", "", "小计", 259.24],
    [
        "A座",
        "0",
        "商铺1",
        "",
        "商铺",
        50.5,
        45,
        "云溪商贸有限公司",
        "",
        "",
        "91350100M000100Y43",
        "",
        "",
    ],
    [],
    HEAD,
    ["2", "1", "301", 3, "住宅", 90, 70.5, "周八", "", "", "", "未销售", ""],
    ["", "", "", "", "", "", "", "吴九", "", "13700001234", "", "", ""],
    ["合计", "", "", "", "", 461, 374.74],
]


def _xlsx(rows: list[list[Any]], name: str = "房屋信息") -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return _saved(book)


def _saved(book: Any) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _xls(rows: list[list[Any]]) -> io.BytesIO:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("房屋信息")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    return _saved(book)


def _csv(rows: list[list[Any]], encoding: str, mark: str = ",") -> io.BytesIO:
    lines = []
    for row in rows:
        cells = [f'"{c}"' if isinstance(c, str) and mark in c else str(c) for c in row]
        lines.append(mark.join(cells))
    return io.BytesIO("\r\n".join(lines).encode(encoding))


FORMATS = {
    "xlsx": lambda: _xlsx(MESSY),
    "xls": lambda: _xls(MESSY),
    "csv utf-8": lambda: _csv(MESSY, "utf-8"),
    "csv with mark": lambda: _csv(MESSY, "utf-8-sig"),
    "csv gbk": lambda: _csv([[str(c).replace("㎡", "平方米") for c in r] for r in MESSY], "gbk"),
    "csv gb18030": lambda: _csv(MESSY, "gb18030", "\t"),
    "csv semicolon": lambda: _csv(MESSY, "gb18030", ";"),
}


def _messy(reading: Reading) -> None:
    units = {u.label: u for u in reading.clean_units()}
    assert reading.faults == []
    assert set(units) == {"1-1-101", "1-1-102", "1-1-201", "A-0-商铺1", "2-1-301"}
    assert (reading.rows, reading.units, reading.totals) == (7, 5, 2)
    assert reading.area == 8962 + 8962 + 8000 + 4500 + 7050
    first = units["1-1-101"]
    assert (first.voting_area, first.gross_area, first.floor, first.use) == (8962, 11025, 1, "home")
    assert first.delivered_on == date(2015, 6, 30)
    assert first.owners[0].id_number == ID_A
    assert first.owners[0].gender == "f"
    both = units["1-1-102"].owners
    assert [(o.name, o.numerator, o.denominator) for o in both] == [("李四", 1, 2), ("王五", 1, 2)]
    assert both[1].phones == ("028-85551234",)
    assert [o.name for o in units["1-1-201"].owners] == ["赵六", "孙七"]
    assert units["1-1-201"].voting_area == 8000
    shop = units["A-0-商铺1"]
    assert (shop.use, shop.owners[0].kind, shop.owners[0].credit_code) == (
        "shop",
        "company",
        "91350100M000100Y43",
    )
    assert [o.name for o in units["2-1-301"].owners] == ["周八", "吴九"]
    assert units["2-1-301"].status == "unsold"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_messy_roster_reads_the_same_in_every_format(kind: str) -> None:
    _messy(read(FORMATS[kind]()))


def test_merged_cells_fill_the_rows_they_cover() -> None:
    book = Workbook()
    sheet = book.active
    rows = [["楼号", "单元", "房间", "专有部分面积", "业主姓名"], ["1", "1", "101", 80, "张三"]]
    rows += [["", "", "", "", "李四"], ["", "", "102", 90, "王五"]]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("D2:D3")
    units = {u.label: u for u in read(_saved(book)).clean_units()}
    assert [o.name for o in units["1-1-101"].owners] == ["张三", "李四"]
    assert units["1-1-102"].voting_area == 9000


def test_a_header_over_two_lines_with_groups_above() -> None:
    rows = [
        ["房屋信息", "", "", "", "业主信息", ""],
        ["楼号", "单元", "房号", "面积", "姓名", "联系电话"],
        ["3", "2", "501", 66.5, "张三", "13800001234"],
    ]
    (unit,) = read(_xlsx(rows)).clean_units()
    assert (unit.label, unit.owners[0].name, unit.gross_area) == ("3-2-501", "张三", 6650)
    assert unit.voting_area is None


def test_the_whole_notation_in_one_column() -> None:
    rows = [["房号", "专有面积", "业主"], ["1-1-1001", 80, "张三"], ["2栋1单元302室", 81, "李四"]]
    rows += [["3-0-商铺2", 82, "王五"], ["门卫室", 10, ""]]
    reading = read(_xlsx(rows))
    assert [u.label for u in reading.clean_units()] == ["1-1-1001", "2-1-302", "3-0-商铺2"]
    (fault,) = reading.faults
    assert (fault.sheet, fault.cell, fault.value) == ("房屋信息", "A5", "门卫室")


def test_every_fault_names_sheet_cell_value_and_rule() -> None:
    rows = [
        HEAD,
        ["1", "1", "101", 1, "住宅", "约90", 80, "张三", "", "1380000123", ID_A[:-1] + "1", "", ""],
        ["1", "1", "102", 1, "宫殿", 90, 89.625, "李四、王五", "1/2", "", "", "", ""],
        ["", "1", "103", 1, "住宅", 90, 80, "赵六", "", "", "", "", ""],
        ["1", "1", "101", 2, "住宅", 90, 81, "孙七", "", "", "", "", ""],
        ["1", "1", "104", 1, "住宅", 90, 80, "周八", "1/2", "", "", "", ""],
        ["1", "1", "105", 1, "住宅", 90, -3, "", "", "13800001234", "", "", "2015-02-30"],
    ]
    reading = read(_xlsx(rows))
    found = {f.cell: f for f in reading.faults}
    assert set(found) == {
        "F2",
        "J2",
        "K2",
        "E3",
        "G3",
        "I3",
        "A4",
        "D5",
        "G5",
        "I6",
        "G7",
        "H7",
        "M7",
    }
    assert found["G3"].sentence == "房屋信息!G3: 89.625: 面积最多两位小数"
    assert "校验位" in found["K2"].rule
    assert "第 2 行" in found["G5"].rule
    assert "应当等于 1" in found["I6"].rule
    assert list(reading.clean_units()) == []
    assert found["J2"].masked.value != found["J2"].value


def test_clean_units_come_through_beside_faulty_ones() -> None:
    rows = [[*HEAD[:3], "专有部分面积"], ["1", "1", "101", 80], ["1", "1", "102", "八十"]]
    reading = read(_xlsx(rows))
    assert [u.label for u in reading.clean_units()] == ["1-1-101"]
    assert (reading.rows, reading.units) == (2, 2)


def test_an_owner_repeated_on_a_second_row_is_one_owner() -> None:
    rows = [[*HEAD[:3], "专有部分面积", "业主姓名", "手机号"]]
    rows += [["1", "1", "101", 80, "张三", "13800001234"]] * 2
    (unit,) = read(_xlsx(rows)).clean_units()
    assert len(unit.owners) == 1


def test_columns_named_twice_and_columns_without_use_are_told() -> None:
    found = inspect(
        _xlsx([["楼号", "房间", "建筑面积", "建筑面积", "备注"], ["1", "101", 80, 81, "x"]])
    )
    assert found.proposal.doubled == ("建筑面积#2",)
    assert "备注" in found.proposal.unused
    assert found.samples["建筑面积#2"] == ("81",)
    assert not found.proposal.sure


def test_a_person_may_say_which_column_is_the_voting_area() -> None:
    rows = [["楼号", "房间", "建筑面积", "套内面积"], ["1", "101", 80, 60]]
    columns = dict(inspect(_xlsx(rows)).proposal.columns)
    assert columns["voting_area"] == "套内面积"
    columns["voting_area"] = "建筑面积"
    (unit,) = read(_xlsx(rows), columns).clean_units()
    assert unit.voting_area == 8000


def test_parking_spaces_are_rosters_too() -> None:
    rows = [
        [
            "停车场编号",
            "车位编码",
            "停车场类型",
            "面积",
            "业主姓名",
            "车牌号",
            "出租/出售",
            "开始时间",
            "结束时间",
        ],
        ["B2", "117", "地下", 12.5, "张三", "川A12345", "出售", "", ""],
        ["B2", "118", "地下", 12.5, "李四", "川A12346", "出租", "2025-01-01", "2025-12-31"],
    ]
    reading = read(_xlsx(rows))
    sold, let = reading.clean_units()
    assert (sold.label, sold.use, sold.owners[0].role) == ("车位-B2-117", "parking", "owner")
    assert (let.owners[0].role, let.owners[0].since) == ("tenant", date(2025, 1, 1))


def test_several_sheets_are_read_and_explanations_skipped() -> None:
    book = Workbook()
    for number, name in enumerate(("1号楼", "2号楼", "填写说明")):
        sheet = book.create_sheet(name)
        sheet.append(["楼号", "房间", "专有部分面积"])
        sheet.append([str(number + 1), "101", 80])
    assert [u.label for u in read(_saved(book)).clean_units()] == ["1-0-101", "2-0-101"]


def test_the_workbook_comes_back_with_an_error_column_and_its_formats() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet.append(["楼号", "房间", "专有部分面积"])
    sheet.append(["1", "101", "八十"])
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 33
    file = _saved(book)
    reading = read(file)
    back = load_workbook(io.BytesIO(error_workbook(file, reading.faults)))["名册"]
    assert back["D1"].value == TITLE
    assert back["D2"].value == "C2：面积应为数字，单位平方米，例如 89.62"
    assert back["A1"].font.bold
    assert back.column_dimensions["B"].width == 33
    assert back["C2"].fill.fgColor.rgb == "00FBE9E7"


@pytest.mark.parametrize("make", [_xls, lambda rows: _csv(rows, "gbk")])
def test_old_formats_come_back_as_xlsx(make: Any) -> None:
    file = make([["楼号", "房间", "专有部分面积", "备注"], ["1", "101", "八十", "=1+1"]])
    reading = read(file)
    back = load_workbook(io.BytesIO(error_workbook(file, reading.faults))).worksheets[0]
    assert back["E1"].value == TITLE
    assert "C2" in back["E2"].value
    assert back["D2"].value == "'=1+1"
    assert back["D2"].data_type == "s"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"%PDF-1.7", "不是表格"),
        (b"\x89PNG\r\n\x1a\n", "不是表格"),
        ("只有一句话".encode(), "没有用逗号"),
        (b"PK\x03\x04" + b"0" * 40, "已损坏"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "打不开"),
        ("楼号,别的\n1,2".encode(), "没有找到"),
        (b"a,b\x00\n1,2\n", "不是表格"),
    ],
)
def test_what_is_no_roster_is_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(io.BytesIO(data))


def test_an_archive_that_is_no_workbook_and_one_that_unpacks_to_too_much() -> None:
    for name, size, sentence in (
        ("anything.txt", 10, "不是 Excel"),
        ("xl/workbook.xml", 500 * 1024 * 1024, "解压后过大"),
    ):
        out = io.BytesIO()
        block = b"0" * 1024 * 1024
        with (
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(name, "w") as part,
        ):
            for _ in range(max(size // len(block), 1)):
                part.write(block)
        with pytest.raises(Unreadable, match=sentence):
            open_workbook(io.BytesIO(out.getvalue()))


def test_a_formula_nobody_worked_out_is_refused_with_its_cell() -> None:
    file = _xlsx([["楼号", "房间", "专有部分面积"], ["1", "101", "=40+40"]])
    with pytest.raises(Unreadable, match="C2 的公式没有计算结果"):
        read(file)


def test_headers_with_units_stars_and_blanks() -> None:
    assert plain_header(" 建筑 面积（㎡）* ") == "建筑面积"
    header = find_header("表", [["某某小区"], ["栋", "室号", "业主"]])
    assert header is not None
    assert propose([header]).columns == {"building": "栋", "room": "室号", "owner": "业主"}


def test_letters_of_columns() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
