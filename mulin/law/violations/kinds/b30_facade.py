"""破坏外立面: 物业管理条例 第45条，民法典 第286条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import CODE, REPORT, Violation

VIOLATION = Violation(
    code="facade",
    title=said("破坏外立面"),
    look=said("改外墙颜色、开门窗洞、封阳台和规约不一致、乱装广告"),
    ask=said("请停工，看一看管理规约"),
    evidence=said("改动的部分、原样、施工的人"),
    sources=(
        REPORT,
        Citation(CODE, "第286条"),
    ),
    unchecked=(said("外立面的本地规定"),),
    urgent=False,
)
