"""The office's screens of doors: the list, splitting it, one door with its visits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.campaigns.actions.doors import hand_over_doors, list_doors, put_first
from mulin.discover.campaigns.actions.visiting import give_help, read_note
from mulin.discover.campaigns.forms import FirstForm, HelpForm, SplitForm
from mulin.discover.campaigns.models import Campaign, Door, Outcome, Site, Visit
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, crumbs, frame
from mulin.discover.campaigns.permissions import HIDDEN, may_read_care, may_run
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries import doors as asked
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require


def runs_at(request: HttpRequest, campaign_id: UUID) -> tuple[Actor, Campaign, list[Site]]:
    """The campaign and the compounds whose households the actor may list."""
    actor, found = campaign_at(request, campaign_id)
    sites = queries.sites_of(actor, found)
    mine = [one for one in sites if may_run(actor, one.compound_id) is None]
    if not mine or not found.knocks:
        require(may_run(actor, sites[0].compound_id))
        raise Refused(HIDDEN)
    return actor, found, mine


@require_safe
def doors(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """Every household on the list: filter, hand over, export."""
    actor, found, mine = runs_at(request, campaign_id)
    visible = asked.doors_for(actor, found).filter(compound__in=[one.compound_id for one in mine])
    listing = Listing(
        request,
        visible,
        _columns(found),
        searches=("label",),
        filters=_filters(found, mine),
        per_page=100,
    )
    if listing.export:
        return download(listing, _("上门名单"), now=clock.now())
    context = frame(actor, found, "doors", _("上门"))
    context |= {
        "listing": listing,
        "teams": queries.teams_of(found),
        "figures": queries.figures_of(actor, found, clock.today()),
        "by_team": asked.by_team(actor, found),
    }
    return render(request, "campaigns/doors.html", context)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose buildings and teams; every household goes to exactly one."""
    actor, found, _mine = runs_at(request, campaign_id)
    context = frame(actor, found, "doors", _("分户"))
    site = chosen_site(request, context["runs"])
    if site is None:
        raise Refused(HIDDEN)
    rows = asked.houses_to_list(found, site.compound_id)
    teams = [t for t in queries.teams_of(found) if t.compound_id in (None, site.compound_id)]
    form = SplitForm(
        request.POST or None,
        houses=[(str(row["building"].pk), _house(row)) for row in rows],
        teams=teams,
        initial={
            "buildings": [str(row["building"].pk) for row in rows if not row["listed"]],
            "teams": [str(team.pk) for team in teams],
        },
    )
    if request.method == "POST" and form.is_valid():
        picked = form.cleaned_data
        chosen = [r["building"] for r in rows if str(r["building"].pk) in picked["buildings"]]
        given = [team for team in teams if str(team.pk) in picked["teams"]]
        made = tried(
            form,
            lambda: list_doors(found, site.compound, chosen, given, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("%(n)d 户已分好，队员手机上看得到。") % {"n": made})
            return redirect("campaigns:doors", found.pk)
    context |= {"form": form, "site": site, "teams": teams}
    return render(request, "campaigns/split.html", context, status=422 if form.errors else 200)


@require_POST
def hand_over(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The ticked doors go to another team."""
    actor, found, mine = runs_at(request, campaign_id)
    picked = [UUID(pk) for pk in request.POST.getlist("door") if _is_uuid(pk)]
    team = next(
        (t for t in queries.teams_of(found) if str(t.pk) == request.POST.get("team", "")), None
    )
    rows = Door.objects.of(actor.street_id).filter(campaign=found, pk__in=picked)
    places = set(rows.values_list("compound_id", flat=True))
    site = next((one for one in mine if one.compound_id in places), None)
    if team is None or site is None or len(places) != 1:
        messages.error(request, _("请勾选同一个小区的户，再选队伍。"))
        return redirect("campaigns:doors", found.pk)
    why = request.POST.get("why", "")
    told(
        request,
        lambda: hand_over_doors(found, site.compound, picked, team, why, by=actor, now=clock.now()),
        _("已改派。"),
    )
    return redirect("campaigns:doors", found.pk)


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, campaign_id: UUID, door_id: UUID) -> HttpResponse:
    """One household: who went when, what it needs, how it was helped."""
    actor, found, mine = runs_at(request, campaign_id)
    one = asked.door_of(actor.street_id, found, door_id)
    if one is None or one.compound_id not in {site.compound_id for site in mine}:
        raise Refused(HIDDEN)
    forms: dict[str, django_forms.Form] = {}
    shown: dict[UUID, str] = {}
    if request.method == "POST":
        forms, shown = _acted(request, actor, one)
        if not forms and not shown:
            return redirect("campaigns:door", found.pk, one.pk)
    helps = dict(found.helps)
    context: dict[str, Any] = {
        "campaign": found,
        "door": one,
        "mark": asked.MARKS[asked.state_of(one)],
        "word": asked.word_of(one),
        "help": helps.get(one.help, one.help),
        "visits": [(visit, shown.get(visit.pk, "")) for visit in asked.visits_of(one)],
        "waiting": one.outcome == Outcome.HELP and one.helped_on is None,
        "may_care": may_read_care(actor, one.compound_id) is None,
        "helping": HelpForm(),
        "putting": FirstForm(),
        "crumbs": (
            *crumbs(found, "")[:2],
            Crumb(_("上门"), reverse("campaigns:doors", args=[found.pk])),
            Crumb(one.label),
        ),
        **forms,
    }
    return render(request, "campaigns/door.html", context, status=422 if forms else 200)


def _acted(
    request: HttpRequest, actor: Actor, one: Door
) -> tuple[dict[str, django_forms.Form], dict[UUID, str]]:
    """Do what was asked: the forms that were refused, and the note that was opened."""
    verb, now = request.POST.get("verb", ""), clock.now()
    if verb == "first":
        form: Any = FirstForm(request.POST)
        done = form.is_valid() and tried(
            form, lambda: put_first(one, form.cleaned_data["why"], by=actor, now=now)
        )
        return ({} if done else {"putting": form}), {}
    if verb == "help":
        form = HelpForm(request.POST)
        done = form.is_valid() and tried(
            form, lambda: give_help(one, form.cleaned_data["how"], by=actor, now=now)
        )
        return ({} if done else {"helping": form}), {}
    visits = Visit.objects.of(actor.street_id).filter(door=one).select_related("door__campaign")
    asked_for = request.POST.get("visit", "")
    visit = visits.filter(pk=asked_for).first() if _is_uuid(asked_for) else None
    if visit is None:
        raise Refused(HIDDEN)
    why = request.POST.get("why", "")
    note = told(request, lambda: read_note(visit, why, by=actor, now=now), _("查看已留痕。"))
    return {}, ({visit.pk: note} if note else {})


def _house(row: dict[str, Any]) -> str:
    words = (
        _("%(house)s（%(n)d 户）")
        if not row["listed"]
        else _("%(house)s（%(n)d 户，已分 %(m)d 户）")
    )
    return words % {"house": row["building"], "n": row["homes"], "m": row["listed"]}


def _is_uuid(typed: str) -> bool:
    try:
        UUID(typed)
    except ValueError:
        return False
    return True


def _columns(campaign: Campaign) -> tuple[Column, ...]:
    helps = dict(campaign.helps)
    return (
        Column("tick", _("改派"), "label", draw=_tick, on="screen"),
        Column(
            "label",
            _("房号"),
            "label",
            order=("order",),
            face="m-num",
            href=lambda row: reverse("campaigns:door", args=[campaign.pk, row.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name", "order")),
        Column("team", _("队伍"), lambda row: row.team.name if row.team else _("没有分"),
               order=("team__order", "order")),
        Column("first", _("先上门"), lambda row: _("先") if row.first else "", order=("-first", "order")),
        Column(
            "outcome",
            _("情况"),
            asked.word_of,
            "state",
            order=("outcome", "order"),
            state=lambda row: asked.MARKS[asked.state_of(row)],
        ),
        Column("help", _("需要"), lambda row: helps.get(row.help, row.help)),
        Column("rounds", _("上门次数"), "rounds", "number", order=("rounds", "order")),
        Column("at", _("最近上门"), "last_at", "instant", order=("last_at",)),
        Column("by", _("谁去的"), "last_by"),
    )  # fmt: skip


def _tick(row: Door) -> SafeString:
    """A box to choose a door for another team."""
    return format_html(
        '<label class="c-tick"><input type="checkbox" name="door" value="{}">'
        '<span class="m-sr">{}</span></label>',
        row.pk,
        _("勾选 %(label)s") % {"label": row.label},
    )


def _filters(campaign: Campaign, sites: list[Site]) -> tuple[Filter, ...]:
    states: dict[str, Any] = {
        "new": {"rounds": 0},
        "seen": {"rounds__gt": 0},
        "met": {"outcome": Outcome.MET},
        "help": {"outcome": Outcome.HELP, "helped_on__isnull": True},
        "helped": {"helped_on__isnull": False},
        "again": {"outcome": Outcome.NOT_HOME},
        "refused": {"outcome": Outcome.REFUSED},
        "first": {"first": True},
    }
    words = (
        ("new", _("还没去")),
        ("seen", _("去过了")),
        ("met", _("见到，平安")),
        ("help", _("等着帮助")),
        ("helped", _("帮到了")),
        ("again", _("没人在家，要再去")),
        ("refused", _("不愿开门")),
        ("first", _("先上门")),
    )
    teams = [(str(one.pk), one.name) for one in queries.teams_of(campaign)]
    return (
        Filter("state", _("情况"), words, lambda rows, value: rows.filter(**states[value])),
        Filter("team", _("队伍"), teams, "team_id"),
        Filter(
            "compound",
            _("小区"),
            [(str(one.compound_id), one.compound.name) for one in sites],
            "compound_id",
        ),
        Filter("help", _("需要"), [tuple(one) for one in campaign.helps], "help"),
    )
