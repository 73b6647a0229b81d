"""The interim committee of a compound (物业管理委员会), where a region knows one.

Not the property committee at street and community level (物委会), which coordinates.
"""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import (
    Anchor,
    Duty,
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

FORM = Outcome("form", said("应当组建"))
REFUSE = Outcome("refuse", said("不符合组建的情形"))

PROCESS = Process(
    code="interim_committee",
    title=said("组建物业管理委员会"),
    about=said("没有业委会又选不出来的小区，由街道组建的临时机构；它不能代替全体业主作共同决定。"),
    anchor=Anchor("applied", said("收到业主书面申请或者认定出现应当组建情形之日")),
    only=q.INTERIM_EXISTS,
    steps=(
        Step(
            "check",
            said("核实是否属于应当组建的情形"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明核实的日数，应尽快。"), since="applied"),
            outcomes=(FORM, REFUSE),
            papers=(Paper("application", said("组建物业管理委员会申请书")),),
        ),
        Step(
            "recommend",
            said("推荐业主代表，确定成员建议名单"),
            owed_by=Duty.RESIDENTS_COMMITTEE,
            due=Undated(said("法规没有写明日数。"), since="check"),
            papers=(Paper("members_draft", said("成员建议名单")),),
        ),
        Step(
            "preview",
            said("公示成员建议名单，接受意见"),
            owed_by=Duty.STREET,
            due=before("form", q.INTERIM_PREVIEW, notice=True),
            only=q.INTERIM_PREVIEW,
            opens=Opens.NOTICE,
            display=q.INTERIM_PREVIEW,
        ),
        Step(
            "form",
            said("物业管理委员会成立"),
            owed_by=Duty.STREET,
            due=Undated(said("法规没有写明组建的日数，应尽快。"), since="recommend"),
            papers=(Paper("formation", said("成立物业管理委员会的决定")),),
        ),
        Step(
            "publish_members",
            said("公布成员名单"),
            owed_by=Duty.STREET,
            due=after("form", q.INTERIM_LIST),
            only=q.INTERIM_LIST,
            opens=Opens.NOTICE,
        ),
        Step(
            "prepare_election",
            said("组织业主大会会议，推动选举业主委员会"),
            owed_by=Duty.INTERIM_COMMITTEE,
            due=after("form", q.INTERIM_TERM, posted=True),
            opens=Opens.POLL,
            remind=(180, 90, 60, 30),
        ),
        Step(
            "term_over",
            said("任期届满仍没有选出的，重组或者说明延长的理由"),
            owed_by=Duty.STREET,
            due=Undated(said("届满即办。")),
            when=Late("prepare_election"),
            papers=(Paper("renewal", said("重组或延长的理由说明")),),
        ),
        Step(
            "dissolve",
            said("业主委员会备案后解散，办理移交"),
            owed_by=Duty.INTERIM_COMMITTEE,
            due=after("prepare_election", q.INTERIM_DISSOLVE),
            papers=(Paper("handover_list", said("移交清单")),),
        ),
    ),
)
