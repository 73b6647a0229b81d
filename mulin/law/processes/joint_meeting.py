"""A joint meeting of four or six parties (联席会议)."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.process import (
    Anchor,
    Duty,
    Opens,
    Outcome,
    Paper,
    Process,
    Step,
    Undated,
    after,
    before,
)
from mulin.law.terms import Period

HELD = Outcome("held", said("到会的各方够数"))
NO_QUORUM = Outcome("no_quorum", said("到会的各方不够数，改期"))

PROCESS = Process(
    code="joint_meeting",
    title=said("联席会议"),
    about=said("四方或六方共商：召集、到会、纪要、责任到人到日、跟踪到底、居民评价。"),
    anchor=Anchor("meeting", said("会议日")),
    steps=(
        Step(
            "call",
            said("通知各方，附议题和材料"),
            owed_by=Duty.CONVENER,
            due=before("meeting", Period(days=5), notice=True),
            papers=(Paper("agenda", said("会议通知和议题")),),
        ),
        Step(
            "meet",
            said("开会，扫码签到，作出决定"),
            owed_by=Duty.PARTIES,
            due=after("meeting"),
            outcomes=(HELD, NO_QUORUM),
            opens=Opens.MEETING,
            papers=(Paper("sign_in", said("签到表")),),
        ),
        Step(
            "minutes",
            said("整理纪要，各方确认，写明谁办、哪天办完"),
            owed_by=Duty.CONVENER,
            due=after("meet", Period(working_days=3)),
            papers=(Paper("minutes", said("会议纪要")), Paper("tasks", said("责任清单"))),
        ),
        Step(
            "publish",
            said("向居民公布会议结果"),
            owed_by=Duty.CONVENER,
            due=after("minutes", Period(working_days=3)),
            opens=Opens.NOTICE,
        ),
        Step(
            "carry_out",
            said("各方按责任清单办"),
            owed_by=Duty.PARTIES,
            due=Undated(said("办到哪一天，写在责任清单里。"), since="minutes"),
        ),
        Step(
            "evaluate",
            said("居民评价"),
            owed_by=Duty.RESIDENTS,
            due=after("carry_out", Period(working_days=10)),
            papers=(Paper("evaluation", said("满意度问卷")),),
        ),
    ),
)
