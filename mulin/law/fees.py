"""Property fees: how an amount comes about, to the fen, and the words that say so.

Prices are integers of 0.01 fen (2.80 yuan is 28,000), so that a price of four decimals is exact;
measures are integers of 0.01 (m², spaces, units of a meter); a bill is rounded half up to the fen,
each month for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from mulin.kit import money
from mulin.kit.words import noop, said
from mulin.law.terms import Citation

PRICE = 100
"""So many price units make a fen."""
WHOLE = 100
"""A measure of one; a percentage of all."""
SCALE = PRICE * WHOLE * WHOLE

CIVIL_CODE = noop("民法典")
FIRST_MONTH = Citation("上海市住宅物业管理规定", "第49条")
NO_CUTTING = Citation(CIVIL_CODE, "第944条")


class Basis(StrEnum):
    """What an amount is reckoned from."""

    AREA = "area"
    FIXED = "fixed"
    PARKING = "parking"
    METER = "meter"
    SHARED = "shared"


BASES = {
    Basis.AREA: said("按建筑面积"),
    Basis.FIXED: said("每户固定"),
    Basis.PARKING: said("按车位"),
    Basis.METER: said("按用量（抄表）"),
    Basis.SHARED: said("公摊"),
}


def amount(measure: int, price: int, percent: int = WHOLE) -> int:
    """The fen of a bill: measure × price × percent, half a fen upwards."""
    return (measure * price * percent + SCALE // 2) // SCALE


def price_digits(price: int) -> str:
    """A price in yuan, with two decimals at least: 28,000 → ``2.80``, 19,850 → ``1.985``."""
    whole, rest = divmod(price, PRICE * 100)
    text = f"{rest:04d}"
    return f"{whole:,}.{text[:2]}{text[2:].rstrip('0')}"


def parse_price(typed: str) -> int | None:
    """A typed price in units of 0.01 fen; None where it is none, or has more than four decimals."""
    whole, _, rest = typed.strip().replace(",", "").removesuffix("元").strip(" ¥").partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 9:
        return None
    if rest and not (rest.isascii() and rest.isdigit() and len(rest) <= 4):
        return None
    return int(whole) * PRICE * 100 + int(rest.ljust(4, "0") or 0)


def hundredths(measure: int) -> str:
    """8931 → ``89.31``, 200 → ``2``."""
    whole, rest = divmod(measure, WHOLE)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def sentence(basis: str, measure: int, price: int, percent: int, words: str = "") -> str:
    """How an amount came about, as its bill says it: ``89.31 ㎡ × 2.80 元``."""
    each = price_digits(price)
    if basis == Basis.AREA:
        area = f"{measure // WHOLE:,}.{measure % WHOLE:02d}"
        text = said("{area} ㎡ × {price} 元", area=area, price=each)
    elif basis == Basis.PARKING:
        text = said("{n} 个车位 × {price} 元", n=hundredths(measure), price=each)
    elif basis == Basis.METER:
        text = said("用量 {n} × {price} 元", n=hundredths(measure), price=each)
    elif basis == Basis.SHARED:
        return words or said("公摊")
    else:
        text = said("每户每月 {price} 元", price=each)
    if percent != WHOLE:
        text = text + said("，空置按 {percent}% 收", percent=percent)
    return f"{text}（{words}）" if words else text


def months_between(first: date, last: date) -> int:
    """Whole calendar months from the month of ``first`` to that of ``last``."""
    return (last.year - first.year) * 12 + last.month - first.month


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


AGES = (
    ("young", 3, said("3 个月以内")),
    ("half", 6, said("3 到 6 个月")),
    ("year", 12, said("6 到 12 个月")),
    ("years", 36, said("1 到 3 年")),
    ("old", 10_000, said("3 年以上")),
)
"""Ages of arrears: code, months up to which (exclusive), words. 时效三年（民法典第188条）."""


def age_of(period: date, today: date) -> str:
    """The age of what is owed for a period."""
    months = months_between(period, today)
    return next(code for code, most, _ in AGES if months < most)


STEPS = (
    ("kind", 1, said("温馨提示")),
    ("notice", 3, said("催费通知")),
    ("letter", 6, said("催告函")),
)
"""Steps of reminding: code, months owed from which it may be sent, words."""


def step_due(months: int, sent: Iterable[str]) -> str:
    """The next step for somebody who owes so many months and was sent those steps; '' for none."""
    known = set(sent)
    for code, least, _ in STEPS:
        if code not in known:
            return code if months >= least else ""
    return ""


def rate_text(received: int, receivable: int) -> str:
    """收缴率 with two decimals, cut off and never rounded up to 100: ``98.99%``."""
    if receivable <= 0:
        return "—"
    hundred = received * 10_000 // receivable
    return f"{hundred // 100}.{hundred % 100:02d}%"


def yuan(fen: int) -> str:
    """For sentences."""
    return money.digits(fen)
