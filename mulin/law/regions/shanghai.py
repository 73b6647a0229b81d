"""Shanghai: 上海市住宅物业管理规定, and 上海市城市更新条例 for retrofitted lifts."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import CountFrom, LiftConsent
from mulin.law.jurisdiction import Act, Confidence, Jurisdiction, Words, not_yet
from mulin.law.shapes import (
    Absence,
    Body,
    CandidateBar,
    Condition,
    EarlyElection,
    FrozenMatter,
    GroupMakeup,
    Petition,
    Seats,
    SmallCompound,
    TermYears,
    Trigger,
)
from mulin.law.terms import GT_HALF, Period, at_least, more_than

ACT = Act("上海市住宅物业管理规定", "2020年12月30日修正文本", since=date(2020, 12, 30))
# 2022年10月第三次修正、2023年12月第四次修正；新文本只在二手文本中读到，动了第20条
FOURTH = Act(
    "上海市住宅物业管理规定",
    "2023年12月28日第四次修正文本，第20条二手核到",
    since=date(2023, 12, 28),
    confidence=Confidence.VERIFIED_SECOND,
)
RENEWAL = Act("上海市城市更新条例", "2021年9月1日起施行", since=date(2021, 9, 1))

says = ACT.says
instead = ACT.instead

JURISDICTION = Jurisdiction(
    code="310000",
    name=said("上海市"),
    acts=(ACT, FOURTH, RENEWAL),
    words=Words(
        street="乡、镇人民政府或者街道办事处",
        residents_committee="居民委员会或者村民委员会",
    ),
    answers=(
        # 首次业主大会
        says(
            q.SETUP_TRIGGER,
            Trigger((Condition(area=at_least(1, 2)), Condition(months_since_first_delivery=24))),
            "第13条",
        ),
        says(q.DEVELOPER_REPORT, Period(days=30), "第14条"),
        says(q.SETUP_APPLICANTS, Petition(owners=1, developer=True, written=True), "第14条"),
        says(q.FORM_PREPARATION_GROUP, Period(days=60), "第15条"),
        says(q.PREPARATION_GROUP_FROM, CountFrom.APPLICATION, "第15条"),
        says(q.PUBLISH_PREPARATION_LIST, Period(days=7), "第15条"),
        says(
            q.PREPARATION_GROUP,
            GroupMakeup(odd=True, owners=at_least(1, 2), with_developer=True, leader=Body.STREET),
            "第15条",
        ),
        says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第16条"),
        says(q.HOLD_FIRST_ASSEMBLY, Period(days=90), "第16条"),
        # 业主大会会议
        says(q.WRITTEN_PROXY, True, "第18条"),
        says(q.ASSEMBLIES_PER_YEAR, 0, "第25条"),
        says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第25条"),
        says(q.MAY_AUTHORISE_COMMITTEE, True, "第51条"),
        # 业主委员会
        says(
            q.COMMITTEE_SIZE,
            Seats(5, small=SmallCompound(seats=3, max_area=10_000_00)),
            "第20条",
        ),
        says(q.COMMITTEE_TERM, TermYears(minimum=3, maximum=5), "第20条"),
        says(
            q.CANDIDATE_BARS,
            (
                CandidateBar.WORKS_FOR_MANAGER,
                CandidateBar.HARMED_STRUCTURE,
                CandidateBar.ILLEGAL_BUILDING,
                CandidateBar.DEFACED,
                CandidateBar.CHANGED_USE,
                CandidateBar.FEE_ARREARS,
                CandidateBar.FUND_ARREARS,
                CandidateBar.ILLEGAL_LETTING,
            ),
            "第20条",
        ),
        # 第四次修正删去欠费、欠交维修资金两项（地方立法不宜因欠费限制参选），增不执行决定一项
        FOURTH.says(
            q.CANDIDATE_BARS,
            (
                CandidateBar.WORKS_FOR_MANAGER,
                CandidateBar.HARMED_STRUCTURE,
                CandidateBar.ILLEGAL_BUILDING,
                CandidateBar.DEFACED,
                CandidateBar.CHANGED_USE,
                CandidateBar.ILLEGAL_LETTING,
                CandidateBar.DEFIES_DECISIONS,
            ),
            "第20条",
        ),
        says(q.PUBLISH_ELECTED, Period(days=3), "第21条"),
        says(q.COMMITTEE_EVERY, Period(months=2), "第26条"),
        says(q.COMMITTEE_CALL_SHARE, at_least(1, 3), "第26条"),
        says(q.COMMITTEE_QUORUM, GT_HALF, "第26条"),
        says(q.COMMITTEE_MAJORITY, GT_HALF, "第26条"),
        says(q.COMMITTEE_PROXY, False, "第26条"),
        says(q.COMMITTEE_PUBLISH, Period(days=3), "第26条"),
        # 第31条原文为“总次数一半以上”，恰好一半也算（民法典第1259条）
        says(q.RECALL_ABSENCE, Absence(share_of_year=at_least(1, 2)), "第31条"),
        says(
            q.EARLY_ELECTION,
            (
                EarlyElection.BELOW_HALF,
                EarlyElection.IDLE_SIX_MONTHS,
                EarlyElection.GRAVE_ILLEGALITY,
                EarlyElection.CANNOT_FUNCTION,
            ),
            "第32条",
        ),
        # 备案
        says(q.FILE_COMMITTEE, Period(days=30), "第23条"),
        says(q.FILING_PLACES, (Body.STREET,), "第23条"),
        says(
            q.FILING_PAPERS,
            (
                "业主大会会议记录和会议决定",
                "业主大会议事规则",
                "管理规约",
                "专项维修资金管理规约",
                "业主委员会委员的名单、基本情况和书面承诺",
                "业主委员会委员的培训记录",
            ),
            "第23条",
        ),
        says(q.FILING_CHANGE, Period(days=30), "第33条"),
        says(q.FILING_HANDLED, Period(days=20), "第34条"),
        # 换届与移交
        says(q.REPORT_TERM_END, Period(months=5), "第28条"),
        says(q.FORM_ELECTION_GROUP, Period(days=60), "第28条"),
        says(
            q.ELECTION_GROUP,
            GroupMakeup(odd=True, owners=at_least(1, 2), with_developer=False, leader=Body.STREET),
            "第28条",
        ),
        says(q.HOLD_REELECTION, Period(), "第28条"),  # 任期届满前
        says(
            q.FROZEN_MATTERS,
            (
                FrozenMatter.APPOINT_MANAGER,
                FrozenMatter.FEE_CHANGE,
                FrozenMatter.MAJOR_REPAIR,
                FrozenMatter.OTHER_MAJOR,
            ),
            "第28条第四款",
        ),
        says(q.HANDOVER_TO_CUSTODY, Period(days=10), "第29条"),
        says(q.HANDOVER_FROM_CUSTODY, Period(days=10), "第29条"),
        says(q.HANDOVER_TO, (Body.HOUSING_AGENCY, Body.NEW_COMMITTEE), "第29条"),
        says(q.MEMBER_HANDOVER, Period(days=10), "第30条"),
        # 物业管理委员会
        says(q.INTERIM_EXISTS, False, "（全文无此机构）"),
        # 资金与公开、物业服务
        says(q.CONTRACT_FILING, Period(days=30), "第44条"),
        says(q.EXIT, Period(days=10), "第50条"),
        says(q.COMMON_INCOME_TO_FUND, more_than(1, 2), "第51条"),
        says(q.EMERGENCY_SERVICE_MAX, Period(months=6), "第52条"),
        says(q.REPORT_VIOLATION, 24, "第59条"),
        says(q.FUND_REFILL_BELOW, at_least(3, 10), "第65条"),
        says(q.COMMON_INCOME_EVERY, Period(months=3), "第66条"),
        says(q.FUND_EVERY, Period(months=6), "第66条"),
        says(q.AUDIT_DISPLAY, Period(days=30), "第67条"),
        RENEWAL.says(q.LIFT_CONSENT, LiftConsent.PARTICIPATING_3_4, "第33条"),
    ),
    not_here=(
        instead(
            q.HANDOVER,
            said("上海由换届改选小组成立时先移交房管机构保管，不从任期届满起算。"),
            "第29条",
        ),
        *(
            instead(
                question, said("上海没有物业管理委员会，空窗期由居民委员会和房管机构承接。"), ""
            )
            for question in q.ALL
            if question.kind == q.Kind.INTERIM and question is not q.INTERIM_EXISTS
        ),
    ),
    not_yet=(
        *not_yet(
            said("届满前通知和决定续聘的期限随2020年修正有变，未逐条核对。"),
            q.RENEWAL_DECISION,
            q.MANAGER_NON_RENEWAL,
            q.OWNERS_DISMISSAL,
        ),
        *not_yet(
            said("加装电梯补贴的比例、上限和文号未核到，请照区里现行文件登记。"), q.LIFT_SUBSIDY
        ),
    ),
    otherwise=said(
        "《上海市住宅物业管理规定》没有写明；市里的若干意见已于2026年6月30日到期，续文未核到。"
    ),
)
