"""All papers of a procedure as a ZIP that is sent while it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from mulin.ground.papers import bundle
from mulin.ground.papers.bundle import INDEX
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import Actor
from mulin.procedures.queries.dossier import Kept

__all__ = ["INDEX", "streamed"]

DOSSIER = "程序卷宗.pdf"
COLUMNS = ("号", "步骤", "名称", "文件", "存入", "登记人", "字节", "SM3", "说明")


def streamed(kept: Sequence[Kept], dossier: bytes, *, by: Actor, now: datetime) -> Iterator[bytes]:
    """The archive piece by piece: the dossier, every paper, and last the index."""
    return bundle.streamed(kept, (DOSSIER, dossier), COLUMNS, _row, by=by, now=now)


def _row(one: Kept, why: str) -> tuple[str, ...]:
    paper = one.paper
    return (
        str(one.number),
        str.__str__(one.step),
        paper.title,
        "" if why else one.name,
        f"{paper.created_on.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        str.__str__(one.by),
        str(paper.size),
        paper.digest,
        why,
    )
