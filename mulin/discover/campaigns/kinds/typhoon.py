"""防台风: what can fall down, who has to come in."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Post, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="typhoon",
    title=said("防台风"),
    about=said("台风来以前：加固、清理高空坠物、转移危房和工棚里的人。"),
    days=7,
    emergency=True,
    order=40,
    aims=(Aim("fixed", said("加固或拆除危险物"), said("处"), 5),),
    works=(
        Work(said("检查外墙、空调架、广告牌"), by_building=True, aim="fixed"),
        Work(said("修剪靠近房屋和道路的大树"), aim="fixed"),
    ),
    posts=(Post(said("小区值守点"), "08:00", 12, 2),),
    wares=(Ware(said("绳索"), said("米")), Ware(said("警戒带"), said("卷"))),
    helps=(
        ("move", said("需要转移安置")),
        ("carry", said("行动不便要人搀扶")),
        ("window", said("门窗坏了要加固")),
        ("other", said("其他")),
    ),
    look=said("看阳台窗外有没有会吹落的东西，请住户当场收好；问需不需要帮助。"),
    purpose=said("台风期间知道谁家需要帮助、确认每户平安"),
    papers=(
        Paper(
            said("台风提示"),
            said("请收好阳台窗外的物品，关好门窗；台风期间不要外出，不要在树下和广告牌下停留。"),
        ),
    ),
)
