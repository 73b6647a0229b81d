"""Hangzhou: 杭州市物业管理条例. An interim committee, not a preparation group, sets up the assembly."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import InterimCase
from mulin.law.jurisdiction import Act, Jurisdiction, Words, not_yet
from mulin.law.shapes import Body, Condition, Petition, Seats, SmallCompound, TermYears, Trigger
from mulin.law.terms import GT_HALF, Period, at_least

ACT = Act("杭州市物业管理条例", "2021年修订，2022年3月1日起施行", since=date(2022, 3, 1))

says = ACT.says
instead = ACT.instead

JURISDICTION = Jurisdiction(
    code="330100",
    name=said("杭州市"),
    acts=(ACT,),
    words=Words(
        manager="物业服务人",
        street="街道办事处、乡镇人民政府",
        residents_committee="居民委员会",
        member="成员",
    ),
    answers=(
        # 业主大会会议与表决
        says(q.ASSEMBLIES_PER_YEAR, 0, "第18条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第18条"),
        says(q.ASSEMBLY_NOTICE, Period(days=15), "第19条"),
        says(q.SPECIAL_ASSEMBLY_NOTICE, Period(days=7), "第19条"),
        says(q.ONLY_ANNOUNCED_MATTERS, True, "第19条"),
        says(q.PAPER_ON_REQUEST, True, "第20条"),
        says(q.VOTING_MIN, Period(days=5), "第20条"),
        says(q.VOTING_MAX, Period(days=60), "第20条"),
        says(q.ORDER_TO_CALL, Period(days=30), "第80条"),
        # 首次业主大会
        says(
            q.SETUP_TRIGGER,
            Trigger(
                (
                    Condition(area=at_least(3, 5)),
                    Condition(area=at_least(3, 10), months_since_first_delivery=24),
                )
            ),
            "第22条",
        ),
        says(q.DEVELOPER_REPORT, Period(months=1), "第22条"),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第22条"),
        says(q.CANDIDATES_DISPLAY, Period(days=7), "第26条"),
        # 业主委员会
        says(
            q.COMMITTEE_SIZE,
            Seats(5, 11, small=SmallCompound(seats=3, max_units=100), alternates=True),
            "第27条",
        ),
        says(q.COMMITTEE_CALL_SHARE, at_least(1, 3), "第29条"),
        says(q.COMMITTEE_QUORUM, GT_HALF, "第29条"),
        says(q.COMMITTEE_MAJORITY, GT_HALF, "第29条"),
        says(q.COMMITTEE_PROXY, False, "第29条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第29条"),
        says(q.RECALL_PETITION, Petition(persons=at_least(1, 5)), "第31条"),
        says(q.COMMITTEE_TERM, TermYears(minimum=3, maximum=5), "第33条"),
        # 换届与移交
        says(q.REPORT_TERM_END, Period(months=3), "第33条"),
        says(q.HANDOVER, Period(days=10), "第34条"),
        says(
            q.HANDOVER_TO,
            (Body.NEW_COMMITTEE, Body.INTERIM_COMMITTEE, Body.RESIDENTS_COMMITTEE),
            "第34条",
        ),
        says(q.MEMBER_HANDOVER, Period(days=7), "第34条"),
        # 物业管理委员会
        says(q.INTERIM_EXISTS, True, "第38条"),
        says(
            q.INTERIM_CASES,
            (
                InterimCase.CONDITIONS_MISSING,
                InterimCase.CANNOT_SET_UP,
                InterimCase.TERM_ENDED,
                InterimCase.COMMITTEE_ENDED,
                InterimCase.OLD_ESTATE,
            ),
            "第38条",
        ),
        says(q.INTERIM_SIZE, Seats(7, 11), "第39条"),
        says(q.INTERIM_OWNERS, at_least(1, 2), "第39条"),
        says(q.INTERIM_CHAIR, Body.STREET, "第39条"),
        says(q.INTERIM_PREVIEW, Period(days=7), "第39条"),
        says(q.INTERIM_LIST, Period(days=3), "第39条"),
        says(q.INTERIM_TERM, Period(months=24), "第41条"),
        says(q.INTERIM_TERM_SOFT, True, "第41条"),
        # 公开、物业服务
        says(q.COMMON_INCOME_EVERY, Period(months=6), "第30条第（五）项"),
        says(q.CONTRACT_FILING, Period(days=15), "第49条"),
        says(q.EXIT, Period(days=15), "第57条"),
    ),
    not_here=tuple(
        instead(question, said("杭州不设筹备组，由物业管理委员会组织首次业主大会会议。"), "第22条")
        for question in (
            q.FORM_PREPARATION_GROUP,
            q.PREPARATION_GROUP_FROM,
            q.PREPARATION_FIRST_MEETING,
            q.PREPARATION_GROUP,
            q.PUBLISH_PREPARATION_LIST,
            q.DEVELOPER_PAPERS,
            q.HOLD_FIRST_ASSEMBLY,
        )
    ),
    not_yet=(
        *not_yet(
            said(
                "第20条规定一般应当电子投票，市里建有免费系统；其他平台的电子票是否有效没有写明。"
            ),
            q.ONLINE_VOTE,
        ),
        *not_yet(said("第41条规定办理移交后解散，没有写明日数。"), q.INTERIM_DISSOLVE),
    ),
    otherwise=said("《杭州市物业管理条例》没有写明。"),
)
