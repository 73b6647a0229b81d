"""Setting up an owners' assembly and its first committee (成立业主大会)."""

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

FOUNDED = ("group_meets", "form_group")
"""The day the group exists: its first meeting where the law asks for one, else its forming."""
NO_GROUP = Instead(without="form_group", duty=Duty.INTERIM_COMMITTEE)
"""杭州: an interim committee prepares the first assembly, there is no preparation group."""

ANNOUNCE = Step(
    "announce",
    said("公告筹备内容：会议时间地点形式、规约和议事规则草案、选举办法"),
    owed_by=Duty.PREPARATION_GROUP,
    instead=NO_GROUP,
    due=before("hold", q.FIRST_ASSEMBLY_NOTICE, notice=True),
    opens=Opens.NOTICE,
    papers=(
        Paper("call", said("召开首次业主大会会议公告")),
        Paper("pact_draft", said("管理规约草案")),
        Paper("rules_draft", said("业主大会议事规则草案")),
    ),
)

PROCESS = Process(
    code="assembly_setup",
    title=said("成立业主大会"),
    about=said("从达到成立条件，到首次业主大会会议通过规约和议事规则、选出业主委员会并备案。"),
    anchor=Anchor("conditions_met", said("达到召开首次业主大会会议条件之日")),
    steps=(
        Step(
            "developer_report",
            said("书面报告并报送资料"),
            owed_by=Duty.DEVELOPER,
            due=after("conditions_met", q.DEVELOPER_REPORT),
            papers=(
                Paper("district", said("物业管理区域证明")),
                Paper("areas", said("房屋及建筑物面积清册")),
                Paper("owners", said("业主名册")),
                Paper("plan", said("建筑规划总平面图")),
                Paper("facilities", said("交付使用共用设施设备的证明")),
                Paper("premises", said("物业服务用房配置证明")),
            ),
        ),
        Step(
            "apply",
            said("提出成立业主大会的书面申请"),
            owed_by=Duty.OWNERS,
            due=Undated(
                said("达到条件后随时可以申请；建设单位的报告同样算。"), since="conditions_met"
            ),
            papers=(Paper("application", said("成立业主大会申请书")),),
        ),
        Step(
            "form_group",
            said("组建筹备组"),
            owed_by=Duty.STREET,
            due=after(q.PREPARATION_GROUP_FROM, q.FORM_PREPARATION_GROUP),
            only=q.PREPARATION_GROUP,
            papers=(
                Paper("group", said("筹备组成员名单")),
                Paper("representative_commitment", said("业主代表承诺书")),
            ),
        ),
        Step(
            "group_meets",
            said("召开首次筹备组会议，筹备组成立"),
            owed_by=Duty.PREPARATION_GROUP,
            due=after("form_group", q.PREPARATION_FIRST_MEETING),
            only=q.PREPARATION_FIRST_MEETING,
            opens=Opens.MEETING,
        ),
        Step(
            "publish_group",
            said("公告筹备组名单"),
            owed_by=Duty.STREET,
            due=after(FOUNDED, q.PUBLISH_PREPARATION_LIST),
            only=q.PREPARATION_GROUP,
            opens=Opens.NOTICE,
            papers=(Paper("group_notice", said("成立筹备组的公告")),),
        ),
        Step(
            "developer_papers",
            said("向筹备组报送资料"),
            owed_by=Duty.DEVELOPER,
            due=after(FOUNDED, q.DEVELOPER_PAPERS),
            only=q.DEVELOPER_PAPERS,
        ),
        Step(
            "confirm_owners",
            said("核对并公示业主身份、人数和专有部分面积"),
            owed_by=Duty.PREPARATION_GROUP,
            instead=NO_GROUP,
            due=before("hold", q.FIRST_ASSEMBLY_NOTICE, notice=True),
            opens=Opens.NOTICE,
            papers=(Paper("roll", said("业主名册公示")),),
        ),
        Step(
            "show_candidates",
            said("公示委员候选人名单，接受异议"),
            owed_by=Duty.PREPARATION_GROUP,
            instead=NO_GROUP,
            due=before("hold", q.CANDIDATES_DISPLAY, notice=True),
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
            "hold",
            said("召开首次业主大会会议：表决规约、议事规则，选举业委会"),
            owed_by=Duty.ASSEMBLY,
            due=after(FOUNDED, q.HOLD_FIRST_ASSEMBLY),
            outcomes=OUTCOMES,
            decides=(
                DecisionKind.RULES_OF_PROCEDURE,
                DecisionKind.MANAGEMENT_PACT,
                DecisionKind.ELECT_COMMITTEE,
            ),
            opens=Opens.POLL,
            papers=(Paper("minutes", said("首次业主大会会议记录和决定")),),
        ),
        Step(
            "hold_again",
            said("参与不足的，再次组织表决"),
            owed_by=Duty.PREPARATION_GROUP,
            instead=NO_GROUP,
            due=Undated(said("法规没有写明再次表决的日数。"), since="hold"),
            when=If("hold", QUORUM_FAILED.code),
            outcomes=OUTCOMES,
            decides=(
                DecisionKind.RULES_OF_PROCEDURE,
                DecisionKind.MANAGEMENT_PACT,
                DecisionKind.ELECT_COMMITTEE,
            ),
            opens=Opens.POLL,
        ),
        Step(
            "extend",
            said("逾期没有召开的，向街道说明并确定新的日期"),
            owed_by=Duty.PREPARATION_GROUP,
            instead=NO_GROUP,
            due=Undated(said("法规没有写明日数，应尽快。")),
            when=Late("hold"),
        ),
        *after_election(("hold_again", "hold"), ANNOUNCE),
    ),
)
