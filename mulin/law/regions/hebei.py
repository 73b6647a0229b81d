"""Hebei: none of its numbers could be read. Its 物委会 of streets and communities coordinate; they
are not the interim committee of a compound."""

from __future__ import annotations

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Jurisdiction, not_yet

JURISDICTION = Jurisdiction(
    code="130000",
    name=said("河北省"),
    answers=(),
    not_yet=not_yet(
        said("街道、社区两级物委会是统筹机构，小区一级物业管理委员会的规定未核到。"),
        *(question for question in q.ALL if question.kind == q.Kind.INTERIM),
    ),
    otherwise=said("河北省现行条例只核到旧文本的总则，这一项未核到，需本地复核。"),
)
