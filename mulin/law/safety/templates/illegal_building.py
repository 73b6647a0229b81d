"""违法搭建、擅改承重结构: what is built or broken without leave."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="illegal_building",
    title=said("违法搭建、擅改承重结构"),
    level=Level.MAJOR,
    checks=(
        Check(
            "build_none",
            said("没有新的搭建、开挖、破墙开门"),
            (At.ROOF, At.WALL, At.PLAY, At.OTHER),
        ),
    ),
    at_once=(
        said("当场劝阻，留下照片、时间和施工人说法"),
        said("涉及承重墙的，要求停工并疏散"),
    ),
    put_right=(
        said("书面报告街道，移送综合执法"),
        said("执法部门认定和处理；平台只做移送和回执"),
    ),
    law=(
        Citation("城乡规划法", "第64条"),
        Citation("民法典", "第286条"),
    ),
    unread=(Citation("民法典", "第286条"),),
    note=said("房号和姓名只有经办人看得到，不对居民公开。"),
    open=False,
)
