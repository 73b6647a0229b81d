"""Screens of campaigns: the list, a new one, how far one is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.campaigns.actions.opening import Draft, end_campaign, open_campaign
from mulin.discover.campaigns.forms import CampaignForm, WhyForm
from mulin.discover.campaigns.kind import Kind
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Campaign, Site
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, crumbs, frame
from mulin.discover.campaigns.permissions import HIDDEN, carries, may_run_all, may_see_campaigns
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries import doors, tasks
from mulin.ground.page.address import row_address
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

DRAWN = 3000


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every campaign the office sees: search, filter, order, export."""
    actor = acting(request)
    if may_see_campaigns(actor) is not None:
        return redirect("campaign_work:mine")
    visible = queries.campaigns_for(actor)
    listing = Listing(
        request, visible, _columns(), searches=("number", "title", "organiser"), filters=_filters()
    )
    if listing.export:
        return download(listing, _("专项行动"), now=clock.now())
    context = {"listing": listing, "may_open": carries(actor), "crumbs": crumbs()}
    return render(request, "campaigns/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a campaign: choose the template, then the compounds and days."""
    actor = acting(request)
    places = {str(one.pk): one for one in queries.openable(actor)}
    if not places:
        require(may_see_campaigns(actor))
        raise Refused(HIDDEN)
    kind = BY_CODE.get(request.GET.get("kind", "")) or next(iter(BY_CODE.values()))
    form = CampaignForm(
        request.POST or None,
        kind=kind,
        places=[(pk, one.name) for pk, one in places.items()],
        today=clock.today(),
        initial={"organiser": actor.post or actor.name},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        chosen = [places[pk] for pk in form.cleaned_data["compounds"]]
        draft = _draft(kind, form.cleaned_data)
        made = tried(
            form, lambda: open_campaign(draft, chosen, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("已发起。任务和目标按模板列好了，可以再改。"))
            return redirect("campaigns:campaign", made.pk)
    context = {
        "form": form,
        "once": once,
        "kind": kind,
        "kinds": BY_CODE.values(),
        "crumbs": crumbs(None, _("发起")),
    }
    return render(request, "campaigns/new.html", context, status=422 if form.errors else 200)


@require_safe
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """How far it is: figures, the picture by building, every compound. Redrawn every ten seconds."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "campaign")
    sites: list[Site] = context["sites"]
    may_end = may_run_all(actor, found, queries.places_of(found)) is None and found.is_open
    context |= {
        "figures": queries.figures_of(actor, found, clock.today()),
        "targets": queries.targets_of(actor, found),
        "rows": _places(actor, found, sites),
        "ending": WhyForm() if may_end else None,
        "by_team": doors.by_team(actor, found) if context["may_run"] and found.knocks else [],
        **_drawn(request, actor, found, sites, may_run=context["may_run"]),
    }
    live = request.headers.get("HX-Request") == "true"
    template = "campaigns/_live.html" if live else "campaigns/campaign.html"
    return render(request, template, context)


@require_POST
def end(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """It is over, or does not take place."""
    actor, found = campaign_at(request, campaign_id)
    why, cancelled = request.POST.get("why", ""), request.POST.get("how") == "cancel"
    told(
        request,
        lambda: end_campaign(found, why, cancelled=cancelled, by=actor, now=clock.now()),
        _("已结束。请在“总结”里核对后公布。"),
    )
    return redirect("campaigns:campaign", found.pk)


def _draft(kind: Kind, typed: dict[str, Any]) -> Draft:
    return Draft(
        kind=kind.code,
        title=typed["title"],
        goal=typed["goal"],
        organiser=typed["organiser"],
        starts_on=typed["starts_on"],
        ends_on=typed["ends_on"],
        purpose=typed.get("purpose", ""),
        purge_on=typed.get("purge_on"),
    )


def _drawn(
    request: HttpRequest, actor: Actor, found: Campaign, sites: list[Site], *, may_run: bool
) -> dict[str, Any]:
    """The picture by building: households where doors are knocked on, else tasks."""
    asked = request.GET.get("compound", "")
    many, site = len(sites) > 1, chosen_site(request, sites)
    if found.knocks and may_run and (request.GET.get("draw") != "tasks"):
        rows = doors.doors_for(actor, found)
        if many and (asked or rows.count() > DRAWN):
            rows, many = rows.filter(compound=site.compound_id if site else None), False
        listed_doors = list(rows)
        if listed_doors:
            href = reverse("campaigns:doors", args=[found.pk])
            return {
                "picture": doors.drawing(listed_doors, href, several=many),
                "legend": doors.legend(listed_doors),
                "drawn": "doors",
            }
    mine = tasks.tasks_for(actor, found).filter(state__in=list(tasks.LOOKS))
    if many and asked and site is not None:
        mine, many = mine.filter(compound=site.compound_id), False
    given = list(mine[:DRAWN])
    href = reverse("campaigns:tasks", args=[found.pk])
    picture = tasks.drawing(given, href, several=many) if given else None
    return {"picture": picture, "legend": tasks.legend(given), "drawn": "tasks"}


def _places(actor: Actor, found: Campaign, sites: list[Site]) -> list[dict[str, Any]]:
    """One line for each compound: its targets, its tasks, its acceptance."""
    targets, counts = tasks.targets_by_site(sites), tasks.counts_by_place(actor, found)
    nothing = {"all": 0, "done": 0, "accepted": 0}
    return [
        {
            "site": site,
            "mark": queries.SITE_MARKS[Site.State(site.state)],
            "targets": targets.get(site.pk, []),
            "tasks": counts.get(site.compound_id, nothing),
        }
        for site in sites
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("专项行动"),
            "title",
            order=("title",),
            href=lambda row: row_address("campaigns:campaign", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("kind", _("模板"), lambda row: _kind_word(row.kind), order=("kind",)),
        Column("organiser", _("组织单位"), "organiser", order=("organiser",)),
        Column("places", _("小区数"), "places", "number", order=("places",)),
        Column("starts", _("起"), "starts_on", "day", order=("starts_on",)),
        Column("ends", _("止"), "ends_on", "day", order=("ends_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[Campaign.State(row.state)],
        ),
    )


def _filters() -> tuple[Filter, ...]:
    kinds = [(kind.code, kind.title) for kind in BY_CODE.values()]
    return (
        Filter("state", _("状态"), Campaign.State.choices, "state"),
        Filter("kind", _("模板"), kinds, "kind"),
    )


def _kind_word(code: str) -> str:
    return BY_CODE[code].title if code in BY_CODE else code
