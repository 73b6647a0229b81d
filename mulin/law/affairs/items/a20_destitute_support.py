"""特困人员救助供养: 社会救助暂行办法 第14–17条."""

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
    code="destitute_support",
    title=said("特困人员救助供养申请"),
    group=Group.RELIEF,
    about=said(
        "无劳动能力、无生活来源，又没有人赡养、抚养、扶养（或者法定的人也没有能力）的老年人、残疾人和"
        "未满16周岁的未成年人，可以申请；在机构还是在家供养，本人自己选。"
    ),
    who=said("本人；本人有困难的，可以委托居委会代为提出。社区发现符合条件的，应当主动办理。"),
    decides=said("区县民政部门"),
    papers=(
        request(said("书面申请")),
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("disability", said("残疾人证"), 1, 1, optional=True),
    ),
    blanks=(
        Blank("situation", said("现在的生活情况"), Kind.LONG),
        Blank(
            "form",
            said("想怎样供养"),
            Kind.CHOICE,
            choices=(("home", said("在家")), ("institution", said("在机构"))),
        ),
    ),
    steps=(
        said("社区收件、核对材料，街道受理"),
        said("街道调查核实，提出初审意见，在社区公示"),
        said("区县民政部门审批；不批的书面说明理由"),
    ),
    sources=(
        Citation(RELIEF, "第14条"),
        Citation(RELIEF, "第16条"),
        Citation(RELIEF, "第17条"),
        Citation(RELIEF, "第19条"),
    ),
    unchecked=(said("办理时限"), said("供养标准"), said("材料清单")),
)
