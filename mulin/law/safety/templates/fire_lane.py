"""占用、堵塞消防车通道: fire lanes that nothing may stand in."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="fire_lane",
    title=said("占用、堵塞消防车通道"),
    level=Level.MAJOR,
    checks=(
        Check("lane_free", said("消防车通道没有停车、堆物，道闸能打开"), (At.FIRE_LANE, At.GATE)),
        Check("lane_marks", said("通道标线、禁停标志看得清"), (At.FIRE_LANE,)),
    ),
    at_once=(
        said("联系车主挪车；联系不上的，留照片和时间，通知交警或消防"),
        said("堆物当场清走"),
    ),
    put_right=(
        said("划清标线、装禁停标志"),
        said("反复占用的，写进停车公约并移送综合执法"),
    ),
    law=(
        Citation("消防法", "第28条"),
        Citation("消防法", "第60条"),
    ),
    note=said("物业劝阻制止无效的，各地规定多要求 24 小时内报告。"),
)
