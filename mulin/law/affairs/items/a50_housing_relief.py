"""住房救助: 社会救助暂行办法 第37–40条."""

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
    code="housing_relief",
    title=said("住房救助申请（城镇家庭）"),
    group=Group.RELIEF,
    about=said(
        "住房困难的低保家庭和分散供养的特困人员，可以申请公共租赁住房或者租赁补贴，优先保障。"
    ),
    who=said("低保家庭、分散供养的特困人员"),
    decides=said("区县住房保障部门（民政部门先审核收入和财产）"),
    papers=(
        request(said("书面申请")),
        IDENTITY,
        HOUSEHOLD,
        PaperNeeded("dwelling", said("现在住房的权属或者租赁材料"), 1, 1),
    ),
    blanks=(
        Blank("members", said("共同生活的人数"), Kind.NUMBER),
        Blank("dwelling", said("现在住在哪里、多大"), Kind.LONG),
    ),
    steps=(
        said("社区收件，街道上报"),
        said("民政审核收入财产，住房保障部门审核住房，公示"),
        said("住房保障部门优先保障"),
    ),
    sources=(Citation(RELIEF, "第37条"), Citation(RELIEF, "第40条")),
    unchecked=(said("办理时限"), said("住房困难标准"), said("材料清单")),
)
