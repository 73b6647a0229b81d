"""Who pays how much for the lift: named schemes, made whole, split to the fen.

民法典第283条: costs follow the agreement, and where there is none the area of the exclusive parts.
Published tables of coefficients are examples to agree on, never rules. Whatever the scheme, the
sum collected is exactly the sum to be shared: coefficients are normalised, not multiplied by a
price somebody rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mulin.kit.words import said
from mulin.law.jurisdiction import Confidence
from mulin.law.shapes import Labelled
from mulin.law.shares import allocate, whole_weights
from mulin.law.terms import UNWRITTEN, Citation

LARGEST = Fraction(100)
PLACES = 1000
"""Coefficients are typed with three decimals at most."""


class Weighing(Labelled):
    """What a coefficient is multiplied by."""

    HOUSEHOLD = "household", said("按户")
    AREA = "area", said("按户的专有部分面积")


@dataclass(frozen=True)
class Scheme:
    """A way to share: coefficients from the first floor up, then so much more each floor."""

    code: str
    title: str
    weighing: Weighing
    first: tuple[Fraction, ...]
    step: Fraction
    source: Citation
    confidence: Confidence

    def coefficient(self, floor: int) -> Fraction:
        """Of a floor; what lies below ground is counted as the first."""
        index = max(floor, 1) - 1
        if index < len(self.first):
            return self.first[index]
        return self.first[-1] + self.step * (index - len(self.first) + 1)

    def table(self, floors: Iterable[int]) -> dict[int, Fraction]:
        """The coefficient of each floor."""
        return {floor: self.coefficient(floor) for floor in sorted(set(floors))}


def _tenths(*tenths: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(tenth, 10) for tenth in tenths)


GUANGZHOU = Citation("广州市既有住宅增设电梯费用分摊指引（例）", "")
BY_AREA_TABLE = Citation("楼层系数×面积的分摊表（公开案例）", "")

SCHEMES: tuple[Scheme, ...] = (
    Scheme(
        "floors",
        said("楼层系数（一层不出，二层减半，四层起每层加一成）"),
        Weighing.HOUSEHOLD,
        _tenths(0, 5, 10),
        Fraction(1, 10),
        GUANGZHOU,
        Confidence.MEMORY,
    ),
    Scheme(
        "floors_area",
        said("楼层系数乘面积（一、二层不出，三层起每层加一成）"),
        Weighing.AREA,
        _tenths(0, 0, 7),
        Fraction(1, 10),
        BY_AREA_TABLE,
        Confidence.VERIFIED_SECOND,
    ),
    Scheme(
        "area",
        said("只按专有部分面积（没有约定时的法定办法）"),
        Weighing.AREA,
        _tenths(10),
        Fraction(0),
        Citation("民法典", "第283条"),
        Confidence.VERIFIED,
    ),
    Scheme(
        "even_above_first",
        said("一层不出，二层以上各户一样"),
        Weighing.HOUSEHOLD,
        _tenths(0, 10),
        Fraction(0),
        UNWRITTEN,
        Confidence.DESIGN,
    ),
)
BY_CODE: Mapping[str, Scheme] = {scheme.code: scheme for scheme in SCHEMES}


@dataclass(frozen=True)
class Home:
    """One home that shares: ``area`` in 0.01 m²; who does not join pays nothing now."""

    key: str
    floor: int
    area: int
    joins: bool = True


@dataclass(frozen=True)
class Part:
    """What one home pays in fen, and the coefficient it comes from."""

    home: Home
    coefficient: Fraction
    fen: int


class BadScheme(ValueError):  # noqa: N818 - named like the other refusals
    """Coefficients that cannot be used; the sentence says why."""


def share_out(
    total: int, homes: Sequence[Home], table: Mapping[int, Fraction], weighing: Weighing
) -> list[Part]:
    """Split ``total`` fen over the homes, in their order, exactly. Raises BadScheme.

    The fen that cannot be divided go to the largest remainders, of equal ones to the highest floor:
    so nobody below ever pays more than somebody above with the same area.
    """
    check(table)
    coefficients = [table[home.floor] if home.joins else Fraction(0) for home in homes]
    weights = [
        coefficient * (home.area if weighing is Weighing.AREA else 1)
        for coefficient, home in zip(coefficients, homes, strict=True)
    ]
    if total and not any(weights):
        raise BadScheme(said("没有一户要出钱：请把出钱的楼层系数填成大于零，或者加上出资的户。"))
    down = sorted(range(len(homes)), key=lambda index: (-homes[index].floor, index))
    whole = whole_weights([weights[index] for index in down])
    paid = dict(zip(down, allocate(total, whole), strict=True))
    return [Part(home, coefficients[index], paid[index]) for index, home in enumerate(homes)]


def check(table: Mapping[int, Fraction]) -> None:
    """Coefficients are never negative and never fall from a floor to the one above."""
    before = Fraction(0)
    for floor in sorted(table):
        here = table[floor]
        if not 0 <= here <= LARGEST:
            raise BadScheme(said("{floor} 层的系数应在 0 到 100 之间。", floor=floor))
        if here < before:
            raise BadScheme(
                said(
                    "{floor} 层的系数比下面一层还小：楼层越高受益越多，系数不能变小。", floor=floor
                )
            )
        before = here


def coefficient_of(typed: str) -> Fraction:
    """What somebody typed: ``1.1``, ``0.85``, ``1/3``. Raises BadScheme."""
    plain = typed.strip().replace("．", ".").replace("／", "/")
    try:
        found = Fraction(plain)
    except (ValueError, ZeroDivisionError):
        raise BadScheme(said("“{typed}”不是系数，请填数字，例如 1.1。", typed=typed[:20])) from None
    if found.denominator > PLACES:
        raise BadScheme(said("系数最多三位小数。"))
    return found


def written(coefficient: Fraction) -> str:
    """As people write it: ``1.1``, ``0``; a third stays ``1/3``."""
    for places in range(4):
        scaled = coefficient * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(int(scaled), 10**places)
            return f"{whole}.{rest:0{places}d}" if places else str(whole)
    return str(coefficient)
