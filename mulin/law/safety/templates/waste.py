"""垃圾满溢、卫生死角: waste points and dirt."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template

At = PointKind
TEMPLATE = Template(
    code="waste",
    title=said("垃圾满溢、卫生死角"),
    level=Level.LOW,
    checks=(
        Check("waste_clean", said("桶没有满溢，地面干净"), (At.WASTE,)),
        Check("waste_fire", said("没有焚烧、冒烟"), (At.WASTE,)),
    ),
    at_once=(said("当场清运"),),
    put_right=(said("调整清运次数"),),
)
