"""擅自改变房屋用途: 民法典 第279条，物业管理条例 第49条."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.terms import Citation
from mulin.law.violations.shape import CODE, REGULATION, REPORT, Violation

VIOLATION = Violation(
    code="change_of_use",
    title=said("擅自改变房屋用途"),
    look=said("住宅开店、办公、做旅馆，车库住人，物业用房挪作他用"),
    ask=said("请先停业；住宅改经营要有利害关系业主一致同意"),
    evidence=said("门头、招牌、经营情况、执照、受影响的邻居"),
    sources=(
        Citation(CODE, "第279条"),
        REPORT,
        Citation(REGULATION, "第49条"),
    ),
    unchecked=(said("群租和民宿的本地规定"),),
    urgent=False,
)
