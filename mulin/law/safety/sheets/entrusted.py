"""托管小区服务督导表: for compounds entrusted to one company together."""

from mulin.kit.words import said
from mulin.law.safety.sheet import Item, Sheet

SHEET = Sheet(
    code="entrusted",
    title=said("托管小区服务督导表"),
    about=said("连片打包、社区托管的小区：24 小时巡逻、管家、公共空间。"),
    items=(
        Item(
            "patrol",
            said("24 小时巡逻"),
            said("巡逻按计划走完，漏巡有说明"),
            16,
            hazard="gate_watch",
        ),
        Item("steward", said("管家"), said("每个小区有管家，电话贴在单元门口"), 12, photo=True),
        Item("visits", said("管家"), said("独居老人、困难家庭按约走访（只看次数，不看内容）"), 8),
        Item(
            "clean",
            said("环境"),
            said("楼道、院落保洁到位，每季集中清理"),
            14,
            photo=True,
            hazard="waste",
        ),
        Item("spaces", said("公共空间"), said("改造的公共空间有人管、能用"), 10, photo=True),
        Item(
            "fire", said("安全"), said("灭火器、通道、楼道堆物"), 16, photo=True, hazard="fire_gear"
        ),
        Item(
            "power",
            said("安全"),
            said("飞线充电、电动车进楼有人管"),
            12,
            photo=True,
            hazard="stairway",
        ),
        Item("repairs", said("回应居民"), said("报修有登记、有回音"), 12),
    ),
    passes=80,
)
