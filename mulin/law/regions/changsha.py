"""Changsha: no act of its own was found; it follows Hunan."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.jurisdiction import Jurisdiction, Words

JURISDICTION = Jurisdiction(
    code="430100",
    name=said("长沙市"),
    words=Words(street="街道办事处或者乡镇人民政府", residents_committee="居（村）民委员会"),
    answers=(),
    otherwise=said(
        "未找到长沙市本级物业条例（未核到不等于不存在）；湖南省条例这一项也未核到条文，需本地复核。"
    ),
)
