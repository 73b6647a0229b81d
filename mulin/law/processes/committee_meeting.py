"""A meeting of the owners' committee (业主委员会会议)."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import (
    SAME_DAY,
    Anchor,
    Duty,
    Opens,
    Outcome,
    Paper,
    Process,
    Step,
    after,
    before,
)

DECIDED = Outcome("decided", said("作出决定"))
NO_QUORUM = Outcome("no_quorum", said("出席不足，没有开成"))

PROCESS = Process(
    code="committee_meeting",
    title=said("业主委员会会议"),
    about=said("会前公告议题，到会够数，全体委员够数同意并签字，决定按时公告。"),
    anchor=Anchor("meeting", said("会议日")),
    steps=(
        Step(
            "publish_agenda",
            said("公告会议议题，听取业主意见"),
            owed_by=Duty.COMMITTEE,
            due=before("meeting", q.COMMITTEE_NOTICE, notice=True),
            opens=Opens.NOTICE,
            papers=(Paper("agenda", said("会议议题公告")),),
        ),
        Step(
            "tell_residents_committee",
            said("告知居民委员会"),
            owed_by=Duty.COMMITTEE,
            due=before("meeting", q.TELL_RESIDENTS_COMMITTEE, notice=True),
            only=q.TELL_RESIDENTS_COMMITTEE,
        ),
        Step(
            "meet",
            said("开会，委员签到、表决、签字"),
            owed_by=Duty.COMMITTEE,
            due=after("meeting", SAME_DAY),
            outcomes=(DECIDED, NO_QUORUM),
            opens=Opens.MEETING,
            papers=(
                Paper("sign_in", said("签到表")),
                Paper("minutes", said("会议记录和决定（委员签字）")),
            ),
        ),
        Step(
            "publish_decision",
            said("公告决定"),
            owed_by=Duty.COMMITTEE,
            due=after("meet", q.COMMITTEE_PUBLISH),
            opens=Opens.NOTICE,
            papers=(Paper("decision", said("业主委员会决定公告")),),
        ),
    ),
)
