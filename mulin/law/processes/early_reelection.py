"""Electing a new committee before the term is over (提前换届): too few members, idle, unlawful."""

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

NO_GROUP = Instead(without="form_group", duty=Duty.RESIDENTS_COMMITTEE)
"""Where a region knows no election group, the residents' committee stands in (指导规则第58条)."""

ANNOUNCE = Step(
    "announce",
    said("公告会议时间、地点、形式和议题"),
    owed_by=Duty.ELECTION_GROUP,
    instead=NO_GROUP,
    due=before("elect", q.SPECIAL_ASSEMBLY_NOTICE, notice=True),
    opens=Opens.NOTICE,
    papers=(Paper("call", said("召开业主大会会议公告")),),
)

PROCESS = Process(
    code="early_reelection",
    title=said("业主委员会提前换届"),
    about=said("委员不足半数、长期不开展工作、决定严重违法或者无法运作的，任期内重新选举。"),
    anchor=Anchor("cause_found", said("认定出现应当提前换届情形之日")),
    only=q.EARLY_ELECTION,
    steps=(
        Step(
            "confirm_cause",
            said("核实情形并书面告知业委会和业主"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明核实的日数，应尽快。"), since="cause_found"),
            opens=Opens.NOTICE,
            papers=(
                Paper("application", said("换届改选申请书")),
                Paper("cause", said("提前换届情形认定书")),
            ),
        ),
        Step(
            "order",
            said("责令限期召集业主大会会议"),
            owed_by=Duty.STREET,
            due=Undated(said("责令的期限由街道定。"), since="confirm_cause"),
            papers=(Paper("order_reelection", said("责令限期换届通知书")),),
        ),
        Step(
            "form_group",
            said("组建换届改选小组"),
            owed_by=Duty.STREET,
            due=after("confirm_cause", q.FORM_ELECTION_GROUP),
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
            said("召开临时业主大会会议，重新选举"),
            owed_by=Duty.ASSEMBLY,
            due=after("order", q.ORDER_TO_CALL),
            outcomes=OUTCOMES,
            decides=(DecisionKind.ELECT_COMMITTEE,),
            opens=Opens.POLL,
            papers=(Paper("minutes", said("业主大会会议记录和决定")),),
        ),
        Step(
            "elect_again",
            said("参与不足的，再次组织表决"),
            owed_by=Duty.ELECTION_GROUP,
            instead=NO_GROUP,
            due=Undated(said("法规没有写明再次表决的日数。"), since="elect"),
            when=If("elect", QUORUM_FAILED.code),
            outcomes=OUTCOMES,
            decides=(DecisionKind.ELECT_COMMITTEE,),
            opens=Opens.POLL,
        ),
        Step(
            "organise",
            said("逾期不召集的，组织召开"),
            owed_by=Duty.STREET,
            due=Undated(said("责令期满即可组织，法规没有写明日数。")),
            when=Late("elect"),
        ),
        *after_election(("elect_again", "elect"), ANNOUNCE),
        Step(
            "from_custody",
            said("把保管的资料和财物移交新一届"),
            owed_by=Duty.HOUSING_AGENCY,
            due=after("filing_handled", q.HANDOVER_FROM_CUSTODY),
            only=q.HANDOVER_FROM_CUSTODY,
        ),
        Step(
            "members_hand_over",
            said("不再任职的委员移交本人保管的资料和财物"),
            owed_by=Duty.FORMER_MEMBERS,
            due=after(("elect_again", "elect"), q.MEMBER_HANDOVER),
            papers=(Paper("member_list", said("离任委员移交清单")),),
        ),
    ),
)
