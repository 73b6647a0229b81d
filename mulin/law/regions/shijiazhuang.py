"""Shijiazhuang: its act is under revision; none of its numbers could be read."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law.jurisdiction import Jurisdiction

JURISDICTION = Jurisdiction(
    code="130100",
    name=said("石家庄市"),
    answers=(),
    otherwise=said("石家庄市物业管理条例2025年启动修订，新旧文本均未核到，需本地复核。"),
    banner=said(
        "《石家庄市物业管理条例》2025年启动修订，新条例可能已施行；页面所示为国家规定，请先与住建部门核对。"
    ),
)
