"""Figures of tickets, each with its numerator and denominator, each number a link to its rows."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.discover.intake.forms_rules import PeriodForm
from mulin.discover.intake.pages.common import crumbs
from mulin.discover.intake.permissions import may_open_board
from mulin.discover.intake.queries import figures as queries
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.tickets import visible
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Role, acting, require

PARTS = {
    "done": ("done", "due"),
    "in_time": ("in_time", "due"),
    "contacted": ("contacted", "contact"),
    "again": ("again", "raised"),
    "rated_solved": ("rated_solved", "rated"),
    "rated_satisfied": ("rated_satisfied", "rated"),
    "visit_responded": ("visit_responded", "visit_reached"),
    "visit_solved": ("visit_solved", "visit_reached"),
    "visit_satisfied": ("visit_satisfied", "visit_reached"),
}
"""For each rate the lists behind its two numbers."""


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """A period in figures: the thirty days before today where the address names none."""
    actor = acting(request)
    require(may_open_board(actor))
    form, first, last = _period(request)
    rows = visible(actor)
    tally = queries.counted(rows, first, last)
    rates = queries.ticket_rates(tally)
    sampled: list[queries.Rate] = []
    if actor.has(Role.STREET_OFFICER, Role.AUDITOR):
        sampled = queries.visit_rates(queries.visits_in(actor.street_id, first, last))
    kinds = queries.by_category(rows, first, last)
    names = {one.code: one.name for one in categories_of(actor.street_id).categories}
    context: dict[str, Any] = {
        "form": form,
        "first": first,
        "last": last,
        "asof": clock.now(),
        "version": queries.VERSION,
        "tally": tally,
        "rates": [_linked(one, first, last) for one in rates],
        "own": [_linked(one, first, last) for one in queries.own_rates(tally)],
        "sees_visits": actor.has(Role.STREET_OFFICER, Role.AUDITOR),
        "sampled": [_linked(one, first, last) for one in sampled],
        "offices": queries.by_organisation(rows, first, last),
        "kinds": [
            {**kind, "name": names.get(kind["category"], kind["category"])} for kind in kinds
        ],
        "span": urlencode({"from": first.isoformat(), "to": last.isoformat()}),
        "crumbs": crumbs(Crumb(_("办理情况"))),
    }
    return render(request, "intake/figures.html", context, status=422 if form.errors else 200)


def _linked(rate: queries.Rate, first: date, last: date) -> dict[str, Any]:
    """A rate with the addresses of the rows behind both of its numbers."""
    part, whole = PARTS[rate.code]
    place = reverse("intake:board" if rate.rows == "tickets" else "intake:visits")
    span = {"from": first.isoformat(), "to": last.isoformat()}
    return {
        "rate": rate,
        "part_url": f"{place}?{urlencode({'figure': part, **span})}",
        "whole_url": f"{place}?{urlencode({'figure': whole, **span})}",
    }


def _period(request: HttpRequest) -> tuple[PeriodForm, date, date]:
    first, last = queries.last_month(clock.today())
    asked = request.GET.get("first") or request.GET.get("last")
    if not asked:
        return PeriodForm(initial={"first": first, "last": last}), first, last
    form = PeriodForm(request.GET)
    if form.is_valid():
        return form, form.cleaned_data["first"], form.cleaned_data["last"]
    return form, first, last
