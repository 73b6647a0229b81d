"""Screens of reception days: the list, fixing a rhythm, one body's days; the resident's page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.capability.actions.receiving import Rhythm, end_rhythm, fix_rhythm
from mulin.decide.capability.forms import DayForm, MoveForm, OffForm, RhythmForm
from mulin.decide.capability.models import Schedule
from mulin.decide.capability.pages.common import reception_crumbs, schedule_at
from mulin.decide.capability.permissions import may_receive, may_see_visits, receives
from mulin.decide.capability.queries import receptions as queries
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, acting, require
from mulin.kit.words import said

FORCE = (("1", said("在用")), ("0", said("已结束")))


@require_safe
def schedules(request: HttpRequest) -> HttpResponseBase:
    """Every reception rhythm the actor sees: search, filter, order, export."""
    actor, today = acting(request), clock.today()
    if is_phone(request):
        return redirect("receptions:mine")
    listing = Listing(
        request,
        queries.with_counts(queries.schedules_for(actor), today),
        _columns(today),
        searches=("body__name", "compound__name", "place"),
        filters=(
            Filter("force", _("安排"), FORCE, _in_force),
            Filter("nth", _("多久一次"), [(str(v), w) for v, w in Schedule.Nth.choices], "nth"),
        ),
    )
    if listing.export:
        return download(listing, _("业主接待日"), now=clock.now())
    context = {"listing": listing, "may_fix": receives(actor), "crumbs": reception_crumbs()}
    return render(request, "capability/receptions.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The residents' page: who receives me next, when and where."""
    actor, today = acting(request), clock.today()
    context = {"next": queries.next_days(actor, today), "today": today}
    return render(request, "capability/phone/receptions.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Fix a body's reception days."""
    actor, today = acting(request), clock.today()
    if not receives(actor):
        require(
            Refusal(_("接待日由业委会、物业企业自己定。"), _("想来反映的，请看下次接待是哪一天。"))
        )
    offered = {
        f"{body.pk.hex}/{compound.pk.hex}": (body, compound)
        for body, compound in queries.bodies_to(actor, today)
    }
    named = [(key, f"{b.name}（{c.name}）") for key, (b, c) in offered.items()]
    form = RhythmForm(request.POST or None, bodies=named, initial={"starts_on": today})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        body, compound = offered[typed.pop("body")]
        rhythm, now = Rhythm(**typed), clock.now()
        made = tried(form, lambda: fix_rhythm(body, compound, rhythm, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已定，业主在手机上看得到下次接待。"))
            return redirect("receptions:schedule", made.pk)
    context = {
        "form": form,
        "once": once,
        "offered": bool(offered),
        "crumbs": reception_crumbs(Crumb(_("定接待日"))),
    }
    status = 422 if form.errors else 200
    return render(request, "capability/reception_new.html", context, status=status)


@require_safe
def schedule(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """One body's reception days: the next, those missed, counts by month."""
    actor, found = schedule_at(request, schedule_id)
    return page(request, actor, found)


@require_POST
def end(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """No more of these days."""
    actor, found = schedule_at(request, schedule_id)
    form = DayForm(request.POST)
    if form.is_valid():
        last, now = form.cleaned_data["day"], clock.now()
        if tried(form, lambda: end_rhythm(found, last, by=actor, now=now)):
            messages.success(request, _("已结束。要换时间的，请另定接待日。"))
            return redirect("receptions:schedule", found.pk)
    return page(request, actor, found, ending=form)


def page(request: HttpRequest, actor: Actor, found: Schedule, **typed: forms.Form) -> HttpResponse:
    today, may = clock.today(), may_receive(actor, found)
    may_read = may_see_visits(actor, found)
    coming = queries.next_day(found, today)
    context: dict[str, Any] = {
        "schedule": found,
        "next": coming,
        "today": today,
        "missed": queries.missed_days(found, today)[:24],
        "months": queries.months_of(found, today),
        "days": queries.days_told(found)[:12] if may_read else [],
        "visits": list(queries.visits_for(found)[:10]) if may_read else [],
        "may_read": may_read,
        "why_not": "" if may is None else str(may),
        "nobody": DayForm(initial={"day": today}, auto_id="nobody-%s"),
        "off": OffForm(initial={"day": coming}, auto_id="off-%s"),
        "moving": MoveForm(initial={"day": coming}, auto_id="move-%s"),
        "ending": DayForm(initial={"day": today}, auto_id="end-%s"),
        "crumbs": reception_crumbs(Crumb(found.body.name)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    template = "phone/schedule.html" if is_phone(request) else "reception.html"
    return render(request, f"capability/{template}", context, status=422 if bad else 200)


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column(
            "body",
            _("谁接待"),
            "body.name",
            order=("body__name",),
            href=lambda row: reverse("receptions:schedule", args=[row.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("rhythm", _("接待时间"), "rhythm", order=("nth", "weekday", "opens")),
        Column("place", _("地点"), "place"),
        Column("month", _("本月来访"), "this_month", "number", order=("this_month",)),
        Column("missed", _("缺了几次"), lambda row: queries.missed_count(row, today), "number"),
        Column(
            "force",
            _("安排"),
            lambda row: _force(row)[1],
            "state",
            order=("ends_on",),
            state=lambda row: _force(row)[0],
        ),
    )


def _force(row: Schedule) -> tuple[str, str]:
    return ("now", _("在用")) if row.ends_on is None else ("idle", _("已结束"))


def _in_force(rows: Any, chosen: str) -> Any:
    return rows.filter(ends_on__isnull=chosen == "1")
