"""All papers of a file as a ZIP that is sent while it is made: one paper in memory at a time."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO

from mulin.ground.papers import actions as papers
from mulin.ground.papers.queries import Kept
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refused

INDEX = "目录.csv"
PROCEDURE_DOSSIER, PROJECT_DOSSIER = "程序卷宗.pdf", "项目卷宗.pdf"
COLUMNS = ("号", "步骤", "名称", "文件", "存入", "登记人", "字节", "SM3", "说明")


class _Out:
    """A file that only grows; what was written is taken away in pieces."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.at = 0

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def streamed(
    kept: Sequence[Kept], made: Mapping[str, bytes], *, by: Actor, now: datetime
) -> Iterator[bytes]:
    """The archive piece by piece: what was ``made`` for it by name, every paper, last the index.

    A paper that is missing from the store, or not what was stored, stands in the index with the
    reason; the others are there all the same.
    """
    out = _Out()
    rows: list[tuple[str, ...]] = []
    today = day_of(now)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, own in made.items():
            archive.writestr(_info(name, now), own)
            yield out.take()
        for one in kept:
            data, why = _read(one, by, today)
            if data is not None:
                archive.writestr(_info(one.name, one.paper.created_on), data)
                yield out.take()
            rows.append(_row(one, why))
        archive.writestr(_info(INDEX, now), _index(rows))
    yield out.take()


def _read(one: Kept, by: Actor, today: date) -> tuple[bytes | None, str]:
    try:
        return papers.read(one.paper, by=by, today=today), ""
    except Refused as refused:
        return None, str(refused.refusal)


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


def _index(rows: Iterable[Sequence[str]]) -> bytes:
    """For spreadsheets: UTF-8 with its mark; nothing in it can be taken for a formula."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    lines.writerows([f"'{c}" if c.startswith(("=", "+", "-", "@")) else c for c in r] for r in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    when = at.astimezone(SHANGHAI)
    info = zipfile.ZipInfo(name, (when.year, when.month, when.day, when.hour, when.minute, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
