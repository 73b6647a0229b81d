"""The words statutes are written in: citations, shares, majorities and periods.

Areas are integers of 0.01 m², persons are counted as integers. Every comparison of shares is an
integer cross-multiplication: no float and no rounded percentage ever decides anything.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from math import gcd

from mulin.kit.words import joined, said

NUMERALS = "零一二三四五六七八九十"
_NAMED = {
    (1, 2): said("半数"),
    (1, 3): said("三分之一"),
    (2, 3): said("三分之二"),
    (1, 4): said("四分之一"),
    (3, 4): said("四分之三"),
}


@dataclass(frozen=True)
class Citation:
    """Where a rule is written: ``Citation("民法典", "第278条第二款")``."""

    act: str
    article: str

    def __str__(self) -> str:
        return f"{self.act}{self.article}" if self.article else self.act

    @property
    def spaced(self) -> str:
        """As ``mulin timetable`` prints it: ``上海市住宅物业管理规定 第28条``."""
        return f"{self.act} {self.article}" if self.article else self.act


UNWRITTEN = Citation(said("法无明文，取系统默认值"), "")
"""The source of a default of this product's own, where no law says anything."""


@dataclass(frozen=True)
class Share:
    """A part of a whole that must be reached (以上, inclusive) or passed (过半数, strict).

    民法典第1259条: 以上 includes the number itself, 超过 does not.
    """

    numerator: int
    denominator: int
    inclusive: bool

    def __post_init__(self) -> None:
        if self.denominator <= 0 or not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator}/{self.denominator} is no share of a whole")

    def reached(self, part: int, whole: int) -> bool:
        """Whether ``part`` of ``whole`` is enough; of nothing, nothing is enough."""
        if whole <= 0:
            return False
        have, wanted = part * self.denominator, self.numerator * whole
        return have > wanted or (self.inclusive and have == wanted)

    def needed(self, whole: int) -> int:
        """The smallest part of ``whole`` that reaches the share (1 where there is no whole)."""
        if whole <= 0:
            return 1
        wanted = self.numerator * whole
        if self.inclusive:
            return -(-wanted // self.denominator)
        return wanted // self.denominator + 1

    @property
    def fraction(self) -> str:
        """The reduced fraction as open formats write it: ``2/3``, and ``1`` for the whole."""
        return exact_ratio(self.numerator, self.denominator)

    @property
    def bound(self) -> str:
        """For tables: ``≥ 2/3`` or ``> 1/2``."""
        return f"{'≥' if self.inclusive else '>'} {self.fraction}"

    @property
    def words(self) -> str:
        """For sentences: ``三分之二以上``, ``过半数``, ``百分之二十以上``."""
        if not self.inclusive and 2 * self.numerator == self.denominator:
            return said("过半数")
        if self.inclusive and self.numerator == self.denominator:
            return said("全部")
        return (
            said("{named}以上", named=self._named())
            if self.inclusive
            else said("超过{named}", named=self._named())
        )

    def _named(self) -> str:
        common = gcd(self.numerator, self.denominator)
        part, whole = self.numerator // common, self.denominator // common
        if (part, whole) in _NAMED:
            return _NAMED[part, whole]
        return (
            f"{100 * part // whole}%"
            if 100 % whole == 0
            else said("{whole}分之{part}", whole=whole, part=part)
        )


def exact_ratio(part: int, whole: int) -> str:
    """A reduced fraction of integers; ``0`` and ``1`` stand alone, a missing whole gives ``0``."""
    if whole <= 0 or part == 0:
        return "0"
    common = gcd(part, whole)
    numerator, denominator = part // common, whole // common
    return str(numerator) if denominator == 1 else f"{numerator}/{denominator}"


def at_least(numerator: int, denominator: int) -> Share:
    """以上: the boundary counts."""
    return Share(numerator, denominator, inclusive=True)


def more_than(numerator: int, denominator: int) -> Share:
    """过、超过: the boundary does not count."""
    return Share(numerator, denominator, inclusive=False)


GE_HALF = at_least(1, 2)
"""半数以上: exactly half is enough."""
GT_HALF = more_than(1, 2)
"""过半数: exactly half is not enough."""


@dataclass(frozen=True)
class Majority:
    """How owners decide: both shares hold by area and by persons, each on its own.

    ``quorum`` is of the roll, ``approval`` of those who took part (民法典第278条第二款).
    """

    quorum: Share
    approval: Share


@dataclass(frozen=True)
class Period:
    """A length of time as a statute states it: months and days, or working days."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def __post_init__(self) -> None:
        if min(self.months, self.days, self.working_days) < 0:
            raise ValueError("a period is never negative; say before or after instead")
        if self.working_days and (self.months or self.days):
            raise ValueError("a period is in working days or in months and days, not in both")

    @property
    def words(self) -> str:
        """``3个月``, ``60日``, ``5个工作日``, ``2年``; a period of nothing is ``当日``."""
        if self.working_days:
            return said("{n}个工作日", n=self.working_days)
        years, months = divmod(self.months, 12)
        if months:
            years, months = 0, self.months
        parts = (
            said("{n}年", n=years) if years else "",
            said("{n}个月", n=months) if months else "",
            said("{n}日", n=self.days) if self.days else "",
        )
        return joined("", parts) or said("当日")


def add_months(day: date, months: int) -> date:
    """The day of the same number ``months`` later (or earlier); its month's last day where there
    is none (民法典第202条: 没有对应日的，月末日为期间的最后一日)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))
