"""就业救助: 社会救助暂行办法 第42–44条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.affairs.shape import IDENTITY, RELIEF, Affair, Blank, Group, Kind, PaperNeeded
from mulin.law.terms import Citation

AFFAIR = Affair(
    code="employment_relief",
    title=said("就业救助登记"),
    group=Group.WORK,
    about=said("低保家庭里有劳动能力又没有工作的人，可以登记，免费得到岗位信息、职业介绍和指导。"),
    who=said("低保家庭的失业成员"),
    decides=said("街道、社区公共就业服务机构"),
    papers=(
        IDENTITY,
        PaperNeeded("relief", said("低保证明"), 1, 1),
    ),
    blanks=(
        Blank("skills", said("会做什么"), Kind.LONG),
        Blank("wanted", said("想找什么样的工作"), required=False),
    ),
    steps=(said("社区收件、核实"), said("登记，提供岗位信息和职业指导")),
    sources=(Citation(RELIEF, "第42条"), Citation(RELIEF, "第44条")),
    unchecked=(said("办理时限"), said("补贴和公益性岗位的标准")),
)
