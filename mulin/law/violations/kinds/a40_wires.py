"""飞线充电: 消防法 第28条（疏散通道），高层民用建筑消防安全管理规定 第37条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import FIRE, REPORT, Violation

VIOLATION = Violation(
    code="wire_charging",
    title=said("飞线充电"),
    look=said("从楼上拉线给电动车充电，在楼道、门厅停放充电"),
    ask=said("请拔下来，推到充电棚"),
    evidence=said("拉线的起点、车、时间"),
    sources=(
        Citation(FIRE, "第28条"),
        Citation("高层民用建筑消防安全管理规定", "第37条"),
        REPORT,
    ),
    unchecked=(said("当地电动自行车管理规定"),),
    urgent=True,
)
