"""Screens of hazards: by urgency, as a list, on the picture, and one with all that is done about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.patrols.actions.finding import HazardDraft, report_hazard
from mulin.discover.patrols.forms import WhyForm
from mulin.discover.patrols.forms_hazards import (
    AgainForm,
    DelayForm,
    DoneForm,
    GradeForm,
    HazardForm,
    OrderForm,
)
from mulin.discover.patrols.models import Hazard, Point
from mulin.discover.patrols.pages.common import (
    chosen,
    hazard_crumbs,
    hazard_here,
    places_of,
    uuid_in,
)
from mulin.discover.patrols.pages.hazard_lists import GRADE_MARKS, columns, filters
from mulin.discover.patrols.permissions import (
    FINDERS,
    may_carry_hazard,
    may_find,
    may_order,
    may_see_patrols,
)
from mulin.discover.patrols.picture import Mark, drawn
from mulin.discover.patrols.printing import order_pdf
from mulin.discover.patrols.queries import hazards as queries
from mulin.discover.patrols.queries import plans as plan_queries
from mulin.ground.estate.models import Compound
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.law.safety.catalogue import all_templates, template_named
from mulin.law.safety.hazard import DAYS

State = Hazard.State


@require_safe
def hazards(request: HttpRequest) -> HttpResponseBase:
    """Every hazard, the most urgent first: search, filter, order, export."""
    actor = acting(request)
    require(may_see_patrols(actor))
    visible, today = queries.hazards_for(actor), clock.today()
    listing = Listing(
        request,
        visible,
        columns(today),
        searches=("number", "where", "text", "compound__name", "order_number"),
        filters=filters(actor, today),
    )
    if listing.export:
        return download(listing, _("隐患"), now=clock.now())
    context = {
        "listing": listing,
        "counts": queries.counts_of(visible, today),
        "state": request.GET.get("state", ""),
        "may_find": bool(places_of(actor, *FINDERS)),
        "crumbs": hazard_crumbs(),
    }
    return render(request, "patrols/hazards.html", context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Side by side: to verify, being put right, overdue, to look at again."""
    actor = acting(request)
    require(may_see_patrols(actor))
    today = clock.today()
    rows = queries.rows_of(queries.hazards_for(actor).filter(state__in=queries.OPEN)[:300], today)
    sides = [
        (_("待核实"), "soon", [r for r in rows if r.hazard.state == State.FOUND]),
        (_("逾期"), "late", [r for r in rows if r.late]),
        (_("整改中"), "now", [r for r in rows if r.hazard.state == State.ORDERED and not r.late]),
        (_("待复查"), "soon", [r for r in rows if r.hazard.state == State.DONE]),
    ]
    context = {"columns": sides, "crumbs": hazard_crumbs(Crumb(_("看板")))}
    return render(request, "patrols/hazard_board.html", context)


@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """Where the open hazards of a compound are."""
    actor = acting(request)
    places = places_of(actor)
    compound = chosen(request, places)
    rows = queries.rows_of(
        queries.hazards_for(actor)
        .filter(compound=compound, state__in=queries.OPEN)
        .select_related("compound", "building", "point"),
        clock.today(),
    )
    marks = [
        Mark(
            _spot(row.hazard),
            str(at),
            "bad" if row.hazard.grade <= 2 or row.late else "next",
            f"{at} {row.hazard.where}：{row.kind.title}",
            row_address("patrols:hazard", row.hazard.pk),
        )
        for at, row in enumerate(rows, 1)
    ]
    context = {
        "compound": compound,
        "places": places,
        "rows": list(enumerate(rows, 1)),
        "picture": drawn(plan_queries.buildings_of(compound), marks),
        "crumbs": hazard_crumbs(Crumb(_("在哪里"))),
    }
    return render(request, "patrols/hazard_map.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report a hazard; a point already known is taken over from the address."""
    actor = acting(request)
    places = places_of(actor, *FINDERS)
    compound = chosen(request, places)
    require(may_find(actor, compound.pk))
    point = _point(request, compound)
    buildings = plan_queries.buildings_of(compound)
    form = HazardForm(
        request.POST or None,
        request.FILES or None,
        places=[(str(one.pk), one.name) for one in places],
        buildings=[(str(one.pk), str(one)) for one in buildings],
        initial={"compound": str(compound.pk), "where": point.name if point else ""},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        house = next((one for one in buildings if str(one.pk) == typed["building"]), None)
        draft = HazardDraft(typed["kind"], typed["where"], typed["text"], point, house)
        made = tried(
            form,
            lambda: report_hazard(
                compound, draft, typed["photos"], once=once, by=actor, now=clock.now()
            ),
        )
        if made is not None:
            messages.success(request, _("已上报，编号 %(number)s。") % {"number": made.number})
            return redirect("patrols:hazard", made.pk)
    context = {
        "form": form,
        "once": once,
        "point": point,
        "templates": list(all_templates().values()),
        "crumbs": hazard_crumbs(Crumb(_("上报隐患"))),
    }
    return render(request, "patrols/hazard_new.html", context, status=422 if form.errors else 200)


@require_safe
def hazard(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """One hazard."""
    actor, found = hazard_here(request, hazard_id)
    return page(request, actor, found)


@require_safe
def order_paper(request: HttpRequest, hazard_id: UUID) -> HttpResponse:
    """The rectification order as a PDF; a hazard without one has none."""
    _actor, found = hazard_here(request, hazard_id)
    if not found.order_number:
        return redirect("patrols:hazard", found.pk)
    answer = HttpResponse(order_pdf(found, clock.today()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.order_number}.pdf"'
    return answer


def page(request: HttpRequest, actor: Actor, found: Hazard, **typed: forms.Form) -> HttpResponse:
    """A hazard with every form that fits how it stands."""
    template = template_named(found.kind)
    today = clock.today()
    may, may_carry = may_order(actor, found), may_carry_hazard(actor, found)
    context: dict[str, Any] = {
        "hazard": found,
        "kind": template,
        "mark": "late"
        if (late := queries.days_late(found, today))
        else queries.MARKS[State(found.state)],
        "late": late,
        "grade_mark": GRADE_MARKS[found.grade],
        "line": _line(found),
        "steps": queries.grouped(queries.steps_of(actor, found)),
        "passed": passages(actor, "hazard", found.pk),
        "hides_finder": queries.hides_finder(actor, found),
        "why_not": "" if may is None else str(may),
        "why_not_carry": "" if may_carry is None else str(may_carry),
        "grading": GradeForm(initial={"level": queries.level_of(found).value}),
        "dismissing": WhyForm(),
        "measuring": DoneForm(),
        "ordering": order_form(None, found),
        "delaying": DelayForm(),
        "answering": WhyForm(),
        "done": DoneForm(),
        "again": AgainForm(),
        "crumbs": hazard_crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "patrols/hazard.html", context, status=422 if bad else 200)


def order_form(data: Any, found: Hazard) -> OrderForm:
    """The order's form, with what the kind says and the period of its grade."""
    today = clock.today()
    company = plan_queries.manager_of(found.compound, today)
    bodies = plan_queries.near_bodies(found.compound, today)
    days = DAYS[queries.level_of(found)]
    return OrderForm(
        data,
        bodies=[(str(one.pk), one.name) for one in bodies],
        initial={
            "responsible": str(found.responsible_id or (company.pk if company else "")),
            "text": found.order_text or "；".join(map(str, template_named(found.kind).put_right)),
            "due_on": today + timedelta(days=days),
        },
    )


def _line(found: Hazard) -> list[dict[str, str]]:
    """The way of a hazard in five words."""
    steps = [
        (_("发现"), clock.day_of(found.found_at)),
        (_("临时措施"), clock.day_of(found.measured_at) if found.measured_at else None),
        (_("整改通知"), found.ordered_on),
        (_("报完成"), clock.day_of(found.done_at) if found.done_at else None),
        (_("复查销号"), found.closed_on if found.state == State.CLOSED else None),
    ]
    now = next((at for at, step in enumerate(steps) if step[1] is None), len(steps))
    if not found.is_open:
        now = len(steps)
    return [
        {
            "name": name,
            "when": f"{day:%m-%d}" if day else "",
            "state": "done" if day else "now" if at == now else "idle",
        }
        for at, (name, day) in enumerate(steps)
    ]


def _point(request: HttpRequest, compound: Compound) -> Point | None:
    key = uuid_in(request.GET.get("point") or request.POST.get("point"))
    found = plan_queries.point_of(compound.street_id, key) if key else None
    return found if found is not None and found.compound_id == compound.pk else None


def _spot(hazard: Hazard) -> Point:
    """Where a hazard is drawn: at its point, else at its building, else at the edge."""
    return hazard.point or Point(
        street_id=hazard.street_id,
        compound_id=hazard.compound_id,
        building_id=hazard.building_id,
        name=hazard.where,
    )
