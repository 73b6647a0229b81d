"""Issues as lists and alone: who supports them, what is like them, what residents say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.deliberate.meetings.models import (
    AgendaItem,
    Assignment,
    Evaluation,
    Issue,
    Support,
)
from mulin.deliberate.meetings.permissions import CARRIERS, SPEAKERS, reach
from mulin.ground.estate.models import Compound
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor

MOST_SAID, MOST_ALIKE = 100, 5
ALIKE = 0.25
"""From this share of common pairs of characters two titles are shown side by side."""


@dataclass(frozen=True)
class Opinion:
    """What residents say of an issue: how many, the mean in tenths, and each of one to five."""

    count: int
    tenths: int
    each: tuple[tuple[int, int], ...]

    @property
    def mean(self) -> str:
        """``4.3``, cut off and never rounded up."""
        return f"{self.tenths // 10}.{self.tenths % 10}"


def issues_for(actor: Actor) -> QuerySet[Issue]:
    """Issues the actor sees, with their supporters counted, newest first."""
    rows = Issue.objects.of(actor.street_id).select_related("compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Issue] = counted(rows).order_by("-id")
    return found


def counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each with ``supporters``: a subquery, so that it costs no statement a row."""
    backing = Support.objects.filter(street_id=OuterRef("street_id"), issue_id=OuterRef("pk"))
    total = backing.order_by().values("issue_id").annotate(n=Count("pk")).values("n")
    return rows.annotate(supporters=Coalesce(Subquery(total), 0))


def issue_of(street_id: UUID, issue_id: UUID) -> Issue | None:
    """One issue of a street."""
    rows = Issue.objects.of(street_id).select_related("compound", "street", "matter", "merged_into")
    found: Issue | None = counted(rows).filter(pk=issue_id).first()
    return found


def state_counts(rows: QuerySet[Issue]) -> dict[str, int]:
    """How many issues stand in which state."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def alike(issue: Issue) -> list[Issue]:
    """Open issues of the same compound whose words are near, the nearest first."""
    others = counted(Issue.objects.of(issue.street_id).filter(compound_id=issue.compound_id))
    open_ones = others.exclude(pk=issue.pk).filter(state__in=_OPEN).order_by("-id")[:200]
    near = [(nearness(issue.title, other.title), other) for other in open_ones]
    found = [pair for pair in near if pair[0] >= ALIKE]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [other for _share, other in found[:MOST_ALIKE]]


def nearness(one: str, other: str) -> float:
    """The share of the shorter title's pairs of neighbouring characters that the other has, 0 to 1."""
    a, b = (set(pairwise(title)) for title in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def evaluation_of(issue: Issue, person_id: UUID) -> Evaluation | None:
    """What one resident said."""
    rows = Evaluation.objects.of(issue.street_id).filter(issue=issue, person_id=person_id)
    found: Evaluation | None = rows.first()
    return found


def supported_by(issue: Issue, actor: Actor) -> bool:
    """Whether this person stands behind the issue."""
    if actor.person_id is None:
        return False
    rows = Support.objects.of(issue.street_id).filter(issue=issue, person_id=actor.person_id)
    return bool(rows.exists())


def opinion_of(issue: Issue) -> Opinion:
    """All evaluations of an issue, counted."""
    rows = Evaluation.objects.of(issue.street_id).filter(issue=issue).order_by()
    found = dict(rows.values_list("score").annotate(n=Count("pk")))
    total = sum(found.values())
    mean = sum(score * n for score, n in found.items()) * 10 // total if total else 0
    return Opinion(total, mean, tuple((score, found.get(score, 0)) for score in range(5, 0, -1)))


def words_of(issue: Issue) -> list[Evaluation]:
    """What residents wrote beside their scores, newest first, without their names."""
    rows = Evaluation.objects.of(issue.street_id).filter(issue=issue).exclude(words="")
    return list(rows.order_by("-at")[:50])


def assignments_of(issue: Issue) -> list[Assignment]:
    """The list of responsibilities of an issue, what is due first."""
    rows = Assignment.objects.of(issue.street_id).filter(issue=issue)
    return list(rows.select_related("party", "item__meeting").order_by("due_on", "id"))


def talks_of(issue: Issue) -> list[AgendaItem]:
    """The meetings an issue stood on, newest first."""
    rows = AgendaItem.objects.of(issue.street_id).filter(issue=issue)
    return list(rows.select_related("meeting").order_by("-id"))


def timeline(issue: Issue) -> list[Said]:
    """What happened to an issue, newest first."""
    return sentences_about(issue.street_id, issue.pk, MOST_SAID)


def places_to(actor: Actor, *, carry: bool) -> QuerySet[Compound]:
    """Compounds in which the actor may raise issues (or call meetings), by name."""
    roles = CARRIERS if carry else SPEAKERS
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*roles):
        mine = (g.compounds for g in actor.grants if g.role in roles)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def choosable(compound: Compound) -> QuerySet[Issue]:
    """Issues that a meeting of this compound may take up, the most supported first."""
    waiting = Q(state=Issue.State.COLLECTED) | Q(state=Issue.State.NOT_AGREED)
    rows = Issue.objects.of(compound.street_id).filter(waiting, compound=compound)
    found: QuerySet[Issue] = counted(rows).order_by("-supporters", "id")
    return found


_OPEN = [state for state in Issue.State if state not in ("closed", "merged", "declined")]
