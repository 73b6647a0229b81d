"""医疗救助: 社会救助暂行办法 第28–30条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import (
    HOUSEHOLD,
    IDENTITY,
    RELIEF,
    Affair,
    Blank,
    Group,
    Kind,
    PaperNeeded,
    request,
)
from mulin.law.terms import Citation

AFFAIR = Affair(
    code="medical_relief",
    title=said("医疗救助申请"),
    group=Group.RELIEF,
    about=said(
        "医保报销以后自己仍负担不起的符合规定的医疗费用，可以申请补助。低保家庭和特困人员由区县医保部门直接办理，不用再申请。"
    ),
    who=said("区县规定的其他特殊困难人员"),
    decides=said("区县医疗保障部门"),
    papers=(
        request(said("书面申请")),
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("bills", said("医保结算单和自付费用票据"), 1, 1),
        PaperNeeded("diagnosis", said("诊断或者出院证明"), 1, 1),
    ),
    blanks=(
        Blank("own_share", said("自己付了多少元"), Kind.NUMBER),
        Blank("discharged", said("出院或者治疗结束的日子"), Kind.DAY, required=False),
    ),
    steps=(said("社区收件、核对材料"), said("街道审核、公示"), said("区县医保部门审批")),
    sources=(Citation(RELIEF, "第28条"), Citation(RELIEF, "第30条")),
    unchecked=(said("办理时限"), said("救助范围和标准"), said("材料清单")),
)
