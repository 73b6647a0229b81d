"""外墙、附着物脱落: what may fall from a building onto people."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="outer_wall",
    title=said("外墙、附着物脱落"),
    level=Level.GRAVE,
    checks=(
        Check("wall_sound", said("外墙砖、抹灰、保温层没有开裂、空鼓、脱落"), (At.WALL,)),
        Check("wall_things", said("空调架、花架、广告牌牢固"), (At.WALL, At.ROOF)),
    ),
    at_once=(
        said("拉起警戒，设绕行牌，人和车不得进入"),
        said("已松动的，先行清除"),
    ),
    put_right=(
        said("请有资质的单位鉴定"),
        said("按鉴定修缮；符合条件的申请应急使用维修资金"),
    ),
    law=(
        Citation("民法典", "第1253条"),
        Citation("民法典", "第942条"),
    ),
    unread=(Citation("民法典", "第942条"),),
)
