"""违法搭建: 物业管理条例 第45条、第50条，城乡规划法 第64条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import REGULATION, REPORT, Violation

VIOLATION = Violation(
    code="illegal_building",
    title=said("违法搭建"),
    look=said("在露台、屋顶、底层空地、通道上加建，挖地下室"),
    ask=said("请先停工，拿出规划许可；没有的请自己拆"),
    evidence=said("全景、加建的部分、施工的人和料、开工日期"),
    sources=(
        REPORT,
        Citation(REGULATION, "第50条"),
        Citation("城乡规划法", "第64条"),
    ),
    unchecked=(said("本地由哪个部门查处"),),
    urgent=False,
)
