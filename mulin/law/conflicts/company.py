"""选聘、解聘物业和调整物业费."""

from mulin.kit.words import said
from mulin.law.conflict import Conflict, First
from mulin.law.questions import DecisionKind
from mulin.law.terms import Citation
from mulin.law.topics import Topic

CONFLICT = Conflict(
    code="company",
    title=said("选聘、解聘物业，调整物业费"),
    topic=Topic.COMPANY,
    words=(
        "换物业",
        "选聘物业",
        "解聘物业",
        "续聘物业",
        "物业费调",
        "物业费涨",
        "调整物业费",
        "物业服务合同",
        "物业选聘",
    ),
    motions=(DecisionKind.APPOINT_MANAGER,),
    wrong=(
        said("只说旧物业不好，没有说新物业从哪天起、谁交接，出现两家都在或者两家都不在的日子。"),
        said("评分办法开标以后才拿出来，落选的和支持落选的都不服。"),
        said("涨价和换人放在一个议案里，赞成一半的人没法投票。"),
        said("物业自己的员工上门收票，结果被要求撤销。"),
    ),
    first=(
        First("measure", said("公布服务和收费的现状：收缴率、投诉、合同到期日、交接要用的天数。")),
        First("rules", said("在收到报名以前公布选聘办法和评分办法。")),
        First("panel", said("征集业主代表评审团，看投标文件、提问、写评审意见。")),
        First("split", said("换人和调价分成两个议案，分别表决。")),
        First("hands_off", said("物业人员不参与送票、收票和计票。")),
        First("bridge", said("写明交接日、资料清单和接不上时谁来兜底。")),
    ),
    law=(
        Citation("民法典", "第278条第一款第（四）项"),
        Citation("民法典", "第946条"),
        Citation("民法典", "第949条"),
    ),
)
