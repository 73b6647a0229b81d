"""Beijing: 北京市物业管理条例."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import CountFrom, InterimCase
from mulin.law.jurisdiction import Act, Jurisdiction, Words, not_yet
from mulin.law.shapes import (
    Absence,
    Body,
    CandidateBar,
    Condition,
    EarlyElection,
    GroupMakeup,
    OnlineVote,
    Petition,
    Seats,
    SmallCompound,
    TermYears,
    Trigger,
)
from mulin.law.terms import GT_HALF, Period, at_least

ACT = Act("北京市物业管理条例", "2024年3月29日修正文本", since=date(2024, 3, 29))

says = ACT.says

MAKEUP = GroupMakeup(
    odd=True, owners=at_least(1, 2), with_developer=True, leader=Body.RESIDENTS_COMMITTEE
)

JURISDICTION = Jurisdiction(
    code="110000",
    name=said("北京市"),
    acts=(ACT,),
    words=Words(
        manager="物业服务人",
        street="街道办事处、乡镇人民政府",
        residents_committee="居民委员会、村民委员会",
    ),
    answers=(
        # 首次业主大会
        says(q.SETUP_TRIGGER, Trigger((Condition(area=at_least(1, 2)),)), "第30条"),
        says(
            q.SETUP_APPLICANTS,
            Petition(area=at_least(1, 20), persons=at_least(1, 20), developer=True, written=True),
            "第30条",
        ),
        # 街道三十日内审核并指定组长，组长三十日内召开首次筹备组会议、成立筹备组
        says(q.FORM_PREPARATION_GROUP, Period(days=30), "第31条"),
        says(q.PREPARATION_GROUP_FROM, CountFrom.APPLICATION, "第31条"),
        says(q.PREPARATION_FIRST_MEETING, Period(days=30), "第31条"),
        says(q.PREPARATION_GROUP, MAKEUP, "第31条"),
        says(q.PUBLISH_PREPARATION_LIST, Period(days=7), "第31条"),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第32条"),
        says(q.HOLD_FIRST_ASSEMBLY, Period(days=60), "第32条"),
        # 业主大会会议
        says(q.ASSEMBLIES_PER_YEAR, 1, "第35条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第35条"),
        says(q.ASSEMBLY_NOTICE, Period(days=15), "第35条"),
        says(q.SPECIAL_ASSEMBLY_NOTICE, Period(days=15), "第35条"),
        says(q.ONLINE_VOTE, OnlineVote.OFFICIAL_ONLY, "第35条"),
        says(q.ONLY_ANNOUNCED_MATTERS, True, "第35条"),
        says(q.PUBLISH_RESULT, Period(days=3), "第37条"),
        says(q.MAY_AUTHORISE_COMMITTEE, False, "第44条"),
        # 业主委员会
        says(
            q.COMMITTEE_SIZE,
            Seats(5, small=SmallCompound(seats=3, max_units=100), alternates=True),
            "第39条",
        ),
        says(
            q.CANDIDATE_BARS,
            (
                CandidateBar.WORKS_FOR_MANAGER,
                CandidateBar.DISCREDITED,
                CandidateBar.HARMED_STRUCTURE,
                CandidateBar.ILLEGAL_BUILDING,
                CandidateBar.CHANGED_USE,
                CandidateBar.ILLEGAL_LETTING,
            ),
            "第39条、第78条",
        ),
        says(q.COMMITTEE_TERM, TermYears(maximum=5), "第41条"),
        says(q.COMMITTEE_FIRST_MEETING, Period(days=7), "第42条"),
        says(q.PUBLISH_ELECTED, Period(days=3), "第42条"),
        says(q.ARREARS_DISCLOSED_EVERY, Period(months=6), "第44条第（八）项"),
        says(q.COMMITTEE_EVERY, Period(months=2), "第45条"),
        says(q.COMMITTEE_CALL_SHARE, at_least(1, 3), "第45条"),
        says(q.COMMITTEE_QUORUM, GT_HALF, "第45条"),
        says(q.COMMITTEE_PROXY, False, "第45条"),
        says(q.TELL_RESIDENTS_COMMITTEE, Period(days=5), "第45条"),
        says(q.COMMITTEE_MAJORITY, GT_HALF, "第45条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第45条"),
        says(q.RECALL_ABSENCE, Absence(share_of_year=at_least(1, 2)), "第46条"),
        says(
            q.EARLY_ELECTION,
            (EarlyElection.BELOW_HALF, EarlyElection.CANNOT_FUNCTION),
            "第48条",
        ),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第43条"),
        says(q.FILING_PLACES, (Body.STREET,), "第43条"),
        says(
            q.FILING_PAPERS,
            (
                "首次业主大会会议记录和会议决定",
                "业主大会议事规则",
                "管理规约",
                "业主委员会首次会议记录和会议决定",
                "业主委员会委员和候补委员的名单、基本情况",
            ),
            "第43条",
        ),
        says(q.FILING_HANDLED, Period(working_days=5), "第43条"),
        says(q.FILING_CHANGE, Period(days=30), "第50条"),
        # 换届
        says(q.REPORT_TERM_END, Period(months=6), "第49条"),
        says(q.FORM_ELECTION_GROUP, Period(days=60), "第49条"),
        says(q.ELECTION_GROUP, MAKEUP, "第49条"),
        says(q.HOLD_REELECTION, Period(), "第49条"),  # 任期届满前
        # 物业管理委员会
        says(q.INTERIM_EXISTS, True, "第52条"),
        says(
            q.INTERIM_CASES,
            (
                InterimCase.CONDITIONS_MISSING,
                InterimCase.CANNOT_SET_UP,
                InterimCase.NO_COMMITTEE,
            ),
            "第53条",
        ),
        says(q.INTERIM_SIZE, Seats(7), "第54条"),
        says(q.INTERIM_OWNERS, at_least(1, 2), "第54条"),
        says(q.INTERIM_CHAIR, Body.RESIDENTS_COMMITTEE, "第54条"),
        says(q.INTERIM_QUORUM, GT_HALF, "第57条"),
        says(q.INTERIM_OWNERS_QUORUM, GT_HALF, "第57条"),
        says(q.INTERIM_MAJORITY, GT_HALF, "第57条"),
        says(q.INTERIM_PUBLISH, Period(days=3), "第57条"),
        says(q.INTERIM_DISPLAY, Period(working_days=10), "第57条"),
        says(q.INTERIM_TERM, Period(months=36), "第58条"),
        says(q.INTERIM_TERM_SOFT, True, "第58条"),
        says(q.INTERIM_DISSOLVE, Period(days=30), "第59条"),
        # 资金与公开、物业服务
        says(q.CONTRACT_FILING, Period(days=15), "第63条"),
        says(q.COMMON_INCOME_EVERY, Period(months=12), "第70条"),
        says(q.FUND_EVERY, Period(months=12), "第70条"),
        says(q.COMMON_INCOME_TO_FUND, at_least(1, 2), "第74条"),  # 余额不足首期三成时
        says(q.RENEWAL_DECISION, Period(months=6), "第75条"),
        says(q.MANAGER_NON_RENEWAL, Period(days=90), "第75条"),
        says(q.EXIT, Period(days=30), "第76条"),  # 自接到解聘通知之日起
        says(q.EMERGENCY_SERVICE_MAX, Period(months=6), "第77条"),
    ),
    not_yet=not_yet(
        said("条例没有写明换届移交的日数。"), q.HANDOVER, q.HANDOVER_TO, q.MEMBER_HANDOVER
    ),
    otherwise=said("《北京市物业管理条例》没有写明。"),
)
