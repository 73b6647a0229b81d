"""Matters a person carries, one matter's timeline, and how many stand at which stage."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.ground.estate.models import Compound
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import CARRIERS, reach
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor

MARKS = {
    Matter.Stage.DISCOVER: "soon",
    Matter.Stage.DELIBERATE: "now",
    Matter.Stage.DECIDE: "now",
    Matter.Stage.DELIVER: "now",
    Matter.Stage.SUPERVISE: "now",
    Matter.Stage.CLOSED: "done",
}
CHAIN: tuple[Matter.Stage, ...] = tuple(
    stage for stage in Matter.Stage if stage != Matter.Stage.CLOSED
)
"""The five stages in order; a closed matter has passed them all, or ended before."""


def matters_for(actor: Actor) -> QuerySet[Matter]:
    """Matters the actor may open, newest first."""
    rows = Matter.objects.of(actor.street_id).select_related("compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Matter] = rows.order_by("-id")
    return found


def matter_of(street_id: UUID, matter_id: UUID) -> Matter | None:
    """One matter of a street."""
    rows = Matter.objects.of(street_id).select_related("compound")
    found: Matter | None = rows.filter(pk=matter_id).first()
    return found


def stage_counts(rows: QuerySet[Matter]) -> dict[str, int]:
    """How many matters stand at which stage."""
    return dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))


def timeline(matter: Matter, pieces: Iterable[Piece]) -> list[Said]:
    """What happened to a matter, and the milestones of its pieces of work, newest first."""
    mine = Q(subject_id=matter.pk)
    for piece in pieces:
        mine |= Q(subject_id=piece.subject_id, kind__in=piece.milestones)
    return sentences(Fact.objects.of(matter.street_id).filter(mine))


def openable(actor: Actor) -> QuerySet[Compound]:
    """Compounds in which the actor may open a matter, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*CARRIERS):
        mine = (g.compounds for g in actor.grants if g.role in CARRIERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found
