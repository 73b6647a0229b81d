"""Xingtai: no act of its own was found; it follows Hebei."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.jurisdiction import Jurisdiction

JURISDICTION = Jurisdiction(
    code="130500",
    name=said("邢台市"),
    answers=(),
    otherwise=said("未找到邢台市本级条例；河北省现行条例也未核到，需本地复核。"),
)
