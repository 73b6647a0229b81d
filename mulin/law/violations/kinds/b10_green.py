"""毁绿占绿: 物业管理条例 第50条，民法典 第286条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import CODE, REGULATION, REPORT, Violation

VIOLATION = Violation(
    code="green",
    title=said("毁绿占绿"),
    look=said("砍树、铲草、圈地种菜、硬化绿地停车"),
    ask=said("请停下来，恢复原样；可以商量认养"),
    evidence=said("现状、原来的样子、面积、时间"),
    sources=(
        REPORT,
        Citation(REGULATION, "第50条"),
        Citation(CODE, "第286条"),
    ),
    unchecked=(said("城市绿化条例和本地绿化条例的条文号"),),
    urgent=False,
)
