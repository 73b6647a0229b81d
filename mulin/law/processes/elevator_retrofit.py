"""Retrofitting a lift in an old building (加装电梯): six phases, from the survey to maintenance."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.process import (
    Anchor,
    Duty,
    If,
    Opens,
    Outcome,
    Paper,
    Process,
    Step,
    Undated,
    after,
)
from mulin.law.questions import DecisionKind

AGREED = Outcome("agreed", said("参与和同意都够"))
NOT_AGREED = Outcome("not_agreed", said("没有通过"))
NO_OBJECTION = Outcome("no_objection", said("没有书面异议"))
OBJECTED = Outcome("objected", said("有书面异议"))
FEASIBLE = Outcome("feasible", said("可行"))
CONDITIONAL = Outcome("conditional", said("有条件可行"))
NOT_FEASIBLE = Outcome("not_feasible", said("不可行"))

PROCESS = Process(
    code="elevator_retrofit",
    title=said("加装电梯"),
    about=said(
        "按单元推进六个阶段：评估、征询与方案、公示与调处、审批与签约、施工、验收登记与维保。"
    ),
    anchor=Anchor("asked", said("业主提出加装意愿之日")),
    steps=(
        Step(
            "assess",
            said("一、咨询和可行性评估：结构、管线、日照、消防"),
            owed_by=Duty.STREET,
            due=Undated(said("没有统一的日数。"), since="asked"),
            outcomes=(FEASIBLE, CONDITIONAL, NOT_FEASIBLE),
            papers=(Paper("assessment", said("可行性评估单")),),
        ),
        Step(
            "consult",
            said("二、征询意愿，议定方案、分摊和运维，表决"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("没有统一的日数。"), since="assess"),
            outcomes=(AGREED, NOT_AGREED),
            decides=(DecisionKind.REBUILD, DecisionKind.CHANGE_COMMON_USE),
            opens=Opens.POLL,
            papers=(
                Paper("consultation", said("征询表（逐户签名）")),
                Paper("design", said("初步设计方案")),
                Paper("shares", said("费用分摊和补偿方案")),
                Paper("mandate", said("实施主体授权书")),
            ),
        ),
        Step(
            "show",
            said("三、公示方案，接受异议"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("表决通过后即可公示。"), since="consult"),
            when=If("consult", AGREED.code),
            opens=Opens.NOTICE,
            display=q.LIFT_NOTICE,
            outcomes=(NO_OBJECTION, OBJECTED),
            papers=(Paper("show_photo", said("公示照片")),),
        ),
        Step(
            "settle",
            said("有书面异议的，协商、调解；没有解决前不申请规划审查"),
            owed_by=Duty.RESIDENTS_COMMITTEE,
            due=Undated(said("没有统一的日数。"), since="show"),
            when=If("show", OBJECTED.code),
            opens=Opens.MEDIATION,
            papers=(Paper("objection", said("异议和协调记录")),),
        ),
        Step(
            "contract",
            said("四、签约筹资：业主协议，设计、施工、采购、监理合同"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("没有统一的日数。"), since=("settle", "show")),
            papers=(Paper("agreement", said("业主协议")), Paper("contracts", said("项目合同"))),
        ),
        Step(
            "approve",
            said("四、立项和联合审查"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("由当地联合审查的时限定。"), since="contract"),
            papers=(Paper("planning", said("规划意见")), Paper("permit", said("施工许可或者备案"))),
        ),
        Step(
            "tell_authority",
            said("五、安装前书面告知市场监管部门"),
            owed_by=Duty.INSTALLER,
            due=Undated(said("开始安装前。"), since="approve"),
            papers=(Paper("installation", said("安装告知")),),
        ),
        Step(
            "build",
            said("五、施工和监督检验"),
            owed_by=Duty.INSTALLER,
            due=Undated(said("按合同工期。"), since="tell_authority"),
            papers=(Paper("inspection", said("监督检验报告")),),
        ),
        Step(
            "accept",
            said("六、竣工验收，投入使用"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("按合同工期。"), since="build"),
            papers=(Paper("acceptance", said("竣工验收表")),),
        ),
        Step(
            "register",
            said("六、办理使用登记"),
            owed_by=Duty.APPLICANTS,
            due=after("accept", q.LIFT_REGISTER),
            papers=(Paper("registration", said("使用登记证")),),
        ),
        Step(
            "subsidy",
            said("六、申领补贴"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("按当地办法。"), since="register"),
            papers=(Paper("subsidy", said("补贴申请材料")),),
        ),
        Step(
            "maintain",
            said("六、签维保合同，买保险，移交档案"),
            owed_by=Duty.APPLICANTS,
            due=Undated(said("投入使用前。"), since="accept"),
            papers=(
                Paper("maintenance", said("维保合同")),
                Paper("insurance", said("保险单")),
                Paper("dossier", said("档案移交证明")),
            ),
        ),
    ),
)
