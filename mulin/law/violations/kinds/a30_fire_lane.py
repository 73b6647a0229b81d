"""占用消防通道: 消防法 第28条、第60条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import FIRE, REPORT, Violation

VIOLATION = Violation(
    code="fire_lane",
    title=said("占用消防通道"),
    look=said("车、地桩、摊位、杂物堵住消防车通道、疏散通道、安全出口"),
    ask=said("请马上挪开；消防车过不来"),
    evidence=said("带参照物的全景、车牌或者物主、时间"),
    sources=(
        Citation(FIRE, "第28条"),
        Citation(FIRE, "第60条"),
        REPORT,
    ),
    unchecked=(said("查处部门的分工"),),
    urgent=True,
)
