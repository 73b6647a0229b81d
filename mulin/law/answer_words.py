"""Answers of the law as a person reads them."""

from __future__ import annotations

from typing import Any

from mulin.kit.words import joined, said
from mulin.law.shapes import Absence, GroupMakeup, Labelled, ProxyLimit, YearDay
from mulin.law.terms import Majority


def words_of(value: Any) -> str:
    """One answer in Chinese: a period, a share, seats, a list of cases.

    Raises TypeError for a shape nobody taught this page to read.
    """
    if isinstance(value, bool):
        return said("是") if value else said("否")
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, tuple):
        return joined("；", (words_of(item) for item in value)) or said("无")
    if isinstance(value, int | str):
        return str(value)
    if isinstance(value, Majority):
        return said(
            "参与{quorum}，其中同意{approval}（面积、人数都要达到）",
            quorum=value.quorum.words,
            approval=value.approval.words,
        )
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
        return said("不限") if value.most is None else said("最多 {most} 户", most=value.most)
    if isinstance(value, YearDay):
        return said("每年 {month} 月 {day} 日", month=value.month, day=value.day)
    parts = (
        said("一年内累计缺席{words}", words=value.share_of_year.words)
        if value.share_of_year
        else "",
        said("连续缺席 {in_a_row} 次", in_a_row=value.in_a_row)
        if value.in_a_row is not None
        else "",
    )
    return joined("，或", parts)


def _group(value: GroupMakeup) -> str:
    parts = (
        said("人数为单数") if value.odd else "",
        said("业主占{words}", words=value.owners.words),
        said("组长由{label}的代表担任", label=value.leader.label) if value.leader else "",
        said("建设单位参加") if value.with_developer else said("没有建设单位"),
    )
    return joined("，", parts)
