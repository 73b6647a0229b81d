"""Henan: 河南省物业管理条例, older than the Civil Code: its majorities no longer hold."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Act, Jurisdiction, Words, not_yet
from mulin.law.shapes import Body, Condition, GroupMakeup, Petition, TermYears, Trigger
from mulin.law.terms import GE_HALF, GT_HALF, Period, at_least

ACT = Act("河南省物业管理条例", "2018年1月1日起施行", since=date(2018, 1, 1))

says = ACT.says

JURISDICTION = Jurisdiction(
    code="410000",
    name=said("河南省"),
    acts=(ACT,),
    words=Words(
        street="街道办事处、乡镇人民政府",
        residents_committee="社区居（村）民委员会",
        member="成员",
    ),
    answers=(
        # 首次业主大会；前期物业服务合同解除或到期前九十天也应召开，由人判断
        says(
            q.SETUP_TRIGGER,
            Trigger((Condition(area=at_least(1, 2)), Condition(occupied=at_least(3, 10)))),
            "第18条",
        ),
        says(q.DEVELOPER_REPORT, Period(months=2), "第19条"),
        says(q.SETUP_APPLICANTS, Petition(owners=10, developer=True), "第20条"),
        says(q.FORM_PREPARATION_GROUP, Period(days=30), "第20条"),
        says(
            q.PREPARATION_GROUP,
            GroupMakeup(odd=False, owners=at_least(1, 2), with_developer=True, leader=Body.STREET),
            "第20条",
        ),
        says(q.HOLD_FIRST_ASSEMBLY, Period(days=60), "第20条"),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第21条"),
        says(q.CANDIDATES_DISPLAY, Period(days=7), "第21条"),
        # 业主大会会议
        says(q.ASSEMBLIES_PER_YEAR, 0, "第24条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第24条"),
        # 业主委员会：第28条写“半数以上”，恰好一半即通过
        says(q.COMMITTEE_TERM, TermYears(maximum=5), "第28条"),
        says(q.COMMITTEE_QUORUM, GT_HALF, "第28条"),
        says(q.COMMITTEE_MAJORITY, GE_HALF, "第28条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第28条"),
        says(
            q.RECALL_PETITION,
            Petition(persons=at_least(1, 5), members=at_least(1, 3)),
            "第31条",
        ),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第29条"),
        says(q.FILING_PLACES, (Body.STREET,), "第29条"),
        # 换届与移交：移交自换届之日起算
        says(q.HOLD_REELECTION, Period(), "第33条"),
        says(q.HANDOVER, Period(days=10), "第33条"),
        says(q.HANDOVER_TO, (Body.NEW_COMMITTEE,), "第33条"),
        says(q.MEMBER_HANDOVER, Period(days=3), "第33条"),
        # 资金、物业服务
        says(q.CONTRACT_FILING, Period(days=15), "第49条"),
        says(q.RENEWAL_DECISION, Period(months=3), "第51条"),
        says(q.FUND_REFILL_BELOW, at_least(3, 10), "第68条"),
    ),
    not_here=(ACT.instead(q.COMMITTEE_SIZE, said("河南由业主大会议事规则确定人数。"), "第28条"),),
    not_yet=(
        *not_yet(
            said("第59条“单元（栋）三分之二以上业主同意”是民法典前的旧口径，不再适用。"),
            q.LIFT_CONSENT,
        ),
        *not_yet(
            said("第51条的三个月与民法典第947条不一致，以民法典为准。"), q.MANAGER_NON_RENEWAL
        ),
        *not_yet(said("第33条要求书面报告，没有写明提前多久。"), q.REPORT_TERM_END),
        *not_yet(said("第52条只写“约定的时间”。"), q.EXIT),
    ),
    otherwise=said("《河南省物业管理条例》没有写明；省里的指导细则未核到。"),
)
