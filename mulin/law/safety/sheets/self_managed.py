"""自管小区帮扶督导表: for compounds that run themselves."""

from mulin.kit.words import said
from mulin.law.safety.sheet import Item, Sheet

SHEET = Sheet(
    code="self_managed",
    title=said("自管小区帮扶督导表"),
    about=said("居民自管的小区：看机制、看安全，重在帮扶。"),
    items=(
        Item("body", said("自管组织"), said("自治委员会在任，值守排班贴出"), 20, photo=True),
        Item("money", said("自管组织"), said("收支按月公布"), 20),
        Item(
            "clean", said("环境"), said("保洁有人做，垃圾日产日清"), 15, photo=True, hazard="waste"
        ),
        Item(
            "fire", said("安全"), said("消防车通道、楼道畅通"), 25, photo=True, hazard="fire_lane"
        ),
        Item("help", said("邻里互助"), said("有难处的住户知道找谁"), 20),
    ),
    passes=70,
)
