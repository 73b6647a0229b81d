"""What a street may lend to a workshop: what each power permits, and what it never permits.

One entry is one power. What the law gives to owners, to their committee or to an authority stays
there whatever a mandate says; the articles are those of the Civil Code.
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.rights import Power
from mulin.kit.words import said


@dataclass(frozen=True)
class Kind:
    """One power as people read it before they lend it."""

    power: Power
    name: str
    permits: tuple[str, ...]
    never: tuple[str, ...]
    article: str


CIVIL_CODE = said("民法典")
POWERS: tuple[Kind, ...] = (
    Kind(
        Power.SUGGEST,
        said("业委会人选建议权"),
        (
            said("在授权的小区，经本人同意，建议换届改选小组成员和委员候选人人选"),
            said("看自己的建议有没有采纳、为什么"),
        ),
        (
            said("建议不是提名，更不是当选：委员由业主选举，业主都可以参选和推荐"),
            said("不能以不在建议名单上为由拒绝任何一位业主"),
        ),
        said("民法典第278条第一款第三项"),
    ),
    Kind(
        Power.SUPERVISE,
        said("业务监管权"),
        (
            said("看授权小区的业委会诊断、届次、会议和材料"),
            said("对业委会运作提出监管意见，限期答复"),
        ),
        (
            said("不能代替业委会作决定，也不能保管、使用印章和账户"),
            said("不能查看业主怎样投票，不能处罚；需要责令改正的，报街道"),
        ),
        said("民法典第280条"),
    ),
    Kind(
        Power.ALLOCATE,
        said("资源配置权"),
        (
            said("在授权的小区走绿色通道，请房管、法官、民警、律师、人民调解员到场"),
            said("建议街道把场地、人力、项目放在哪里"),
        ),
        (
            said("不能动用维修资金和公共收益：它们属于业主，由业主决定"),
            said("不能指挥被请的单位；法官和民警看到的是请求，不是案卷"),
        ),
        said("民法典第281、282条"),
    ),
    Kind(
        Power.GUIDE,
        said("程序辅导权"),
        (
            said("在授权的小区启动换届、组建等程序，看每一步的期限和依据"),
            said("填写、存入程序文书，提醒该办的人"),
        ),
        (
            said("不能替业委会、居委会或者街道登记“办了”，不能延期、作废程序"),
            said("不能主持表决，不能送达、计票、监票"),
        ),
        said("民法典第277条"),
    ),
)
BY_POWER = {kind.power: kind for kind in POWERS}


def name_of(power: str) -> str:
    """How people call it."""
    return BY_POWER[Power(power)].name
