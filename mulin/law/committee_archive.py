"""The file of a committee by category (业委会档案), and what is missing of it.

《业主大会和业主委员会指导规则》第40条 asks for a working file; the categories follow it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mulin.kit.words import said
from mulin.law.jurisdiction import GUIDANCE
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation

SOURCE = Citation(GUIDANCE, "第40条")


class Category(Labelled):
    """The categories, in the order of the contents list."""

    FILING = "filing", said("选举和备案")
    RULES = "rules", said("规约和议事规则")
    MINUTES = "minutes", said("会议记录和决定")
    VOTES = "votes", said("业主大会和表决")
    NOTICES = "notices", said("公告公示")
    CONTRACTS = "contracts", said("合同")
    MONEY = "money", said("账目和审计")
    SEAL = "seal", said("用印和用款")
    REQUESTS = "requests", said("业主查阅和提议")
    ADVICE = "advice", said("评审和顾问意见")
    OTHER = "other", said("其他")


CATEGORIES = [(one.value, one.label) for one in Category]
KEPT_BY_HAND = [
    (one.value, one.label)
    for one in (
        Category.FILING, Category.RULES, Category.NOTICES, Category.CONTRACTS, Category.MONEY,
        Category.OTHER,
    )
]  # fmt: skip
"""Categories that no other part of the product fills by itself."""

NEEDED: dict[Category, str] = {
    Category.FILING: said("没有备案证明、选举结果公告"),
    Category.RULES: said("没有管理规约、议事规则"),
    Category.MINUTES: said("没有一份签字的会议记录"),
    Category.CONTRACTS: said("没有物业服务合同等合同"),
    Category.MONEY: said("没有账册、收支明细或审计报告"),
}


@dataclass(frozen=True)
class Gap:
    """Something the file should hold and does not."""

    category: Category
    text: str


def gaps(held: Collection[str], more: Collection[Gap] = ()) -> tuple[Gap, ...]:
    """What is missing: whole categories, then what the rooms know (``more``), in order."""
    found = [Gap(one, text) for one, text in NEEDED.items() if one.value not in held]
    order = list(Category)
    return tuple(sorted((*found, *more), key=lambda gap: order.index(gap.category)))
