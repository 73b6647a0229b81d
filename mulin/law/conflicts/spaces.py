"""公共空间改用途: stilt floors, gardens, gates, chargers, lockers."""

from mulin.kit.words import said
from mulin.law.conflict import Conflict, First
from mulin.law.terms import Citation
from mulin.law.topics import Topic

CONFLICT = Conflict(
    code="spaces",
    title=said("公共空间改用途"),
    topic=Topic.SPACES,
    words=(
        "公共空间",
        "架空层",
        "绿地改",
        "改成",
        "改为",
        "改建",
        "充电桩",
        "充电棚",
        "快递柜",
        "封门",
        "开门",
        "围墙",
        "广场舞",
    ),
    wrong=(
        said("好处大家得，声音、灯光和电线只对着一两户；没有先和这几户谈。"),
        said("占了消防通道或者登高面，装好又拆。"),
        said("绿地变成车位，投票过了，绿化主管部门不同意。"),
    ),
    first=(
        First("nearest", said("先和挨得最近的住户一户一户谈，把条件写进方案。")),
        First("fire", said("查消防通道、登高面、承重和管线；要审批的先问清楚。")),
        First("try_it", said("能先试的先试一段时间，定好怎样评价。")),
        First("keeper", said("写明谁管、谁出电费、几点关、出了事谁负责。")),
    ),
    law=(
        Citation("民法典", "第278条第一款第（七）（八）项"),
        Citation("民法典", "第279条"),
        Citation("消防法", "第28条"),
    ),
)
