"""侵占共有部分: 物业管理条例 第50条、第63条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import REGULATION, REPORT, Violation

VIOLATION = Violation(
    code="common_parts",
    title=said("侵占共有部分"),
    look=said("占楼道、屋顶、架空层、道路，私设地锁、收费"),
    ask=said("共有的地方是大家的，请清走"),
    evidence=said("占用的部分、面积、时间"),
    sources=(
        Citation(REGULATION, "第50条"),
        Citation(REGULATION, "第63条"),
        REPORT,
    ),
    unchecked=(),
    urgent=False,
)
