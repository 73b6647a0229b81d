"""最低生活保障: 社会救助暂行办法 第9条、第11条."""

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
    code="minimum_living",
    title=said("最低生活保障申请"),
    group=Group.RELIEF,
    about=said("共同生活的家庭成员人均收入低于当地低保标准，家庭财产也符合当地规定的，可以申请。"),
    who=said("共同生活的家庭成员；本人有困难的，可以委托居委会代为提出。"),
    decides=said("区县民政部门"),
    papers=(
        request(said("书面申请")),
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("income", said("家庭收入、财产情况的材料"), 1, 0),
        PaperNeeded(
            "consent", said("同意核对家庭经济状况的授权书"), 1, 0, said("全家成年人都要签")
        ),
    ),
    blanks=(
        Blank("members", said("共同生活的人数"), Kind.NUMBER),
        Blank("reason", said("为什么困难"), Kind.LONG),
        Blank("income", said("全家每月收入大约多少元"), Kind.NUMBER, required=False),
    ),
    steps=(
        said("社区收件、核对材料，街道受理"),
        said("街道入户调查、核对信息，提出初审意见，在社区公示"),
        said("区县民政部门审批；不批的书面说明理由"),
    ),
    sources=(Citation(RELIEF, "第9条"), Citation(RELIEF, "第11条")),
    unchecked=(said("办理时限"), said("低保标准和财产认定办法"), said("材料清单")),
)
