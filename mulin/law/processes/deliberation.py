"""The six steps of deliberation (议题收集 → … → 居民评价), as the published account of Hebei names them.

No law sets the days: they are this product's defaults, which a street may change and which say so.
"""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.process import (
    Anchor,
    Duty,
    If,
    Opens,
    Outcome,
    Paper,
    Process,
    Step,
    Undated,
    after,
)
from mulin.law.terms import Period

AGREED = Outcome("agreed", said("商量成了"))
NOT_AGREED = Outcome("not_agreed", said("没有商量成"))
TO_THE_OWNERS = Outcome("to_the_owners", said("属于业主共同决定的事项，转业主大会表决"))

PROCESS = Process(
    code="deliberation",
    title=said("六步议事"),
    about=said(
        "收集议题、确定议题、会议协商、执行决策、监督反馈、居民评价；触及业主共同决定事项的转表决。"
    ),
    anchor=Anchor("raised", said("议题提出之日")),
    steps=(
        Step(
            "collect",
            said("议题收集：登记来源，合并相近的，听支持的人有多少"),
            owed_by=Duty.RESIDENTS_COMMITTEE,
            due=after("raised", Period(working_days=5)),
            papers=(Paper("topic", said("议题登记单")),),
        ),
        Step(
            "choose",
            said("确定议题：定召集人、参加的各方和日期，公布"),
            owed_by=Duty.CONVENER,
            due=after("collect", Period(working_days=5)),
            opens=Opens.NOTICE,
            papers=(Paper("topic_notice", said("议题公告")),),
        ),
        Step(
            "deliberate",
            said("会议协商"),
            owed_by=Duty.PARTIES,
            due=after("choose", Period(working_days=15)),
            outcomes=(AGREED, NOT_AGREED, TO_THE_OWNERS),
            opens=Opens.MEETING,
            papers=(Paper("sign_in", said("签到表")), Paper("minutes", said("会议纪要"))),
        ),
        Step(
            "mediate",
            said("没有商量成的，请中立的调解人调解"),
            owed_by=Duty.RESIDENTS_COMMITTEE,
            due=after("deliberate", Period(days=30)),
            when=If("deliberate", NOT_AGREED.code),
            opens=Opens.MEDIATION,
        ),
        Step(
            "vote",
            said("提请业主大会表决"),
            owed_by=Duty.COMMITTEE,
            due=Undated(said("由业主大会议事规则约定。"), since="deliberate"),
            when=If("deliberate", TO_THE_OWNERS.code),
            opens=Opens.POLL,
        ),
        Step(
            "carry_out",
            said("执行决策：责任方按责任清单办"),
            owed_by=Duty.PARTIES,
            due=Undated(said("办到哪一天，写在会议纪要的责任清单里。"), since="deliberate"),
            papers=(Paper("tasks", said("责任清单")),),
        ),
        Step(
            "feed_back",
            said("监督反馈：公布办得怎样"),
            owed_by=Duty.RESIDENTS_COMMITTEE,
            due=after("carry_out", Period(working_days=5)),
            opens=Opens.NOTICE,
            papers=(Paper("follow_up", said("督办单")),),
        ),
        Step(
            "evaluate",
            said("居民评价：提出的人先评"),
            owed_by=Duty.RESIDENTS,
            due=after("feed_back", Period(working_days=10)),
            papers=(Paper("evaluation", said("满意度问卷")),),
        ),
    ),
)
