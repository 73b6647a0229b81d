"""Templates for motions: for each of the nine matters of 民法典第278条 a title and a text to fill in.

They are suggestions: what is written in 【】 is for the convener to settle. The threshold and the
article are not written here; the screen asks the law for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.law.questions import DecisionKind as Kind


@dataclass(frozen=True)
class MotionTemplate:
    """One ready-made motion. ``payment`` proposes where the money comes from; ``election`` asks
    for seats and candidates."""

    kind: Kind
    title: str
    text: str
    payment: str = "none"
    election: bool = False


TEMPLATES: tuple[MotionTemplate, ...] = (
    MotionTemplate(
        Kind.RULES_OF_PROCEDURE,
        "通过《业主大会议事规则》",
        "同意通过《业主大会议事规则》（全文见附件）。其中计票约定见第【  】条：\n"
        "共有人怎样行使表决权、车位是否计票、能否改票、一名代理人最多代理几户、送达未回的票怎样处理。\n"
        "自表决通过之日起施行。",
    ),
    MotionTemplate(
        Kind.MANAGEMENT_PACT,
        "通过《管理规约》",
        "同意通过《管理规约》（全文见附件），主要内容：\n"
        "一、共用部位和设施怎样使用、维护；二、装饰装修、饲养宠物、停车、晾晒的约定；\n"
        "三、违反规约怎样处理。自表决通过之日起施行，对全体业主和物业使用人都有约束力。",
    ),
    MotionTemplate(
        Kind.ELECT_COMMITTEE,
        "选举第【  】届业主委员会委员",
        "从候选人中选举业主委员会委员，任期【  】年。\n"
        "任何业主都可以参选或被推荐。候选人情况见名单，依法应当披露的事项一并公示。\n"
        "当选须同时得到参加表决者按面积、按人数过半数同意；选不满的席位另行补选。",
        election=True,
    ),
    MotionTemplate(
        Kind.ELECT_COMMITTEE,
        "终止【  】的业主委员会委员资格",
        "因【写明事实和依据的条款】，终止【姓名】的业主委员会委员资格。\n本人的陈述：【  】。",
    ),
    MotionTemplate(
        Kind.APPOINT_MANAGER,
        "续聘【  】公司提供物业服务",
        "同意续聘【公司】，合同期自【  】至【  】，物业服务费住宅每月每平方米【  】元，\n"
        "服务标准和收支公开的约定见合同草案（附件）。",
    ),
    MotionTemplate(
        Kind.APPOINT_MANAGER,
        "解聘【  】公司并公开选聘物业服务企业",
        "一、同意自【  】起解聘【公司】，按法律规定提前书面通知；\n"
        "二、同意以【公开招标／协议】方式选聘新的物业服务企业，方案见附件；\n"
        "三、交接期间的服务由【  】承担。",
    ),
    MotionTemplate(
        Kind.USE_MAINTENANCE_FUND,
        "使用专项维修资金【更换电梯】",
        "一、范围和做法：【哪几栋、换什么、保修几年】；\n"
        "二、预算【  】元，最高不超过这个数，工程审价后按实结算；\n"
        "三、从受益业主的维修资金账户按专有部分面积分摊，不另收现金；\n"
        "四、施工单位以【公开招标／比价】方式选定，决算公示。",
        payment="maintenance_fund",
    ),
    MotionTemplate(
        Kind.RAISE_MAINTENANCE_FUND,
        "筹集专项维修资金",
        "因维修资金余额不足【  】，同意筹集专项维修资金：\n"
        "一、每平方米交存【  】元，按专有部分面积计算；二、交存期限和账户：【  】；\n"
        "三、困难业主可以申请【分期交存】。",
        payment="owners",
    ),
    MotionTemplate(
        Kind.REBUILD,
        "【3 号楼 1 单元】加装电梯",
        "一、方案和位置见附件图纸；\n"
        "二、总费用【  】元，扣除补贴后由本单元业主分摊，低层少交或不交的办法见附件；\n"
        "三、对采光、通风、通行的影响和补偿：【  】；四、建成后的使用、维护和费用：【  】。",
        payment="owners",
    ),
    MotionTemplate(
        Kind.REBUILD,
        "改建【  】",
        "同意按附件方案改建【设施】，预算【  】元，资金来源：【  】。\n"
        "施工期间的安全和通行安排：【  】。",
    ),
    MotionTemplate(
        Kind.CHANGE_COMMON_USE,
        "利用【北侧共有场地】设置【  】并对外经营",
        "一、位置、面积和期限：【  】；二、经营方式和对象：【  】；\n"
        "三、收入全部入公共收益账户，扣除合理成本后归全体业主，每【季】公布；\n"
        "四、不影响消防通道和通行。",
    ),
    MotionTemplate(
        Kind.OTHER_MAJOR,
        "使用公共收益【  】元用于【  】",
        "同意从公共收益中列支【  】元，用于【  】，决算公示。",
        payment="public_revenue",
    ),
    MotionTemplate(
        Kind.OTHER_MAJOR,
        "对公共收益收支进行专项审计",
        "同意委托有资质的会计师事务所，对【  】年至【  】年的公共收益收支进行专项审计，\n"
        "审计费【  】元从公共收益列支，审计报告全文公示。",
        payment="public_revenue",
    ),
)


def templates_of(kind: Kind) -> tuple[MotionTemplate, ...]:
    """The templates of one matter."""
    return tuple(t for t in TEMPLATES if t.kind is kind)
