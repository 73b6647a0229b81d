"""Screens of plans: the list, making one, its route with checks, its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.patrols.actions import planning
from mulin.discover.patrols.actions.planning import PlanDraft, RouteDraft
from mulin.discover.patrols.forms import PlanForm, WhyForm, plan_values
from mulin.discover.patrols.models import Plan, Round
from mulin.discover.patrols.pages.common import chosen, crumbs, places_of, plan_here
from mulin.discover.patrols.pages.routes import usual
from mulin.discover.patrols.permissions import (
    PLANNERS,
    may_change_plan,
    may_plan,
    may_see_patrols,
)
from mulin.discover.patrols.picture import Mark, drawn
from mulin.discover.patrols.queries import plans as queries
from mulin.discover.patrols.queries import rounds as round_queries
from mulin.discover.patrols.reckoning import slots
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Organisation, Person
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

AHEAD = 7


@require_safe
def plans(request: HttpRequest) -> HttpResponseBase:
    """Every plan: search, filter, order, export."""
    actor = acting(request)
    require(may_see_patrols(actor))
    visible = queries.plans_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("number", "title", "compound__name", "organisation__name"),
        filters=(
            Filter(
                "use",
                _("状态"),
                [("now", _("在用")), ("ended", _("停用"))],
                lambda rows, value: rows.filter(ended_on__isnull=value == "now"),
            ),
        ),
    )
    if listing.export:
        return download(listing, _("巡查计划"), now=clock.now())
    context = {
        "listing": listing,
        "may_plan": queries.planners_of(actor),
        "crumbs": crumbs(Crumb(_("计划"))),
    }
    return render(request, "patrols/plans.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a plan: the rule first; its route begins with every point of the compound."""
    actor = acting(request)
    places = places_of(actor, *PLANNERS)
    compound = chosen(request, places)
    require(may_plan(actor, compound.pk))
    today, points = clock.today(), queries.points_of(compound)
    bodies = queries.bodies_for(actor, compound, today)
    form = _form(request, bodies, {"weekdays": ["0"], "times": "9:00、15:00、21:00"})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        route = [RouteDraft(point, usual(point)) for point in points]
        made = tried(
            form,
            lambda: planning.make_plan(
                compound,
                _draft(form, bodies),
                route,
                since=today,
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("计划定好了。下面排路线、选每个点看什么。"))
            return redirect("patrols:route", made.pk)
    context = {
        "form": form,
        "once": once,
        "compound": compound,
        "places": places,
        "points": points,
        "crumbs": crumbs(Crumb(_("定巡查计划"))),
    }
    return render(request, "patrols/plan_new.html", context, status=422 if form.errors else 200)


@require_safe
def plan(request: HttpRequest, patrol_plan_id: UUID) -> HttpResponse:
    """One plan: its route on the picture, who walks it, the next rounds and the latest."""
    actor, found = plan_here(request, patrol_plan_id)
    return _page(request, actor, found)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, patrol_plan_id: UUID) -> HttpResponse:
    """Another rule or other people."""
    actor, found = plan_here(request, patrol_plan_id)
    require(may_change_plan(actor, found))
    bodies = queries.bodies_for(actor, found.compound, clock.today())
    if found.organisation not in bodies:
        bodies.append(found.organisation)
    form = _form(request, bodies, plan_values(found, queries.walkers_of(found)))
    if request.method == "POST" and form.is_valid():
        draft = _draft(form, bodies)
        if tried(form, lambda: planning.change_plan(found, draft, by=actor, now=clock.now())):
            messages.success(request, _("改好了，从现在起按新的周期巡查。"))
            return redirect("patrols:plan", found.pk)
    context = {
        "form": form,
        "plan": found,
        "compound": found.compound,
        "crumbs": crumbs(Crumb(found.title), Crumb(_("改计划"))),
    }
    return render(request, "patrols/plan_new.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, patrol_plan_id: UUID) -> HttpResponse:
    """Nobody walks it any more."""
    actor, found = plan_here(request, patrol_plan_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: planning.end_plan(found, why, by=actor, now=clock.now())):
            messages.success(request, _("已停用，巡查记录都在。"))
            return redirect("patrols:plan", found.pk)
    return _page(request, actor, found, ending=form)


def _page(request: HttpRequest, actor: Actor, found: Plan, **more: Any) -> HttpResponse:
    laid = queries.route_of(found)
    stops = queries.stops_of(laid)
    now, today = clock.now(), clock.today()
    marks = [Mark(s.point, str(s.order), "todo", f"{s.order} {s.point.name}") for s in stops]
    may = may_change_plan(actor, found)
    last = today.fromordinal(today.toordinal() + AHEAD)
    ahead = slots(found, today, last, calendar_of(found.street_id))
    context = {
        "plan": found,
        "rhythm": queries.rhythm_words(found),
        "stops": stops,
        "route": laid,
        "picture": drawn(queries.buildings_of(found.compound), marks, way=True),
        "walkers": queries.walkers_of(found),
        "coming": [slot for slot in ahead if slot.due_at > now][:8],
        "latest": [
            (round_queries.MARKS[Round.State(one.state)], one)
            for one in round_queries.rounds_for(actor).filter(plan=found)[:8]
        ],
        "why_not": "" if may is None else str(may),
        "ending": WhyForm(),
        "crumbs": crumbs(Crumb(found.title)),
        **more,
    }
    bad = any(getattr(form, "errors", None) for form in more.values())
    return render(request, "patrols/plan.html", context, status=422 if bad else 200)


def _form(
    request: HttpRequest, bodies: Sequence[Organisation], initial: dict[str, Any]
) -> PlanForm:
    people = [
        (str(person.pk), f"{person.name} {post}")
        for body in bodies
        for person, post in queries.people_of(body, clock.today())
    ]
    return PlanForm(
        request.POST or None,
        bodies=[(str(body.pk), body.name) for body in bodies],
        people=list(dict(people).items()),
        initial=initial,
    )


def _draft(form: PlanForm, bodies: Sequence[Organisation]) -> PlanDraft:
    typed = form.cleaned_data
    body = next(one for one in bodies if str(one.pk) == typed["organisation"])
    wanted = [key for key in (typed["chief"], *typed["walkers"]) if key]
    rows = Person.objects.of(body.street_id).filter(pk__in=wanted)
    people = {str(person.pk): person for person in rows}
    return PlanDraft(
        typed["title"],
        body,
        form.rota,
        typed["minutes"],
        typed["grace"],
        typed["photo_needed"],
        people.get(typed["chief"]),
        tuple(people[key] for key in typed["walkers"] if key in people),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("计划"),
            "title",
            order=("title",),
            href=lambda row: row_address("patrols:plan", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("who", _("由谁巡查"), "organisation.name", order=("organisation__name",)),
        Column("rhythm", _("周期"), queries.rhythm_words),
        Column("minutes", _("限时（分钟）"), "minutes", "number", order=("minutes",)),
        Column("since", _("起"), "valid_from", "day", order=("valid_from",)),
        Column("ended", _("停用"), "ended_on", "day", order=("ended_on",)),
    )
