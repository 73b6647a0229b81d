"""The words of double entry: a title's nature, a chart of titles, the set of accounts it serves.

Debit and credit are both positive; a red amount (红字) is negative and stands on the side of what
it takes back, so that turnover never counts a mistake twice (会计基础工作规范 第五十一条).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mulin.kit.words import said
from mulin.law.terms import Citation

_CODE = re.compile(r"\d{4}(\d{2})*")


class Nature(StrEnum):
    """What a title counts; by it the side on which its balance stands."""

    ASSET = "asset"
    LIABILITY = "liability"
    FUND = "fund"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def label(self) -> str:
        return NATURES[self]

    @property
    def debit(self) -> bool:
        """Whether it grows on the debit side."""
        return self in (Nature.ASSET, Nature.EXPENSE)

    @property
    def of_year(self) -> bool:
        """Whether it begins every year at nothing: what a year earned and spent."""
        return self in (Nature.INCOME, Nature.EXPENSE)


NATURES = {
    Nature.ASSET: said("资产"),
    Nature.LIABILITY: said("负债"),
    Nature.FUND: said("净资产"),
    Nature.INCOME: said("收入"),
    Nature.EXPENSE: said("支出"),
}


@dataclass(frozen=True)
class Title:
    """A title of accounts (科目). A code of six digits stands under its first four.

    ``by_unit``: every line names the home it concerns, so that each home has a sub-account;
    ``bank``: its lines are held against the bank's statement.
    """

    code: str
    name: str
    nature: Nature
    by_unit: bool = False
    bank: bool = False

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code} is no code of a title: 4 digits, then 2 for each level")

    @property
    def parent(self) -> str:
        """The code it stands under; empty for a title of the first level."""
        return self.code[:-2] if len(self.code) > 4 else ""


@dataclass(frozen=True)
class Chart:
    """One kind of account set: whose money it is, its titles, where a year's result is carried.

    ``owners``: the money belongs to the owners, who may read every line of it.
    """

    code: str
    name: str
    whose: str
    titles: tuple[Title, ...]
    carried_to: str
    source: Citation
    owners: bool = True
    checked: bool = False

    def __post_init__(self) -> None:
        codes = [title.code for title in self.titles]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.code}: a code stands twice")
        by_code = {title.code: title for title in self.titles}
        for title in self.titles:
            above = by_code.get(title.parent)
            if title.parent and (above is None or above.nature is not title.nature):
                raise ValueError(f"{self.code}: {title.code} stands under no title of its nature")
        target = by_code.get(self.carried_to)
        if target is None or target.nature is not Nature.FUND:
            raise ValueError(f"{self.code}: {self.carried_to} is no title of funds to carry to")

    def title(self, code: str) -> Title:
        """The title of that code. Raises KeyError where the chart has none."""
        return next(t for t in self.titles if t.code == code)
