"""What campaigns tell the desk: what waits for me, and campaigns by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.campaigns.models import Campaign, Door, Outcome, Shift, Site, Task
from mulin.discover.campaigns.permissions import carried, carries, reach
from mulin.discover.campaigns.queries.campaigns import campaigns_for, my_memberships
from mulin.discover.campaigns.queries.doors import walks_of
from mulin.kit.clock import start_of
from mulin.kit.contributions import Hit
from mulin.kit.contributions import Task as Waiting
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS = 20, 2


def my_turn(actor: Actor, today: date) -> Iterable[Waiting]:
    """Doors and tasks of my teams; for who runs campaigns, help, gaps and acceptance."""
    members = [one for one in my_memberships(actor) if one.campaign.is_open]
    for walk in walks_of(members):
        if walk.left or walk.again:
            yield Waiting(
                f"{walk.member.campaign.title} · {walk.team.name}",
                reverse("campaign_work:team", args=[walk.team.pk]),
                walk.member.campaign.ends_on,
                note=_("还有 %(n)d 户没去") % {"n": walk.left + walk.again},
            )
    if carries(actor) and carried(actor) != frozenset():
        yield from _to_run(actor, today)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Campaigns by number or words of their title."""
    plain = words.strip()
    if (
        len(plain) < FEWEST_LETTERS
        or not any(map(str.isalpha, plain))
        or reach(actor) == frozenset()
    ):
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    for row in campaigns_for(actor).filter(wanted)[:SHOWN]:
        address = reverse("campaigns:campaign", args=[row.pk])
        yield Hit(_("专项行动"), row.title, address, f"{row.number} · {row.get_state_display()}")


def _to_run(actor: Actor, today: date) -> Iterable[Waiting]:
    """Four statements while a campaign runs, one line for each campaign and kind; else one."""
    street, mine = actor.street_id, carried(actor)
    if not Campaign.objects.of(street).filter(state=Campaign.State.RUNNING).exists():
        return
    near = Q() if mine is None else Q(compound_id__in=mine)
    running = Q(campaign__state=Campaign.State.RUNNING)
    helps = Door.objects.of(street).filter(near, running, outcome=Outcome.HELP)
    yield from _lines(
        helps.filter(helped_on__isnull=True), "doors", "?state=help", _("%(n)d 户等着帮助"), "late"
    )
    gaps = Shift.objects.of(street).filter(near, running, person__isnull=True)
    yield from _lines(
        gaps.filter(ends_at__gte=start_of(today)), "duty", "?manned=gap", _("%(n)d 班空缺"), "soon"
    )
    done = Task.objects.of(street).filter(near, running, state=Task.State.DONE)
    yield from _lines(done, "tasks", "?state=done", _("%(n)d 项等验收"), "now")
    handed = Site.objects.of(street).filter(near, running, state=Site.State.SUBMITTED)
    yield from _lines(handed, "campaign", "", _("%(n)d 个小区等验收"), "now")


def _lines(rows: QuerySet[Any], page: str, query: str, words: str, state: str) -> Iterable[Waiting]:
    counted = rows.order_by().values_list("campaign_id", "campaign__title").annotate(n=Count("pk"))
    for pk, title, n in counted[:SHOWN]:
        address = reverse(f"campaigns:{page}", args=[pk]) + query
        yield Waiting(title, address, state=state, note=words % {"n": n})
