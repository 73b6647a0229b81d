"""Pacts as lists and alone: versions, clauses in their order, what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.deliberate.pacts.models import Clause, Comment, Pact, Version
from mulin.deliberate.pacts.numbering import chapter_number, clause_number
from mulin.deliberate.pacts.permissions import DRAFTERS, UNPUBLISHED, reach
from mulin.ground.estate.models import Compound
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor, Role

State = Version.State
MARKS = {
    State.DRAFT: "idle",
    State.COMMENTS: "now",
    State.VOTING: "lock",
    State.IN_FORCE: "done",
    State.SUPERSEDED: "no",
    State.ENDED: "no",
    State.NOT_ADOPTED: "no",
    State.WITHDRAWN: "no",
}
MOST_SAID = 100


@dataclass(frozen=True)
class Numbered:
    """A clause with its number, and its chapter where it is the first of it."""

    clause: Clause
    number: str
    chapter: str


def versions_for(actor: Actor) -> QuerySet[Version]:
    """Versions the actor may read, with their comments counted, newest first."""
    rows = Version.objects.of(actor.street_id).select_related("pact__compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pact__compound_id__in=within)
    drafting = reach(actor, *DRAFTERS, Role.AUDITOR)
    if drafting is not None:
        rows = rows.filter(~Q(state__in=UNPUBLISHED) | Q(pact__compound_id__in=drafting))
    found: QuerySet[Version] = _counted(rows).order_by("-id")
    return found


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """``said`` and ``unanswered``: how many comments; as subqueries, no statement a row."""
    about = Comment.objects.filter(street_id=OuterRef("street_id"), version_id=OuterRef("pk"))
    all_of = about.order_by().values("version_id").annotate(n=Count("pk")).values("n")
    waiting = about.filter(answered_at__isnull=True).order_by().values("version_id")
    open_ones = waiting.annotate(n=Count("pk")).values("n")
    return rows.annotate(
        said=Coalesce(Subquery(all_of), 0), unanswered=Coalesce(Subquery(open_ones), 0)
    )


def version_of(street_id: UUID, version_id: UUID) -> Version | None:
    """One version of a street."""
    rows = Version.objects.of(street_id).select_related(
        "street", "pact__compound", "text_paper", "proof"
    )
    found: Version | None = _counted(rows).filter(pk=version_id).first()
    return found


def clauses_of(version: Version) -> list[Clause]:
    """The clauses in their order."""
    rows = Clause.objects.of(version.street_id).filter(version=version)
    return list(rows.order_by("order", "id"))


def numbered(clauses: list[Clause]) -> list[Numbered]:
    """The clauses with their numbers, chapters counted as they come."""
    found: list[Numbered] = []
    chapters, last = 0, ""
    for at, clause in enumerate(clauses, start=1):
        head = ""
        if clause.chapter and clause.chapter != last:
            chapters += 1
            head = f"{chapter_number(chapters)}　{clause.chapter}"
        last = clause.chapter or last
        found.append(Numbered(clause, clause_number(at), head))
    return found


def others_of(pact: Pact, actor: Actor) -> list[Version]:
    """All versions of a pact that the actor may read, newest first."""
    return list(versions_for(actor).filter(pact=pact).order_by("-number"))


def previous_of(version: Version) -> Version | None:
    """What this version is compared with: the last one before it that was ever in force, else the
    one before."""
    rows = Version.objects.of(version.street_id).filter(
        pact_id=version.pact_id, number__lt=version.number
    )
    held = rows.filter(in_force_on__isnull=False).order_by("-number").first()
    found: Version | None = held or rows.order_by("-number").first()
    return found


def comments_of(version: Version) -> list[Comment]:
    """What was said of a version, the oldest first."""
    rows = Comment.objects.of(version.street_id).filter(version=version)
    return list(rows.order_by("id"))


def timeline(version: Version) -> list[Said]:
    """What happened to a version, newest first."""
    return sentences_about(version.street_id, version.pk, MOST_SAID)


def state_counts(rows: QuerySet[Version]) -> dict[str, int]:
    """How many versions stand in which state."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def places_to_draft(actor: Actor) -> list[Compound]:
    """Compounds in which the actor may begin pacts and lists, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor, *DRAFTERS)
    if within is not None:
        rows = rows.filter(pk__in=within)
    return list(rows.order_by("name", "id"))


def clauses_for(actor: Actor) -> QuerySet[Clause]:
    """Every clause the actor may read, for the search over clauses."""
    seen = versions_for(actor).order_by().values("pk")
    rows = Clause.objects.of(actor.street_id).filter(version_id__in=seen)
    found: QuerySet[Clause] = rows.select_related("version__pact__compound").order_by(
        "version_id", "order"
    )
    return found
