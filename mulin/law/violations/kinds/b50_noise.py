"""油烟噪声扰民: 物业管理条例 第45条，民法典 第286条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import CODE, REPORT, Violation

VIOLATION = Violation(
    code="noise_smoke",
    title=said("油烟噪声扰民"),
    look=said("店铺油烟排进小区，装修、广场舞、机器吵人"),
    ask=said("请换时间、装净化、关小声"),
    evidence=said("时间段、声音或者油烟的来处、受影响的住户"),
    sources=(
        REPORT,
        Citation(CODE, "第286条"),
    ),
    unchecked=(said("排放标准和查处部门"),),
    urgent=False,
)
