"""Full plans of motions: where they are read and what fixes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from mulin.decide.assembly.models import Motion, Poll
from mulin.ground.papers.models import Paper


@dataclass(frozen=True)
class Plan:
    """One motion's document; ``path`` opens it, ``url`` is its full address or empty."""

    number: int
    motion: str
    title: str
    digest: str
    size: int
    path: str

    @property
    def url(self) -> str:
        return f"{settings.MULIN_PUBLIC_URL}{self.path}" if settings.MULIN_PUBLIC_URL else ""

    @property
    def kilobytes(self) -> int:
        return -(-self.size // 1024)


def plans_of(poll: Poll, motions: Sequence[Motion]) -> tuple[Plan, ...]:
    """The plans of a poll's motions, in their order; one statement, none where none is attached."""
    asked = [(n, m) for n, m in enumerate(motions, start=1) if m.paper_id]
    if not asked:
        return ()
    papers = _papers(poll.street_id, [m.paper_id for _, m in asked])
    slug = poll.street.slug
    return tuple(_plan(n, m, papers[m.paper_id], slug) for n, m in asked if m.paper_id in papers)


def plan_of(motion: Motion) -> Plan | None:
    """The plan of one motion, or None."""
    if motion.paper_id is None:
        return None
    paper = _papers(motion.street_id, [motion.paper_id]).get(motion.paper_id)
    return _plan(motion.order, motion, paper, motion.poll.street.slug) if paper else None


def _papers(street_id: UUID, ids: Sequence[UUID | None]) -> dict[UUID, Paper]:
    rows = Paper.objects.of(street_id).filter(pk__in=[pk for pk in ids if pk])
    return {paper.pk: paper for paper in rows}


def _plan(number: int, motion: Motion, paper: Paper, slug: str) -> Plan:
    path = f"{reverse('papers:download', args=[slug, paper.pk])}?show=1"
    return Plan(number, motion.title, paper.title, paper.digest, paper.size, path)
