"""第十二条: clauses and chapters are counted in Chinese numerals, up to 999."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from mulin.kit.words import SENTENCES_TOUCH, Said, plain, said
from mulin.law.terms import NUMERALS

HUNDRED = "百"


class Counted(Said):
    """A number that Chinese writes in its numerals and other languages in figures."""

    def __new__(cls, n: int) -> Counted:
        return cast("Counted", super().__new__(cls, numeral(n), "{n}", {"n": n}))

    def read(self, tongue: Callable[[str], str]) -> str:
        return str(self.values["n"]) if tongue(SENTENCES_TOUCH) != SENTENCES_TOUCH else plain(self)


def numeral(n: int) -> str:
    """12 → 十二, 20 → 二十, 105 → 一百零五."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    if hundreds:
        head = NUMERALS[hundreds] + HUNDRED
        if not rest:
            return head
        return f"{head}{NUMERALS[0] if not tens else NUMERALS[tens] + NUMERALS[10]}{_ones(ones)}"
    ten = NUMERALS[10] if tens else ""
    return f"{NUMERALS[tens] if tens > 1 else ''}{ten}{_ones(ones)}" or NUMERALS[0]


def clause_number(n: int) -> str:
    return said("第{n}条", n=Counted(n))


def chapter_number(n: int) -> str:
    return said("第{n}章", n=Counted(n))


def _ones(ones: int) -> str:
    return NUMERALS[ones] if ones else ""
