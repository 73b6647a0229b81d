"""Matters a person carries, one matter's timeline, and how many stand at which stage."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter, MatterLink
from mulin.ground.matters.permissions import CARRIERS, may_see_matter, offices, reach
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
BESIDE = ("compound", "holder", "merged_into")
HOLDERS = (
    Organisation.Kind.STREET_OFFICE,
    Organisation.Kind.PROPERTY_OFFICE,
    Organisation.Kind.GUIDANCE_CENTRE,
    Organisation.Kind.RESIDENTS_COMMITTEE,
    Organisation.Kind.OWNERS_COMMITTEE,
    Organisation.Kind.INTERIM_COMMITTEE,
    Organisation.Kind.PROPERTY_COMMITTEE,
)
"""Bodies whose people carry matters."""
CHAIN: tuple[Matter.Stage, ...] = tuple(
    stage for stage in Matter.Stage if stage != Matter.Stage.CLOSED
)
"""The five stages in order; a closed matter has passed them all, or ended before."""


def matters_for(actor: Actor) -> QuerySet[Matter]:
    """Matters the actor may open, newest first."""
    rows = Matter.objects.of(actor.street_id).select_related(*BESIDE)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(Q(compound_id__in=within) | Q(holder_id__in=offices(actor)))
    found: QuerySet[Matter] = rows.order_by("-id")
    return found


def matter_of(street_id: UUID, matter_id: UUID) -> Matter | None:
    """One matter of a street."""
    rows = Matter.objects.of(street_id).select_related(*BESIDE, "split_from")
    found: Matter | None = rows.filter(pk=matter_id).first()
    return found


def matter_numbered(actor: Actor, number: str) -> Matter | None:
    """One that the actor may open, by its number as typed."""
    rows = Matter.objects.of(actor.street_id).select_related(*BESIDE)
    found: Matter | None = rows.filter(number=number.strip().upper()).first()
    return found if found is not None and may_see_matter(actor, found) is None else None


def merged_into(actor: Actor, matter: Matter) -> list[Matter]:
    """Those that go on with this one, as far as the actor may open them."""
    rows = Matter.objects.of(matter.street_id).filter(merged_into=matter)
    found = rows.select_related(*BESIDE).order_by("id")
    return [one for one in found if may_see_matter(actor, one) is None]


def split_from(actor: Actor, matter: Matter) -> list[Matter]:
    """Those that were split off from it, as far as the actor may open them."""
    rows = Matter.objects.of(matter.street_id).filter(split_from=matter)
    found = rows.select_related(*BESIDE).order_by("id")
    return [one for one in found if may_see_matter(actor, one) is None]


def leads(actor: Actor, matter: Matter | None) -> bool:
    """Whether a matter is a way for the actor."""
    return matter is not None and may_see_matter(actor, matter) is None


def linked_with(actor: Actor, matter: Matter) -> list[tuple[Matter, str]]:
    """Matters that have to do with it and why, as far as the actor may open them."""
    touching = Q(one=matter) | Q(other=matter)
    rows = MatterLink.objects.of(matter.street_id).filter(touching).order_by("id")
    pairs = [
        (row.other if row.one_id == matter.pk else row.one, row.why)
        for row in rows.select_related("one__compound", "other__compound")
    ]
    return [(one, why) for one, why in pairs if may_see_matter(actor, one) is None]


def holders_for(matter: Matter) -> QuerySet[Organisation]:
    """Offices to which it may be handed over: the street's, its community's, its compound's."""
    near = Q(community__isnull=True, compound__isnull=True)
    if matter.compound is not None:
        near |= Q(community_id=matter.compound.community_id, compound__isnull=True)
        near |= Q(compound_id=matter.compound_id)
    rows = Organisation.objects.of(matter.street_id).filter(
        near, kind__in=HOLDERS, ended_on__isnull=True
    )
    found: QuerySet[Organisation] = rows.order_by("kind", "name", "id")
    return found


def stage_counts(rows: QuerySet[Matter]) -> dict[str, int]:
    """How many matters stand at which stage; what goes on with another is counted there."""
    rows = rows.filter(merged_into__isnull=True)
    return dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))


def timeline(matter: Matter, pieces: Iterable[Piece], merged: Iterable[Matter] = ()) -> list[Said]:
    """What happened to a matter and what goes on with it, was split off or linked, newest first.

    Of its pieces of work it repeats the milestones, and what became of them in other rooms.
    """
    mine = Q(subject_id__in=[matter.pk, *(one.pk for one in merged)])
    links = MatterLink.objects.of(matter.street_id).filter(other=matter)
    mine |= Q(
        subject_id__in=links.values("one_id"), kind="MattersLinked", body__other=matter.number
    )
    split = Matter.objects.of(matter.street_id).filter(split_from=matter)
    mine |= Q(subject_id__in=split.values("id"), kind="MatterSplit")
    for piece in pieces:
        mine |= Q(subject_id=piece.subject_id, kind__in=(*piece.milestones, "PassedOn"))
    return sentences(Fact.objects.of(matter.street_id).filter(mine))


def openable(actor: Actor) -> QuerySet[Compound]:
    """Compounds in which the actor may open a matter, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*CARRIERS):
        mine = (g.compounds for g in actor.grants if g.role in CARRIERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found
