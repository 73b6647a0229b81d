"""Removing a member of the committee by the assembly (罢免、终止委员资格)."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import (
    Anchor,
    Duty,
    If,
    Late,
    Opens,
    Outcome,
    Paper,
    Process,
    Step,
    Undated,
    after,
    before,
)
from mulin.law.questions import DecisionKind

ENOUGH = Outcome("enough", said("提议够数"))
TOO_FEW = Outcome("too_few", said("提议不够数"))
REMOVED = Outcome("removed", said("终止资格"))
KEPT = Outcome("kept", said("没有通过，继续任职"))

PROCESS = Process(
    code="recall",
    title=said("终止业主委员会委员资格"),
    about=said("够数的业主或者委员提议，本人申辩，业主大会表决；被终止的移交并变更备案。"),
    anchor=Anchor("proposed", said("收到书面提议之日")),
    steps=(
        Step(
            "check_proposal",
            said("核对提议是否够数、理由是否属于可以终止的情形"),
            owed_by=Duty.COMMITTEE,
            due=Undated(said("法规没有写明核对的日数，应尽快。"), since="proposed"),
            outcomes=(ENOUGH, TOO_FEW),
            papers=(
                Paper("proposal", said("终止委员资格提议书")),
                Paper("signatures", said("提议人签名表")),
            ),
        ),
        Step(
            "hear_member",
            said("告知本人，听取申辩并记录"),
            owed_by=Duty.COMMITTEE,
            due=before("announce", notice=True),
            when=If("check_proposal", ENOUGH.code),
            papers=(Paper("hearing", said("申辩记录")),),
        ),
        Step(
            "announce",
            said("通知全体业主，附提议理由和本人申辩"),
            owed_by=Duty.COMMITTEE,
            due=before("hold", q.SPECIAL_ASSEMBLY_NOTICE, notice=True),
            when=If("check_proposal", ENOUGH.code),
            opens=Opens.NOTICE,
            papers=(Paper("call", said("召开业主大会会议公告")),),
        ),
        Step(
            "hold",
            said("召开业主大会会议表决"),
            owed_by=Duty.ASSEMBLY,
            due=Undated(said("多少日内召集由议事规则约定。"), since="check_proposal"),
            when=If("check_proposal", ENOUGH.code),
            outcomes=(REMOVED, KEPT),
            decides=(DecisionKind.ELECT_COMMITTEE,),
            opens=Opens.POLL,
            papers=(Paper("minutes", said("业主大会会议记录和决定")),),
        ),
        Step(
            "publish_result",
            said("公示表决结果"),
            owed_by=Duty.COMMITTEE,
            due=after("hold", q.PUBLISH_RESULT),
            opens=Opens.NOTICE,
            display=q.RESULT_DISPLAY,
        ),
        Step(
            "hand_over",
            said("移交本人保管的资料、印章和财物"),
            owed_by=Duty.FORMER_MEMBERS,
            due=after("hold", q.MEMBER_HANDOVER),
            when=If("hold", REMOVED.code),
            papers=(Paper("member_list", said("离任委员移交清单")),),
        ),
        Step(
            "urge_handover",
            said("拒不移交的，督促移交，必要时请公安机关协助"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明日数，应尽快。")),
            when=Late("hand_over"),
            papers=(Paper("urge", said("督促移交通知书")),),
        ),
        Step(
            "file_change",
            said("变更备案"),
            owed_by=Duty.COMMITTEE,
            due=after("hold", q.FILING_CHANGE),
            when=If("hold", REMOVED.code),
            papers=(Paper("filing_form", said("业主委员会变更备案表")),),
        ),
    ),
)
