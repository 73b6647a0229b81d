"""What the screens share: the campaign behind an address, its tabs, its crumbs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.campaigns.models import Campaign, Site
from mulin.discover.campaigns.permissions import HIDDEN, may_run, may_see
from mulin.discover.campaigns.queries.campaigns import MARKS, campaign_of, places_of, sites_of
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require


def campaign_at(request: HttpRequest, campaign_id: UUID) -> tuple[Actor, Campaign]:
    """The campaign behind the address, for somebody who reads one of its compounds."""
    actor = acting(request)
    found = campaign_of(actor.street_id, campaign_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see(actor, found, places_of(found)))
    return actor, found


def crumbs(campaign: Campaign | None = None, *last: str) -> tuple[Crumb, ...]:
    """The way here."""
    root = Crumb(_("专项行动"), reverse("campaigns:list"))
    if campaign is None:
        return (root, *(Crumb(one) for one in last))
    mine = Crumb(campaign.title, reverse("campaigns:campaign", args=[campaign.pk]) if last else "")
    return (root, mine, *(Crumb(one) for one in last))


def frame(actor: Actor, campaign: Campaign, here: str, *last: str) -> dict[str, Any]:
    """What every page of a campaign shows around its own: state, tabs, who may run it."""
    sites = sites_of(actor, campaign)
    runs = [site for site in sites if may_run(actor, site.compound_id) is None]
    return {
        "campaign": campaign,
        "mark": MARKS[Campaign.State(campaign.state)],
        "sites": sites,
        "runs": runs if campaign.is_open else [],
        "may_run": bool(runs) and campaign.is_open,
        "tabs": [
            (reverse(f"campaigns:{name}", args=[campaign.pk]), word, name == here)
            for name, word in _tabs(campaign, bool(runs))
        ],
        "crumbs": crumbs(campaign, *last),
    }


def chosen_site(request: HttpRequest, sites: list[Site]) -> Site | None:
    """The compound that the address or form names, else the first one."""
    asked = request.POST.get("compound") or request.GET.get("compound", "")
    return next((one for one in sites if str(one.compound_id) == asked), next(iter(sites), None))


def _tabs(campaign: Campaign, runs: bool) -> list[tuple[str, str]]:
    knocks = campaign.knocks and runs
    return [
        ("campaign", _("进展")),
        ("tasks", _("任务")),
        ("teams", _("队伍")),
        *([("doors", _("上门"))] if knocks else []),
        ("duty", _("值班")),
        ("goods", _("物资")),
        ("log", _("情况日志")),
        ("told", _("宣传")),
        ("report", _("总结")),
    ]
