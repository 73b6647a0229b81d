"""Cells of a roster: what is taken, what is refused, and with which rule."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.portable import roster_cells as cells
from mulin.portable import roster_owner_cells as owners
from mulin.portable.roster_cells import BadCell


@pytest.mark.parametrize(
    ("cell", "area"),
    [
        ("89.62㎡", 8962),
        ("８９．６２", 8962),
        ("89.62 平方米", 8962),
        ("1,089.50", 108950),
        (89.61999999, 8962),
        (89.6200000000001, 8962),
        (1e2, 10000),
        ("1e2", 10000),
        (90, 9000),
        (0, 0),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_areas_as_people_and_excel_write_them(cell: Any, area: int | None) -> None:
    assert cells.area(cell) == area


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        (-1.0, "负数"),
        ("-89.62", "负数"),
        ("89.625", "两位小数"),
        (89.625, "两位小数"),
        ("约90", "应为数字"),
        ("89.62.1", "应为数字"),
        (1e9, "小数点"),
        (float("nan"), "应为数字"),
        ("#REF!", "公式出错"),
    ],
)
def test_areas_that_are_refused(cell: Any, rule: str) -> None:
    with pytest.raises(BadCell, match=rule):
        cells.area(cell)


@given(st.integers(0, 10_000_000))
def test_every_area_of_two_decimals_comes_back_exactly(hundredths: int) -> None:
    plain = f"{hundredths // 100}.{hundredths % 100:02d}"
    assert cells.area(plain) == hundredths
    assert cells.area(float(Decimal(plain))) == hundredths
    assert cells.area(f"{plain}㎡") == hundredths


@given(st.integers(0, 10_000_000), st.integers(1, 9))
def test_a_third_decimal_is_never_rounded_away(hundredths: int, third: int) -> None:
    plain = f"{hundredths // 100}.{hundredths % 100:02d}{third}"
    for cell in (plain, float(plain)):
        with pytest.raises(BadCell, match="两位小数"):
            cells.area(cell)


@given(st.text(max_size=12))
def test_no_text_breaks_a_cell_otherwise_than_by_a_rule(text: str) -> None:
    for parse in (cells.area, cells.day, cells.floor, owners.names, owners.phones, owners.shares):
        with contextlib.suppress(BadCell):
            parse(text)


SERIALS = [42185, 42185.0, "42185"]
WRITTEN = ["2015-06-30", "2015/6/30", "2015.06.30", "2015年6月30日", "20150630"]
REAL = [date(2015, 6, 30), datetime(2015, 6, 30, 8, 0)]  # noqa: DTZ001 - cells carry no zone


@pytest.mark.parametrize("cell", SERIALS + WRITTEN + REAL)
def test_days_in_every_dress(cell: Any) -> None:
    assert cells.day(cell) == date(2015, 6, 30)


@pytest.mark.parametrize("cell", ["2015-02-30", "去年", 7, "6月30日"])
def test_days_that_are_none(cell: Any) -> None:
    with pytest.raises(BadCell):
        cells.day(cell)


def test_several_owners_in_one_cell() -> None:
    assert owners.names("张三、李四，王五/赵六;钱七\n孙八") == (
        "张三",
        "李四",
        "王五",
        "赵六",
        "钱七",
        "孙八",
    )
    assert owners.names(" 张 三 ") == ("张三",)
    assert owners.names("无") == ()


def test_several_telephones_in_one_cell() -> None:
    assert owners.phones("13800001234/13900005678") == ("13800001234", "13900005678")
    assert owners.phones("１３８００００１２３４（妻）") == ("13800001234",)
    assert owners.phones(13800001234.0) == ("13800001234",)
    assert owners.phones("028-85551234") == ("028-85551234",)
    with pytest.raises(BadCell, match="手机 11 位"):
        owners.phones("1380000123")


def test_an_identity_number_that_excel_rounded_is_refused_with_the_remedy() -> None:
    for cell in (1.1010519491231e17, "1.1010519491231E+17"):
        with pytest.raises(BadCell, match="设为文本"):
            owners.documents(cell)
    with pytest.raises(BadCell, match="校验位"):
        owners.documents("110105194912310021")


def test_shares_and_the_date_excel_makes_of_them() -> None:
    assert owners.shares("1/2、1/2") == ((1, 2), (1, 2))
    assert owners.shares("50%") == ((1, 2),)
    assert owners.shares(0.25) == ((1, 4),)
    assert owners.shares("共同共有") == ()
    for bad in ("3/2", "0", "一半"):
        with pytest.raises(BadCell):
            owners.shares(bad)
    with pytest.raises(BadCell, match="当成了日期"):
        owners.shares(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("cell", "use"),
    [("住宅", "home"), (110, "home"), ("110", "home"), ("门面", "shop"), ("", None)],
)
def test_uses_in_words_and_codes(cell: Any, use: str | None) -> None:
    assert cells.use(cell) == use


def test_states_layouts_and_kinds_in_words_and_codes() -> None:
    assert cells.status(2001) == cells.status("已入住") == "delivered"
    assert cells.status("未销售") == "unsold"
    assert cells.layout(10102.0) == cells.layout("三室一厅") == "三室一厅"
    assert owners.role("1001") == owners.role("业主") == ("owner", "person")
    with pytest.raises(BadCell):
        cells.status("2099")
    with pytest.raises(BadCell):
        cells.layout("10177")


def test_floors() -> None:
    assert [cells.floor(c) for c in (12.0, "12层", "-1", "负1", "B1", "")] == [
        12,
        12,
        -1,
        -1,
        -1,
        None,
    ]
