"""What a cell of a roster may hold, and the rule it breaks where it may not.

Every function takes a cell as calamine or csv gives it (text, number, day or nothing) and returns
a plain value, or raises :class:`BadCell` whose text is the rule, ready to be shown.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from mulin.ground.estate.models import Unit
from mulin.kit.words import said

LARGEST_AREA = 100_000_00
"""100,000 m²: more is a slip of the decimal point."""
NOISE = Decimal("0.000001")
"""What binary floating point adds to two decimals when Excel stores them."""
NOISY = 6
"""Decimals above which even text can only come from floating point."""
FIRST_SERIAL, LAST_SERIAL = 10_000, 60_000
"""Excel's serial days from 1927 to 2064: other numbers are no dates."""

_UNIT_WORDS = re.compile(r"(?:㎡|m2|m²|平方米|平米|平|M2)$")
_DAY = re.compile(
    r"([12][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(?:[\sT].*)?"
)
_QUOTED = re.compile(r'="([^"]*)"')
"""How other systems keep Excel from rounding the numbers of a .csv."""
_EXCEL_ERROR = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?", re.IGNORECASE)


class BadCell(ValueError):  # noqa: N818 - named like the other refusals
    """A value that cannot stand in its column; the text says which rule it breaks."""


def text(value: Any) -> str:
    """A cell as plain text: half-width, outer blanks gone, whole numbers without ``.0``."""
    if isinstance(value, str):
        if not value.isascii():
            value = unicodedata.normalize("NFKC", value)
        plain: str = value.strip().lstrip("'‘’`").strip()
        if plain.startswith("=") and (quoted := _QUOTED.fullmatch(plain)):
            plain = quoted[1].strip()
        if plain.startswith("#") and _EXCEL_ERROR.fullmatch(plain):
            raise BadCell(said("公式出错，请在 Excel 里改正后把单元格粘贴为数值"))
        if plain.endswith(".0") and plain[:-2].isdigit():  # whole numbers as programs write them
            return plain[:-2]
        return plain
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def area(value: Any) -> int | None:
    """Integer of 0.01 m², exact: ``89.62㎡``, ``８９．６２``, 89.61999999 → 8962; None where blank."""
    if isinstance(value, float):
        return _area_of_float(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _area_of(Decimal(value))
    plain = _UNIT_WORDS.sub("", text(value).replace(" ", "").replace(",", "").replace("，", ""))
    if not plain or plain in ("-", "/", "—", "无"):
        return None
    if not re.fullmatch(r"[+-]?[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?", plain):
        raise BadCell(said("面积应为数字，单位平方米，例如 89.62"))
    try:
        if len(plain.partition(".")[2]) > NOISY:
            return _area_of_float(float(plain))
        return _area_of(Decimal(plain))
    except (ArithmeticError, OverflowError):
        raise BadCell(said("面积应为数字，单位平方米，例如 89.62")) from None


@lru_cache(maxsize=65_536)
def _area_of_float(value: float) -> int:
    if value != value or value in (float("inf"), float("-inf")):
        raise BadCell(said("面积应为数字，单位平方米，例如 89.62"))
    exact = Decimal(repr(value))
    near = exact.quantize(Decimal("0.01")) if abs(exact) < LARGEST_AREA else exact
    return _area_of(near if abs(exact - near) <= NOISE else exact)


def _area_of(value: Decimal) -> int:
    if value < 0:
        raise BadCell(said("面积不能是负数"))
    hundredths = value * 100
    if hundredths != hundredths.to_integral_value():
        raise BadCell(said("面积最多两位小数"))
    if hundredths > LARGEST_AREA:
        raise BadCell(said("面积超过 100000 平方米，请核对小数点"))
    return int(hundredths)


@lru_cache(maxsize=16_384)
def day(value: Any) -> date | None:
    """A day: a date cell, Excel's serial number, or ``2015-06-30``, ``2015/6/30``, ``2015年6月30日``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not 19_000_101 <= value <= 21_001_231:
        return _day_of_serial(float(value))
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无", "暂无", "不详", "未知"):
        return None
    if re.fullmatch(r"[0-9]{5}", plain):
        return _day_of_serial(float(plain))
    found = _DAY.fullmatch(plain) or re.fullmatch(r"([12][0-9]{3})([0-9]{2})([0-9]{2})", plain)
    if found is None:
        raise BadCell(said("日期请写成 2015-06-30"))
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadCell(said("没有这一天，日期请写成 2015-06-30")) from None


def _day_of_serial(serial: float) -> date:
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        raise BadCell(said("这个数字不像日期，日期请写成 2015-06-30"))
    return date(1899, 12, 30) + timedelta(days=int(serial))


@lru_cache(maxsize=4096)
def floor(value: Any) -> int | None:
    """``12``, ``12层``, ``负1``, ``B1`` → a floor number."""
    plain = text(value).removesuffix("层").removesuffix("楼").removesuffix("F")
    if not plain:
        return None
    found = re.fullmatch(r"(负|-|B|b|地下)?\s*([0-9]{1,3})", plain)
    if found is None:
        raise BadCell(said("楼层应为整数，地下写 -1"))
    return -int(found[2]) if found[1] else int(found[2])


@lru_cache(maxsize=1024)
def yes(value: Any) -> bool | None:
    """是/有/1 or 否/无/0."""
    plain = text(value).lower()
    if not plain:
        return None
    if plain in ("是", "有", "1", "y", "yes", "有电梯", "true"):
        return True
    if plain in ("否", "无", "没有", "0", "n", "no", "无电梯", "false"):
        return False
    raise BadCell(said("请填“是”或“否”"))


V = TypeVar("V")


def words(by_value: dict[V, str]) -> dict[str, V]:
    """Value → words that mean it, turned round."""
    return {word: value for value, words in by_value.items() for word in words.split()}


USES: dict[str, str] = words(
    {
        str(
            Unit.Use.HOME
        ): "住宅 普通住宅 公寓 别墅 洋房 住房 商品房 多层 小高层 高层 成套住宅 110",
        str(Unit.Use.SHOP): "商铺 商业 门面 店铺 底商 商业用房 门市 铺面 商服",
        str(Unit.Use.OFFICE): "办公 写字楼 办公用房 办公室 商务办公",
        str(Unit.Use.PARKING): "车位 车库 停车位 地下车位 人防车位 产权车位",
        str(Unit.Use.STORAGE): "储藏室 储藏间 杂物间 地下室 仓库 储物间",
        str(Unit.Use.OTHER): "其他 其它 其他用房",
    }
)
"""Words, and the code a widespread system exports (110), for the use of a unit."""

STATUSES: dict[str, str] = words(
    {
        str(Unit.Status.DELIVERED): "已交付 已交房 未入住 装修中 已入住 入住 已出租 出租 空闲 空置 "
        "空关 自住 已装修 已售 2001",
        str(Unit.Status.UNDELIVERED): "已售未交付 未交付 未交房 待交付 已售未交房",
        str(Unit.Status.UNSOLD): "未售 未销售 未售出 待售",
    }
)

LAYOUTS = {"10102": "三室一厅"}
"""The code a widespread system exports; words stay as they are."""


@lru_cache(maxsize=1024)
def use(value: Any) -> str | None:
    """住宅, 商铺 … as a value of ``Unit.Use``."""
    return _word(value, USES, said("房屋类型请填住宅、商铺、办公、车位、储藏室或其他"))


@lru_cache(maxsize=1024)
def status(value: Any) -> str | None:
    """已入住, 未销售 … as a value of ``Unit.Status``."""
    return _word(
        value, STATUSES, said("房屋状态请填已交付、已售未交付或未售（已入住、空置也可以）")
    )


@lru_cache(maxsize=4096)
def layout(value: Any) -> str | None:
    """三室一厅; a code of another system that is not known is refused."""
    plain = text(value)
    if re.fullmatch("[0-9]{4,}", plain) and plain not in LAYOUTS:
        raise BadCell(said("户型请写文字，例如三室一厅"))
    return LAYOUTS.get(plain, plain)[:20] or None


def _word(value: Any, known: dict[str, str], rule: str) -> str | None:
    plain = text(value)
    if not plain:
        return None
    if plain in known:
        return str(known[plain])
    raise BadCell(rule)
