"""公共收益方案: what common income is, who keeps it, what it pays."""

from mulin.kit.words import said
from mulin.law.conflict import Conflict, First
from mulin.law.terms import Citation
from mulin.law.topics import Topic

CONFLICT = Conflict(
    code="revenue",
    title=said("公共收益方案调整"),
    topic=Topic.REVENUE,
    words=("公共收益", "共有部分收益", "广告收入", "场地租金", "摊位", "抵物业费", "分红"),
    wrong=(
        said("账还没有公布就谈怎么花，没有人信余额是真的。"),
        said("约定和物业分成，却没有写成本怎么算，后来每一张单据都要吵。"),
        said("拿来抵物业费，欠费的和不欠费的分一样多，交了费的人不答应。"),
        said("几年的收入没有人交接，新一届业委会接手时只有一个数字。"),
    ),
    first=(
        First("audit", said("先公布近两年的收支明细；说不清的，先做专项审计，再谈方案。")),
        First("account", said("单独列账、专户存放；写明谁批、谁付、几个人签字。")),
        First("cost", said("写明哪些算合理成本、凭什么单据、上限多少。")),
        First("fund_first", said("先看本地规定补充维修资金的比例，余下的再分配。")),
        First("options", said("把补维修资金、办公共项目、抵物业费分列出来，各算到户。")),
        First("publish", said("写明多久公布一次、贴在哪里、业主怎样查原件。")),
    ),
    law=(
        Citation("民法典", "第282条"),
        Citation("民法典", "第278条第一款第（八）项"),
        Citation("物业管理条例", "第54条"),
    ),
)
