"""What a pact has to settle at all: 物业管理条例 for the management pact and the rules of procedure."""

from __future__ import annotations

from re import compile as pattern

from mulin.kit.words import said
from mulin.law.pacts.reading import Topic
from mulin.law.terms import Citation

REGULATION, CIVIL_CODE = "物业管理条例", "民法典"
PACT, RULES_OF_PROCEDURE, FUND = (
    frozenset({"management_pact"}),
    frozenset({"procedure"}),
    frozenset({"fund_pact"}),
)
TOPICS = (
    Topic(
        "lacks_use",
        said("没有写物业的使用"),
        said("管理规约应当对物业的使用、维护、管理作出约定。"),
        said("加一条：专有部分和共有部分怎样使用。"),
        Citation(REGULATION, "第17条"),
        pattern("使用"),
        PACT,
    ),
    Topic(
        "lacks_duties",
        said("没有写业主的义务和费用"),
        said("管理规约应当对业主应当履行的义务作出约定。"),
        said("加一条：物业费、维修资金怎样交，维修怎样配合。"),
        Citation(REGULATION, "第17条"),
        pattern("费|义务"),
        PACT,
    ),
    Topic(
        "lacks_liability",
        said("没有写违反规约的责任"),
        said("管理规约应当对违反规约应当承担的责任作出约定。"),
        said("加一条：停止侵害、恢复原状、赔偿损失。"),
        Citation(REGULATION, "第17条"),
        pattern("违反|责任|赔偿|恢复原状"),
        PACT,
    ),
    Topic(
        "lacks_way_of_meeting",
        said("没有写议事方式"),
        said("议事规则应当对业主大会的议事方式作出约定。"),
        said("加一条：集体讨论、书面征求意见还是互联网方式，提前几天通知。"),
        Citation(REGULATION, "第18条"),
        pattern("集体讨论|书面征求意见|互联网|会议.{0,6}方式|形式"),
        RULES_OF_PROCEDURE,
    ),
    Topic(
        "lacks_way_of_voting",
        said("没有写表决程序"),
        said("议事规则应当对业主大会的表决程序作出约定。"),
        said("加一条：参与和同意的比例、票怎样送达和计算。"),
        Citation(REGULATION, "第18条"),
        pattern("表决"),
        RULES_OF_PROCEDURE,
    ),
    Topic(
        "lacks_committee",
        said("没有写业委会的组成和任期"),
        said("议事规则应当对业主委员会的组成和成员任期作出约定。"),
        said("加一条：几名委员（单数）、每届几年。"),
        Citation(REGULATION, "第18条"),
        pattern("任期|每届"),
        RULES_OF_PROCEDURE,
    ),
    Topic(
        "lacks_disclosure",
        said("没有写维修资金的公布"),
        said("维修资金的筹集、使用情况应当定期公布。"),
        said("加一条：每隔多久公布一次、在哪里公布。"),
        Citation(CIVIL_CODE, "第281条第一款"),
        pattern("公布|公示|公开"),
        FUND,
    ),
    Topic(
        "lacks_decision",
        said("没有写维修资金由谁决定使用"),
        said("维修资金经业主共同决定使用。"),
        said("加一条：使用由业主共同决定，应急使用按当地规定。"),
        Citation(CIVIL_CODE, "第281条第一款"),
        pattern("共同决定|业主大会|表决"),
        FUND,
    ),
)
