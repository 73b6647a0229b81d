"""An extraordinary assembly that owners ask for (临时业主大会); the street orders it if need be."""

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

ENOUGH = Outcome("enough", said("提议的业主够数"))
TOO_FEW = Outcome("too_few", said("提议的业主不够数"))
CALLED = Outcome("called", said("业委会召集会议"))
REFUSED = Outcome("refused", said("业委会不召集"))

PROCESS = Process(
    code="special_assembly",
    title=said("业主提议召开临时业主大会会议"),
    about=said(
        "够数的业主提议，业委会应当召集；不召集的，街道责令限期召集，逾期由街道或者居委会组织。"
    ),
    anchor=Anchor("petitioned", said("业委会收到书面提议之日")),
    steps=(
        Step(
            "check_signatures",
            said("核对提议人的身份、签名、面积和人数"),
            owed_by=Duty.COMMITTEE,
            due=Undated(said("法规没有写明核对的日数，应尽快。"), since="petitioned"),
            outcomes=(ENOUGH, TOO_FEW),
            papers=(
                Paper("petition", said("召开临时会议提议书")),
                Paper("signatures", said("提议人签名表")),
            ),
        ),
        Step(
            "answer_petition",
            said("书面告知提议人：还差多少、怎样补"),
            owed_by=Duty.COMMITTEE,
            due=Undated(said("应尽快告知。"), since="check_signatures"),
            when=If("check_signatures", TOO_FEW.code),
            papers=(Paper("answer", said("提议答复书")),),
        ),
        Step(
            "call",
            said("召集临时会议"),
            owed_by=Duty.COMMITTEE,
            due=Undated(said("多少日内召集由议事规则约定。"), since="check_signatures"),
            when=If("check_signatures", ENOUGH.code),
            outcomes=(CALLED, REFUSED),
            papers=(Paper("call", said("召开临时业主大会会议公告")),),
        ),
        Step(
            "order",
            said("业委会不召集的，责令限期召集"),
            owed_by=Duty.STREET,
            due=Undated(said("业主反映后即办。"), since="call"),
            when=If("call", REFUSED.code),
            papers=(Paper("order", said("责令限期召集通知书")),),
        ),
        Step(
            "obey",
            said("在责令的期限内召集"),
            owed_by=Duty.COMMITTEE,
            due=after("order", q.ORDER_TO_CALL),
            when=If("call", REFUSED.code),
        ),
        Step(
            "organise",
            said("逾期仍不召集的，组织召开"),
            owed_by=Duty.STREET,
            due=Undated(said("责令期满即可组织。")),
            when=Late("obey"),
        ),
        Step(
            "announce",
            said("通知全体业主，同时告知居民委员会"),
            owed_by=Duty.COMMITTEE,
            due=before("hold", q.SPECIAL_ASSEMBLY_NOTICE, notice=True),
            opens=Opens.NOTICE,
        ),
        Step(
            "hold",
            said("召开临时会议并表决"),
            owed_by=Duty.ASSEMBLY,
            due=Undated(said("在召集公告写明的日子召开。"), since=("obey", "call")),
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
    ),
)
