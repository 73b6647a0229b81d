"""Lawful timetables: every process this product knows, and a reckoner for each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.desk import process_queries as queries
from mulin.desk.law_pages import here_of
from mulin.desk.process_forms import TimetableForm
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import acting
from mulin.law import coverage
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.jurisdiction import NATION, Unanswered
from mulin.law.process_catalogue import UnknownProcess, process_named
from mulin.law.workdays import Calendar


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """Every process with how much of it the region's law dates."""
    acting(request)
    place = here_of(request) or jurisdiction(NATION)
    context = {
        "place": place,
        "cards": queries.processes_in(place, clock.today()),
        "crumbs": _crumbs(),
    }
    return render(request, "law/processes.html", context)


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every process in every region: how many steps are timed, or not yet and why."""
    acting(request)
    asked = {name: request.GET.get(name, "") for name in ("process", "region", "state")}
    every = coverage.everywhere(clock.today())
    rows = [
        row
        for row in every
        if asked["process"] in ("", row.process.code)
        and asked["region"] in ("", row.place.code)
        and asked["state"] in ("", row.state)
    ]
    context = {
        "rows": rows,
        "asked": asked,
        "figures": [(*one, sum(row.state == one[0] for row in every)) for one in queries.COVERED],
        "processes": list(dict.fromkeys(row.process for row in every)),
        "places": list({row.place.code: row.place for row in every}.values()),
        "crumbs": _crumbs(Crumb(_("各地算得出多少"))),
    }
    return render(request, "law/process_regions.html", context)


@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """One process reckoned: each step's last day, who owes it, the article, how it stands."""
    actor = acting(request)
    try:
        asked = process_named(code)
    except UnknownProcess as unknown:
        raise Http404(str(unknown)) from None
    place, today = here_of(request) or jurisdiction(NATION), clock.today()
    calendar = calendar_of(actor.street_id)
    anchor = queries.usual_anchor(asked, today)
    place = all_jurisdictions().get(request.GET.get("region", ""), place)
    first = {"region": place.code, "anchor": anchor, "opened": today}
    form = TimetableForm(asked, request.GET if "anchor" in request.GET else None, initial=first)
    context: dict[str, Any] = {
        "process": asked,
        "form": form,
        "today": today,
        "version": calendar.version,
        "crumbs": _crumbs(Crumb(asked.title)),
        **_reckoned(form, calendar),
    }
    return render(request, "law/process.html", context, status=422 if form.errors else 200)


def _reckoned(form: TimetableForm, calendar: Calendar) -> dict[str, Any]:
    """The timetable of what the form says, of its first values where nothing was sent."""
    if form.is_bound and not form.is_valid():
        return {"rows": []}
    said = form.cleaned_data if form.is_bound else form.initial
    place, today = jurisdiction(said["region"]), clock.today()
    try:
        found = queries.reckoned(
            form.process,
            place,
            anchor=said["anchor"],
            opened=said["opened"] or today,
            events=form.events if form.is_bound else None,
            today=today,
            calendar=calendar,
        )
    except Unanswered as refusal:
        return {"place": place, "why": refusal.reason, "rows": []}
    rows = [(row, *_fields(form, row.line.step.code)) for row in queries.rows_of(found, today)]
    return {"place": place, "rows": rows, "left_out": found.left_out}


def _fields(form: TimetableForm, code: str) -> tuple[Any, Any]:
    """The day and the outcome of a step on the form; no outcome where there are not several."""
    outcome = f"outcome_{code}"
    return form[f"done_{code}"], form[outcome] if outcome in form.fields else None


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    first = (
        Crumb(_("各地规定"), reverse("law:regions")),
        Crumb(_("程序"), reverse("law:processes")),
    )
    return (*first, *last)
