"""What follows every election of a committee: publishing, first meeting, filing, seals."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import (
    Duty,
    Late,
    Opens,
    Outcome,
    Paper,
    Step,
    Undated,
    after,
)

ELECTED = Outcome("elected", said("选出委员"))
QUORUM_FAILED = Outcome("quorum_failed", said("参与不足三分之二"))
NOT_ELECTED = Outcome("not_elected", said("参与够了，没有选出足够的委员"))
OUTCOMES = (ELECTED, QUORUM_FAILED, NOT_ELECTED)


def after_election(elected: tuple[str, ...], organiser: Step) -> tuple[Step, ...]:
    """The steps counted from ``elected``; ``organiser`` is the step whose duty publishes."""
    return (*_made_public(elected, organiser), *_filed(elected))


def _made_public(elected: tuple[str, ...], organiser: Step) -> tuple[Step, ...]:
    return (
        Step(
            "publish_result",
            said("公示表决结果"),
            owed_by=organiser.owed_by,
            instead=organiser.instead,
            due=after(elected, q.PUBLISH_RESULT),
            opens=Opens.NOTICE,
            display=q.RESULT_DISPLAY,
            papers=(Paper("result", said("业主大会表决结果公告")),),
        ),
        Step(
            "first_meeting",
            said("召开业委会首次会议，推选主任、副主任"),
            owed_by=Duty.NEW_COMMITTEE,
            due=after(elected, q.COMMITTEE_FIRST_MEETING),
            opens=Opens.MEETING,
            papers=(Paper("first_minutes", said("业主委员会首次会议记录和决定")),),
        ),
        Step(
            "publish_elected",
            said("公告主任、副主任和委员名单"),
            owed_by=Duty.NEW_COMMITTEE,
            due=after(elected, q.PUBLISH_ELECTED),
            opens=Opens.NOTICE,
            papers=(Paper("members", said("业主委员会委员名单公告")),),
        ),
    )


def _filed(elected: tuple[str, ...]) -> tuple[Step, ...]:
    return (
        Step(
            "file",
            said("备案"),
            owed_by=Duty.NEW_COMMITTEE,
            due=after(elected, q.FILE_COMMITTEE),
            papers=(
                Paper("filing_form", said("业主委员会备案表")),
                Paper("commitment", said("委员承诺书")),
            ),
            papers_of=q.FILING_PAPERS,
        ),
        Step(
            "order_filing",
            said("督促限期备案"),
            owed_by=Duty.STREET,
            due=Undated(said("逾期未备案的，由街道督促，法规没有写明日数。"), since=elected),
            when=Late("file"),
            papers=(Paper("order_filing", said("限期备案通知书")),),
        ),
        Step(
            "filing_handled",
            said("办结备案"),
            owed_by=Duty.STREET,
            due=after("file", q.FILING_HANDLED),
            papers=(Paper("filing_proof", said("业主委员会备案证明")),),
        ),
        Step(
            "seals",
            said("凭备案证明刻制印章、开立账户"),
            owed_by=Duty.NEW_COMMITTEE,
            due=Undated(said("备案后即可办理，法规没有写明日数。"), since="filing_handled"),
            papers=(Paper("seal_register", said("印章和账户登记表")),),
        ),
    )
