"""Tangshan: 唐山市物业管理条例, in force since March 2026; none of its numbers could be read."""

from __future__ import annotations

from datetime import date

from mulin.kit.words import said
from mulin.law.jurisdiction import Act, Confidence, Jurisdiction

ACT = Act(
    "唐山市物业管理条例",
    "2025年10月30日修订，2026年3月1日起施行；只核到题注和前三条",
    since=date(2026, 3, 1),
    confidence=Confidence.VERIFIED_SECOND,
)

JURISDICTION = Jurisdiction(
    code="130200",
    name=said("唐山市"),
    acts=(ACT,),
    answers=(),
    otherwise=said("《唐山市物业管理条例》2025年修订文本的具体数字未核到，需本地复核。"),
    banner=said(
        "唐山市新条例自2026年3月1日起施行，具体期限尚未核到；页面所示为国家规定，请先与住建部门核对。"
    ),
)
