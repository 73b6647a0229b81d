"""Screens of supervision visits: the list, beginning one, scoring, the company's answer, the follow-up."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.patrols.actions import visiting as verbs
from mulin.discover.patrols.actions.visiting import Score
from mulin.discover.patrols.forms_hazards import ScoreForm, SendForm, VisitForm
from mulin.discover.patrols.models import Visit
from mulin.discover.patrols.pages.common import chosen, places_of, visit_crumbs, visit_here
from mulin.discover.patrols.permissions import (
    VISITORS,
    may_answer,
    may_score,
    may_see_patrols,
    may_visit,
)
from mulin.discover.patrols.queries import visits as queries
from mulin.discover.patrols.queries.plans import bodies_for, manager_of
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.law.safety.catalogue import all_sheets
from mulin.law.safety.sheet import passed, reached

ANSWER_DAYS = 7


@require_safe
def visits(request: HttpRequest) -> HttpResponseBase:
    """Every visit with its points: search, filter, order, export for an appraisal."""
    actor = acting(request)
    require(may_see_patrols(actor))
    sheets = [(one.code, one.title) for one in all_sheets().values()]
    listing = Listing(
        request,
        queries.visits_for(actor),
        _columns(),
        searches=("number", "company__name", "compound__name"),
        filters=(
            Filter("state", _("状态"), Visit.State.choices, "state"),
            Filter("sheet", _("督导表"), sheets, "sheet"),
        ),
    )
    if listing.export:
        return download(listing, _("督导结果"), now=clock.now())
    context = {
        "listing": listing,
        "may_visit": bool(places_of(actor, *VISITORS)),
        "crumbs": visit_crumbs(),
    }
    return render(request, "patrols/visits.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a visit."""
    actor = acting(request)
    places = places_of(actor, *VISITORS)
    compound = chosen(request, places)
    require(may_visit(actor, compound.pk))
    today = clock.today()
    company = manager_of(compound, today)
    bodies = [company] if company else bodies_for(actor, compound, today)
    companies = {str(one.pk): one for one in bodies}
    form = VisitForm(
        request.POST or None,
        companies=[(key, one.name) for key, one in companies.items()],
        initial={"day": today, "sheet": compound.mode},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: verbs.open_visit(
                compound,
                companies[typed["company"]],
                typed["sheet"],
                typed["day"],
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            return redirect("patrols:visit", made.pk)
    context = {
        "form": form,
        "once": once,
        "compound": compound,
        "places": places,
        "crumbs": visit_crumbs(Crumb(_("开始督导"))),
    }
    return render(request, "patrols/visit_new.html", context, status=422 if form.errors else 200)


@require_safe
def visit(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """One visit: scored on the spot, then read by both sides."""
    actor, found = visit_here(request, supervision_id)
    return _page(request, actor, found)


@require_POST
def score(request: HttpRequest, supervision_id: UUID, sheet_item: str) -> HttpResponse:
    """One line scored; the page comes back at the next one."""
    actor, found = visit_here(request, supervision_id)
    form = ScoreForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, actor, found, failed=sheet_item, scoring=form)
    typed = form.cleaned_data
    wanted = Score(typed["points"], typed["note"], typed["photo"])
    if (
        tried(form, lambda: verbs.score(found, sheet_item, wanted, by=actor, now=clock.now()))
        is None
    ):
        return _page(request, actor, found, failed=sheet_item, scoring=form)
    return redirect(f"{request.path.partition('items/')[0]}#item-{sheet_item}")


@require_POST
def send(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """The result goes to the company."""
    actor, found = visit_here(request, supervision_id)
    form = SendForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        lines = request.POST.getlist("hazard")
        done = tried(
            form,
            lambda: verbs.send_visit(
                found, typed["summary"], typed["answer_by"], lines, by=actor, now=clock.now()
            ),
        )
        if done is not None:
            messages.success(request, _("结果已送给物业企业。"))
            return redirect("patrols:visit", found.pk)
    return _page(request, actor, found, sending=form)


@require_POST
def answer(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """The company's words on each line."""
    actor, found = visit_here(request, supervision_id)
    codes = [item.code for item in queries.items_of(found) if item.at_fault]
    answers = {
        code: (request.POST.get(f"answer_{code}", ""), request.FILES.get(f"proof_{code}"))
        for code in codes
    }
    told(
        request,
        lambda: verbs.answer_visit(found, answers, by=actor, now=clock.now()),
        _("回复已送出。"),
    )
    return redirect("patrols:visit", found.pk)


@require_POST
def close(request: HttpRequest, supervision_id: UUID) -> HttpResponse:
    """The follow-up."""
    actor, found = visit_here(request, supervision_id)
    fixed = request.POST.getlist("fixed")
    told(
        request,
        lambda: verbs.close_visit(found, fixed, by=actor, now=clock.now()),
        _("复查记下了。"),
    )
    return redirect("patrols:visit", found.pk)


def _page(
    request: HttpRequest, actor: Actor, found: Visit, *, failed: str = "", **typed: forms.Form
) -> HttpResponse:
    sheet = all_sheets().get(found.sheet)
    items = queries.items_of(found)
    lines = [(item, sheet.item(item.code) if sheet else None) for item in items]
    points, most = reached((item.most, item.points) for item in items)
    context: dict[str, Any] = {
        "visit": found,
        "sheet": sheet,
        "mark": queries.MARKS[Visit.State(found.state)],
        "sections": [
            (name, list(rows)) for name, rows in groupby(lines, lambda one: one[0].section)
        ],
        "faulty": [(item, line) for item, line in lines if item.at_fault],
        "points": points,
        "most": most,
        "seen": sum(item.points is not None for item in items),
        "passed": sheet is not None and passed(points, most, sheet.passes),
        "may_score": may_score(actor, found) is None,
        "may_answer": may_answer(actor, found) is None,
        "failed": failed,
        "sending": SendForm(initial={"answer_by": clock.today() + timedelta(days=ANSWER_DAYS)}),
        "crumbs": visit_crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "patrols/visit.html", context, status=422 if bad else 200)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "number",
            _("编号"),
            "number",
            order=("number",),
            href=lambda row: row_address("patrols:visit", row.pk),
        ),
        Column("company", _("物业企业"), "company.name", order=("company__name",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("day", _("督导日"), "day", "day", order=("day",)),
        Column("points", _("得分"), "points", "number", order=("points",)),
        Column("most", _("满分"), "most", "number", order=("most",)),
        Column("rate", _("得分率"), lambda row: f"{row.per_mille / 10:.1f}%", order=("per_mille",)),
        Column("faults", _("扣分项"), "faults", "number", order=("faults",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[Visit.State(row.state)],
        ),
        Column("answer", _("回复期限"), "answer_by", "day", order=("answer_by",)),
        Column("by", _("督导人"), "by", order=("by",)),
    )
