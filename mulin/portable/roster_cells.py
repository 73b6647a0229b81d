"""What a cell of a roster may hold, and the rule it breaks where it may not.

Every function takes a cell as calamine or csv gives it (text, number, day or nothing) and returns
a plain value, or raises :class:`BadCell` whose text is the rule, ready to be shown.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from mulin.ground.estate.models import Unit
from mulin.ground.estate.numbers import RESIDENT, BadNumber, Identity, identity, telephone

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
    r"([12][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:\s.*)?"
)
_ONE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SPLIT = re.compile(r"[、,，/／;；\n\r]+")
_EXCEL_ERROR = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?", re.IGNORECASE)


class BadCell(ValueError):  # noqa: N818 - named like the other refusals
    """A value that cannot stand in its column; the text says which rule it breaks."""


def text(value: Any) -> str:
    """A cell as plain text: half-width, outer blanks gone, whole numbers without ``.0``."""
    if isinstance(value, str):
        if not value.isascii():
            value = unicodedata.normalize("NFKC", value)
        plain: str = value.strip().lstrip("'‘’")
        if plain.startswith("#") and _EXCEL_ERROR.fullmatch(plain):
            raise BadCell("公式出错，请在 Excel 里改正后把单元格粘贴为数值")
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
        raise BadCell("面积应为数字，单位平方米，例如 89.62")
    try:
        if len(plain.partition(".")[2]) > NOISY:
            return _area_of_float(float(plain))
        return _area_of(Decimal(plain))
    except InvalidOperation:
        raise BadCell("面积应为数字，单位平方米，例如 89.62") from None


@lru_cache(maxsize=65_536)
def _area_of_float(value: float) -> int:
    if value != value or value in (float("inf"), float("-inf")):
        raise BadCell("面积应为数字，单位平方米，例如 89.62")
    exact = Decimal(repr(value))
    near = exact.quantize(Decimal("0.01"))
    return _area_of(near if abs(exact - near) <= NOISE else exact)


def _area_of(value: Decimal) -> int:
    if value < 0:
        raise BadCell("面积不能是负数")
    hundredths = value * 100
    if hundredths != hundredths.to_integral_value():
        raise BadCell("面积最多两位小数")
    if hundredths > LARGEST_AREA:
        raise BadCell("面积超过 100000 平方米，请核对小数点")
    return int(hundredths)


@lru_cache(maxsize=16_384)
def day(value: Any) -> date | None:
    """A day: a date cell, Excel's serial number, or ``2015-06-30``, ``2015/6/30``, ``2015年6月30日``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _day_of_serial(float(value))
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无"):
        return None
    if re.fullmatch(r"[0-9]{5}", plain):
        return _day_of_serial(float(plain))
    found = _DAY.fullmatch(plain) or re.fullmatch(r"([12][0-9]{3})([0-9]{2})([0-9]{2})", plain)
    if found is None:
        raise BadCell("日期请写成 2015-06-30")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadCell("没有这一天，日期请写成 2015-06-30") from None


def _day_of_serial(serial: float) -> date:
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        raise BadCell("这个数字不像日期，日期请写成 2015-06-30")
    return date(1899, 12, 30) + timedelta(days=int(serial))


@lru_cache(maxsize=4096)
def floor(value: Any) -> int | None:
    """``12``, ``12层``, ``负1``, ``B1`` → a floor number."""
    plain = text(value).removesuffix("层").removesuffix("楼").removesuffix("F")
    if not plain:
        return None
    found = re.fullmatch(r"(负|-|B|b|地下)?\s*([0-9]{1,3})", plain)
    if found is None:
        raise BadCell("楼层应为整数，地下写 -1")
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
    raise BadCell("请填“是”或“否”")


V = TypeVar("V")


def _words(by_value: dict[V, str]) -> dict[str, V]:
    """Value → words that mean it, turned round."""
    return {word: value for value, words in by_value.items() for word in words.split()}


USES: dict[str, str] = _words(
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

STATUSES: dict[str, str] = _words(
    {
        str(Unit.Status.DELIVERED): "已交付 已交房 未入住 装修中 已入住 入住 已出租 出租 空闲 空置 "
        "空关 自住 已装修 已售 2001",
        str(Unit.Status.UNDELIVERED): "已售未交付 未交付 未交房 待交付 已售未交房",
        str(Unit.Status.UNSOLD): "未售 未销售 未售出 待售",
    }
)

LAYOUTS = {"10102": "三室一厅"}
"""The code a widespread system exports; words stay as they are."""

ROLES: dict[str, tuple[str, str]] = _words(
    {
        ("owner", "person"): "业主 产权人 房主 户主 个人 自然人 1001",
        ("owner", "company"): "单位 企业 公司 法人 单位业主 机构 组织",
        ("owner", "developer"): "开发商 建设单位 开发企业",
        ("tenant", "person"): "租户 租客 承租人 租赁户",
        ("family", "person"): "家庭成员 家属 同住人 同住家人 亲属",
    }
)

GENDERS = {"男": "m", "女": "f", "1": "m", "2": "f", "0": "m", "m": "m", "f": "f"}


@lru_cache(maxsize=1024)
def use(value: Any) -> str | None:
    """住宅, 商铺 … as a value of ``Unit.Use``."""
    return _word(value, USES, "房屋类型请填住宅、商铺、办公、车位、储藏室或其他")


@lru_cache(maxsize=1024)
def status(value: Any) -> str | None:
    """已入住, 未销售 … as a value of ``Unit.Status``."""
    return _word(value, STATUSES, "房屋状态请填已交付、已售未交付或未售（已入住、空置也可以）")


@lru_cache(maxsize=1024)
def role(value: Any) -> tuple[str, str] | None:
    """业主, 单位, 租户 … as role and kind."""
    plain = text(value)
    if not plain:
        return None
    if plain in ROLES:
        return ROLES[plain]
    raise BadCell("业主类型请填业主、单位、建设单位、租户或家庭成员")


@lru_cache(maxsize=4096)
def layout(value: Any) -> str | None:
    """三室一厅; a code of another system that is not known is refused."""
    plain = text(value)
    if re.fullmatch("[0-9]{4,}", plain) and plain not in LAYOUTS:
        raise BadCell("户型请写文字，例如三室一厅")
    return LAYOUTS.get(plain, plain)[:20] or None


@lru_cache(maxsize=64)
def gender(value: Any) -> str:
    """男 or 女; anything else is not known."""
    return GENDERS.get(text(value).lower(), "")


def names(value: Any) -> tuple[str, ...]:
    """Owners in one cell, separated by 、 , / ; or a line break."""
    if isinstance(value, str) and _is_one_name(value):
        return (value,)
    plain = text(value)
    if plain in ("", "-", "/", "—", "无", "暂无", "空", "未知", "不详"):
        return ()
    found = tuple(" ".join(part.split()) for part in _SPLIT.split(plain))
    for name in found:
        if len(name) > 80 or re.fullmatch(r"[0-9.]+", name):
            raise BadCell("业主姓名不对，请按证件填写；多人用、隔开")
    return tuple(name for name in found if name)


def phones(value: Any) -> tuple[str, ...]:
    """Telephones in one cell. A trailing remark in brackets is left out."""
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无", "暂无", "不详", "0"):
        return ()
    if len(plain) == 11 and plain.isdigit() and plain[0] == "1":
        return (_phone(plain),)
    parts = [re.sub(r"[(（][^0-9)）]*[)）]", "", p) for p in _SPLIT.split(plain)]
    if len(parts) == 1:
        parts = re.split(r"\s+(?=1[3-9][0-9]{9}|0[0-9]{2,3}-)", parts[0])
    return tuple(dict.fromkeys(_phone(p) for p in parts if p.strip()))


def identities(value: Any) -> tuple[Identity, ...]:
    """Identity numbers in one cell; a number Excel has rounded is refused."""
    if isinstance(value, str) and RESIDENT.fullmatch(value):
        return (_identity(value),)
    if isinstance(value, float) and value >= 1e15:
        raise BadCell("证件号被 Excel 当成数字，末几位已丢失，请把该列设为文本后重填")
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无", "暂无", "不详"):
        return ()
    if re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", plain):
        raise BadCell("证件号被 Excel 当成数字，末几位已丢失，请把该列设为文本后重填")
    return tuple(_identity(p) for p in _SPLIT.split(plain) if p.strip())


def shares(value: Any) -> tuple[tuple[int, int], ...]:
    """``1/2``, ``50%``, ``0.5``, ``1/2、1/2``, ``各1/2`` or 共同共有 (0, 0)."""
    if isinstance(value, date):
        raise BadCell("份额被 Excel 当成了日期，请把该列设为文本后重填，例如 1/2")
    if isinstance(value, float):
        return (_share(repr(value)),)
    plain = text(value).removeprefix("各").replace(" ", "")
    if not plain or plain in ("共同共有", "共有", "-", "—"):
        return ()
    return tuple(_share(p) for p in re.split(r"[、,，;；\n\r]+", plain) if p)


def is_each(value: Any) -> bool:
    """Whether the share is said for each owner (各 1/2)."""
    return isinstance(value, str) and value.strip().startswith("各")


def _share(plain: str) -> tuple[int, int]:
    try:
        found = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
    except (ValueError, ZeroDivisionError):
        raise BadCell("份额请写成 1/2 或 50%，共同共有可以留空") from None
    found = found.limit_denominator(10_000)
    if not 0 < found <= 1:
        raise BadCell("份额须大于 0 且不超过 1")
    return found.numerator, found.denominator


def _phone(plain: str) -> str:
    try:
        return telephone(plain)
    except BadNumber as error:
        raise BadCell(str(error)) from None


def _identity(plain: str) -> Identity:
    try:
        return identity(plain, None)
    except BadNumber as error:
        raise BadCell(str(error)) from None


def _is_one_name(value: str) -> bool:
    return bool(_ONE_NAME.fullmatch(value)) and value not in ("暂无", "未知", "不详")


def _word(value: Any, known: dict[str, str], rule: str) -> str | None:
    plain = text(value)
    if not plain:
        return None
    if plain in known:
        return str(known[plain])
    raise BadCell(rule)


__all__ = [
    "BadCell",
    "area",
    "day",
    "floor",
    "gender",
    "identities",
    "is_each",
    "layout",
    "names",
    "phones",
    "role",
    "shares",
    "status",
    "text",
    "use",
    "yes",
]
