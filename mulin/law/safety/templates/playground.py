"""健身、游乐设施损坏: where children and elders exercise."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="playground",
    title=said("健身、游乐设施损坏"),
    level=Level.GENERAL,
    checks=(
        Check("play_whole", said("健身、游乐设施牢固，没有尖角、松动"), (At.PLAY,)),
        Check("play_ground", said("地面平整，没有积水"), (At.PLAY, At.GATE)),
    ),
    at_once=(said("停用并围挡，贴告示"),),
    put_right=(said("维修或者拆除更换，验收后开放"),),
    law=(Citation("民法典", "第1198条"),),
    unread=(Citation("民法典", "第1198条"),),
)
