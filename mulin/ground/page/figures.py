"""Figures as a person reads them: exact until the last character, rounded only downwards.

Nothing here decides anything; ``law/tally.py`` does. Areas are integers of 0.01 m².
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

AREA, PERSONS = "area", "persons"


def percent(part: int, whole: int, places: int = 2) -> str:
    """``848, 1251`` → ``67.78``: cut off, never rounded up; 66.666…% must not look like 2/3."""
    if whole <= 0:
        return "—"
    scaled = abs(part) * 100 * 10**places // whole
    digits, rest = divmod(scaled, 10**places)
    sign = "-" if part < 0 < scaled else ""
    return f"{sign}{digits}.{rest:0{places}d}" if places else f"{sign}{digits}"


def area(hundredths: int) -> str:
    """0.01 m² → ``8962`` → ``89.62``, with thousands separators."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole:,}.{rest:02d}"


def width(part: int, whole: int) -> str:
    """A bar's width as an SVG percentage between 0 and 100, three decimals, cut off."""
    if whole <= 0:
        return "0"
    return percent(min(max(part, 0), whole), whole, 3)


class RequiredShare(Protocol):
    """What a bound needs to say; ``law.terms.Share`` is one."""

    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...
    @property
    def inclusive(self) -> bool: ...


@dataclass(frozen=True)
class Bound:
    """A lawful share: 以上 includes its own value, 过半数 does not."""

    numerator: int
    denominator: int
    inclusive: bool = True

    def __str__(self) -> str:
        return f"{'≥' if self.inclusive else '>'} {self.numerator}/{self.denominator}"


@dataclass(frozen=True)
class Gauge:
    """A share against its bound, with everything the bar and its words need."""

    part: int
    whole: int
    bound: Bound
    kind: str = PERSONS

    @classmethod
    def of(cls, part: int, whole: int, required: RequiredShare, kind: str = PERSONS) -> Gauge:
        bound = Bound(required.numerator, required.denominator, required.inclusive)
        return cls(part, whole, bound, kind)

    @property
    def needed(self) -> int:
        """The smallest part that meets the bound."""
        exact, rest = divmod(self.whole * self.bound.numerator, self.bound.denominator)
        return exact + 1 if rest or not self.bound.inclusive else exact

    @property
    def met(self) -> bool:
        """False where there is no whole: nobody can reach a share of nothing."""
        return self.whole > 0 and self.part >= self.needed

    @property
    def margin(self) -> int:
        """How far above the bound (0 or more), or below it (negative)."""
        return self.part - self.needed

    @property
    def short(self) -> int:
        """How much is missing; 0 where the bound is met."""
        return max(-self.margin, 0)

    @property
    def percent(self) -> str:
        return percent(self.part, self.whole)

    @property
    def width(self) -> str:
        return width(self.part, self.whole)

    @property
    def tick(self) -> str:
        return width(self.bound.numerator, self.bound.denominator)
