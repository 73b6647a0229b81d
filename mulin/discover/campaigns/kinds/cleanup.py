"""季度集中整治: greenery and dirt, every quarter, in every compound."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="cleanup",
    title=said("季度集中整治"),
    about=said("绿化破败、环境脏乱，每季度集中整治一次：整治前后拍照，社区验收。"),
    days=14,
    order=10,
    aims=(
        Aim("bare_ground", said("黄土裸露补绿"), said("处"), 4),
        Aim("dead_trees", said("枯死树木处理"), said("棵"), 2),
        Aim("dumps", said("卫生死角清理"), said("处"), 6),
        Aim("stairs", said("楼道堆物清理"), said("个单元")),
        Aim("bulky", said("大件垃圾清运"), said("车"), 1),
    ),
    works=(
        Work(said("清理楼道堆物和小广告"), by_building=True, aim="stairs"),
        Work(said("补种花坛和裸露绿地"), aim="bare_ground"),
        Work(said("清理卫生死角和乱堆放"), aim="dumps"),
        Work(said("清运大件垃圾"), aim="bulky"),
        Work(said("处理枯树、修剪遮光树枝"), aim="dead_trees"),
    ),
    wares=(Ware(said("垃圾袋"), said("个")), Ware(said("草籽"), said("公斤"))),
    papers=(
        Paper(
            said("集中整治期间请您配合"),
            said(
                "本周起集中整治绿化和环境卫生。请把楼道里的个人物品收回家里，大件垃圾放到指定地点。"
                "逾期没有收走的，先贴条提醒，再按本小区公约处理。"
            ),
        ),
    ),
)
