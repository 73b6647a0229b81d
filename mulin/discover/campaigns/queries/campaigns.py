"""Campaigns as lists and alone: where they run, what is done, who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from mulin.discover.campaigns.models import (
    Campaign,
    Door,
    Member,
    Outcome,
    Shift,
    Site,
    Target,
    Task,
    Team,
)
from mulin.discover.campaigns.permissions import CARRIERS, reach
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor

MARKS = {
    Campaign.State.RUNNING: "now",
    Campaign.State.CLOSED: "done",
    Campaign.State.CANCELLED: "no",
}
SITE_MARKS = {
    Site.State.WORKING: "now",
    Site.State.SUBMITTED: "soon",
    Site.State.ACCEPTED: "done",
    Site.State.RETURNED: "late",
}
TASK_MARKS = {
    Task.State.OPEN: "idle",
    Task.State.DONE: "soon",
    Task.State.ACCEPTED: "done",
    Task.State.RETURNED: "late",
    Task.State.DROPPED: "no",
}
FINISHED = (Task.State.DONE, Task.State.ACCEPTED)


def places_of(campaign: Campaign) -> list[UUID]:
    """The compounds it runs in."""
    rows = Site.objects.of(campaign.street_id).filter(campaign=campaign)
    return list(rows.values_list("compound_id", flat=True))


def campaigns_for(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns in a compound the actor reads, the latest first, with how many compounds they have."""
    rows = Campaign.objects.of(actor.street_id)
    within = reach(actor)
    sites = Site.objects.filter(street_id=OuterRef("street_id"), campaign_id=OuterRef("pk"))
    if within is not None:
        rows = rows.filter(Exists(sites.filter(compound_id__in=within)))
    counted = rows.annotate(
        places=Count("sites", filter=Q(sites__street_id=actor.street_id), distinct=True)
    )
    found: QuerySet[Campaign] = counted.order_by("-starts_on", "-id")
    return found


def campaign_of(street_id: UUID, campaign_id: UUID) -> Campaign | None:
    """One campaign of a street."""
    rows = Campaign.objects.of(street_id).select_related("street")
    found: Campaign | None = rows.filter(pk=campaign_id).first()
    return found


def within(actor: Actor, rows: Any, path: str = "compound_id") -> Any:
    """Rows of the compounds the actor reads."""
    mine = reach(actor)
    return rows if mine is None else rows.filter(**{f"{path}__in": mine})


def sites_of(actor: Actor, campaign: Campaign) -> list[Site]:
    """The compounds the actor reads, by name."""
    rows = Site.objects.of(actor.street_id).filter(campaign=campaign)
    return list(within(actor, rows).select_related("compound").order_by("compound__name", "id"))


def openable(actor: Actor) -> QuerySet[Compound]:
    """Compounds in which the actor may open a campaign, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*CARRIERS):
        mine = (g.compounds for g in actor.grants if g.role in CARRIERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def my_memberships(actor: Actor, campaign: Campaign | None = None) -> list[Member]:
    """Teams the person works in, of one campaign or of all."""
    if actor.person_id is None:
        return []
    rows = Member.objects.of(actor.street_id).filter(
        person_id=actor.person_id, left_on__isnull=True
    )
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    return list(rows.select_related("campaign", "team").order_by("campaign__starts_on", "id"))


def teams_of(campaign: Campaign) -> list[Team]:
    """The teams in their order."""
    return list(
        Team.objects.of(campaign.street_id)
        .filter(campaign=campaign)
        .select_related("compound")
        .order_by("order")
    )


def members_of(campaign: Campaign) -> list[Member]:
    """Everybody who is in a team now."""
    rows = Member.objects.of(campaign.street_id).filter(campaign=campaign, left_on__isnull=True)
    return list(rows.select_related("team").order_by("team__order", "-leads", "id"))


@dataclass(frozen=True)
class Figures:
    """What stands above a campaign; every number is a list one click away."""

    tasks: int
    finished: int
    waiting: int
    late: int
    doors: int
    seen: int
    not_met: int
    refused: int
    helps: int
    gaps: int

    @property
    def left(self) -> int:
        return self.doors - self.seen


def figures_of(actor: Actor, campaign: Campaign, today: date) -> Figures:
    """Counted in three statements, whatever the size."""
    tasks = within(actor, Task.objects.of(actor.street_id).filter(campaign=campaign)).aggregate(
        tasks=Count("pk", filter=~Q(state=Task.State.DROPPED)),
        finished=Count("pk", filter=Q(state__in=FINISHED)),
        waiting=Count("pk", filter=Q(state=Task.State.DONE)),
        late=Count(
            "pk", filter=Q(state__in=(Task.State.OPEN, Task.State.RETURNED), due_on__lt=today)
        ),
    )
    doors = within(actor, Door.objects.of(actor.street_id).filter(campaign=campaign)).aggregate(
        doors=Count("pk"),
        seen=Count("pk", filter=Q(rounds__gt=0)),
        not_met=Count("pk", filter=Q(outcome=Outcome.NOT_HOME)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED)),
        helps=Count("pk", filter=Q(outcome=Outcome.HELP, helped_on__isnull=True)),
    )
    shifts = Shift.objects.of(actor.street_id).filter(campaign=campaign, person__isnull=True)
    gaps = within(actor, shifts).filter(ends_at__date__gte=today).count()
    return Figures(**tasks, **doors, gaps=gaps)


def targets_of(actor: Actor, campaign: Campaign) -> list[dict[str, Any]]:
    """Planned and done, summed over the compounds the actor reads."""
    rows = Target.objects.of(actor.street_id).filter(campaign=campaign)
    summed = within(actor, rows, "site__compound_id").values("order", "code", "title", "unit")
    return list(summed.annotate(planned=Sum("planned"), done=Sum("done")).order_by("order"))
