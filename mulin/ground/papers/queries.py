"""Questions about papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.ground.papers import vault
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetQuerySet
from mulin.kit.rights import Refused


@dataclass(frozen=True)
class Kept:
    """One paper of a dossier: its number, the step or set it belongs to, its place in an archive."""

    number: int
    step: str
    paper: Paper
    by: str
    name: str


def folder_of(words: str) -> str:
    """Words as a folder: what archives of every system can hold."""
    bare = "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in words)
    return bare[:40].strip(" .")


def past_retention(street_id: UUID, today: date) -> StreetQuerySet:
    """Papers whose time of keeping is over: the day named is the last on which they are kept."""
    papers: StreetQuerySet = Paper.objects.of(street_id).filter(retention_until__lt=today)
    return papers


def unsound(street_id: UUID) -> Iterator[tuple[Paper, str]]:
    """Every paper whose file is missing or altered, with the reason; for backup and checks."""
    for paper in Paper.objects.of(street_id).order_by("id").iterator():
        for digest in filter(None, (paper.digest, paper.thumbnail)):
            try:
                vault.get(street_id, digest, sealed=paper.sealed)
            except Refused as refused:
                yield paper, refused.refusal.why
                break
