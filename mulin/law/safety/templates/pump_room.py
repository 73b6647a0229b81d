"""二次供水、水泵房隐患: water that people drink and pumps that fight floods."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="pump_room",
    title=said("二次供水、水泵房隐患"),
    level=Level.MAJOR,
    checks=(
        Check("pump_locked", said("门锁好，无关人员进不去"), (At.PUMP,)),
        Check("pump_tank", said("水箱盖锁好，清洗消毒记录在期内"), (At.PUMP,)),
        Check("pump_dry", said("地面没有积水，排水泵能启动"), (At.PUMP, At.GARAGE)),
    ),
    at_once=(
        said("水质异常的，立即停用并公告，安排送水"),
        said("积水的，启动备用泵"),
    ),
    put_right=(
        said("检修、清洗消毒并检测"),
        said("补齐健康证和清洗记录"),
    ),
    law=(Citation("生活饮用水卫生监督管理办法", ""),),
    unread=(Citation("生活饮用水卫生监督管理办法", ""),),
)
