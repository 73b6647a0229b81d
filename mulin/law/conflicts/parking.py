"""停车管理方案: who may park, where, for how much."""

from mulin.kit.words import said
from mulin.law.conflict import Conflict, First
from mulin.law.terms import Citation
from mulin.law.topics import Topic

CONFLICT = Conflict(
    code="parking",
    title=said("停车管理方案调整"),
    topic=Topic.PARKING,
    words=("停车", "车位", "泊位", "车辆管理", "潮汐", "月卡"),
    unless=("非机动车停车", "自行车停车", "电动自行车停车"),
    wrong=(
        said(
            "换届前后突然换停车办法，两拨人对上，选举也跟着停了；最后由房管、法官、民警、律师和调解员一起才劝住。"
        ),
        said("先划线、先装道闸，后征求意见：没有车位的人堵门，有车位的人拒交。"),
        said("只算了登记的车，没有算第二辆车和租户的车，第一个月就停不下。"),
        said("外来车的收入没有说进哪本账，公示以前就有人说被拿走了。"),
    ),
    first=(
        First(
            "count",
            said("数清车位和车：规划车位、占用共有场地的车位、登记车辆、每户第二辆、租户、访客。"),
        ),
        First("rights", said("分清哪些车位是共有的、哪些是规划车库的；规划车位应先满足业主。")),
        First("two_plans", said("至少做两个方案，写明每一类人多付还是少付、停得下还是停不下。")),
        First(
            "hearing", said("请没有车位的、有两辆车的、行动不便的和租户代表都到场谈一次，再定稿。")
        ),
        First("trial", said("写明试行多久、怎样评价、怎样退回原办法。")),
        First("money", said("写明收入进哪本账、按季公布什么；收费标准是否要备案或公示。")),
        First("timing", said("避开换届改选的日子；正在换届的，先问街道能不能办。")),
    ),
    law=(
        Citation("民法典", "第275条"),
        Citation("民法典", "第276条"),
        Citation("民法典", "第278条第一款第（八）项"),
        Citation("民法典", "第282条"),
    ),
)
