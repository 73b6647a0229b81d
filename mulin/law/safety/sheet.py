"""A score sheet of a supervision visit (督导): what is looked at, and how many points it carries.

Each sheet is one file in ``sheets/``. Points are whole numbers; what could not be looked at leaves
the sum and the most there could be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mulin.law.terms import UNWRITTEN, Citation


@dataclass(frozen=True)
class Item:
    """One line. ``hazard`` names the kind of hazard that a fault here may be."""

    code: str
    section: str
    text: str
    points: int
    photo: bool = False
    hazard: str = ""


@dataclass(frozen=True)
class Sheet:
    """A scheme: for which compounds, its lines, and from how many percent a service passes."""

    code: str
    title: str
    about: str
    items: tuple[Item, ...]
    passes: int = 80
    source: Citation = UNWRITTEN

    def __post_init__(self) -> None:
        codes = [one.code for one in self.items]
        if len(set(codes)) != len(codes) or not all(one.points > 0 for one in self.items):
            raise ValueError(f"{self.code}: items with codes of their own and points")

    def item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)


def reached(scored: Iterable[tuple[int, int | None]]) -> tuple[int, int]:
    """Points and the most there could be; ``None`` was not looked at."""
    seen = [(most, points) for most, points in scored if points is not None]
    return sum(points for _, points in seen), sum(most for most, _ in seen)


def passed(points: int, most: int, passes: int) -> bool:
    """Whether a visit passes: compared by integers, the bound itself is in."""
    return most > 0 and points * 100 >= passes * most
