"""The nation: the Civil Code, the State Council's regulation, and the ministry's guidance rules.

What the Civil Code fixes for everyone is ``nationwide``. The guidance rules (建房〔2009〕274号) hold
where a region says nothing, and regions that inherit them say so. Where no law says anything the
product has a default of its own, marked as design.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import CountFrom, LiftConsent
from mulin.law.jurisdiction import GUIDANCE, NATION, Act, Answer, Confidence, Jurisdiction, not_yet
from mulin.law.questions import DecisionKind
from mulin.law.shapes import (
    Body,
    Condition,
    Denominator,
    EarlyElection,
    GroupMakeup,
    OnlineVote,
    Petition,
    ProxyLimit,
    Seats,
    TermYears,
    Trigger,
)
from mulin.law.terms import (
    GE_HALF,
    GT_HALF,
    UNWRITTEN,
    Majority,
    Period,
    at_least,
    more_than,
)

CODE = Act("民法典", "2021年1月1日起施行", since=date(2021, 1, 1))
REGULATION = Act("物业管理条例", "国务院，2018年3月19日修订文本", since=date(2018, 3, 19))
RULES = Act(
    GUIDANCE,
    "建房〔2009〕274号，二手文本核到",
    since=date(2009, 12, 1),
    confidence=Confidence.VERIFIED_SECOND,
)
DEFAULTS = Act(
    UNWRITTEN.act, "本系统默认值，可改", since=date(2021, 1, 1), confidence=Confidence.DESIGN
)

MEMORY = Confidence.MEMORY

ORDINARY = Majority(quorum=at_least(2, 3), approval=more_than(1, 2))
WEIGHTY = Majority(quorum=at_least(2, 3), approval=at_least(3, 4))
WEIGHTY_KINDS = frozenset(
    {
        DecisionKind.RAISE_MAINTENANCE_FUND,
        DecisionKind.REBUILD,
        DecisionKind.CHANGE_COMMON_USE,
    }
)

CIVIL_CODE = (
    *(
        CODE.says(
            q.MAJORITY[kind],
            WEIGHTY if kind in WEIGHTY_KINDS else ORDINARY,
            "第278条",
            nationwide=True,
        )
        for kind in DecisionKind
    ),
    CODE.says(q.ANNULMENT, Period(months=12), "第280条第二款", nationwide=True),
    CODE.says(q.OWNERS_DISMISSAL, Period(days=60), "第946条"),
    CODE.says(q.MANAGER_NON_RENEWAL, Period(days=90), "第947条"),
    # 加装电梯是（七）（八）项的共同决定事项；“全体三分之二”是旧口径
    CODE.says(q.LIFT_CONSENT, LiftConsent.PARTICIPATING_3_4, "第278条"),
)

says = REGULATION.says
STATE_COUNCIL: tuple[Answer[Any], ...] = (
    says(q.SPECIAL_ASSEMBLY_PETITION, Petition(persons=at_least(1, 5)), "第13条"),
    says(q.ASSEMBLY_NOTICE, Period(days=15), "第14条"),
    says(q.SPECIAL_ASSEMBLY_NOTICE, Period(days=15), "第14条"),
    says(q.FILE_COMMITTEE, Period(days=30), "第16条"),
    says(q.FILING_PLACES, (Body.HOUSING_AUTHORITY, Body.STREET), "第16条"),
)

says = RULES.says
GUIDANCE_RULES: tuple[Answer[Any], ...] = (
    # 第8条写“超过50%”：恰好一半不触发
    says(q.SETUP_TRIGGER, Trigger((Condition(area=more_than(1, 2)),)), "第8条"),
    says(q.FORM_PREPARATION_GROUP, Period(days=60), "第9条"),
    says(q.PREPARATION_GROUP_FROM, CountFrom.APPLICATION, "第9条"),
    says(
        q.PREPARATION_GROUP,
        GroupMakeup(odd=True, owners=at_least(1, 2), leader=Body.STREET, with_developer=True),
        "第10条",
    ),
    says(q.FIRST_ASSEMBLY_NOTICE, Period(days=15), "第12条", MEMORY),
    says(q.HOLD_FIRST_ASSEMBLY, Period(days=90), "第15条", MEMORY),
    # 车位、摊位等特定空间是否计票由议事规则约定
    says(q.PARKING_MAY_COUNT, True, "第25条", MEMORY),
    # 未参与表决的票可否计入多数由规约或议事规则定；裁判不统一，严格口径为法定结果
    says(q.SILENT_CLAUSE, True, "第26条第二款"),
    says(q.COMMITTEE_SIZE, Seats(5, 11), "第31条"),
    says(q.COMMITTEE_TERM, TermYears(maximum=5), "第32条"),
    says(q.COMMITTEE_FIRST_MEETING, Period(days=7), "第32条"),
    says(
        q.FILING_PAPERS,
        (
            "业主大会成立和业主委员会选举的情况",
            "管理规约",
            "业主大会议事规则",
            "业主大会决定的其他重大事项",
        ),
        "第33条",
    ),
    says(q.FILING_CHANGE, Period(days=30), "第34条"),
    says(q.COMMITTEE_CALL_SHARE, at_least(1, 3), "第37条"),
    says(q.COMMITTEE_CALL, Period(days=7), "第37条"),
    says(q.COMMITTEE_QUORUM, GT_HALF, "第38条"),
    # 第38条写“全体委员半数以上同意”：恰好一半即通过（民法典第1259条）
    says(q.COMMITTEE_MAJORITY, GE_HALF, "第38条"),
    says(q.COMMITTEE_PROXY, False, "第38条"),
    says(q.COMMITTEE_NOTICE, Period(days=7), "第39条"),
    says(q.COMMITTEE_PUBLISH, Period(days=3), "第39条"),
    says(q.MEMBER_HANDOVER, Period(days=3), "第45条", MEMORY),
    says(q.EARLY_ELECTION, (EarlyElection.BELOW_HALF,), "第46条"),
    says(q.REPORT_TERM_END, Period(months=3), "第47条", MEMORY),
    says(q.HOLD_REELECTION, Period(months=3), "第47条", MEMORY),
    says(q.HANDOVER, Period(days=10), "第48条", MEMORY),
    says(q.HANDOVER_TO, (Body.NEW_COMMITTEE,), "第48条", MEMORY),
)

EQUIPMENT = Act(
    "特种设备安全法",
    "2014年1月1日起施行，二手文本核到",
    since=date(2014, 1, 1),
    confidence=Confidence.VERIFIED_SECOND,
)
SAFETY_LAW = (EQUIPMENT.says(q.LIFT_REGISTER, Period(days=30), "第33条"),)

says = DEFAULTS.says
PRODUCT_DEFAULTS: tuple[Answer[Any], ...] = (
    says(q.ASSEMBLIES_PER_YEAR, 0, ""),
    says(q.ONLY_ANNOUNCED_MATTERS, True, ""),
    says(q.RESULT_DISPLAY, Period(days=7), ""),
    says(q.OBJECTION, Period(days=7), ""),
    says(q.VOTING_MIN, Period(days=15), ""),
    says(q.VOTING_MAX, Period(days=30), ""),
    says(q.ONLINE_VOTE, OnlineVote.UNVERIFIED, ""),
    says(q.PAPER_ON_REQUEST, True, ""),
    says(q.PROXY_LIMIT, ProxyLimit(None), ""),
    says(q.WRITTEN_PROXY, True, ""),
    # 个人信息非经单独同意不得公开（个人信息保护法第25条）：不公示每人的意见
    says(q.VOTES_POSTED_BY_NAME, False, ""),
    # 任期最长五年，届满后再存三年
    says(q.BALLOTS_KEEP, Period(months=96), ""),
    says(q.COMMITTEE_DENOMINATOR, Denominator.SEATS, ""),
    # 物业管理条例第45条只写“及时”；取上海的 24 小时
    says(q.REPORT_VIOLATION, 24, ""),
)

NATIONAL: Jurisdiction = Jurisdiction(
    code=NATION,
    name=said("全国"),
    answers=(*CIVIL_CODE, *STATE_COUNCIL, *GUIDANCE_RULES, *SAFETY_LAW, *PRODUCT_DEFAULTS),
    acts=(CODE, REGULATION, RULES, EQUIPMENT),
    not_yet=(
        *not_yet(
            said("国家规定只要求公告或公示，没有写明日数。"),
            q.PUBLISH_PREPARATION_LIST,
            q.PUBLISH_RESULT,
            q.PUBLISH_ELECTED,
            q.CANDIDATES_DISPLAY,
        ),
        *not_yet(said("各地公示十日、十五日、二十日不一，没有全国统一的日数。"), q.LIFT_NOTICE),
        *not_yet(said("没有全国统一的补贴标准，由各地定；请按本地现行办法登记。"), q.LIFT_SUBSIDY),
        *not_yet(
            said("国家规定没有换届小组这一环节，由业主委员会组织换届，街道指导。"),
            q.FORM_ELECTION_GROUP,
            q.ELECTION_GROUP,
            q.FROZEN_MATTERS,
            q.HANDOVER_TO_CUSTODY,
            q.HANDOVER_FROM_CUSTODY,
        ),
        *not_yet(
            said("国家规定没有小区物业管理委员会，是否设立由地方定。"),
            *(question for question in q.ALL if question.kind == q.Kind.INTERIM),
        ),
    ),
    otherwise=said("全国没有统一规定，由地方规定、议事规则或合同约定。"),
)
