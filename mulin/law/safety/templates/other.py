"""其他隐患: what no other kind fits."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template

At = PointKind
TEMPLATE = Template(
    code="other",
    title=said("其他隐患"),
    level=Level.GENERAL,
    checks=(Check("other_none", said("没有别的异常"), (At.OTHER, At.ROOF)),),
    at_once=(said("先围挡、警示，别让人靠近"),),
    put_right=(said("查明原因，落实责任方"),),
)
