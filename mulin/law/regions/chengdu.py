"""Chengdu: 成都市物业管理条例 (2023). Its table of contents was read, none of its numbers; the lift
subsidy of 2018 was read at second hand."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import LiftSubsidy
from mulin.law.jurisdiction import Act, Confidence, Jurisdiction, Words

ACT = Act(
    "成都市物业管理条例",
    "2023年12月29日修订，2024年4月3日批准；施行日未核到，暂按2024年7月1日",
    since=date(2024, 7, 1),
    confidence=Confidence.VERIFIED_SECOND,
)

LIFTS = Act(
    "成都市既有住宅加装电梯实施意见（试行）",
    "2018年8月试行；据新华社2018年8月21日报道，原文未核到，民法典以后是否有效需本地复核",
    since=date(2018, 8, 21),
    confidence=Confidence.VERIFIED_SECOND,
)

JURISDICTION = Jurisdiction(
    code="510100",
    name=said("成都市"),
    acts=(ACT, LIFTS),
    words=Words(manager="物业服务人"),
    answers=(
        # 第二章第五节标题即物业管理委员会，参数未核到
        ACT.says(q.INTERIM_EXISTS, True, "第二章第五节"),
        # 六层及以上、非单一产权、业主为主出资的，每台补助二十万元
        LIFTS.says(q.LIFT_SUBSIDY, LiftSubsidy(amount=200_000_00, least_floors=6), "（补助标准）"),
    ),
    otherwise=said(
        "《成都市物业管理条例》2023年修订文本的具体数字未核到，需本地复核；2007年旧条例已废。"
    ),
    banner=said(
        "成都现行条例的具体期限尚未核到，页面所示继承自四川省或国家规定，请先与区住建部门核对。"
    ),
)
