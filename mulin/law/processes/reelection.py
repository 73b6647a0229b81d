"""Re-electing the owners' committee before its term runs out (业主委员会换届)."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.after_election import OUTCOMES, QUORUM_FAILED, after_election
from mulin.law.process import (
    Anchor,
    Duty,
    If,
    Instead,
    Late,
    Opens,
    Paper,
    Process,
    Step,
    Undated,
    after,
    before,
)
from mulin.law.questions import DecisionKind

NO_GROUP = Instead(without="form_group", duty=Duty.COMMITTEE)
"""Where a region knows no election group, the committee itself organises the election."""

ANNOUNCE = Step(
    "announce",
    said("公告会议时间、地点、形式和议题"),
    owed_by=Duty.ELECTION_GROUP,
    instead=NO_GROUP,
    due=before("elect", q.ASSEMBLY_NOTICE, notice=True),
    opens=Opens.NOTICE,
    papers=(Paper("call", said("召开业主大会会议公告")),),
)

PROCESS = Process(
    code="reelection",
    title=said("业主委员会换届"),
    about=said("任期届满前选出新一届，备案，移交印章、账户和档案。"),
    anchor=Anchor("term_ends", said("任期届满日")),
    steps=(
        Step(
            "report",
            said("书面报告街道"),
            owed_by=Duty.COMMITTEE,
            due=before("term_ends", q.REPORT_TERM_END),
            papers=(Paper("report", said("任期届满报告")),),
            remind=(30, 14, 7, 1),
        ),
        Step(
            "start_anyway",
            said("没有报告的，督促换届；业主可以书面要求启动"),
            owed_by=Duty.STREET,
            due=Undated(said("应尽快，法规没有写明日数。")),
            when=Late("report"),
            papers=(
                Paper("application", said("换届改选申请书")),
                Paper("order_reelection", said("督促换届通知书")),
            ),
        ),
        Step(
            "form_group",
            said("组建换届改选小组"),
            owed_by=Duty.STREET,
            due=after("report", q.FORM_ELECTION_GROUP),
            only=q.FORM_ELECTION_GROUP,
            papers=(
                Paper("group", said("换届改选小组成员名单")),
                Paper("representative_commitment", said("业主代表承诺书")),
                Paper("group_notice", said("成立换届改选小组的公告")),
                Paper("frozen", said("换届期间暂停职权的告知书")),
            ),
        ),
        Step(
            "to_custody",
            said("把凭证、清册、档案、印章和财物移交房管机构保管"),
            owed_by=Duty.COMMITTEE,
            due=after("form_group", q.HANDOVER_TO_CUSTODY),
            only=q.HANDOVER_TO_CUSTODY,
            papers=(Paper("handover_list", said("移交清单")),),
        ),
        Step(
            "show_candidates",
            said("公示委员候选人名单，接受异议"),
            owed_by=Duty.ELECTION_GROUP,
            instead=NO_GROUP,
            due=before("elect", q.CANDIDATES_DISPLAY, notice=True),
            opens=Opens.NOTICE,
            display=q.CANDIDATES_DISPLAY,
            papers=(
                Paper("candidate_form", said("委员候选人登记表")),
                Paper("commitment", said("候选人承诺书")),
                Paper("candidates", said("候选人名单公示")),
            ),
        ),
        ANNOUNCE,
        Step(
            "elect",
            said("召开业主大会会议，选举新一届"),
            owed_by=Duty.ASSEMBLY,
            due=before("term_ends", q.HOLD_REELECTION),
            outcomes=OUTCOMES,
            decides=(DecisionKind.ELECT_COMMITTEE,),
            opens=Opens.POLL,
            papers=(Paper("minutes", said("业主大会会议记录和决定")),),
            remind=(60, 30, 14, 7),
        ),
        Step(
            "elect_again",
            said("参与不足的，再次组织表决"),
            owed_by=Duty.ELECTION_GROUP,
            instead=NO_GROUP,
            due=before("term_ends"),
            when=If("elect", QUORUM_FAILED.code),
            outcomes=OUTCOMES,
            decides=(DecisionKind.ELECT_COMMITTEE,),
            opens=Opens.POLL,
        ),
        Step(
            "order_election",
            said("逾期没有换届的，责令限期换届或者组织换届"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明日数，应尽快。")),
            when=Late("elect"),
            papers=(Paper("order_election", said("限期换届通知书")),),
        ),
        *after_election(("elect_again", "elect"), ANNOUNCE),
        Step(
            "from_custody",
            said("把保管的资料和财物移交新一届"),
            owed_by=Duty.HOUSING_AGENCY,
            due=after("filing_handled", q.HANDOVER_FROM_CUSTODY),
            only=q.HANDOVER_FROM_CUSTODY,
            papers=(Paper("handover_back", said("保管移交清单")),),
        ),
        Step(
            "hand_over",
            said("移交档案、印章和财物"),
            owed_by=Duty.COMMITTEE,
            due=after("term_ends", q.HANDOVER),
            only=q.HANDOVER,
            papers=(Paper("handover_list", said("移交清单")),),
        ),
        Step(
            "members_hand_over",
            said("不再任职的委员移交本人保管的资料和财物"),
            owed_by=Duty.FORMER_MEMBERS,
            due=after("term_ends", q.MEMBER_HANDOVER),
            papers=(Paper("member_list", said("离任委员移交清单")),),
        ),
    ),
)
