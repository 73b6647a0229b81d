"""What is the owners' own to decide: no committee, chair or company decides it for them."""

from __future__ import annotations

from re import compile as pattern

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Unanswered
from mulin.law.pacts.reading import Ground, Judged, Rule, Weight, allows
from mulin.law.terms import Citation

CIVIL_CODE = "民法典"
RESERVED = Citation(CIVIL_CODE, "第278条第一款")
BODY = r"(?:业主委员会|业委会|业委会主任|业主委员会主任|物业管理委员会|物管会|业主代表)"
MATTERS = (
    r"(?:使用.{0,6}?维修资金|筹集.{0,6}?维修资金|维修资金的使用|选聘|解聘|续聘|更换物业|改建|重建|改变.{0,4}?共有部分"
    r"|利用.{0,4}?共有部分|(?:修改|变更|调整|废止).{0,3}?(?:本规约|管理规约|本规则|议事规则|本办法)|物业费(?:标准|调整|涨))"
)


def _delegated(ground: Ground, _quote: str) -> Judged | None:
    """Some regions let the assembly authorise the committee: there it is for people to look at."""
    try:
        ruling = ground.law.ask(q.MAY_AUTHORISE_COMMITTEE, ground.on)
    except Unanswered:
        return Judged(Weight.HINT, RESERVED)
    return Judged(Weight.HINT if ruling.value else Weight.CONTRADICTION, ruling.source)


RULES = (
    Rule(
        "committee_decides",
        said("业委会代业主作决定"),
        said("民法典第278条列的九项由业主共同决定，业委会负责召集和执行，不能代为决定。"),
        said("改为“由业主共同决定，业主委员会组织实施”。"),
        RESERVED,
        allows(
            pattern(rf"{BODY}.{{0,12}}?(?:有权|可以?|全权|自行|直接|负责|讨论)?(?:决定|批准|审批|通过|确定|修改|选聘|解聘|使用|动用).{{0,14}}?{MATTERS}|{BODY}(?:有权|可以?|全权|自行|直接){{1,2}}(?:决定)?.{{0,2}}?{MATTERS}|{MATTERS}.{{0,10}}?由{BODY}(?:直接|自行|讨论|研究|会议)?(?:决定|批准|审批|通过|解释并决定)"),
            unless=pattern(r"业主大会|业主共同决定|全体业主|执行|提请|召集|组织表决|拟订|起草|提出|授权"),
        ),
    ),
    Rule(
        "decisions_delegated",
        said("把共同决定事项授权给业委会"),
        said("能不能由业主大会授权，各地规定不同；有的地方明文禁止。"),
        said("写明授权的事项、金额和期限，并核对当地规定；没有依据的，改为由业主共同决定。"),
        RESERVED,
        allows(
            pattern(rf"授权{BODY}.{{0,12}}?(?:决定|批准|审批|确定|代为|全权).{{0,14}}?{MATTERS}|授权{BODY}.{{0,16}}?{MATTERS}.{{0,10}}?(?:决定|批准|审批|全权)"),
        ),
        Weight.HINT,
        _delegated,
    ),
    Rule(
        "manager_decides",
        said("物业代业主作决定"),
        said("业主共同决定的事项，物业服务人没有决定权。"),
        said("改为“由业主共同决定”。"),
        RESERVED,
        allows(
            pattern(rf"物业(?:公司|服务企业|服务人)?(?:有权|可以?|自行|直接|单方)(?:决定|批准|调整|修改|动用)?.{{0,10}}?{MATTERS}|物业(?:公司|服务企业|服务人)(?:有权|可以|自行|单方).{{0,4}}?(?:涨价|调价|提高收费|调整(?:物业费|收费))"),
            unless=pattern(r"业主大会|业主共同决定|全体业主|提出|建议|方案"),
        ),
    ),
    Rule(
        "whole_bound_without_vote",
        said("不经业主表决就生效"),
        said("制定和修改管理规约、业主大会议事规则，由业主共同决定。"),
        said("改为“经业主大会表决通过之日起生效”。"),
        RESERVED,
        allows(
            pattern(r"(?:本规约|本规则|本办法|管理规约|议事规则).{0,10}?(?:自公布|自发布|自公示|经业主委员会|经业委会|自业委会|自物业).{0,14}?(?:生效|施行|实行|通过)"),
            unless=pattern(r"业主大会|表决通过|业主共同"),
        ),
        kinds=frozenset({"management_pact", "procedure", "fund_pact"}),
    ),
    Rule(
        "committee_open_ended",
        said("业委会任期没有止期"),
        said("各地规定了业委会任期的上限，到期应当换届；约定自动延长没有依据。"),
        said("写明每届几年，届满前换届。"),
        Citation("业主大会和业主委员会指导规则", "第32条"),
        allows(pattern(rf"{BODY}.{{0,14}}?任期.{{0,10}}?(?:自动(?:延长|顺延|续)|长期|不限|终身|无限期)")),
        Weight.HINT,
    ),
)  # fmt: skip
