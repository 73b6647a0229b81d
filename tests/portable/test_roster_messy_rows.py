"""Cells and rows as offices really send them: imported rightly, or refused by cell with the rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mulin.portable.roster_reading import Reading, read
from tests.portable.rosters import HEAD, row, text, xlsx

ID_A, ID_B, CODE = "11010519491231002X", "440524188001010014", "91350100M000100Y43"


def _units(reading: Reading) -> dict[str, Any]:
    assert [f.sentence for f in reading.faults] == []
    return {unit.label: unit for unit in reading.clean_units()}


def _faults(*rows: list[Any], head: list[str] = HEAD) -> list[str]:
    return [fault.sentence for fault in read(xlsx([head, *rows])).faults]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("1-1-1001", "1-1-1001"),
        ("１－１－１００１", "1-1-1001"),
        ("1栋1单元1001室", "1-1-1001"),
        ("1#1-1001", "1-1-1001"),
        ("1#-1-1001", "1-1-1001"),
        ("1#楼1单元1001", "1-1-1001"),
        ("一号楼二单元1001室", "1-2-1001"),
        ("1栋1单元10楼1001室", "1-1-1001"),
        ("3号1203室", "3-0-1203"),
        ("88弄3号1203室", "88弄3-0-1203"),
        ("1栋-1001", "1-0-1001"),
        ("1-0-商铺", "1-0-商铺"),
        ("A座1203", "A-0-1203"),
        ("1-1--101", "1-1--101"),
        ("1-1-负101", "1-1--101"),
    ],
)
def test_a_room_in_every_notation(said: str, label: str) -> None:
    reading = read(xlsx([["房号", "专有部分面积", "业主姓名"], [said, 80, "张演示"]]))
    assert list(_units(reading)) == [label]


@pytest.mark.parametrize("said", ["1001", "1-2-3-4", "商铺", "1号"])
def test_a_notation_that_cannot_be_told_is_refused(said: str) -> None:
    head = ["房号", "专有部分面积", "业主姓名"]
    assert _faults([said, 80, "张演示"], head=head)[0].startswith(f"名册!A2: {said}: 房号请写成")


def test_a_room_column_that_repeats_the_building_or_the_stairwell() -> None:
    reading = read(
        xlsx([HEAD, row(room="1-1-101"), row(room="1栋1单元102室"), row("2", "3", room="3-101")])
    )
    assert set(_units(reading)) == {"1-1-101", "1-1-102", "2-3-101"}


def test_names_with_blanks_inside_are_one_name() -> None:
    reading = read(
        xlsx(
            [
                HEAD,
                row(room="101", owner="张 三"),
                row(room="102", owner="李　小 明\n"),
                row(room="103", owner="买买提•吐尔逊"),
                row(room="104", owner="John  Smith"),
                row(room="105", owner="欧阳 娜娜"),
                row(room="106", owner="云溪 商贸有限公司"),
            ]
        )
    )
    found = [unit.owners[0] for unit in _units(reading).values()]
    assert [o.name for o in found] == [
        "张三",
        "李小明",
        "买买提·吐尔逊",
        "John Smith",
        "欧阳娜娜",
        "云溪商贸有限公司",
    ]
    assert [o.kind for o in found] == ["person"] * 5 + ["company"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("张三 李四", "分不清是一人还是几人"),
        ("张\n三", "只有一个字"),
        ("张三（已故）", "括号备注"),
        ("开发商", "不是姓名"),
        ("13800001234", "业主姓名不对"),
    ],
)
def test_what_is_no_name_is_refused(name: str, rule: str) -> None:
    (fault,) = _faults(row(owner=name))
    assert fault.startswith("名册!F2: ")
    assert rule in fault


@pytest.mark.parametrize("mark", ["、", "，", ",", "/", ";", "；", "\n"])
def test_several_owners_with_their_numbers_and_shares(mark: str) -> None:
    said = row(
        owner=f"张演示{mark}李演示",
        phone=f"13800001234{mark}028-85551234",
        document=f"{ID_A.lower()}{mark}{ID_B}",
        share="50%、50%",
    )
    owners = _units(read(xlsx([HEAD, said])))["1-1-101"].owners
    assert [(o.name, o.phones, o.id_number, o.numerator, o.denominator) for o in owners] == [
        ("张演示", ("13800001234",), ID_A, 1, 2),
        ("李演示", ("028-85551234",), ID_B, 1, 2),
    ]


@pytest.mark.parametrize(
    "share", ["各1/2", "1/2、1/2", "50%，50%", "各占50%", "各二分之一", "½、½"]
)
def test_halves_however_they_are_written(share: str) -> None:
    owners = _units(read(xlsx([HEAD, row(owner="张演示、李演示", share=share)])))["1-1-101"].owners
    assert [(o.numerator, o.denominator) for o in owners] == [(1, 2), (1, 2)]


@pytest.mark.parametrize("share", ["单独所有", "共同共有", "100%", 1, 1.0, "1", "1/1"])
def test_a_whole_however_it_is_written(share: Any) -> None:
    owner = _units(read(xlsx([HEAD, row(share=share)])))["1-1-101"].owners[0]
    assert (owner.numerator, owner.denominator) in {(0, 0), (1, 1)}


@pytest.mark.parametrize(
    ("share", "rule"),
    [
        ("0.3333、0.6666", "除不尽的请写成 1/3"),
        ("1e999999999", "份额请写成"),
        ("按份共有", "请写明每人的份额"),
        ("1/0、1/2", "份额请写成"),
        ("1/2、1/3", "加起来是 5/6"),
        (date(2026, 1, 2), "被 Excel 当成了日期"),
        ("120%、1/2", "不超过 1"),
    ],
)
def test_shares_that_cannot_be_right(share: Any, rule: str) -> None:
    (fault,) = _faults(row(owner="张演示、李演示", share=share))
    assert fault.startswith("名册!I2: ")
    assert rule in fault


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        (13800001234, ("13800001234",)),
        (13800001234.0, ("13800001234",)),
        ("１３８００００１２３４", ("13800001234",)),
        ("138 0000 1234", ("13800001234",)),
        ("13800001234 13900001234", ("13800001234", "13900001234")),
        ("13800001234/028-85551234", ("13800001234", "028-85551234")),
        ("13800001234（妻）", ("13800001234",)),
        ('="13800001234"', ("13800001234",)),
        ("(028)85551234", ("028-85551234",)),
        ("+86 138-0000-1234", ("13800001234",)),
    ],
)
def test_telephones_in_every_dress(phone: Any, kept: tuple[str, ...]) -> None:
    file = text([HEAD, row(phone=phone)]) if str(phone).startswith("=") else None
    owner = _units(read(file or xlsx([HEAD, row(phone=phone)])))["1-1-101"].owners[0]
    assert owner.phones == kept


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (1.10105194912310e17, "被 Excel 当成数字"),
        ("1.1E+17", "被 Excel 当成数字"),
        ("110105194912310021", "校验位不对"),
        ("11010519491231002", "应为 18 位，现在是 17 位"),
        ("91350100M000100Y44", "校验位不对"),
    ],
)
def test_documents_that_cannot_be_right(document: Any, rule: str) -> None:
    (fault,) = _faults(row(document=document))
    assert fault.startswith("名册!H2: ")
    assert rule in fault


def test_a_telephone_excel_rounded_says_so() -> None:
    assert "被 Excel 当成数字" in _faults(row(phone="1.38E+10"))[0]


def test_an_old_identity_number_becomes_the_new_one() -> None:
    owner = _units(read(xlsx([HEAD, row(document="110105491231002")])))["1-1-101"].owners[0]
    assert owner.id_number == ID_A


def test_owners_that_are_no_persons() -> None:
    developer = "云溪房地产开发有限公司"
    head = [*HEAD, "业主类型", "房屋状态"]
    reading = read(
        xlsx(
            [
                head,
                [
                    *row(room="101", owner="云溪商贸有限公司", document=CODE.lower()),
                    "业主",
                    "已入住",
                ],
                [*row(room="102", owner="演示小店", document=CODE), "", ""],
                [*row(room="103", owner=developer), "建设单位", "未售"],
                [*row(room="104", owner="未售"), "", "未售"],
                [*row(room="105", owner=developer), "", "已售未交付"],
            ]
        )
    )
    units = _units(reading)
    first = units["1-1-101"].owners[0]
    assert (first.kind, first.credit_code, first.id_number) == ("company", CODE, "")
    assert units["1-1-102"].owners[0].kind == "company"
    assert (units["1-1-103"].owners[0].kind, units["1-1-103"].status) == ("developer", "unsold")
    assert (units["1-1-104"].owners, units["1-1-104"].status) == ((), "unsold")
    assert (units["1-1-105"].owners[0].kind, units["1-1-105"].status) == ("company", "undelivered")


def test_a_person_and_a_company_in_one_cell() -> None:
    said = row(owner="张演示、云溪商贸有限公司", document=f"{ID_A}、{CODE}", share="各1/2")
    owners = _units(read(xlsx([HEAD, said])))["1-1-101"].owners
    assert [(o.kind, o.id_number, o.credit_code) for o in owners] == [
        ("person", ID_A, ""),
        ("company", "", CODE),
    ]


def test_a_company_with_somebodys_identity_number_is_refused() -> None:
    (fault,) = _faults(row(owner="云溪商贸有限公司", document=ID_A))
    assert (
        fault == f"名册!H2: {ID_A}: 云溪商贸有限公司 是单位，请填统一社会信用代码，不填个人证件号"
    )


@pytest.mark.parametrize(
    ("area", "kept"),
    [
        ("1,089.62㎡", 108962),
        ("８９．６２平方米", 8962),
        (89.61999999, 8962),
        ("89.620", 8962),
        (110.25 * 0.8, 8820),
        (" 89.6 ", 8960),
        ("89.62 M2", 8962),
    ],
)
def test_areas_in_every_dress(area: Any, kept: int) -> None:
    assert _units(read(xlsx([HEAD, row(area=area, gross="")])))["1-1-101"].voting_area == kept


@pytest.mark.parametrize(
    ("area", "rule"),
    [
        (89.625, "最多两位小数"),
        (-5, "不能是负数"),
        (0, "专有部分面积应大于 0"),
        ("约89", "应为数字"),
        ("1e999999999", "应为数字"),
        (1e300, "超过 100000"),
        ("#REF!", "公式出错"),
    ],
)
def test_areas_that_cannot_be_right(area: Any, rule: str) -> None:
    (fault,) = _faults(row(area=area, gross=""))
    assert fault.startswith("名册!D2: ")
    assert rule in fault


def test_a_gross_area_of_nothing_is_refused() -> None:
    assert _faults(row(gross=0)) == ["名册!E2: 0: 建筑面积应大于 0；还不知道就留空"]


@pytest.mark.parametrize(
    "day",
    [
        42185,
        20150630,
        "20150630",
        "2015.6.30",
        "2015年06月30日",
        "2015-06-30T00:00:00",
        "2015/6/30 0:00",
    ],
)
def test_days_in_every_dress(day: Any) -> None:
    reading = read(xlsx([[*HEAD, "交付日期"], [*row(), day]]))
    assert _units(reading)["1-1-101"].delivered_on == date(2015, 6, 30)


@pytest.mark.parametrize("day", ["2015年6月", "15-6-30", "30/06/2015", "2015-02-30", 2015, 3.5])
def test_days_that_are_none_name_their_cell(day: Any) -> None:
    (fault,) = _faults([*row(), day], head=[*HEAD, "交付日期"])
    assert fault.startswith("名册!J2: ")


def test_the_same_room_twice_is_joined_told_and_refused_where_it_differs() -> None:
    reading = read(xlsx([HEAD, row(owner="张演示"), row(owner="李演示"), row(owner="张演示")]))
    assert [o.name for o in _units(reading)["1-1-101"].owners] == ["张演示", "李演示"]
    assert (reading.rows, reading.units, reading.repeated, reading.area) == (3, 1, 2, 8050)
    assert _faults(row(), row(area=81)) == [
        "名册!D3: 81.00: 与第 2 行同一房号（1-1-101）的内容不同"
    ]


def test_a_row_that_names_no_room_is_never_lost() -> None:
    lost = row("", "", "", "", 88, "")
    assert _faults(lost) == ["名册!C2: : 房间为空，不知道是哪一套"]
    assert len(_faults(row("", "", "", "", "", "", "13800001234"))) == 1


@pytest.mark.parametrize(
    "word", ["合计", "合 计", "小计：", "总计", "TOTAL", "Total:", "1栋小计", "合　计"]
)
@pytest.mark.parametrize("column", [0, 2, 5])
def test_totals_are_no_rooms_wherever_the_word_stands(word: str, column: int) -> None:
    total: list[Any] = ["1", "1", "", 80.5, 100, "", "", "", ""]
    total[column] = word
    if column == 5:
        total[2] = ""
    reading = read(xlsx([HEAD, row(), total]))
    assert (list(_units(reading)), reading.rows, reading.totals) == (["1-1-101"], 1, 1)


def test_a_remark_about_a_total_loses_no_room() -> None:
    head = ["备注", *HEAD]
    reading = read(xlsx([head, ["合计两证", *row()], ["", *row("", "", "", "", "", "李演示")]]))
    assert [o.name for o in _units(reading)["1-1-101"].owners] == ["张演示", "李演示"]


def test_a_total_that_does_not_add_up_is_told() -> None:
    def notes(said: float) -> list[str]:
        return read(xlsx([HEAD, row(), row(room="102"), ["合计", "", "", said]])).notes

    assert notes(161) == []
    assert "写的面积合计是 161.01 ㎡，读到的各行相加是 161.00 ㎡" in notes(161.01)[0]


def test_lines_at_the_foot_are_left_out_and_named() -> None:
    reading = read(
        xlsx(
            [HEAD, row(), [], ["制表人：李演示", "", "", "", "", "审核：王演示"], ["第1页，共1页"]]
        )
    )
    assert list(_units(reading)) == ["1-1-101"]
    assert reading.notes == [
        "工作表“名册”：第 4 行“制表人：李演示”、第 5 行“第1页，共1页”不像房屋，没有读。"
    ]
