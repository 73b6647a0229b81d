"""Luzhou: no act of its own was found; it follows Sichuan."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.jurisdiction import Jurisdiction, Words

JURISDICTION = Jurisdiction(
    code="510500",
    name=said("泸州市"),
    words=Words(area="物业服务区域", manager="物业服务人"),
    answers=(),
    otherwise=said("未找到泸州市本级条例；四川省条例这一项也未核到条文，需本地复核。"),
)
