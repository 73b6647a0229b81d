"""物管小区服务督导表: for compounds that a property company manages under contract."""

from mulin.kit.words import said
from mulin.law.safety.sheet import Item, Sheet

SHEET = Sheet(
    code="company_managed",
    title=said("物管小区服务督导表"),
    about=said("有物业服务合同的小区，按月或者按季督导。"),
    items=(
        Item(
            "contract",
            said("服务公开"),
            said("服务内容、标准、收费和负责人信息在显著位置公示"),
            8,
            photo=True,
        ),
        Item("revenue", said("服务公开"), said("公共收益收支按期公布"), 6),
        Item("staff", said("人员在岗"), said("项目经理和客服在岗，交接班有记录"), 8),
        Item(
            "guards",
            said("人员在岗"),
            said("门岗 24 小时有人，巡逻按计划完成"),
            10,
            hazard="gate_watch",
        ),
        Item(
            "clean",
            said("保洁绿化"),
            said("公共部位保洁到位，垃圾日产日清"),
            10,
            photo=True,
            hazard="waste",
        ),
        Item("green", said("保洁绿化"), said("绿化修剪、补种，没有枯枝危树"), 8, hazard="other"),
        Item(
            "fire",
            said("设施安全"),
            said("消防设施完好，消防车通道畅通"),
            14,
            photo=True,
            hazard="fire_lane",
        ),
        Item(
            "lifts",
            said("设施安全"),
            said("电梯在检验期内，维保记录齐全"),
            10,
            photo=True,
            hazard="elevator",
        ),
        Item(
            "pumps",
            said("设施安全"),
            said("水泵房、配电房整洁上锁，记录齐全"),
            8,
            hazard="pump_room",
        ),
        Item("repairs", said("回应居民"), said("报修投诉有登记、按时限办、有回访"), 10),
        Item("talk", said("回应居民"), said("参加联席会议，议定的事按期办"), 8),
    ),
    passes=80,
)
