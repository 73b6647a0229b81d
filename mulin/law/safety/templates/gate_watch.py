"""门岗、监控失守: gates and cameras."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template

At = PointKind
TEMPLATE = Template(
    code="gate_watch",
    title=said("门岗、监控失守"),
    level=Level.LOW,
    checks=(
        Check("gate_manned", said("岗亭有人，交接班记录在"), (At.GATE,)),
        Check("gate_shut", said("门禁、道闸、监控正常"), (At.GATE, At.GARAGE, At.LOBBY)),
    ),
    at_once=(said("增派人员值守"),),
    put_right=(
        said("修复门禁、监控"),
        said("补岗并整改交接班"),
    ),
)
