"""Identity, telephone and credit-code numbers: checked, and written in one way each.

Every function takes what a person typed or a cell held and returns the one spelling that is
stored, or raises :class:`BadNumber` whose text is the rule that was broken, ready to be shown.
Sources: GB 11643-1999 (identity numbers), GB 32100-2015 (credit codes).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul
from typing import NamedTuple

import phonenumbers
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from mulin.kit.words import said

MOBILE = re.compile(r"1[3-9][0-9]{9}")
RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
OLD_RESIDENT = re.compile(r"[0-9]{15}")
OLD_FOREIGN = re.compile(r"[A-Z]{3}[0-9]{12}")
REMEMBERED = 65_536
"""Parts of numbers that are not worked out again."""
OTHER_DOCUMENT = re.compile(r"[A-Z0-9]{5,18}")
_SEPARATORS = re.compile(r"[\s\-‐–—·.]+")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*([0-9]{1,6})$", re.IGNORECASE)


class BadNumber(ValueError):  # noqa: N818 - named like the other refusals
    """A number that cannot be right; the text says which rule it breaks."""


class IdKind(StrEnum):
    """Documents that say who somebody is."""

    RESIDENT = "resident"
    RESIDENCE_PERMIT = "hmt_permit"
    FOREIGN_PERMANENT = "foreign_pr"
    TRAVEL_HK_MACAU = "travel_hm"
    TRAVEL_TAIWAN = "travel_tw"
    PASSPORT = "passport"
    OFFICER = "officer"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people call it."""
        return ID_LABELS[self]


ID_LABELS: dict[IdKind, str] = {
    IdKind.RESIDENT: said("居民身份证"),
    IdKind.RESIDENCE_PERMIT: said("港澳台居民居住证"),
    IdKind.FOREIGN_PERMANENT: said("外国人永久居留身份证"),
    IdKind.TRAVEL_HK_MACAU: said("港澳居民来往内地通行证"),
    IdKind.TRAVEL_TAIWAN: said("台湾居民来往大陆通行证"),
    IdKind.PASSPORT: said("护照"),
    IdKind.OFFICER: said("军官证"),
    IdKind.OTHER: said("其他证件"),
}


class Identity(NamedTuple):
    """A document: its kind and its number."""

    kind: IdKind
    number: str


def identity(text: str, kind: IdKind | None = None) -> Identity:
    """An identity number, its kind guessed where it is not said. Raises BadNumber."""
    if RESIDENT.fullmatch(text) and kind is None:
        return resident(text)
    number = _SEPARATORS.sub("", half_width(text).upper())
    if OLD_RESIDENT.fullmatch(number) and kind in (None, IdKind.RESIDENT):
        number = _from_first_generation(number)
    if RESIDENT.fullmatch(number) and kind not in _FREE_FORM:
        return Identity(kind or _kind_of_eighteen(number), _checked_eighteen(number))
    if kind is IdKind.FOREIGN_PERMANENT and OLD_FOREIGN.fullmatch(number):
        return Identity(kind, number)
    if kind in _EIGHTEEN or (kind is None and number.isdigit() and len(number) >= 12):
        raise BadNumber(said("身份证号应为 18 位，现在是 {count} 位", count=len(number)))
    if kind is not None and kind in _FREE_FORM and OTHER_DOCUMENT.fullmatch(number):
        return Identity(kind, number)
    return Identity(_guessed(number), number)


def resident(number: str) -> Identity:
    """A number of the shape ``RESIDENT``, checked. Raises BadNumber."""
    return Identity(_kind_of_eighteen(number), _checked_eighteen(number))


def telephone(text: str) -> str:
    """A telephone number: 11 digits, ``028-85551234``, ``028-85551234-802`` or ``+85223456789``.

    Raises BadNumber.
    """
    plain = half_width(text)
    digits = re.sub(r"[\s\-()（）]", "", plain)
    bare = digits.removeprefix("+86").removeprefix("0086") if len(digits) > 11 else digits
    if MOBILE.fullmatch(bare):
        return bare
    return _landline(plain)


def credit_code(text: str) -> str:
    """A unified social credit code of 18 characters with its check character. Raises BadNumber."""
    code = re.sub(r"[\s\-]", "", half_width(text)).upper()
    if len(code) != 18:
        raise BadNumber(said("统一社会信用代码应为 18 位，现在是 {count} 位", count=len(code)))
    try:
        return str(uscc.validate(code))
    except ValidationError:
        raise BadNumber(said("统一社会信用代码的校验位不对，请核对是否抄错")) from None


def is_credit_code(text: str) -> bool:
    """Whether it is a credit code; an all-digit one that is an identity number is not."""
    try:
        credit_code(text)
    except BadNumber:
        return False
    return not RESIDENT.fullmatch(text) or not _is_resident(text)


def born_on(identity_number: str) -> date | None:
    """The date of birth that an identity number of 18 characters carries."""
    if not RESIDENT.fullmatch(identity_number):
        return None
    try:
        return ric.get_birth_date(identity_number)
    except ValidationError:
        return None


def gender_of(identity_number: str) -> str:
    """``m`` or ``f`` by the 17th digit; empty for other documents."""
    if not RESIDENT.fullmatch(identity_number):
        return ""
    return "m" if int(identity_number[16]) % 2 else "f"


def half_width(text: str) -> str:
    """Full-width digits and letters as plain ones, outer blanks and leading apostrophes gone."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.strip().lstrip("'‘’`").strip()


def _checked_eighteen(number: str) -> str:
    if number[-1] != _check_character(number):
        raise BadNumber(said("身份证号的校验位不对，请核对是否抄错"))
    # The place is not checked: codes of counties that were abolished long ago still live in numbers.
    if not _is_day(number[6:14]):
        raise BadNumber(said("身份证号中的出生日期 {number} 不存在", number=number[6:14]))
    return number


def _check_character(number: str) -> str:
    """The last character that the first 17 ask for (ISO 7064, MOD 11-2); ric's takes 8 times as long."""
    weight = _PLACE[number[:6]] + _DAY[number[6:14]] + _SERIAL[number[14:17]]
    return _CHECKS[weight % 11]


class _Weighed(dict[str, int]):
    """What some digits contribute: places, days and serials come again, and each is weighed once."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self._start = start

    def __missing__(self, digits: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        self[digits] = found = sum(map(mul, _WEIGHTS[self._start :], digits.encode()))
        return found


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "".join("10X98765432"[(n - sum(_WEIGHTS) * ord("0")) % 11] for n in range(11))


_PLACE, _DAY, _SERIAL = _Weighed(0), _Weighed(6), _Weighed(14)


@lru_cache(maxsize=REMEMBERED)
def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _from_first_generation(number: str) -> str:
    """A number of 15 digits (before 1999) as the one of 18 that replaced it."""
    body = f"{number[:6]}19{number[6:]}"
    return body + ric.calc_check_digit(f"{body}0")


def _is_resident(number: str) -> bool:
    try:
        _checked_eighteen(number)
    except BadNumber:
        return False
    return True


def _kind_of_eighteen(number: str) -> IdKind:
    if number[:2] in ("81", "82", "83"):
        return IdKind.RESIDENCE_PERMIT
    return IdKind.FOREIGN_PERMANENT if number[0] == "9" else IdKind.RESIDENT


def _guessed(number: str) -> IdKind:
    for kind, shape in _SHAPES:
        if shape.fullmatch(number):
            return kind
    raise BadNumber(said("证件号看不出是哪种证件，请核对；护照、通行证只含字母和数字"))


_EIGHTEEN = frozenset({IdKind.RESIDENT, IdKind.RESIDENCE_PERMIT, IdKind.FOREIGN_PERMANENT})
_FREE_FORM = frozenset(IdKind) - _EIGHTEEN
_SHAPES = (
    (IdKind.TRAVEL_HK_MACAU, re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")),
    (IdKind.TRAVEL_TAIWAN, re.compile(r"[0-9]{8}")),
    (IdKind.FOREIGN_PERMANENT, OLD_FOREIGN),
    (IdKind.PASSPORT, re.compile(r"(?=.*[0-9])[A-Z]{1,3}[A-Z0-9]{5,9}|[0-9]{9}")),
)


def _landline(plain: str) -> str:
    extension = ""
    if found := _EXTENSION.search(plain):
        extension, plain = f"-{found[1]}", plain[: found.start()]
    elif found := re.fullmatch(r"(0[0-9]{2,3}[\s\-]+[0-9]{7,8})\s*-\s*([0-9]{1,6})", plain):
        plain, extension = found[1], f"-{found[2]}"
    try:
        parsed = phonenumbers.parse(plain, "CN")
    except phonenumbers.NumberParseException:
        raise BadNumber(_TELEPHONE_RULE) from None
    national = str(parsed.national_number)
    if parsed.country_code != 86:
        if not phonenumbers.is_possible_number(parsed):
            raise BadNumber(said("境外号码的位数不对，请写成 +国家代码 号码"))
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if national.startswith(("400", "800")) and len(national) == 10:
        return national
    if len(national) in (7, 8):
        raise BadNumber(said("座机缺少区号，请写成 028-85551234"))
    if not phonenumbers.is_valid_number(parsed) or MOBILE.fullmatch(national):
        raise BadNumber(_TELEPHONE_RULE)
    area = 2 if national[0] in "12" else 3
    return f"0{national[:area]}-{national[area:]}{extension}"


_TELEPHONE_RULE = said("不是可用的电话号码：手机 11 位，座机带区号（028-85551234）")
