"""What the cells about owners may hold: names, telephones, documents, shares, roles.

As in :mod:`roster_cells`, every function returns a plain value or raises :class:`BadCell`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mulin.ground.estate.numbers import (
    MOBILE,
    RESIDENT,
    BadNumber,
    Identity,
    credit_code,
    half_width,
    identity,
    is_credit_code,
    resident,
    telephone,
)
from mulin.kit.masking import COMPOUND_SURNAMES
from mulin.kit.words import said
from mulin.portable.roster_cells import BadCell, text, words

_MIDDLE_DOT = re.compile(r"(?<=[\u4e00-\u9fff])\s*[.•・‧∙⋅]\s*(?=[\u4e00-\u9fff])")
"""买买提·吐尔逊, whichever dot the keyboard had."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_ONE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SPLIT = re.compile(r"[、,，/／;；\n\r]+")
_CREDIT = re.compile(r"(?=.*[A-Z])[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}")
_ROUNDED = re.compile(r"[0-9]\.?[0-9]*[eE]\+?[0-9]+")
"""A long number as Excel shows it once it has thrown its last digits away."""

ROLES: dict[str, tuple[str, str]] = words(
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
def role(value: Any) -> tuple[str, str] | None:
    """业主, 单位, 租户 … as role and kind."""
    plain = text(value)
    if not plain:
        return None
    if plain in ROLES:
        return ROLES[plain]
    raise BadCell(said("业主类型请填业主、单位、建设单位、租户或家庭成员"))


@lru_cache(maxsize=64)
def gender(value: Any) -> str:
    """男 or 女; anything else is not known."""
    return GENDERS.get(text(value).lower(), "")


def names(value: Any) -> tuple[str, ...]:
    """Owners in one cell, separated by 、 , / ; or a line break."""
    if isinstance(value, str) and _is_one_name(value):
        return (value,)
    plain = text(value)
    if plain in NOBODY:
        return ()
    return tuple(_name(part) for part in _SPLIT.split(plain) if part.strip())


NOBODY = words(
    {"": "- / — -- 无 暂无 空 未知 不详 未售 待售 空置 空房 空户 无业主 暂无业主 未登记 未录入"}
).keys() | {""}
"""What stands in the owner's cell where there is none."""
_NO_NAMES = words(
    {"": "开发商 建设单位 开发公司 开发企业 物业 物业公司 业主 户主 产权人 租户"}
).keys()
_NOT_PLAIN = NOBODY | _NO_NAMES
_REMARK = re.compile(r"[(\[【].*")
COMPANY = re.compile(
    r"公司|集团|中心|委员会|管理局|办事处|银行|学校|大学|医院|幼儿园|合作社|厂$|局$|事务所|"
    r"合伙|基金会|分行|支行|研究[所院]|协会|商行|经营部|工作室|政府|居委会|村委会|[商酒饭书药]店$"
)


def _name(part: str) -> str:
    """One name as documents write it: 张 三 is 张三; remarks and two people in one are refused."""
    name = _MIDDLE_DOT.sub("·", " ".join(part.split()))
    if len(name) > 80 or re.fullmatch(r"[0-9.]+", name):
        raise BadCell(said("业主姓名不对，请按证件填写；多人用、隔开"))
    if name in _NO_NAMES:
        raise BadCell(said("这不是姓名；单位业主请写全称，没有业主就留空"))
    if COMPANY.search(name) or not _CHINESE.search(name):
        return name.replace(" ", "") if _CHINESE.search(name) else name
    if _REMARK.search(name):
        raise BadCell(said("姓名里有括号备注，请只写证件上的姓名，备注另起一列"))
    pieces = name.split(" ")
    if len(pieces) > 1 and min(map(len, pieces)) > 1 and pieces[0] not in COMPOUND_SURNAMES:
        raise BadCell(said("姓名中间有空格，分不清是一人还是几人；几个人请用、隔开"))
    name = name.replace(" ", "")
    if len(name) == 1:
        raise BadCell(said("姓名只有一个字；一个人的姓名请不要分行或用标点隔开"))
    return name


def phones(value: Any) -> tuple[str, ...]:
    """Telephones in one cell. A trailing remark in brackets is left out."""
    if isinstance(value, str) and MOBILE.fullmatch(value):
        return (value,)
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无", "暂无", "不详", "0"):
        return ()
    if _ROUNDED.fullmatch(plain):
        raise BadCell(said("号码被 Excel 当成数字，末几位已丢失，请把该列设为文本后重填"))
    parts = [re.sub(r"[(（][^0-9)）]*[)）]", "", p) for p in _SPLIT.split(plain)]
    if len(parts) == 1:
        parts = re.split(r"\s+(?=1[3-9][0-9]{9}|0[0-9]{2,3}-)", parts[0])
    return tuple(dict.fromkeys(_phone(p) for p in parts if p.strip()))


def documents(value: Any) -> tuple[Identity | str, ...]:
    """Identity numbers, or as text the credit codes of organisations that own.

    A number Excel has rounded is refused.
    """
    if isinstance(value, str) and RESIDENT.fullmatch(value):
        try:
            return (resident(value),)
        except BadNumber:
            return (_document(value),)  # a credit code of digits alone, or wrong
    if isinstance(value, float) and value >= 1e15:
        raise BadCell(said("证件号被 Excel 当成数字，末几位已丢失，请把该列设为文本后重填"))
    plain = text(value)
    if not plain or plain in ("-", "/", "—", "无", "暂无", "不详"):
        return ()
    if _ROUNDED.fullmatch(plain):
        raise BadCell(said("证件号被 Excel 当成数字，末几位已丢失，请把该列设为文本后重填"))
    return tuple(_document(p) for p in _SPLIT.split(plain) if p.strip())


def shares(value: Any) -> tuple[tuple[int, int], ...]:
    """``1/2``, ``50%``, ``0.5``, ``1/2、1/2``, ``各1/2`` or 共同共有 (0, 0)."""
    if isinstance(value, date):
        raise BadCell(said("份额被 Excel 当成了日期，请把该列设为文本后重填，例如 1/2"))
    if isinstance(value, float):
        return (_share(f"{value:.15f}".rstrip("0").rstrip(".")),)
    plain = text(value).replace(" ", "").replace("\u2044", "/")  # ½ becomes 1⁄2
    if plain == "按份共有":
        raise BadCell(said("按份共有请写明每人的份额，例如 1/2"))
    plain = _SHARE_WORDS.sub("", plain)
    if not plain or plain in ("-", "—", "/", "无"):
        return ()
    return tuple(_share(p) for p in re.split(r"[、,，;；\n\r]+", plain) if p)


_SHARE_WORDS = re.compile(r"单独所有|共同共有|按份共有|共有|各占|各|占")
_OF = re.compile("([一二两三四五六七八九十])分之([一二三四五六七八九十])")
_A_SHARE = re.compile(r"[0-9]{1,6}/[0-9]{1,6}|(?:[0-9]{1,3}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})%?")
_DIGITS = {word: str(number) for number, word in enumerate("一二三四五六七八九十", start=1)}
_DIGITS["两"] = "2"


def is_each(value: Any) -> bool:
    """Whether the share is said for each owner (各 1/2)."""
    return isinstance(value, str) and "各" in value


def _share(plain: str) -> tuple[int, int]:
    if given := _OF.fullmatch(plain):
        plain = f"{_DIGITS[given[2]]}/{_DIGITS[given[1]]}"
    try:
        if not _A_SHARE.fullmatch(plain):  # also keeps out 1e999999999, which would never end
            raise ValueError(plain)
        found = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
    except (ValueError, ZeroDivisionError):
        raise BadCell(said("份额请写成 1/2 或 50%，单独所有、共同共有可以留空")) from None
    found = found.limit_denominator(10_000)
    if not 0 < found <= 1:
        raise BadCell(said("份额须大于 0 且不超过 1"))
    return found.numerator, found.denominator


HOLDS = {"出租": "tenant", "租赁": "tenant", "租用": "tenant", "月租": "tenant", "出售": "owner"}
HOLDS |= {"已售": "owner", "购买": "owner", "自有": "owner", "已出租": "tenant", "产权": "owner"}


@lru_cache(maxsize=64)
def hold(value: Any) -> str | None:
    """出租, 出售 … as the role of whoever is named for a parking space."""
    plain = text(value)
    if not plain:
        return None
    if plain in HOLDS:
        return HOLDS[plain]
    if plain in ("空置", "空闲", "未售", "未租"):
        return None
    raise BadCell(said("请填出租或出售"))


def _phone(plain: str) -> str:
    try:
        return telephone(plain)
    except BadNumber as error:
        raise BadCell(str(error)) from None


def _document(part: str) -> Identity | str:
    """One document; 18 characters that are no identity number may be a credit code."""
    plain = "".join(half_width(part).upper().split())
    try:
        if _CREDIT.fullmatch(plain) and not RESIDENT.fullmatch(plain):
            return credit_code(plain)
        return identity(part, None)
    except BadNumber as error:
        if len(plain) == 18 and is_credit_code(plain):
            return credit_code(plain)
        raise BadCell(str(error)) from None


def _is_one_name(value: str) -> bool:
    return bool(_ONE_NAME.fullmatch(value)) and value not in _NOT_PLAIN
