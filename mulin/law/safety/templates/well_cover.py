"""窨井盖缺损、水景临边: places where somebody may fall in."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="well_cover",
    title=said("窨井盖缺损、水景临边"),
    level=Level.MAJOR,
    checks=(
        Check("well_whole", said("窨井盖完好，不响不翘"), (At.WATER, At.FIRE_LANE, At.GATE)),
        Check("well_fence", said("水景、临边有护栏和警示"), (At.WATER, At.PLAY)),
    ),
    at_once=(said("立即用围挡盖住，夜间加警示灯"),),
    put_right=(
        said("更换井盖、加装防坠网"),
        said("属市政的，报修并跟踪"),
    ),
    law=(Citation("民法典", "第1258条"),),
)
