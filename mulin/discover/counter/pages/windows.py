"""Windows laid out, one window with who booked, called off; who came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.discover.counter.actions.sittings import (
    Caller,
    Plan,
    book,
    call_off,
    mark_booking,
    plan_sittings,
)
from mulin.discover.counter.forms import WhyForm
from mulin.discover.counter.forms_stations import BookForm, PlanForm
from mulin.discover.counter.models import Booking, Sitting
from mulin.discover.counter.pages.common import station_crumbs, station_here
from mulin.discover.counter.permissions import HIDDEN, may_keep_station, may_see_station
from mulin.discover.counter.queries.offers import offered_in
from mulin.discover.counter.queries.stations import booking_of, bookings_of, sitting_of
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.affairs.catalogue import affairs

DAYS = timedelta(days=89)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Lay windows out for weeks at once."""
    actor, row = station_here(request, station_id)
    require(may_keep_station(actor, row.community_id))
    today = clock.today()
    initial = {"first": today, "last": today + DAYS, "places": 6}
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data}
        typed["weekdays"] = frozenset(int(day) for day in typed["weekdays"])
        made = tried(form, lambda: plan_sittings(row, Plan(**typed), by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("排出 %(n)s 次窗口。") % {"n": len(made)})
            return redirect("counter:station", row.pk)
    context = {
        "station": row,
        "form": form,
        "crumbs": station_crumbs(
            Crumb(row.name, row_address("counter:station", row.pk)), Crumb(_("排窗口"))
        ),
    }
    return render(request, "counter/plan.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """One window: who booked; booking for somebody on the telephone."""
    actor, row = _sitting(request, sitting_id)
    choices = [(one.affair.code, one.affair.title) for one in offered_in(actor.street_id)]
    form, once = BookForm(request.POST or None, affairs=choices), once_of(request)
    if request.method == "POST" and form.is_valid():
        caller = Caller(**form.cleaned_data)
        made = tried(form, lambda: book(row, caller, once=once, by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("约好了。"))
            return redirect("counter:sitting", row.pk)
    return _page(request, actor, row, booking=form, once=once)


@require_POST
def off(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A window does not open."""
    actor, row = _sitting(request, sitting_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: call_off(row, why, by=actor, now=clock.now())):
            messages.success(request, _("已停开，约了的人会收到通知。"))
            return redirect("counter:sitting", row.pk)
    return _page(request, actor, row, stopping=form)


@require_POST
def mark(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Somebody came, did not, or called it off."""
    actor = acting(request)
    row = booking_of(actor.street_id, booking_id)
    state = request.POST.get("state", "")
    if row is None or state not in Booking.State.values:
        raise Refused(HIDDEN)
    require(may_see_station(actor, row.sitting.station))
    verb = lambda: mark_booking(row, state, by=actor, now=clock.now())  # noqa: E731
    told(request, verb, _("已登记。"))
    return redirect("counter:sitting", row.sitting_id)


def _sitting(request: HttpRequest, sitting_id: UUID) -> tuple[Actor, Sitting]:
    actor = acting(request)
    row = sitting_of(actor.street_id, sitting_id)
    if row is None:
        raise Refused(HIDDEN)
    require(may_see_station(actor, row.station))
    return actor, row


def _page(request: HttpRequest, actor: Actor, row: Sitting, **more: Any) -> HttpResponse:
    titles = {code: one.title for code, one in affairs().items()}
    bookings = bookings_of(row)
    choices = [(one.affair.code, one.affair.title) for one in offered_in(actor.street_id)]
    live = sum(one.state != Booking.State.CALLED_OFF for one in bookings)
    context = {
        "sitting": row,
        "bookings": [(one, titles.get(one.affair, "")) for one in bookings],
        "left": max(row.places - live, 0),
        "past": row.day < clock.today(),
        "today": clock.today(),
        "why_not": may_keep_station(actor, row.station.community_id),
        "booking": BookForm(affairs=choices),
        "stopping": WhyForm(),
        "once": once_of(request),
        "crumbs": station_crumbs(
            Crumb(row.station.name, row_address("counter:station", row.station_id)),
            Crumb(f"{row.day} {row.hours}"),
        ),
        **more,
    }
    bad = any(getattr(form, "errors", None) for form in more.values())
    return render(request, "counter/sitting.html", context, status=422 if bad else 200)
