"""Papers as one ZIP that is sent while it is made: one paper in memory at a time, an index last."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Protocol, TypeVar

from mulin.ground.papers.actions import read
from mulin.ground.papers.models import Paper
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refused

INDEX = "目录.csv"


class Held(Protocol):
    """A paper with the name it gets inside the archive."""

    @property
    def name(self) -> str: ...
    @property
    def paper(self) -> Paper: ...


T = TypeVar("T", bound=Held)


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
    held: Sequence[T],
    made: Mapping[str, bytes],
    columns: Sequence[str],
    row: Callable[[T, str], Sequence[str]],
    *,
    by: Actor,
    now: datetime,
) -> Iterator[bytes]:
    """The archive piece by piece: what was ``made`` for it by name, every paper, and last the index.

    A paper that is missing from the store, not what was stored, or not this reader's, stands in the
    index with the reason (what ``row`` gets beside it); the others are there all the same.
    """
    out = _Out()
    rows: list[Sequence[str]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, own in made.items():
            archive.writestr(_info(name, now), own)
            yield out.take()
        for one in held:
            why = ""
            try:
                data = read(one.paper, by=by, today=day_of(now))
            except Refused as refused:
                why = str(refused.refusal)
            else:
                archive.writestr(_info(one.name, one.paper.created_on), data)
                yield out.take()
            rows.append(row(one, why))
        archive.writestr(_info(INDEX, now), _index(columns, rows))
    yield out.take()


def _index(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """For spreadsheets: UTF-8 with its mark; nothing in it can be taken for a formula."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(columns)
    lines.writerows([f"'{c}" if c.startswith(("=", "+", "-", "@")) else c for c in r] for r in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _info(name: str, at: datetime) -> zipfile.ZipInfo:
    when = at.astimezone(SHANGHAI)
    info = zipfile.ZipInfo(name, (when.year, when.month, when.day, when.hour, when.minute, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
