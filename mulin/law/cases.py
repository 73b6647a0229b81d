"""Answers that name a case: when something applies, how it is counted, from what a time runs."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit import money
from mulin.kit.words import joined, said
from mulin.law.shapes import Labelled


class CountFrom(Labelled):
    """From what the time for forming a preparation group runs; the code is a step or an anchor."""

    APPLICATION = "apply", said("收到书面申请或者报告之日")
    CONDITIONS = "conditions_met", said("达到召开首次业主大会会议的条件之日")


class InterimCase(Labelled):
    """When an interim committee (物业管理委员会) may be formed."""

    CONDITIONS_MISSING = "conditions_missing", said("不具备成立业主大会的条件")
    CANNOT_SET_UP = "cannot_set_up", said("具备条件但确有困难未成立业主大会")
    NO_COMMITTEE = "no_committee", said("业主大会成立后未能选举产生业主委员会")
    TERM_ENDED = "term_ended", said("业主委员会任期届满需要换届选举")
    COMMITTEE_ENDED = "committee_ended", said("业主委员会因缺额、被罢免等在任期内终止")
    COMMITTEE_IDLE = (
        "committee_idle",
        said("业主委员会一年以上不履职，经街道两次指导仍未选出新一届"),
    )
    OLD_ESTATE = "old_estate", said("建成居住区尚未实施物业管理")


class LiftConsent(Labelled):
    """How consent to a retrofitted lift is counted."""

    PARTICIPATING_3_4 = "participating_3_4", said("参与表决者面积、人数双四分之三同意")
    ALL_2_3 = "all_2_3", said("全体面积、人数双三分之二同意（旧口径）")


@dataclass(frozen=True)
class LiftSubsidy:
    """What the public purse adds to one lift: a share of its cost up to a ceiling, or a fixed sum.

    Money is fen, ``percent`` whole; 0 is not set. ``least_floors``: storeys the house must have.
    """

    percent: int = 0
    amount: int = 0
    ceiling: int = 0
    least_floors: int = 0

    @property
    def words(self) -> str:
        most = said("每台最多 {sum} 元", sum=money.digits(self.ceiling)) if self.ceiling else ""
        parts = (
            said("总价的 {percent}%", percent=self.percent) if self.percent else "",
            said("每台 {sum} 元", sum=money.digits(self.amount)) if self.amount else "",
            most if self.percent else "",
            said("{n} 层及以上的住宅", n=self.least_floors) if self.least_floors else "",
        )
        return joined("，", parts)
