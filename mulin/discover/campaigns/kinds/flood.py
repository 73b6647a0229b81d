"""防汛: people on low floors, underground rooms, drains, sandbags; somebody awake all night."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Post, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="flood",
    title=said("防汛应急"),
    about=said("暴雨预警到来以前和期间：值守、排查、转移、备料，随时知道谁家需要帮助。"),
    days=10,
    emergency=True,
    order=20,
    aims=(
        Aim("drains", said("疏通排水口"), said("个"), 10),
        Aim("moved", said("临时转移居民"), said("人")),
    ),
    works=(
        Work(said("疏通雨水口和化粪池"), aim="drains"),
        Work(said("地下车库出入口备沙袋、挡板"), by_building=False),
        Work(said("检查屋面落水管和单元门口"), by_building=True),
        Work(said("检查水泵并试运行")),
    ),
    posts=(
        Post(said("小区值守点"), "08:00", 12, 2),
        Post(said("地下车库入口"), "20:00", 12, 1),
    ),
    wares=(
        Ware(said("沙袋"), said("只")),
        Ware(said("水泵"), said("台")),
        Ware(said("雨衣"), said("件")),
        Ware(said("应急灯"), said("盏")),
    ),
    helps=(
        ("move", said("需要转移安置")),
        ("carry", said("行动不便要人搀扶")),
        ("leak", said("家里漏水进水")),
        ("power", said("断电，有医用设备")),
        ("supplies", said("缺吃的、用的、药")),
        ("other", said("其他")),
    ),
    look=said("看窗台阳台有没有会坠落的东西；问家里有没有人行动不便、用不用医用设备、要不要帮忙。"),
    purpose=said("汛情期间知道谁家需要帮助、确认每户平安"),
    papers=(
        Paper(
            said("防汛提示：请您做好这几件事"),
            said(
                "一、阳台窗台的花盆、杂物请收进屋里；二、地下车库低洼处的车请先挪到地面高处；"
                "三、家里有行动不便的人、用医用设备的，请告诉上门的工作人员或者打社区电话。"
            ),
        ),
    ),
)
