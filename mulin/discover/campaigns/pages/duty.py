"""The duty roster: the days with their gaps, planning, one watch and who took it over."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.campaigns.actions.duty import Plan, arrive, plan_shifts, swap
from mulin.discover.campaigns.forms_work import PlanForm, SwapForm
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Campaign, Site
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, crumbs, frame
from mulin.discover.campaigns.permissions import HIDDEN, may_run
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries import duty as asked
from mulin.ground.estate.models import Person
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused


@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """The roster day by day; what is not manned stands out. One more post is planned below."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "duty", _("值班"))
    listing = Listing(
        request,
        asked.shifts_for(actor, found),
        _columns(),
        searches=("post", "name"),
        filters=_filters(context["sites"]),
        per_page=200,
    )
    if listing.export:
        return download(listing, _("值班表"), now=clock.now())
    site = chosen_site(request, context["runs"])
    form = _form(request, found) if site is not None else None
    if request.method == "POST" and form and site and form.is_valid():
        made = _planned(actor, found, site, form)
        if made is not None:
            messages.success(request, _("排了 %(n)d 班。") % {"n": made})
            return redirect(f"{request.path}?compound={site.compound_id}")
    rows = listing.rows
    context |= {
        "listing": listing,
        "days": asked.days_of(rows),
        "gaps": sum(one.person_id is None for one in rows),
        "form": form,
        "site": site,
        "today": clock.today(),
    }
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/duty.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest, campaign_id: UUID, duty_shift_id: UUID) -> HttpResponse:
    """One watch: swap it, note that somebody came, read who took over from whom."""
    actor, found = campaign_at(request, campaign_id)
    one = asked.shift_of(actor.street_id, found, duty_shift_id)
    mine = {site.compound_id for site in queries.sites_of(actor, found)}
    if one is None or one.compound_id not in mine:
        raise Refused(HIDDEN)
    people = _people(found)
    form = SwapForm(request.POST or None, people=people, initial={"person": str(one.person_id)})
    if request.method == "POST" and request.POST.get("verb") == "arrive":
        told(request, lambda: arrive(one, by=actor, now=clock.now()), _("到岗记下了。"))
        return redirect("campaigns:duty", found.pk)
    if request.method == "POST" and form.is_valid():
        chosen, why = form.cleaned_data["person"], form.cleaned_data["why"]
        person = Person.objects.of(actor.street_id).filter(pk=chosen).first() if chosen else None
        if tried(form, lambda: swap(one, person, why, by=actor, now=clock.now())):
            messages.success(request, _("换好了。"))
            return redirect("campaigns:duty", found.pk)
    context = {
        "campaign": found,
        "shift": one,
        "changes": asked.changes_of(one),
        "form": form if may_run(actor, one.compound_id) is None and found.is_open else None,
        "crumbs": (
            *crumbs(found, "")[:2],
            Crumb(_("值班"), reverse("campaigns:duty", args=[found.pk])),
            Crumb(one.post),
        ),
    }
    return render(request, "campaigns/shift.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, found: Campaign) -> PlanForm:
    kind = BY_CODE.get(found.kind)
    post = kind.posts[0] if kind and kind.posts else None
    initial = {
        "post": post.title if post else "",
        "first": max(found.starts_on, clock.today()),
        "last": found.ends_on,
        "begins": time.fromisoformat(post.begins) if post else time(8),
        "hours": post.hours if post else 8,
        "watches": post.watches if post else 1,
    }
    return PlanForm(request.POST or None, people=_people(found), initial=initial)


def _people(found: Campaign) -> list[tuple[str, str]]:
    members = queries.members_of(found)
    named = {str(one.person_id): f"{one.name} · {one.team.name}" for one in members}
    return list(named.items())


def _planned(actor: Actor, found: Campaign, site: Site, form: PlanForm) -> int | None:
    typed = form.cleaned_data
    names = ("post", "first", "last", "begins", "hours", "watches")
    plan = Plan(*(typed[name] for name in names))
    by_person = {str(one.person_id): one for one in queries.members_of(found)}
    people = [by_person[pk] for pk in typed["people"]]
    made = tried(
        form,
        lambda: plan_shifts(found, site.compound, plan, people, by=actor, now=clock.now()),
    )
    return None if made is None else len(made)


def _columns() -> tuple[Column, ...]:
    return (
        Column("compound", _("小区"), "compound.name", order=("compound__name", "starts_at")),
        Column("post", _("岗位"), "post", order=("post", "starts_at")),
        Column("starts", _("起"), "starts_at", "instant", order=("starts_at",)),
        Column("ends", _("止"), "ends_at", "instant", order=("ends_at",)),
        Column("name", _("值班人"), lambda row: row.name or _("空缺"), order=("name", "starts_at")),
        Column("came", _("到岗"), "came_at", "instant", order=("came_at",)),
        Column("swaps", _("换班次数"), "swaps", "number", order=("swaps",)),
    )


def _filters(sites: list[Site]) -> tuple[Filter, ...]:
    words = (("gap", _("空缺")), ("manned", _("有人")))
    return (
        Filter(
            "manned",
            _("排班"),
            words,
            lambda rows, value: rows.filter(person__isnull=value == "gap"),
        ),
        Filter(
            "compound",
            _("小区"),
            [(str(one.compound_id), one.compound.name) for one in sites],
            "compound_id",
        ),
    )
