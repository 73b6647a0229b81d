"""残疾人两项补贴: each place decides by itself."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import HOUSEHOLD, IDENTITY, Affair, Blank, Group, Kind, PaperNeeded

AFFAIR = Affair(
    code="disability_allowance",
    title=said("残疾人两项补贴申请"),
    group=Group.ELDER,
    about=said("困难残疾人生活补贴和重度残疾人护理补贴。条件和标准各地不同。"),
    who=said("残疾人本人，监护人或者家人可以代办"),
    decides=said("区县民政部门"),
    papers=(
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("disability", said("残疾人证"), 1, 1),
        PaperNeeded("account", said("本人银行卡或者社保卡"), 1, 1),
    ),
    blanks=(
        Blank(
            "which",
            said("申请哪一项"),
            Kind.CHOICE,
            choices=(
                ("living", said("生活补贴")),
                ("care", said("护理补贴")),
                ("both", said("两项都申请")),
            ),
        ),
    ),
    steps=(said("社区收件、核对证件"), said("街道初审"), said("残联审核、民政部门审定")),
    unchecked=(said("办理时限"), said("条件和标准"), said("由谁决定"), said("材料清单")),
)
