"""Storing and reading papers.

Storing is always part of a room's own verb, and that verb's fact carries the paper's digest: so
these verbs put no fact of their own on record.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from mulin.ground.papers import vault
from mulin.ground.papers.formats import LARGEST_OF_ALL, Cleaned, clean, clean_voice
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.papers.permissions import HIDDEN, may_read_paper
from mulin.ground.streets.models import Street
from mulin.ground.streets.trips import write_once
from mulin.kit.clock import start_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NO_THUMBNAIL = Refusal(said("这份文件没有缩略图。"), said("请直接打开原件。"), hidden=True)


class Readable(Protocol):
    """An open file, or what a form hands over for an upload."""

    def read(self, size: int = ..., /) -> bytes: ...


def store(
    street: Street | UUID,
    data: bytes | Readable,
    *,
    kind: str,
    title: str,
    klass: str,
    by: Actor,
    today: date,
    now: datetime | None = None,
    retention_until: date | None = None,
    tables: bool = False,
    voice: bool = False,
) -> Paper:
    """Keep a file and say what it is; the same bytes of one kind and class are stored once.

    The format is taken from the content, pictures are made anew without metadata. ``now`` is the
    instant noted, the start of ``today`` where it is left out. Raises Refused with a sentence
    where the file cannot be kept; ``tables`` also takes .xls and .csv, ``voice`` takes recordings
    and nothing else. The caller's verb judges whether ``by`` may store this kind.
    """
    street_id = street.pk if isinstance(street, Street) else street
    plain = _bytes_of(data)
    cleaned = clean_voice(plain) if voice else clean(plain, tables=tables)
    at = now or start_of(today)
    paper = lay_by(street_id, cleaned, kind=kind, title=title, klass=klass, by=by, now=at)
    paper.retention_until = retention_until
    return enter(paper)


def lay_by(
    street_id: UUID,
    cleaned: Cleaned,
    *,
    kind: str,
    title: str,
    klass: str,
    by: Actor,
    now: datetime,
) -> Paper:
    """The first half of :func:`store`: the file lies in the vault, the row is not written yet.

    For a verb that writes it in its own transaction, with :func:`enter`; where that fails there is
    a file too many.
    """
    if by.street_id != street_id:
        raise Refused(HIDDEN)
    sealed = Klass(klass) != Klass.PUBLIC
    small = vault.put(street_id, cleaned.thumbnail, sealed=sealed) if cleaned.thumbnail else None
    return Paper(
        street_id=street_id,
        kind=kind,
        klass=Klass(klass).value,
        digest=vault.put(street_id, cleaned.data, sealed=sealed),
        title=title,
        size=len(cleaned.data),
        media_type=cleaned.media_type,
        created_on=now,
        created_by=by.account_id,
        thumbnail=small,
    )


def enter(paper: Paper) -> Paper:
    """The other half: the paper's row; the first one where these bytes were stored before."""
    known = write_once(paper, "street_id", "kind", "klass", "digest")
    return paper if known == paper.pk else Paper.objects.of(paper.street_id).get(pk=known)


def read(paper: Paper, *, by: Actor | None, today: date) -> bytes:
    """The plain bytes, checked against their digest. Raises Refused where they may not be read,
    are missing, or are not what was stored."""
    require(may_read_paper(by, paper, today))
    return vault.get(paper.street_id, paper.digest, sealed=paper.sealed)


def read_thumbnail(paper: Paper, *, by: Actor | None, today: date) -> bytes:
    """A JPEG of at most 320 pixels. Raises Refused like :func:`read`."""
    require(may_read_paper(by, paper, today))
    if not paper.thumbnail:
        raise Refused(NO_THUMBNAIL)
    return vault.get(paper.street_id, paper.thumbnail, sealed=paper.sealed)


def _bytes_of(data: bytes | Readable) -> bytes:
    """At most one byte more than the largest file we keep: enough to see that it is too large."""
    return data if isinstance(data, bytes) else data.read(LARGEST_OF_ALL + 1)
