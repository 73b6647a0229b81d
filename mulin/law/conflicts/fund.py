"""动用或者续筹维修资金."""

from mulin.kit.words import said
from mulin.law.conflict import Conflict, First
from mulin.law.questions import DecisionKind
from mulin.law.terms import Citation
from mulin.law.topics import Topic

CONFLICT = Conflict(
    code="fund",
    title=said("动用或者续筹维修资金"),
    topic=Topic.FUND,
    words=("维修资金", "维修基金", "续筹"),
    motions=(DecisionKind.USE_MAINTENANCE_FUND, DecisionKind.RAISE_MAINTENANCE_FUND),
    wrong=(
        said("只报一个总价，没有第二家报价，也没有说每户多少，票收不上来。"),
        said("受益的只是几幢楼，却让全小区分摊；不相关的人都投了反对。"),
        said("修完才发现还在保修期内，本来不该由业主出钱。"),
    ),
    first=(
        First("warranty", said("查保修期：还在保修期内的，先找应当保修的人。")),
        First("survey", said("请第三方勘察，写明不修会怎样；附照片。")),
        First("prices", said("至少三家报价，写明怎样审价、质保几年。")),
        First("per_home", said("算清分摊范围和每户多少、分户账还剩多少。")),
        First("watch", said("写明谁监工、谁验收、结算怎样公布。")),
    ),
    law=(
        Citation("民法典", "第281条"),
        Citation("民法典", "第278条第一款第（五）（六）项"),
    ),
)
