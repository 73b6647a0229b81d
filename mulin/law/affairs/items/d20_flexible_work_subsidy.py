"""灵活就业社保补贴: each place decides by itself."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import IDENTITY, Affair, Blank, Group, Kind, PaperNeeded

AFFAIR = Affair(
    code="flexible_work_subsidy",
    title=said("灵活就业社会保险补贴申请"),
    group=Group.WORK,
    about=said("就业困难人员灵活就业并自己缴了社会保险的，可以申请补贴。条件和标准各地不同。"),
    who=said("就业困难人员本人"),
    decides=said("区县人力资源社会保障部门"),
    papers=(
        IDENTITY,
        PaperNeeded("paid", said("社会保险缴费凭证"), 1, 1),
        PaperNeeded("work", said("灵活就业情况说明"), 1, 0),
    ),
    blanks=(
        Blank("work", said("做什么工作")),
        Blank("months", said("申请几个月"), Kind.NUMBER),
    ),
    steps=(said("社区收件、核对"), said("街道初审、公示"), said("人社部门审定、发放")),
    unchecked=(said("办理时限"), said("条件和标准"), said("由谁决定"), said("材料清单")),
)
