"""Rows of a sheet that are no data: totals, the header printed again, lines at the foot.

A row that names a room is always data: losing one is worse than asking about one too many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mulin.portable.roster_columns import plain_header

DATA, TOTAL, FOOT, AGAIN = "", "total", "foot", "again"
TOTALS = re.compile(
    r"(?:.{0,10}(?:小计|合计|总计|共计|大计|累计)|(?:sub|grand)?total|sum)[:：]?.{0,6}",
    re.IGNORECASE,
)
GRAND = re.compile(r"(?:合计|总计|共计|大计|(?:grand)?total)[:：]?.{0,6}", re.IGNORECASE)
FEET = re.compile(
    r"(?:注|备注|附注|说明|填表说明|(?:制表|填表|审核|复核|打印|编制|统计|负责|经办|联系)(?:人|日期|时间|单位)?)"
    r"[:：].*|第[0-9]+页.*|共[0-9]+[户套间页行].*|以下空白"
)
REMEMBERED = 50_000
PLACES = ("building", "stairwell", "room", "location", "lot", "space")
ROOMS = ("room", "location", "space")


class Skipper:
    """Tells rows of data from others, for one sheet."""

    def __init__(self, at: Mapping[str, int], titles: Sequence[str]) -> None:
        self._places = [at[f] for f in PLACES if f in at]
        self._room = next((at[f] for f in ROOMS if f in at), -1)
        self._owner = at.get("owner", -1)
        self._first = next(iter(at.values()), 0)
        self._title = titles[self._first] if self._first < len(titles) else ""
        self._kinds = _Kinds(self._title)

    def kind(self, row: Sequence[Any]) -> str:
        """``DATA``, ``TOTAL``, ``FOOT`` or ``AGAIN``."""
        width, kinds = len(row), self._kinds
        plain = True
        for column in self._places:
            cell = row[column] if column < width else ""
            if cell.__class__ is str and kinds[cell]:
                plain = False
        if plain and self._room < width and row[self._room] not in ("", None):
            return DATA
        return self._slowly(row)

    def all_data(self, columns: Sequence[Sequence[Any]]) -> bool:
        """Whether every row of some columns certainly is ``DATA``."""
        if not 0 <= self._room < len(columns) or any(c in ("", None) for c in columns[self._room]):
            return False
        places = [set(columns[at]) for at in self._places if at < len(columns)]
        return not any(c.__class__ is str and self._kinds[c] for cells in places for c in cells)

    def _slowly(self, row: Sequence[Any]) -> str:
        """A row without a room, or with a word in its place that is none."""
        first = row[self._first] if self._first < len(row) else ""
        if isinstance(first, str) and self._kinds[first] == AGAIN:
            return AGAIN
        room = self._word_at(row, self._room)
        if room == TOTAL:
            return TOTAL
        if self._filled(row, self._room):
            return DATA
        owner = self._word_at(row, self._owner)
        if owner == TOTAL:
            return TOTAL
        if self._filled(row, self._owner) and owner != FOOT:
            return DATA
        leading = [cell for cell in row if cell not in ("", None)][:2]
        words = [self._kinds[cell] for cell in leading if isinstance(cell, str)]
        if TOTAL in words:
            return TOTAL
        return FOOT if words[:1] == [FOOT] else DATA

    def _filled(self, row: Sequence[Any], column: int) -> bool:
        cell = row[column] if 0 <= column < len(row) else ""
        return cell is not None and str(cell).strip() != ""

    def _word_at(self, row: Sequence[Any], column: int) -> str:
        cell = row[column] if 0 <= column < len(row) else ""
        return self._kinds[cell] if isinstance(cell, str) else DATA


class _Kinds(dict[str, str]):
    """What a text says about its row; each text is looked at once."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def __missing__(self, cell: str) -> str:
        if len(self) > REMEMBERED:
            self.clear()
        self[cell] = found = self._kind(cell)
        return found

    def _kind(self, cell: str) -> str:
        plain = _bare(cell)
        if not plain:
            return DATA
        if TOTALS.fullmatch(plain):
            return TOTAL
        if FEET.fullmatch(plain):
            return FOOT
        return AGAIN if self._title and plain_header(cell) == self._title else DATA


def is_total(row: Iterable[Any]) -> bool:
    """小计, 合计 and the like in the first two cells of a row that hold anything."""
    leading = [cell for cell in row if cell not in ("", None)][:2]
    return any(isinstance(cell, str) and TOTALS.fullmatch(_bare(cell)) for cell in leading)


def is_grand_total(row: Iterable[Any]) -> bool:
    """Whether a row of totals is about the whole sheet."""
    return any(isinstance(cell, str) and GRAND.fullmatch(_bare(cell)) for cell in row)


def first_words(row: Iterable[Any]) -> str:
    """The first cell of a row that holds anything, shortened."""
    found = next((str(cell).strip() for cell in row if cell not in ("", None)), "")
    return found if len(found) <= 20 else found[:19] + "…"


def _bare(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split())
