"""The contents list of a committee's file set in type, and the file as an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mulin.decide.committees.documents import PACKAGE, spoken
from mulin.decide.committees.models import Term
from mulin.decide.committees.queries.archive import Filed, Shelf
from mulin.ground.estate.models import Organisation
from mulin.ground.papers import bundle
from mulin.ground.papers.typeset import typeset
from mulin.kit.rights import Actor
from mulin.kit.words import plain
from mulin.law.committee_archive import SOURCE

COVER = "档案目录.pdf"
COLUMNS = ("号", "类别", "是什么", "届次", "日期", "文件", "字节", "SM3", "说明")


def contents(body: Organisation, term: Term | None, shelves: Sequence[Shelf], *, on: date) -> bytes:
    """档案目录: category by category, each paper with its day and digest; what is missing last."""
    data: dict[str, Any] = {
        "head": {
            "street": body.street.name,
            "compound": body.compound.name if body.compound else "",
            "number": "",
            "title": "档案目录",
            "convener": body.name,
            "phone": body.phone or body.street.phone,
            "synthetic": body.street.synthetic,
        },
        "scope": f"第{term.ordinal}届" if term else "全部各届",
        "made": spoken(on),
        "source": SOURCE.spaced,
        "shelves": [
            {
                "title": plain(shelf.category.label),
                "papers": [
                    {
                        "number": str(one.number),
                        "what": plain(one.what),
                        "title": one.paper.title,
                        "day": one.day.isoformat(),
                        "digest": one.paper.digest[:16],
                    }
                    for one in shelf.papers
                ],
            }
            for shelf in shelves
            if shelf.papers
        ],
        "gaps": [
            f"{plain(gap.category.label)}：{plain(gap.text)}"
            for shelf in shelves
            for gap in shelf.gaps
        ],
    }
    return typeset("archive", data, on=on, package=PACKAGE)


def streamed(filed: Sequence[Filed], cover: bytes, *, by: Actor, now: datetime) -> Iterator[bytes]:
    """The archive piece by piece: the contents list, every paper, and last the index."""
    return bundle.streamed(filed, {COVER: cover}, COLUMNS, _row, by=by, now=now)


def _row(one: Filed, why: str) -> tuple[str, ...]:
    return (
        str(one.number),
        plain(one.category.label),
        plain(one.what),
        str(one.ordinal or ""),
        one.day.isoformat(),
        "" if why else one.name,
        str(one.paper.size),
        one.paper.digest,
        why,
    )
