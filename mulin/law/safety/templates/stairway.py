"""楼道堆物、电动车进楼: what burns or blocks the way out of a building."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="stairway",
    title=said("楼道堆物、电动车进楼"),
    level=Level.GENERAL,
    checks=(
        Check("stairs_free", said("楼道、疏散通道没有堆物"), (At.LOBBY,)),
        Check("stairs_bikes", said("没有电动自行车停放、充电"), (At.LOBBY, At.GARAGE)),
        Check("stairs_wires", said("没有飞线充电"), (At.LOBBY, At.WALL, At.CHARGING)),
    ),
    at_once=(
        said("当场劝离并拍照，正在充电的立即断电"),
        said("堆物贴限期清理告知"),
    ),
    put_right=(
        said("约定期限内清走，逾期由物业代清"),
        said("增设充电停放点，写进公约"),
    ),
    law=(
        Citation("高层民用建筑消防安全管理规定", "第37条"),
        Citation("消防法", "第60条"),
    ),
)
