"""Handing over files, seals and money when a committee or a member leaves (移交)."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import Anchor, Duty, Late, Opens, Paper, Process, Step, Undated, after

PROCESS = Process(
    code="handover",
    title=said("业主委员会移交"),
    about=said("任期届满或者资格终止后，档案、印章、账户和财物清点、交接、见证、归档。"),
    anchor=Anchor("ended", said("任期届满或者资格终止之日")),
    steps=(
        Step(
            "list",
            said("清点档案、印章、账户、财物，列出清单"),
            owed_by=Duty.COMMITTEE,
            due=after("ended"),
            papers=(
                Paper("files", said("档案清单")),
                Paper("seals", said("印章清单")),
                Paper("accounts", said("账户和余额清单")),
                Paper("property", said("财物清单")),
            ),
            remind=(30, 14, 7, 1),
        ),
        Step(
            "hand_over",
            said("移交并由双方和居民委员会签字"),
            owed_by=Duty.COMMITTEE,
            due=after("ended", q.HANDOVER),
            opens=Opens.MEETING,
            papers=(Paper("handover_list", said("移交清单（三方签字）")),),
        ),
        Step(
            "members_hand_over",
            said("离任委员移交本人保管的资料和财物"),
            owed_by=Duty.FORMER_MEMBERS,
            due=after("ended", q.MEMBER_HANDOVER),
            papers=(Paper("member_list", said("离任委员移交清单")),),
        ),
        Step(
            "urge",
            said("逾期不移交的，督促移交，必要时请公安机关协助"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明日数，应尽快。")),
            when=Late("hand_over"),
            papers=(Paper("urge", said("督促移交通知书")),),
        ),
        Step(
            "publish",
            said("公示移交结果和账户余额"),
            owed_by=Duty.NEW_COMMITTEE,
            due=Undated(said("法规没有写明日数。"), since="hand_over"),
            opens=Opens.NOTICE,
        ),
    ),
)
