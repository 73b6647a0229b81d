"""Who may read a paper: the room that keeps a kind decides. Where nobody decided, nobody reads.

A room registers its kinds once, where its app starts::

    register_reader("assembly.notice", may_read_notice)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mulin.ground.papers.models import Paper
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

Reader = Callable[[Actor | None, Paper, date], Refusal | None]
"""``None`` as the actor is a visitor who is not signed in to the paper's street."""

HIDDEN = Refusal(said("没有找到这份文件。"), said("请核对链接，或联系给您链接的人。"), hidden=True)

_readers: dict[str, Reader] = {}


def register_reader(kind: str, reader: Reader) -> None:
    """Let ``reader`` judge who may read papers of ``kind``. A kind has one judge."""
    if _readers.setdefault(kind, reader) is not reader:
        raise ValueError(f"papers of kind {kind} already have somebody who judges readers")


def may_read_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """None where the room that keeps this kind lets the actor read; hidden from other streets."""
    if actor is not None and actor.street_id != paper.street_id:
        return HIDDEN
    if actor is not None and actor.has(Role.SYSTEM):
        return None
    reader = _readers.get(paper.kind)
    return reader(actor, paper, today) if reader else HIDDEN
