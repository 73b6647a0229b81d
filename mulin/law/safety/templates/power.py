"""配电、用电隐患: power rooms and cables."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="power",
    title=said("配电、用电隐患"),
    level=Level.MAJOR,
    checks=(
        Check("power_locked", said("配电房门锁好，挡鼠板、灭火器在位"), (At.POWER,)),
        Check("power_sound", said("没有异味、异响、过热"), (At.POWER, At.CHARGING)),
        Check(
            "power_cables",
            said("没有裸露电线、私拉乱接"),
            (At.LAMP, At.CHARGING, At.PLAY, At.GARAGE),
        ),
    ),
    at_once=(
        said("断开有险情的回路，设警示牌"),
        said("由持证电工处置，其他人不得进入"),
    ),
    put_right=(
        said("持证电工检修并做记录"),
        said("属供电企业的，报修并跟踪"),
    ),
    law=(Citation("电力设施保护条例", ""),),
    unread=(Citation("电力设施保护条例", ""),),
)
