"""Answers of the law as a person reads them."""

from __future__ import annotations

from typing import Any

from mulin.law.shapes import Absence, GroupMakeup, Labelled, ProxyLimit, YearDay
from mulin.law.terms import Majority


def words_of(value: Any) -> str:
    """One answer in Chinese: a period, a share, seats, a list of cases.

    Raises TypeError for a shape nobody taught this page to read.
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, tuple):
        return "；".join(words_of(item) for item in value) or "无"
    if isinstance(value, int | str):
        return str(value)
    if isinstance(value, Majority):
        return f"参与{value.quorum.words}，其中同意{value.approval.words}（面积、人数都要达到）"
    if isinstance(value, GroupMakeup | Absence | ProxyLimit | YearDay):
        return _made(value)
    found: str | None = getattr(value, "words", None)
    if found is None:
        raise TypeError(f"no words for {value!r}")
    return found


def _made(value: GroupMakeup | Absence | ProxyLimit | YearDay) -> str:
    if isinstance(value, GroupMakeup):
        return _group(value)
    if isinstance(value, ProxyLimit):
        return "不限" if value.most is None else f"最多 {value.most} 户"
    if isinstance(value, YearDay):
        return f"每年 {value.month} 月 {value.day} 日"
    parts = (
        f"一年内累计缺席{value.share_of_year.words}" if value.share_of_year else "",
        f"连续缺席 {value.in_a_row} 次" if value.in_a_row is not None else "",
    )
    return "，或".join(part for part in parts if part)


def _group(value: GroupMakeup) -> str:
    parts = (
        "人数为单数" if value.odd else "",
        f"业主占{value.owners.words}",
        f"组长由{value.leader.label}的代表担任" if value.leader else "",
        "建设单位参加" if value.with_developer else "没有建设单位",
    )
    return "，".join(part for part in parts if part)
