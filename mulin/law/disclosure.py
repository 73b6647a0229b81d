"""What a committee owes its owners to know (信息公开清单): item, rhythm, article; and what is behind.

《业主大会和业主委员会指导规则》第36条 lists the items; how often is the region's word (每季、每半年、每年).
Where no text gives a rhythm, this product takes a year, and thirty days for making it public.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import asked
from mulin.law.jurisdiction import GUIDANCE, Law, Ruling
from mulin.law.questions import Question
from mulin.law.shapes import Labelled
from mulin.law.terms import UNWRITTEN, Citation, Period, add_months

YEARLY = Period(months=12)
GRACE = timedelta(days=30)
"""Days for making a period public after its end; no text counts them."""
AHEAD = timedelta(days=14)


class Rhythm(Labelled):
    """When an item falls due."""

    TERM = "term", said("每届一次")
    PERIOD = "period", said("按期")
    EVENT = "event", said("每次作出后")


class State(Labelled):
    """How an item stands."""

    OVERDUE = "overdue", said("过期未公开")
    SOON = "soon", said("快到期")
    OPEN = "open", said("还没到期")
    PUBLISHED = "published", said("已公开")


@dataclass(frozen=True)
class Item:
    """One thing to make public. ``every`` asks the region for the rhythm of a ``PERIOD``."""

    code: str
    title: str
    rhythm: Rhythm
    source: Citation
    every: Question[Period] | None = None
    about: str = ""


@dataclass(frozen=True)
class Standing:
    """An item of one committee: until when the last one told, when the next is due, and why."""

    item: Item
    state: State
    covered: date | None
    due: date | None
    how: str
    source: Citation
    verified: bool


R = Rhythm
# fmt: off
ITEMS: tuple[Item, ...] = (
    Item("members", said("委员名单和联系办法"), R.TERM, Citation(GUIDANCE, "第33条"), about=said("主任、副主任、委员，接待业主的时间和电话。")),
    Item("rules", said("管理规约、业主大会议事规则"), R.TERM, Citation(GUIDANCE, "第36条第（一）项")),
    Item("decisions", said("业主大会和业委会的决定"), R.EVENT, Citation(GUIDANCE, "第36条第（二）项"), about=said("由会议登记推得：开过会、作了决定的，逐次公告。")),
    Item("contract", said("物业服务合同"), R.TERM, Citation(GUIDANCE, "第36条第（三）项"), about=said("合同全文或者服务内容、标准、收费。")),
    Item("fund", said("维修资金的筹集、使用情况"), R.PERIOD, Citation(GUIDANCE, "第36条第（四）项"), q.FUND_EVERY),
    Item("revenue", said("共有部分的使用和收益情况"), R.PERIOD, Citation(GUIDANCE, "第36条第（五）项"), q.COMMON_INCOME_EVERY),
    Item("parking", said("占用共有场地的车位处分情况"), R.PERIOD, Citation(GUIDANCE, "第36条第（六）项")),
    Item("expenses", said("业主大会、业委会工作经费收支"), R.PERIOD, Citation(GUIDANCE, "第36条第（七）项")),
    Item("dues", said("委员交物业费、停车费的情况"), R.PERIOD, UNWRITTEN, q.ARREARS_DISCLOSED_EVERY),
)
# fmt: on
BY_CODE: Mapping[str, Item] = {item.code: item for item in ITEMS}
TITLES = [(item.code, item.title) for item in ITEMS if item.rhythm is not R.EVENT]
"""Items that somebody puts down by hand."""


def items_here(law: Law, today: date) -> Iterator[Item]:
    """The items of a region: one that only some regions know is left out elsewhere."""
    for item in ITEMS:
        only_here = item.source == UNWRITTEN and item.every is not None
        if not only_here or _rhythm(item, law, today) is not None:
            yield item


def standings(
    law: Law,
    began: date,
    covered: Mapping[str, date],
    today: date,
    *,
    unpublished: date | None = None,
) -> tuple[Standing, ...]:
    """Every item of a committee whose term began on a day; ``covered`` by item code.

    ``unpublished``: by when the oldest decision that nobody published was due.
    """
    return tuple(
        _event(item, unpublished, today)
        if item.rhythm is R.EVENT
        else _standing(item, law, began, covered.get(item.code), today)
        for item in items_here(law, today)
    )


def _standing(item: Item, law: Law, began: date, covered: date | None, today: date) -> Standing:
    if item.rhythm is R.TERM:
        due = None if covered is not None and covered >= began else began + GRACE
        how = said("每届开始后 {n} 日内（系统默认值）", n=GRACE.days)
        return Standing(item, _state(due, today), covered, due, how, item.source, True)
    ruling = _rhythm(item, law, today)
    period = ruling.value if ruling else YEARLY
    source = ruling.source if ruling else item.source
    base = max(covered, began) if covered else began
    due = add_months(base, period.months) + timedelta(days=period.days) + GRACE
    rhythm = said("每 {n} 个月", n=period.months)
    why = "" if ruling else said("（法无明文，取系统默认值）")
    how = said(
        "{rhythm}{why}，自 {base} 起算，另给 {n} 日整理",
        rhythm=rhythm,
        why=why,
        base=base.isoformat(),
        n=GRACE.days,
    )
    verified = ruling is not None and ruling.verified
    state = _state(due, today)
    if state is State.OPEN and covered is not None:
        state = State.PUBLISHED
    return Standing(item, state, covered, due, how, source, verified)


def _rhythm(item: Item, law: Law, today: date) -> Ruling[Period] | None:
    """How often the region wants it; None where it does not say."""
    return asked(law, item.every, today) if item.every is not None else None


def _event(item: Item, unpublished: date | None, today: date) -> Standing:
    how = said("逐次会议推得")
    state = State.PUBLISHED if unpublished is None else _state(unpublished, today)
    return Standing(item, state, None, unpublished, how, item.source, True)


def _state(due: date | None, today: date) -> State:
    if due is None:
        return State.PUBLISHED
    if due < today:
        return State.OVERDUE
    return State.SOON if due - AHEAD <= today else State.OPEN
