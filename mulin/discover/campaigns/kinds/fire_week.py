"""消防安全周: escape ways, electric bicycles, a drill."""

from mulin.discover.campaigns.kind import Aim, Kind, Paper, Ware, Work
from mulin.kit.words import said

KIND = Kind(
    code="fire_week",
    title=said("消防安全周"),
    about=said("清通道、查电动车、查器材、办一次疏散演练。"),
    days=7,
    order=60,
    aims=(
        Aim("ways", said("打通疏散通道"), said("个单元")),
        Aim("bikes", said("劝离入户充电的电动车"), said("辆")),
        Aim("tools", said("补齐灭火器"), said("具"), 4),
    ),
    works=(
        Work(said("检查疏散通道、安全出口和应急灯"), by_building=True, aim="ways"),
        Work(said("检查灭火器和消火栓"), by_building=True, aim="tools"),
        Work(said("划清消防车通道")),
        Work(said("办一次疏散演练")),
    ),
    wares=(Ware(said("灭火器"), said("具")), Ware(said("宣传单"), said("张"))),
    papers=(
        Paper(
            said("消防安全周：请给生命留一条路"),
            said("楼道和安全出口不放东西，电动车不进楼、不入户充电，消防车通道不停车。"),
        ),
    ),
)
