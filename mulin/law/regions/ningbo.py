"""Ningbo: 宁波市住宅小区物业管理条例."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import InterimCase
from mulin.law.jurisdiction import Act, Jurisdiction, Words, not_yet
from mulin.law.shapes import Body, EarlyElection, FrozenMatter, Petition, Seats
from mulin.law.terms import GT_HALF, Period, at_least

ACT = Act("宁波市住宅小区物业管理条例", "2021年修订，2022年4月1日起施行", since=date(2022, 4, 1))

says = ACT.says

JURISDICTION = Jurisdiction(
    code="330200",
    name=said("宁波市"),
    acts=(ACT,),
    words=Words(street="镇（乡）人民政府、街道办事处", member="成员"),
    answers=(
        says(q.PARKING_MAY_COUNT, False, "第18条第（二）项"),  # 车位、车库面积除外
        # 首次业主大会
        says(q.PUBLISH_PREPARATION_LIST, Period(days=3), "第20条"),
        says(q.HOLD_FIRST_ASSEMBLY, Period(days=90), "第22条"),
        says(q.CANDIDATES_DISPLAY, Period(days=10), "第31条"),
        # 业主大会会议
        says(q.ASSEMBLIES_PER_YEAR, 1, "第24条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第24条"),
        # 业主委员会
        says(q.COMMITTEE_SIZE, Seats(5), "第29条"),
        says(q.COMMITTEE_CALL_SHARE, at_least(1, 3), "第32条"),
        says(q.COMMITTEE_QUORUM, GT_HALF, "第33条"),
        says(q.COMMITTEE_PROXY, False, "第33条"),
        says(q.COMMITTEE_NOTICE, Period(days=3), "第33条"),
        says(q.COMMITTEE_MAJORITY, GT_HALF, "第33条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第33条"),
        says(q.EARLY_ELECTION, (EarlyElection.BELOW_HALF,), "第36条"),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第23条"),
        says(q.FILING_PLACES, (Body.STREET,), "第23条"),
        says(
            q.FILING_PAPERS,
            (
                "业主大会决定和会议记录",
                "业主大会议事规则",
                "管理规约",
                "业主委员会成员名单、联系方式、职责分工",
            ),
            "第23条",
        ),
        says(q.FILING_CHANGE, Period(days=30), "第26条"),
        # 换届与移交：换届小组只在未按期换届或缺额过半时成立
        says(q.HOLD_REELECTION, Period(days=60), "第36条"),
        says(
            q.FROZEN_MATTERS,
            (FrozenMatter.APPOINT_MANAGER, FrozenMatter.OTHER_MAJOR),
            "第36条",
        ),
        says(q.HANDOVER_TO_CUSTODY, Period(days=10), "第36条"),
        says(q.HANDOVER_TO, (Body.STREET, Body.NEW_COMMITTEE), "第36条、第37条"),
        # 物业管理委员会
        says(q.INTERIM_EXISTS, True, "第82条"),
        says(
            q.INTERIM_CASES,
            (InterimCase.NO_COMMITTEE, InterimCase.COMMITTEE_IDLE),
            "第82条",
        ),
        says(q.INTERIM_SIZE, Seats(5), "第82条"),
        says(q.INTERIM_OWNERS, at_least(1, 2), "第82条"),
        # 公开、物业服务
        says(q.CONTRACT_FILING, Period(days=10), "第48条"),
        says(q.COMMON_INCOME_EVERY, Period(months=12), "第54条"),
        says(q.RENEWAL_DECISION, Period(months=4), "第57条"),
        says(q.MANAGER_NON_RENEWAL, Period(days=90), "第57条"),
        says(q.EMERGENCY_SERVICE_MAX, Period(months=6), "第83条"),  # 一般不超过
    ),
    not_yet=(
        *not_yet(said("第19条只写“及时”指导成立筹备组。"), q.FORM_PREPARATION_GROUP),
        *not_yet(said("第36条与换届大会同写六十日前，没有单列报告期限。"), q.REPORT_TERM_END),
        *not_yet(said("第36条只写“及时”移交新一届。"), q.HANDOVER_FROM_CUSTODY),
        *not_yet(said("第29条由议事规则约定。"), q.COMMITTEE_TERM),
        *not_yet(said("第58条只写“约定期限或者合理期限”。"), q.EXIT),
        *not_yet(said("第25条鼓励在市平台开会，其他平台的电子票是否有效没有写明。"), q.ONLINE_VOTE),
    ),
    otherwise=said("《宁波市住宅小区物业管理条例》没有写明。"),
)
