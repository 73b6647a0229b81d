"""All papers of a file that goes by steps or sets (a procedure, a project) as a ZIP with their index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from mulin.ground.papers import bundle
from mulin.ground.papers.bundle import INDEX
from mulin.ground.papers.queries import Kept
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import Actor

__all__ = ["INDEX", "PROCEDURE_DOSSIER", "PROJECT_DOSSIER", "streamed"]

PROCEDURE_DOSSIER, PROJECT_DOSSIER = "程序卷宗.pdf", "项目卷宗.pdf"
COLUMNS = ("号", "步骤", "名称", "文件", "存入", "登记人", "字节", "SM3", "说明")


def streamed(
    kept: Sequence[Kept], made: Mapping[str, bytes], *, by: Actor, now: datetime
) -> Iterator[bytes]:
    """The archive piece by piece: what was ``made`` for it by name, every paper, last the index."""
    return bundle.streamed(kept, made, COLUMNS, _row, by=by, now=now)


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
