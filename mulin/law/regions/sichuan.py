"""Sichuan: 四川省物业管理条例. Only articles 7, 19, 20 and 47 could be read, in secondary texts."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import InterimCase
from mulin.law.jurisdiction import Act, Confidence, Jurisdiction, Words
from mulin.law.shapes import Petition
from mulin.law.terms import Period, at_least

ACT = Act(
    "四川省物业管理条例",
    "2021年9月29日修订，2022年5月1日起施行；只核到部分条文的二手文本",
    since=date(2022, 5, 1),
    confidence=Confidence.VERIFIED_SECOND,
)

says = ACT.says

JURISDICTION = Jurisdiction(
    code="510000",
    name=said("四川省"),
    acts=(ACT,),
    words=Words(area="物业服务区域", manager="物业服务人"),
    answers=(
        # 不能依法选举产生业主委员会的：双百分之十书面申请，街道应当组建
        says(q.INTERIM_EXISTS, True, "第47条"),
        says(q.INTERIM_CASES, (InterimCase.NO_COMMITTEE,), "第47条"),
        says(
            q.INTERIM_PETITION,
            Petition(area=at_least(1, 10), persons=at_least(1, 10), both=True, written=True),
            "第47条",
        ),
        says(q.INTERIM_TERM, Period(months=24), "第47条"),
        says(q.INTERIM_TERM_SOFT, True, "第47条"),  # “一般不超过二年”
    ),
    otherwise=said("《四川省物业管理条例》这一项未核到条文，需本地复核。"),
)
