"""What was asked of communities: the list, one with its communities, a year's figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.discover.admission.models import Push, PushTarget
from mulin.discover.admission.permissions import reach
from mulin.ground.estate.models import Community
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor
from mulin.kit.words import said

State, Part = Push.State, PushTarget.State
MARKS = {
    State.ADMITTED: "now",
    State.REFUSED: "no",
    State.ASKED: "soon",
    State.EXCEPTION: "pause",
    State.DECLINED: "no",
    State.CALLED_OFF: "idle",
}
TURNED_BACK = (State.REFUSED, State.ASKED, State.DECLINED)
"""States of what the list kept away, at least until now."""


@dataclass(frozen=True)
class Counted:
    """One community's year. Each number is that of the rows its link shows."""

    community: Community
    admitted: int
    exceptions: int
    turned_back: int
    open: int
    late: int
    before: int

    @property
    def came(self) -> int:
        """What the community had to do."""
        return self.admitted + self.exceptions

    @property
    def change(self) -> int:
        """More or fewer than in the year before."""
        return self.came - self.before


def pushes_for(actor: Actor) -> QuerySet[Push]:
    """What the actor may see, the newest first, with how many communities and how many are done."""
    rows = Push.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        mine = PushTarget.objects.filter(
            street_id=OuterRef("street_id"), push_id=OuterRef("pk"), community_id__in=within
        )
        rows = rows.filter(Exists(mine))
    parts = PushTarget.objects.filter(street_id=OuterRef("street_id"), push_id=OuterRef("pk"))
    found: QuerySet[Push] = rows.annotate(
        asked=_number(parts),
        done=_number(parts.filter(state=Part.DONE)),
        open=_number(parts.filter(state=Part.OPEN)),
    ).order_by("-asked_on", "-id")
    return found


def push_of(street_id: UUID, push_id: UUID) -> Push | None:
    found: Push | None = Push.objects.of(street_id).filter(pk=push_id).first()
    return found


def targets_of(push: Push) -> list[PushTarget]:
    return list(push.targets.select_related("community").order_by("community__name"))


def target_of(street_id: UUID, target_id: UUID) -> PushTarget | None:
    rows = PushTarget.objects.of(street_id).select_related("push", "community")
    found: PushTarget | None = rows.filter(pk=target_id).first()
    return found


def communities_for(actor: Actor) -> list[Community]:
    """Communities of which the actor may ask something."""
    rows = Community.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    return list(rows.order_by("name"))


def mark_of(row: Push, today: date) -> tuple[str, str]:
    """Mark and word; what is past its day and not done everywhere is late."""
    word = row.get_state_display()
    open_ = getattr(row, "open", 1)
    if row.state in Push.GOES and row.due_on and row.due_on < today and open_:
        return "late", said("{word}，过期没做完", word=word)
    if row.state in Push.GOES and not open_:
        return "done", said("{word}，都做完了", word=word)
    return MARKS[State(row.state)], word


def group(rows: QuerySet[Push], value: str, today: date, community: str = "") -> QuerySet[Push]:
    """The rows behind a figure; where a community is asked for, its own part decides what is open."""
    if value == "came":
        return rows.filter(state__in=Push.GOES)
    if value == "turned_back":
        return rows.filter(state__in=TURNED_BACK)
    if value == "exception":
        return rows.filter(state=State.EXCEPTION)
    parts = PushTarget.objects.filter(
        street_id=OuterRef("street_id"), push_id=OuterRef("pk"), state=Part.OPEN
    )
    if community:
        parts = parts.filter(community_id=community)
    open_ = rows.filter(Exists(parts), state__in=Push.GOES)
    return open_.filter(due_on__lt=today) if value == "late" else open_


def of_community(rows: QuerySet[Push], community_id: str) -> QuerySet[Push]:
    """Requests of one community; its own part decides what is open."""
    parts = PushTarget.objects.filter(
        street_id=OuterRef("street_id"), push_id=OuterRef("pk"), community_id=community_id
    )
    return rows.filter(Exists(parts))


def figures(actor: Actor, year: int, today: date) -> list[Counted]:
    """Every community's year; three statements."""
    rows = PushTarget.objects.of(actor.street_id).filter(push__asked_on__year=year)
    goes = Q(push__state__in=Push.GOES)
    open_ = goes & Q(state=Part.OPEN)
    now = _by_community(
        rows,
        admitted=Count("pk", filter=Q(push__state=State.ADMITTED)),
        exceptions=Count("pk", filter=Q(push__state=State.EXCEPTION)),
        turned_back=Count("pk", filter=Q(push__state__in=TURNED_BACK)),
        open=Count("pk", filter=open_),
        late=Count("pk", filter=open_ & Q(push__due_on__lt=today)),
    )
    past = PushTarget.objects.of(actor.street_id).filter(push__asked_on__year=year - 1)
    before = _by_community(past, came=Count("pk", filter=goes))
    empty = dict.fromkeys(("admitted", "exceptions", "turned_back", "open", "late"), 0)
    return [
        Counted(
            one,
            **(now.get(one.pk) or empty),
            before=(before.get(one.pk) or {}).get("came", 0),
        )
        for one in communities_for(actor)
    ]


def years(actor: Actor, today: date) -> list[int]:
    """Years in which something was asked, the present one first."""
    found = Push.objects.of(actor.street_id).dates("asked_on", "year")
    return sorted({today.year, *(day.year for day in found)}, reverse=True)


def timeline(push: Push) -> list[Said]:
    return sentences_about(push.street_id, push.pk, 40)


def open_targets(actor: Actor, communities: Iterable[UUID] | None) -> QuerySet[PushTarget]:
    """What communities have to do now."""
    rows = PushTarget.objects.of(actor.street_id).filter(state=Part.OPEN, push__state__in=Push.GOES)
    if communities is not None:
        rows = rows.filter(community_id__in=communities)
    found: QuerySet[PushTarget] = rows.select_related("push", "community").order_by(
        F("push__due_on").asc(nulls_last=True), "id"
    )
    return found


def _by_community(rows: QuerySet[PushTarget], **what: Count) -> dict[UUID, dict[str, int]]:
    grouped = rows.order_by().values("community_id").annotate(**what)
    return {row.pop("community_id"): row for row in grouped}


def _number(rows: QuerySet[PushTarget]) -> Coalesce:
    """How many rows a correlated question has; composite keys let no count be grouped outside."""
    grouped = rows.order_by().values("push_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)
