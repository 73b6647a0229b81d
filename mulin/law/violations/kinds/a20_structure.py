"""破坏承重结构: 物业管理条例 第45条、第52条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import REGULATION, REPORT, Violation

VIOLATION = Violation(
    code="structure",
    title=said("破坏承重结构"),
    look=said("拆改承重墙、柱、梁、楼板，在承重墙上开洞"),
    ask=said("请马上停工，等鉴定；不要自己补"),
    evidence=said("开洞的位置和大小、施工的人、装修申报"),
    sources=(
        REPORT,
        Citation(REGULATION, "第52条"),
    ),
    unchecked=(
        said("装修禁止行为的条文号"),
        said("鉴定由谁委托"),
    ),
    urgent=True,
)
