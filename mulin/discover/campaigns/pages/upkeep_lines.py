"""The lines of the maintenance plan: the list, and one more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.campaigns.actions.upkeep import Line, plan_upkeep
from mulin.discover.campaigns.forms_work import UpkeepForm
from mulin.discover.campaigns.models import Upkeep
from mulin.discover.campaigns.pages.upkeep import chosen_place, crumbs_of
from mulin.discover.campaigns.permissions import HIDDEN, may_see_campaigns
from mulin.discover.campaigns.queries import upkeep as asked
from mulin.discover.campaigns.queries.people import askable
from mulin.discover.campaigns.rhythm import EVERY
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def lines(request: HttpRequest) -> HttpResponseBase:
    """Every line of the plans the office reads: search, filter, export."""
    actor = acting(request)
    require(may_see_campaigns(actor))
    visible = asked.lines_for(actor)
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("what", "place", "who", "compound__name"),
        filters=(
            Filter("rhythm", _("周期"), Upkeep.Rhythm.choices, "rhythm"),
            Filter("place", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
        ),
    )
    if listing.export:
        return download(listing, _("养护计划"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs_of(_("全部安排"))}
    return render(request, "campaigns/upkeep_lines.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more line."""
    actor = acting(request)
    places = [p for p in asked.compounds_for(actor) if asked.may_keep(actor, p.pk) is None]
    compound = chosen_place(request, actor, places)
    if compound is None:
        require(may_see_campaigns(actor))
        raise Refused(HIDDEN)
    form, once = _form(request, compound), once_of(request)
    if request.method == "POST" and form.is_valid():
        line_made = _line(actor, compound, form.cleaned_data)
        made = tried(
            form, lambda: plan_upkeep(compound, line_made, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("排好了。"))
            return redirect(f"{reverse('campaigns:upkeep')}?compound={compound.pk}")
    context = {
        "form": form,
        "once": once,
        "compound": compound,
        "compounds": places,
        "crumbs": crumbs_of(_("加一项")),
    }
    return render(request, "campaigns/upkeep_new.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, compound: Compound) -> UpkeepForm:
    rows = Building.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    today = clock.today()
    people = askable(compound.street_id, [compound], today)
    return UpkeepForm(
        request.POST or None,
        houses=[(str(one.pk), str(one)) for one in rows.order_by("order", "label")],
        people=[
            (str(one.person_id), f"{one.person.name} · {one.organisation.name} {one.title}")
            for one in people
        ],
        today=today,
    )


def _line(actor: Actor, compound: Compound, typed: dict[str, Any]) -> Line:
    street = actor.street_id
    houses = Building.objects.of(street).filter(compound=compound)
    building = houses.filter(pk=typed["building"]).first() if typed["building"] else None
    people = Person.objects.of(street)
    person = people.filter(pk=typed["person"]).first() if typed["person"] else None
    every, days = typed["rhythm"] == EVERY, tuple(typed["days"])
    return Line(
        typed["what"],
        typed["place"],
        typed["who"] or (person.name if person else ""),
        typed["rhythm"],
        () if every else days,
        days[0] if every else 0,
        typed["at"],
        typed["since"],
        building,
        person,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "what",
            _("做什么"),
            "what",
            order=("what",),
            href=lambda row: reverse("campaigns:upkeep_line", args=[row.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("place", _("定点"), "place", order=("place",)),
        Column("who", _("定人"), "who", order=("who",)),
        Column("when", _("定时"), asked.rhythm_words),
        Column("from", _("起"), "valid_from", "day", order=("valid_from",)),
        Column("to", _("止"), "valid_to", "day", order=("valid_to",)),
    )
