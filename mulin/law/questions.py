"""Every question the product asks the law, typed, in one list. Add here first.

A question says what its answer looks like (``shape``); where it counts days, its wording says from
what. Answers stand in ``national.py`` and ``regions/``. One question is one line, however long.
"""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mulin.kit.words import said
from mulin.law.cases import CountFrom, InterimCase, LiftConsent, LiftSubsidy
from mulin.law.shapes import (
    Absence,
    Body,
    CandidateBar,
    Denominator,
    EarlyElection,
    FrozenMatter,
    GroupMakeup,
    Labelled,
    OnlineVote,
    Petition,
    ProxyLimit,
    Seats,
    TermYears,
    Trigger,
    YearDay,
)
from mulin.law.terms import NUMERALS, Majority, Period, Share

T = TypeVar("T")


class Kind(Labelled):
    """The chapter a question belongs to, in reading order."""

    DECISION = "decision", said("业主共同决定")
    ASSEMBLY = "assembly", said("业主大会会议")
    VOTE = "vote", said("表决与计票")
    SETUP = "setup", said("首次业主大会")
    COMMITTEE = "committee", said("业主委员会")
    FILING = "filing", said("备案")
    REELECTION = "reelection", said("换届与移交")
    INTERIM = "interim", said("物业管理委员会")
    MONEY = "money", said("资金与公开")
    LIFT = "lift", said("加装电梯")
    SERVICE = "service", said("物业服务")


@dataclass(frozen=True)
class Question(Generic[T]):
    """Something the product may ask the law; ``shape`` is the type of its answer."""

    code: str
    wording: str
    kind: Kind
    shape: type[T]

    def __str__(self) -> str:
        return self.wording


class DecisionKind(Labelled):
    """The nine matters owners decide together: 民法典第278条第一款 (一)–(九)."""

    RULES_OF_PROCEDURE = "rules_of_procedure", said("制定和修改业主大会议事规则")
    MANAGEMENT_PACT = "management_pact", said("制定和修改管理规约")
    ELECT_COMMITTEE = "elect_committee", said("选举业主委员会或者更换业主委员会成员")
    APPOINT_MANAGER = "appoint_manager", said("选聘和解聘物业服务企业或者其他管理人")
    USE_MAINTENANCE_FUND = "use_maintenance_fund", said("使用建筑物及其附属设施的维修资金")
    RAISE_MAINTENANCE_FUND = "raise_maintenance_fund", said("筹集建筑物及其附属设施的维修资金")
    REBUILD = "rebuild", said("改建、重建建筑物及其附属设施")
    CHANGE_COMMON_USE = "change_common_use", said("改变共有部分的用途或者利用共有部分从事经营活动")
    OTHER_MAJOR = "other_major", said("有关共有和共同管理权利的其他重大事项")

    @property
    def item(self) -> int:
        """1 to 9: its number in the statute's list."""
        return list(DecisionKind).index(self) + 1

    @property
    def numeral(self) -> str:
        """``第（五）项``."""
        return said("第（{numeral}）项", numeral=NUMERALS[self.item])


# fmt: off
# ── How owners decide ────────────────────────────────────────────────────────────────────────────
MAJORITY: dict[DecisionKind, Question[Majority]] = {
    kind: Question(f"majority_{kind}", said("{label}：参与和同意的比例", label=kind.label), Kind.DECISION, Majority)
    for kind in DecisionKind
}
MAY_AUTHORISE_COMMITTEE = Question("may_authorise_committee", said("业主大会可否将共同决定事项授权业主委员会决定"), Kind.DECISION, bool)
ANNULMENT = Question("annulment", said("自知道决定作出之日起，业主可请求撤销的期间"), Kind.DECISION, Period)

# ── Meetings of the assembly ─────────────────────────────────────────────────────────────────────
ASSEMBLY_NOTICE = Question("assembly_notice", said("召开业主大会会议前，提前通知全体业主"), Kind.ASSEMBLY, Period)
SPECIAL_ASSEMBLY_NOTICE = Question("special_assembly_notice", said("召开临时业主大会会议前，提前通知全体业主"), Kind.ASSEMBLY, Period)
SPECIAL_ASSEMBLY_PETITION = Question("special_assembly_petition", said("多少业主提议应当召开临时会议"), Kind.ASSEMBLY, Petition)
ASSEMBLIES_PER_YEAR = Question("assemblies_per_year", said("业主大会定期会议每年至少次数（0 为由议事规则定）"), Kind.ASSEMBLY, int)
ORDER_TO_CALL = Question("order_to_call", said("业主委员会不召集会议，街道责令限期召集的期限"), Kind.ASSEMBLY, Period)
ONLY_ANNOUNCED_MATTERS = Question("only_announced_matters", said("是否不得表决未经公示的议题"), Kind.ASSEMBLY, bool)
PUBLISH_RESULT = Question("publish_result", said("业主大会作出决定之日起，公示结果的期限"), Kind.ASSEMBLY, Period)
RESULT_DISPLAY = Question("result_display", said("表决结果公示的最短时间"), Kind.ASSEMBLY, Period)
OBJECTION = Question("objection", said("计票名册、表决结果公示后接受书面异议的时间"), Kind.ASSEMBLY, Period)

# ── Voting and counting ──────────────────────────────────────────────────────────────────────────
VOTING_MIN = Question("voting_min", said("表决期最短"), Kind.VOTE, Period)
VOTING_MAX = Question("voting_max", said("表决期最长"), Kind.VOTE, Period)
ONLINE_VOTE = Question("online_vote", said("本平台电子票的效力"), Kind.VOTE, OnlineVote)
PAPER_ON_REQUEST = Question("paper_on_request", said("业主要求的，是否应当提供纸质表决票"), Kind.VOTE, bool)
PROXY_LIMIT = Question("proxy_limit", said("一名代理人最多代理的业主数"), Kind.VOTE, ProxyLimit)
WRITTEN_PROXY = Question("written_proxy", said("委托他人表决是否须书面委托"), Kind.VOTE, bool)
VOTES_POSTED_BY_NAME = Question("votes_posted_by_name", said("是否按户公示每位业主的表决意见"), Kind.VOTE, bool)
BALLOTS_KEEP = Question("ballots_keep", said("表决票等资料的保存时间"), Kind.VOTE, Period)
PARKING_MAY_COUNT = Question("parking_may_count", said("议事规则可否约定有产权的车位计票"), Kind.VOTE, bool)
SILENT_CLAUSE = Question("silent_clause", said("未参与表决的票可否由议事规则约定计入多数"), Kind.VOTE, bool)

# ── Setting up the first assembly ────────────────────────────────────────────────────────────────
SETUP_TRIGGER = Question("setup_trigger", said("达到什么条件应当召开首次业主大会会议"), Kind.SETUP, Trigger)
SETUP_APPLICANTS = Question("setup_applicants", said("谁可以申请成立业主大会"), Kind.SETUP, Petition)
DEVELOPER_REPORT = Question("developer_report", said("条件达到之日起，建设单位书面报告并报送资料的期限"), Kind.SETUP, Period)
DEVELOPER_PAPERS = Question("developer_papers", said("筹备组成立之日起，建设单位报送资料的期限"), Kind.SETUP, Period)
FORM_PREPARATION_GROUP = Question("form_preparation_group", said("收到书面申请或者报告之日起，组建筹备组的期限"), Kind.SETUP, Period)
PREPARATION_GROUP_FROM = Question("preparation_group_from", said("组建筹备组的期限从何时起算"), Kind.SETUP, CountFrom)
PREPARATION_FIRST_MEETING = Question("preparation_first_meeting", said("指定组长之日起，召开首次筹备组会议的期限"), Kind.SETUP, Period)
PREPARATION_GROUP = Question("preparation_group", said("筹备组的组成"), Kind.SETUP, GroupMakeup)
PUBLISH_PREPARATION_LIST = Question("publish_preparation_list", said("筹备组成立之日起，公示名单的期限"), Kind.SETUP, Period)
FIRST_ASSEMBLY_NOTICE = Question("first_assembly_notice", said("首次业主大会会议前，公告筹备内容的提前时间"), Kind.SETUP, Period)
CANDIDATES_DISPLAY = Question("candidates_display", said("委员候选人名单公示的最短时间"), Kind.SETUP, Period)
HOLD_FIRST_ASSEMBLY = Question("hold_first_assembly", said("筹备组成立之日起，召开首次业主大会会议的期限"), Kind.SETUP, Period)

# ── The committee ────────────────────────────────────────────────────────────────────────────────
COMMITTEE_SIZE = Question("committee_size", said("业主委员会的人数"), Kind.COMMITTEE, Seats)
COMMITTEE_TERM = Question("committee_term", said("业主委员会的任期"), Kind.COMMITTEE, TermYears)
COMMITTEE_FIRST_MEETING = Question("committee_first_meeting", said("选举产生之日起，召开首次会议推选主任、副主任的期限"), Kind.COMMITTEE, Period)
PUBLISH_ELECTED = Question("publish_elected", said("选举完成之日起，公告主任、副主任和委员名单的期限"), Kind.COMMITTEE, Period)
COMMITTEE_NOTICE = Question("committee_notice", said("业主委员会会议前，公告议题的提前时间"), Kind.COMMITTEE, Period)
TELL_RESIDENTS_COMMITTEE = Question("tell_residents_committee", said("业主委员会会议前，告知居（村）民委员会的提前时间"), Kind.COMMITTEE, Period)
COMMITTEE_QUORUM = Question("committee_quorum", said("业主委员会会议须有多少委员出席"), Kind.COMMITTEE, Share)
COMMITTEE_MAJORITY = Question("committee_majority", said("业主委员会作出决定须经全体委员多少同意"), Kind.COMMITTEE, Share)
COMMITTEE_DENOMINATOR = Question("committee_denominator", said("“全体委员”按席位数还是在任人数计算"), Kind.COMMITTEE, Denominator)
COMMITTEE_PROXY = Question("committee_proxy", said("委员可否委托他人出席业主委员会会议"), Kind.COMMITTEE, bool)
COMMITTEE_EVERY = Question("committee_every", said("业主委员会例会最长间隔"), Kind.COMMITTEE, Period)
COMMITTEE_CALL_SHARE = Question("committee_call_share", said("多少委员提议应当召开业主委员会会议"), Kind.COMMITTEE, Share)
COMMITTEE_CALL = Question("committee_call", said("委员提议之日起，召开业主委员会会议的期限"), Kind.COMMITTEE, Period)
COMMITTEE_PUBLISH = Question("committee_publish", said("业主委员会作出决定之日起，公告的期限"), Kind.COMMITTEE, Period)
CANDIDATE_BARS: Question[tuple[CandidateBar, ...]] = Question("candidate_bars", said("不得担任委员的情形"), Kind.COMMITTEE, tuple)
RECALL_ABSENCE = Question("recall_absence", said("委员缺席到什么程度可以罢免或终止资格"), Kind.COMMITTEE, Absence)
RECALL_PETITION = Question("recall_petition", said("谁提议可以由业主大会终止委员资格"), Kind.COMMITTEE, Petition)
EARLY_ELECTION: Question[tuple[EarlyElection, ...]] = Question("early_election", said("应当提前选举的情形"), Kind.COMMITTEE, tuple)
ARREARS_DISCLOSED_EVERY = Question("arrears_disclosed_every", said("公示委员缴费情况的间隔"), Kind.COMMITTEE, Period)

# ── Filing ───────────────────────────────────────────────────────────────────────────────────────
FILE_COMMITTEE = Question("file_committee", said("选举产生之日起，业主委员会备案的期限"), Kind.FILING, Period)
FILING_PLACES: Question[tuple[Body, ...]] = Question("filing_places", said("向谁备案"), Kind.FILING, tuple)
FILING_TOLD: Question[tuple[Body, ...]] = Question("filing_told", said("备案后书面告知谁"), Kind.FILING, tuple)
FILING_PAPERS: Question[tuple[str, ...]] = Question("filing_papers", said("备案应当提交的材料"), Kind.FILING, tuple)
FILING_HANDLED = Question("filing_handled", said("受理备案之日起，办结的期限"), Kind.FILING, Period)
FILING_CHANGE = Question("filing_change", said("备案内容变更之日起，报告变更的期限"), Kind.FILING, Period)

# ── Re-election and handover ─────────────────────────────────────────────────────────────────────
REPORT_TERM_END = Question("report_term_end", said("任期届满前，业主委员会提前书面报告街道"), Kind.REELECTION, Period)
FORM_ELECTION_GROUP = Question("form_election_group", said("收到报告之日起，组建换届（改选）小组的期限"), Kind.REELECTION, Period)
ELECTION_GROUP = Question("election_group", said("换届（改选）小组的组成"), Kind.REELECTION, GroupMakeup)
HOLD_REELECTION = Question("hold_reelection", said("任期届满前，召开换届业主大会会议的提前时间"), Kind.REELECTION, Period)
FROZEN_MATTERS: Question[tuple[FrozenMatter, ...]] = Question("frozen_matters", said("换届小组产生后，原业主委员会不得召集大会决定的事项"), Kind.REELECTION, tuple)
HANDOVER = Question("handover", said("任期届满之日起，移交档案、印章和财物的期限"), Kind.REELECTION, Period)
HANDOVER_TO: Question[tuple[Body, ...]] = Question("handover_to", said("向谁移交"), Kind.REELECTION, tuple)
HANDOVER_TO_CUSTODY = Question("handover_to_custody", said("换届小组成立之日起，移交保管机构的期限"), Kind.REELECTION, Period)
HANDOVER_FROM_CUSTODY = Question("handover_from_custody", said("新一届备案之日起，保管机构移交新一届的期限"), Kind.REELECTION, Period)
MEMBER_HANDOVER = Question("member_handover", said("委员资格终止之日起，本人移交资料和财物的期限"), Kind.REELECTION, Period)

# ── The interim committee ────────────────────────────────────────────────────────────────────────
INTERIM_EXISTS = Question("interim_exists", said("是否设小区物业管理委员会"), Kind.INTERIM, bool)
INTERIM_CASES: Question[tuple[InterimCase, ...]] = Question("interim_cases", said("可以组建物业管理委员会的情形"), Kind.INTERIM, tuple)
INTERIM_PETITION = Question("interim_petition", said("多少业主申请，街道应当组建物业管理委员会"), Kind.INTERIM, Petition)
INTERIM_SIZE = Question("interim_size", said("物业管理委员会的人数"), Kind.INTERIM, Seats)
INTERIM_OWNERS = Question("interim_owners", said("业主代表在物业管理委员会中的比例"), Kind.INTERIM, Share)
INTERIM_CHAIR = Question("interim_chair", said("物业管理委员会主任由谁的代表担任"), Kind.INTERIM, Body)
INTERIM_PREVIEW = Question("interim_preview", said("组建前公示成员名单的最短时间"), Kind.INTERIM, Period)
INTERIM_LIST = Question("interim_list", said("物业管理委员会成立之日起，公布成员名单的期限"), Kind.INTERIM, Period)
INTERIM_QUORUM = Question("interim_quorum", said("物业管理委员会会议须有多少成员出席"), Kind.INTERIM, Share)
INTERIM_OWNERS_QUORUM = Question("interim_owners_quorum", said("物业管理委员会会议须有多少业主代表出席"), Kind.INTERIM, Share)
INTERIM_MAJORITY = Question("interim_majority", said("物业管理委员会作出决定须多少成员同意"), Kind.INTERIM, Share)
INTERIM_PUBLISH = Question("interim_publish", said("物业管理委员会作出决定之日起，公示的期限"), Kind.INTERIM, Period)
INTERIM_DISPLAY = Question("interim_display", said("物业管理委员会决定公示的最短时间"), Kind.INTERIM, Period)
INTERIM_TERM = Question("interim_term", said("物业管理委员会的最长任期"), Kind.INTERIM, Period)
INTERIM_TERM_SOFT = Question("interim_term_soft", said("最长任期是否只是“一般不超过”"), Kind.INTERIM, bool)
INTERIM_DISSOLVE = Question("interim_dissolve", said("业主委员会备案之日起，物业管理委员会解散的期限"), Kind.INTERIM, Period)

# ── Money and disclosure ─────────────────────────────────────────────────────────────────────────
COMMON_INCOME_EVERY = Question("common_income_every", said("公共收益收支公布的最长间隔"), Kind.MONEY, Period)
FUND_EVERY = Question("fund_every", said("维修资金收支公布的最长间隔"), Kind.MONEY, Period)
ANNUAL_DISCLOSURE_BY = Question("annual_disclosure_by", said("上一年度收支最迟公布日"), Kind.MONEY, YearDay)
ANNUAL_DISCLOSURE_DISPLAY = Question("annual_disclosure_display", said("年度收支公示的最短时间"), Kind.MONEY, Period)
AUDIT_DISPLAY = Question("audit_display", said("审计结果公告的最短时间"), Kind.MONEY, Period)
FUND_REFILL_BELOW = Question("fund_refill_below", said("维修资金余额低于首期多少应当续交"), Kind.MONEY, Share)
COMMON_INCOME_TO_FUND = Question("common_income_to_fund", said("公共收益补充维修资金的比例"), Kind.MONEY, Share)

# ── Retrofitted lifts ────────────────────────────────────────────────────────────────────────────
LIFT_CONSENT = Question("lift_consent", said("加装电梯的同意比例口径"), Kind.LIFT, LiftConsent)
LIFT_NOTICE = Question("lift_notice", said("加装电梯方案公示的最短时间"), Kind.LIFT, Period)
LIFT_REGISTER = Question("lift_register", said("电梯投入使用之日起，办理使用登记的期限"), Kind.LIFT, Period)
LIFT_SUBSIDY = Question("lift_subsidy", said("加装电梯的财政补贴标准"), Kind.LIFT, LiftSubsidy)

# ── Property services ────────────────────────────────────────────────────────────────────────────
CONTRACT_FILING = Question("contract_filing", said("物业服务合同签订之日起，备案的期限"), Kind.SERVICE, Period)
MANAGER_NON_RENEWAL = Question("manager_non_renewal", said("物业服务人不同意续聘，届满前书面通知的提前时间"), Kind.SERVICE, Period)
OWNERS_DISMISSAL = Question("owners_dismissal", said("业主共同决定解聘，提前书面通知物业服务人"), Kind.SERVICE, Period)
RENEWAL_DECISION = Question("renewal_decision", said("物业服务合同届满前，组织业主决定续聘或另聘的提前时间"), Kind.SERVICE, Period)
EXIT = Question("exit", said("合同终止之日（或接到通知之日）起，物业服务人退出并移交的期限"), Kind.SERVICE, Period)
REPORT_VIOLATION = Question("report_violation", said("违法行为劝阻、制止无效，物业服务企业报告的期限（小时）"), Kind.SERVICE, int)
EMERGENCY_SERVICE_MAX = Question("emergency_service_max", said("临时（应急）物业服务的最长时间"), Kind.SERVICE, Period)
# fmt: on

ALL: tuple[Question[Any], ...] = tuple(
    question
    for value in list(globals().values())
    for question in (value.values() if value is MAJORITY else (value,))
    if isinstance(question, Question)
)
"""Every question above, in the order of this page."""

BY_CODE: dict[str, Question[Any]] = {question.code: question for question in ALL}
