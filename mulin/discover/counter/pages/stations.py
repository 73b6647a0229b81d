"""Stations: the list, one with its facilities and windows, opening, correcting, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.counter.actions.stations import (
    Premises,
    check_facilities,
    close_station,
    correct_station,
    open_station,
)
from mulin.discover.counter.facilities import BY_CODE
from mulin.discover.counter.forms import WhyForm
from mulin.discover.counter.forms_stations import FacilitiesForm, StationForm, facilities_seen
from mulin.discover.counter.models import FacilityCheck
from mulin.discover.counter.pages.common import station_crumbs, station_here
from mulin.discover.counter.permissions import may_keep_station, may_see_counter
from mulin.discover.counter.queries.stations import (
    AHEAD,
    area_per_hundred,
    communities_kept,
    facilities_of,
    homes_of_community,
    sittings_of,
    stations_for,
)
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import acting, require

STATE = {"yes": "done", "partly": "soon", "no": "no", "not_needed": "idle"}
COLUMNS = (
    Column(
        "name",
        _lazy("服务站"),
        "name",
        order=("name",),
        href=lambda row: row_address("counter:station", row.pk),
    ),
    Column("community", _lazy("社区"), "community.name", order=("community__name",)),
    Column("address", _lazy("地址"), "address"),
    Column("phone", _lazy("电话"), "phone"),
    Column("area", _lazy("面积 ㎡"), lambda row: row.area or None, "area", order=("area",)),
    Column("good", _lazy("设施达标"), "good", "number", order=("good",)),
    Column("bad", _lazy("没有达标"), "bad", "number", order=("bad",)),
    Column("ended", _lazy("停用"), "ended_on", "day", order=("ended_on",)),
)


@require_safe
def stations(request: HttpRequest) -> HttpResponseBase:
    """Every station the actor reads."""
    actor = acting(request)
    require(may_see_counter(actor))
    listing = Listing(
        request, stations_for(actor), COLUMNS, searches=("name", "community__name", "address")
    )
    if listing.export:
        return download(listing, _("服务站"), now=clock.now())
    context = {
        "listing": listing,
        "may_open": bool(communities_kept(actor)),
        "crumbs": station_crumbs(),
    }
    return render(request, "counter/stations.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a station."""
    actor, once = acting(request), once_of(request)
    require(may_see_counter(actor))
    places = {str(c.pk): c for c in communities_kept(actor)}
    if not places:
        require(may_keep_station(actor, UUID(int=0)))
    choices = [(pk, c.name) for pk, c in places.items()]
    form = StationForm(request.POST or None, communities=choices)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        community = places[typed["community"]]
        made = tried(
            form,
            lambda: open_station(community, _premises(typed), once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("服务站已登记，接着排窗口、看设施。"))
            return redirect("counter:station", made.pk)
    context = {"form": form, "once": once, "crumbs": station_crumbs(Crumb(_("登记")))}
    return render(request, "counter/new_station.html", context, status=422 if form.errors else 200)


@require_safe
def station(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Its windows of the next weeks, its facilities."""
    return show(request, station_id)


@require_POST
def correct(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Change name, address, telephone or area."""
    actor, row = station_here(request, station_id)
    form = StationForm(request.POST)
    if form.is_valid():
        premises = _premises(form.cleaned_data)
        if tried(form, lambda: correct_station(row, premises, by=actor, now=clock.now())):
            messages.success(request, _("已更正。"))
            return redirect("counter:station", row.pk)
    return show(request, station_id, correcting=form)


@require_POST
def close(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Close a station."""
    actor, row = station_here(request, station_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: close_station(row, why, by=actor, now=clock.now())):
            messages.success(request, _("服务站已停用。"))
            return redirect("counter:stations")
    return show(request, station_id, closing=form)


@require_http_methods(["GET", "POST"])
def facilities(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """The checklist: what was seen of each item."""
    actor, row = station_here(request, station_id)
    require(may_keep_station(actor, row.community_id))
    form = FacilitiesForm(request.POST or None, initial={"day": clock.today()})
    seen = facilities_seen(request.POST, list(BY_CODE)) if request.method == "POST" else {}
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        if tried(form, lambda: check_facilities(row, seen, day, by=actor, now=clock.now())):
            messages.success(request, _("检查已登记。"))
            return redirect("counter:station", row.pk)
    context = {
        "station": row,
        "form": form,
        "rows": [
            (one, *seen.get(one.facility.code, _known(one.check))) for one in facilities_of(row)
        ],
        "states": FacilityCheck.State.choices,
        "crumbs": station_crumbs(
            Crumb(row.name, row_address("counter:station", row.pk)), Crumb(_("看设施"))
        ),
    }
    return render(request, "counter/facilities.html", context, status=422 if form.errors else 200)


def show(request: HttpRequest, station_id: UUID, **forms: Any) -> HttpResponse:
    """The station's page; ``forms`` came back with a mistake."""
    actor, row = station_here(request, station_id)
    today = clock.today()
    homes = homes_of_community(row.community)
    sittings = sittings_of(row, today - timedelta(days=3), today + AHEAD)
    looked = facilities_of(row)
    context = {
        "station": row,
        "homes": homes,
        "per_hundred": area_per_hundred(row, homes),
        "sittings": sittings,
        "off_hours": sum(one.off_hours and not one.why_off for one in sittings),
        "rows": [(one, STATE[one.check.state] if one.check else "soon") for one in looked],
        "good": sum(one.check is not None and one.check.state == "yes" for one in looked),
        "all": len(looked),
        "today": today,
        "why_not": may_keep_station(actor, row.community_id),
        "correcting": StationForm(
            initial={n: getattr(row, n) for n in ("name", "address", "phone", "area")}
        ),
        "closing": WhyForm(),
        "crumbs": station_crumbs(Crumb(row.name)),
        **forms,
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "counter/station.html", context, status=422 if bad else 200)


def _premises(typed: dict[str, Any]) -> Premises:
    return Premises(typed["name"], typed["address"], typed["phone"], typed["area"] or 0)


def _known(check: FacilityCheck | None) -> tuple[str, str]:
    return (check.state, check.note) if check else ("", "")
