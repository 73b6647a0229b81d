"""Hunan: 湖南省物业管理条例.

Articles 12, 44 and 45 were read in secondary texts. The rest stands in an unsigned secondary text
from before the amendments of 2021 and 2022; that it is this act is inferred, its articles unknown.
"""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Act, Confidence, Jurisdiction, Words, not_yet
from mulin.law.shapes import (
    Absence,
    Body,
    Condition,
    Petition,
    Seats,
    TermYears,
    Trigger,
    YearDay,
)
from mulin.law.terms import GT_HALF, Period, at_least

ACT = Act(
    "湖南省物业管理条例",
    "2019年1月1日起施行，2021年、2022年两次修正；只核到部分条文的二手文本",
    since=date(2019, 1, 1),
    confidence=Confidence.INFERRED,
)
UNKNOWN = "（条号未核）"
READ = Confidence.VERIFIED_SECOND

says = ACT.says

JURISDICTION = Jurisdiction(
    code="430000",
    name=said("湖南省"),
    acts=(ACT,),
    words=Words(street="街道办事处或者乡镇人民政府", residents_committee="居（村）民委员会"),
    answers=(
        # 首次业主大会
        says(
            q.SETUP_TRIGGER,
            Trigger(
                (
                    Condition(area=at_least(1, 2)),
                    Condition(area=at_least(3, 10), months_since_first_delivery=24),
                    Condition(units=at_least(1, 2)),
                )
            ),
            UNKNOWN,
        ),
        says(q.SETUP_APPLICANTS, Petition(owners=10, developer=True), "第12条", READ),
        says(q.FORM_PREPARATION_GROUP, Period(days=30), "第12条", READ),
        says(q.DEVELOPER_PAPERS, Period(days=7), "第12条", READ),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), UNKNOWN),
        # 业主委员会
        says(q.COMMITTEE_SIZE, Seats(5, 11), UNKNOWN),
        says(q.COMMITTEE_TERM, TermYears(minimum=3, maximum=5), UNKNOWN),
        says(q.COMMITTEE_QUORUM, GT_HALF, UNKNOWN),
        says(q.COMMITTEE_MAJORITY, GT_HALF, UNKNOWN),
        says(q.COMMITTEE_PROXY, False, UNKNOWN),
        says(q.RECALL_ABSENCE, Absence(in_a_row=3), UNKNOWN),
        says(
            q.RECALL_PETITION,
            Petition(persons=at_least(1, 5), members=at_least(1, 3)),
            UNKNOWN,
        ),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), UNKNOWN),
        says(q.FILING_PLACES, (Body.HOUSING_AUTHORITY, Body.STREET), UNKNOWN),
        says(q.FILING_TOLD, (Body.RESIDENTS_COMMITTEE,), UNKNOWN),
        # 换届与移交
        says(q.HOLD_REELECTION, Period(months=3), UNKNOWN),
        says(q.HANDOVER, Period(days=10), UNKNOWN),
        says(q.HANDOVER_TO, (Body.NEW_COMMITTEE,), UNKNOWN),
        says(q.MEMBER_HANDOVER, Period(days=3), UNKNOWN),
        # 保存与公开
        says(q.BALLOTS_KEEP, Period(months=36), UNKNOWN),
        says(q.COMMON_INCOME_EVERY, Period(months=12), UNKNOWN),
        says(q.FUND_EVERY, Period(months=12), UNKNOWN),
        says(q.ANNUAL_DISCLOSURE_BY, YearDay(3, 31), UNKNOWN),
        says(q.ANNUAL_DISCLOSURE_DISPLAY, Period(days=30), UNKNOWN),
        # 物业服务
        says(q.EXIT, Period(days=15), "第44条、第45条", READ),
    ),
    not_yet=(
        *not_yet(said("只见“提倡采用信息技术手段进行表决”，效力未核到。"), q.ONLINE_VOTE),
        *not_yet(
            said("候选人须披露刑事处罚、不良信用等，但没有核到禁止性条件。"), q.CANDIDATE_BARS
        ),
        *not_yet(said("只核到届满三个月前开会换届，没有单列报告期限。"), q.REPORT_TERM_END),
    ),
    otherwise=said("《湖南省物业管理条例》这一项未核到条文，需本地复核；另有省级细则未核到。"),
)
