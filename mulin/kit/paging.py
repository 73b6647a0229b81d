"""Pages of a list for programs: which rows, and whether more follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SIZE, MOST = 50, 200


@dataclass(frozen=True)
class Page:
    """One page; ``more`` says whether another follows."""

    rows: list[Any]
    number: int
    more: bool


def page_of(rows: Any, number: int = 1, size: int = SIZE) -> Page:
    """The page of that number, from 1; one row more than it holds is read to know of the next."""
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], number, len(found) > size)
