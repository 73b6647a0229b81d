"""临时救助: 社会救助暂行办法 第47–48条."""

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
    code="temporary_relief",
    title=said("临时救助申请"),
    group=Group.RELIEF,
    about=said(
        "火灾、交通事故、家人突发重病等原因，让家里一时过不下去的，可以申请。情况紧急的先救后补手续。"
    ),
    who=said("遇到困难的家庭或者个人"),
    decides=said("区县民政部门；金额较小的可以由街道审批"),
    papers=(
        request(said("书面申请")),
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("event", said("事故、疾病或者支出的证明"), 1, 1, said("紧急的可以后补")),
    ),
    blanks=(
        Blank("event", said("出了什么事"), Kind.LONG),
        Blank("when", said("哪天发生的"), Kind.DAY),
        Blank(
            "urgent",
            said("急不急"),
            Kind.CHOICE,
            choices=(("urgent", said("等不了，要先救")), ("usual", said("可以按程序办"))),
        ),
    ),
    steps=(
        said("社区收件，当天报街道"),
        said("街道审核、公示；紧急的按规定简化手续"),
        said("审批后发放；不批的说明理由"),
    ),
    sources=(Citation(RELIEF, "第47条"), Citation(RELIEF, "第48条")),
    unchecked=(said("办理时限"), said("救助标准和街道审批的金额")),
)
