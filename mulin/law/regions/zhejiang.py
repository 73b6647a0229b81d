"""Zhejiang: 浙江省物业管理条例, older than the Civil Code: its majorities no longer hold."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Act, Jurisdiction
from mulin.law.shapes import Body, Condition, Petition, TermYears, Trigger
from mulin.law.terms import GE_HALF, Period, at_least

ACT = Act(
    "浙江省物业管理条例",
    "2009年11月27日修正文本，此后有无新修订未核",
    since=date(2009, 11, 27),
)

says = ACT.says

JURISDICTION = Jurisdiction(
    code="330000",
    name=said("浙江省"),
    acts=(ACT,),
    answers=(
        # 首次业主大会
        says(
            q.SETUP_TRIGGER,
            Trigger(
                (
                    Condition(area=at_least(3, 5)),
                    Condition(area=at_least(3, 10), months_since_first_delivery=24),
                )
            ),
            "第8条",
        ),
        says(q.PUBLISH_PREPARATION_LIST, Period(days=3), "第8条"),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第8条"),
        # 业主大会会议
        says(q.ASSEMBLY_NOTICE, Period(days=15), "第9条"),
        says(q.SPECIAL_ASSEMBLY_NOTICE, Period(days=15), "第9条"),
        says(q.WRITTEN_PROXY, True, "第9条"),
        says(q.SILENT_CLAUSE, True, "第10条"),
        says(q.ASSEMBLIES_PER_YEAR, 0, "第11条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第11条"),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第13条"),
        says(q.FILING_PLACES, (Body.HOUSING_AUTHORITY, Body.STREET), "第13条"),
        says(
            q.FILING_PAPERS,
            (
                "业主大会会议记录和会议决定",
                "业主大会议事规则",
                "管理规约",
                "业主委员会委员的名单",
            ),
            "第13条",
        ),
        # 业主委员会：第14条两处都写“半数以上”，恰好一半即可
        says(q.COMMITTEE_QUORUM, GE_HALF, "第14条"),
        says(q.COMMITTEE_MAJORITY, GE_HALF, "第14条"),
        says(q.COMMITTEE_NOTICE, Period(days=3), "第14条"),
        says(q.COMMITTEE_TERM, TermYears(minimum=3, maximum=5), "第15条"),
        # 换届与移交
        says(q.HOLD_REELECTION, Period(months=2), "第15条"),
        says(q.HANDOVER, Period(days=10), "第15条"),
        says(q.HANDOVER_TO, (Body.NEW_COMMITTEE,), "第15条"),
    ),
    otherwise=said("《浙江省物业管理条例》没有写明；设区的市另有条例的，须另核。"),
)
