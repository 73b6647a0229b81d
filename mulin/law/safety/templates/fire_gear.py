"""消防设施缺失、失效: extinguishers, hydrants, lights and doors that must work in a fire."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="fire_gear",
    title=said("消防设施缺失、失效"),
    level=Level.MAJOR,
    checks=(
        Check(
            "gear_pressure",
            said("灭火器压力在绿区，没有过期"),
            (At.FIRE_POINT, At.GARAGE, At.LOBBY),
        ),
        Check("gear_hydrant", said("消火栓箱完好，有水带、水枪"), (At.FIRE_POINT, At.GARAGE)),
        Check("gear_lights", said("应急灯、疏散指示亮"), (At.LOBBY, At.GARAGE, At.FIRE_POINT)),
        Check("gear_door", said("防火门关得上，没有锁死"), (At.LOBBY, At.ROOF)),
    ),
    at_once=(
        said("调配备用灭火器，安排人值守"),
        said("消防水压不足的，立即报告维保单位"),
    ),
    put_right=(
        said("更换、检修并做记录"),
        said("系统停用检修的，书面报告消防部门并公告"),
    ),
    law=(
        Citation("消防法", "第16条"),
        Citation("消防法", "第18条"),
    ),
    unread=(
        Citation("消防法", "第16条"),
        Citation("消防法", "第18条"),
    ),
)
