"""高龄津贴: each place decides by itself."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import HOUSEHOLD, IDENTITY, Affair, Blank, Group, Kind, PaperNeeded

AFFAIR = Affair(
    code="old_age_allowance",
    title=said("高龄津贴申请"),
    group=Group.ELDER,
    about=said("到了当地规定年龄的老人可以领。几岁起、多少钱、怎样发，各地不同。"),
    who=said("老人本人，家人可以代办"),
    decides=said("各地规定的部门"),
    papers=(
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("account", said("本人银行卡或者社保卡"), 1, 1),
    ),
    blanks=(Blank("born", said("出生日期"), Kind.DAY),),
    steps=(
        said("社区收件、核对年龄和户籍"),
        said("街道复核，报主管部门"),
        said("按月或者按季发放"),
    ),
    unchecked=(said("办理时限"), said("起领年龄和金额"), said("由谁决定"), said("材料清单")),
)
