"""电梯带病运行: lifts: whether they run safely, who looks after them."""

from mulin.kit.words import said
from mulin.law.safety.hazard import Check, Level, PointKind, Template
from mulin.law.terms import Citation

At = PointKind
TEMPLATE = Template(
    code="elevator",
    title=said("电梯带病运行"),
    level=Level.MAJOR,
    checks=(
        Check("lift_label", said("检验标志在有效期内，使用单位和应急电话贴在轿厢里"), (At.LIFT,)),
        Check("lift_alarm", said("轿厢报警、对讲有人应答"), (At.LIFT,)),
        Check("lift_runs", said("平层、开关门正常，没有异响抖动"), (At.LIFT,)),
        Check("lift_room", said("机房门锁好，没有堆物和漏水"), (At.LIFT,)),
    ),
    at_once=(
        said("困人、冲顶、检验不合格的，立即停用并在每层贴告示"),
        said("通知维保单位到场，困人按应急电话处置"),
    ),
    put_right=(
        said("维保单位检修并出具记录"),
        said("检验不合格的，整改后申请复检，合格前不得运行"),
    ),
    law=(
        Citation("特种设备安全法", "第40条"),
        Citation("特种设备安全法", "第42条"),
    ),
    unread=(
        Citation("特种设备安全法", "第40条"),
        Citation("特种设备安全法", "第42条"),
    ),
    note=said("检测机构出具停运整改书的，可按各地规定申请应急使用维修资金。"),
)
