"""Taking an affair in at the window."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.counter.actions.handing_in import Handed, hand_in
from mulin.discover.counter.forms import WindowForm
from mulin.discover.counter.models import Mandate, Station
from mulin.discover.counter.pages.common import crumbs, uuid_in
from mulin.discover.counter.permissions import HIDDEN, may_keep_station, may_see_counter
from mulin.discover.counter.queries.offers import Offered, by_group, offer_of, offered_in
from mulin.discover.counter.queries.people import (
    home_named,
    mandates_of,
    people_of_home,
    person_named,
)
from mulin.discover.counter.queries.stations import stations_open
from mulin.ground.estate.models import Person, Unit
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which affair: the catalogue as this street offers it. Who it is for travels along."""
    actor = acting(request)
    require(may_see_counter(actor))
    _open_station(actor)
    groups = by_group(offered_in(actor.street_id))
    asked = request.GET.urlencode()
    context = {
        "groups": groups,
        "asked": f"?{asked}" if asked else "",
        "crumbs": crumbs(Crumb(_("收件"))),
    }
    return render(request, "counter/choose.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, affair_code: str) -> HttpResponse:
    """The guide beside the form: who, which papers lie there, the blanks."""
    actor = acting(request)
    require(may_see_counter(actor))
    offered = _offered(actor, affair_code)
    stations, unit, people = _open_station(actor), _unit(request, actor), _people(request, actor)
    mandates = mandates_of(actor, [p.pk for p in people], affair_code, clock.today())
    form = WindowForm(
        request.POST or None,
        blanks=offered.affair.blanks,
        papers=offered.affair.papers,
        stations=[(str(s.pk), s.name) for s in stations],
        people=[(str(p.pk), mask_name(p.name)) for p in people],
        mandates=[(str(m.pk), _said(m)) for m in mandates],
        initial=_initial(people, stations, unit),
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        station, handed = _handed(form, affair_code, stations, unit, people, mandates)
        made = tried(form, lambda: hand_in(station, handed, once=once, by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("已收件，编号 %(n)s。") % {"n": made.number})
            return redirect("counter:application", made.pk)
    context = {
        "form": form,
        "offered": offered,
        "once": once,
        "unit": unit,
        "crumbs": crumbs(Crumb(_("收件")), Crumb(str(offered.affair.title))),
    }
    return render(request, "counter/take_in.html", context, status=422 if form.errors else 200)


def _handed(
    form: WindowForm,
    code: str,
    stations: list[Station],
    unit: Unit | None,
    people: list[Person],
    mandates: list[Mandate],
) -> tuple[Station, Handed]:
    typed = form.cleaned_data
    person = _chosen(people, typed.get("applicant"))
    station = _chosen(stations, typed["station"])
    if station is None:
        raise Refused(HIDDEN)
    return station, Handed(
        affair=code,
        name=person.name if person else typed["name"],
        phone=typed["phone"],
        person=person,
        unit=unit,
        mandate=_chosen(mandates, typed.get("mandate")),
        values=form.values,
        have=frozenset(typed["have"]),
    )


def _chosen(rows: list[Any], key: str | None) -> Any:
    return next((row for row in rows if str(row.pk) == key), None)


def _offered(actor: Actor, code: str) -> Offered:
    found = offer_of(actor.street_id, code)
    if found is None:
        raise Refused(HIDDEN)
    return found


def _open_station(actor: Actor) -> list[Station]:
    found = stations_open(actor)
    if not found:
        require(may_keep_station(actor, UUID(int=0)))
    return found


def _unit(request: HttpRequest, actor: Actor) -> Unit | None:
    return home_named(actor, pk) if (pk := uuid_in(request.GET.get("unit"))) else None


def _people(request: HttpRequest, actor: Actor) -> list[Person]:
    """The person asked for, and who owns or lives in the home asked for."""
    found = []
    if (pk := uuid_in(request.GET.get("person"))) and (one := person_named(actor, pk)):
        found.append(one)
    unit = _unit(request, actor)
    if unit is not None:
        found += [p for p in people_of_home(unit, clock.today()) if p not in found]
    return found


def _initial(people: list[Person], stations: list[Station], unit: Unit | None) -> dict[str, Any]:
    """Who was looked up, and the station of the home's community, are offered first."""
    first = {"applicant": str(people[0].pk)} if people else {}
    if unit is None:
        return first
    here = [s for s in stations if s.community_id == unit.compound.community_id]
    return first | ({"station": str(here[0].pk)} if here else {})


def _said(mandate: Mandate) -> str:
    return f"{mandate.number} {mandate.agent_is} {mask_name(mandate.agent.name)}"
