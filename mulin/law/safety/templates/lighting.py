"""公共照明损坏: lamps that must light the way."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template

At = PointKind
TEMPLATE = Template(
    code="lighting",
    title=said("公共照明损坏"),
    level=Level.LOW,
    checks=(Check("lamp_lit", said("路灯、楼道灯亮"), (At.LAMP, At.LOBBY, At.GARAGE, At.GATE)),),
    at_once=(said("暗处设临时照明或者警示"),),
    put_right=(said("更换灯具，检修线路"),),
)
