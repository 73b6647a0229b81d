"""When the windows are open, who sits there, and taking a place."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.counter.actions.sittings import Caller, mark_booking
from mulin.discover.counter.actions.sittings import book as take_place
from mulin.discover.counter.forms_stations import BookForm
from mulin.discover.counter.models import Booking, Sitting
from mulin.discover.counter.permissions import (
    HIDDEN,
    RESIDENTS,
    may_book,
    may_change_booking,
    may_read_guide,
)
from mulin.discover.counter.queries.offers import offered_in
from mulin.discover.counter.queries.stations import (
    booking_of,
    my_bookings,
    sitting_of,
    sittings_near,
    stations_near,
)
from mulin.ground.estate.models import Person
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """The opening calendar of the stations near."""
    actor = acting(request)
    require(may_read_guide(actor))
    today = clock.today()
    stations = stations_near(actor)
    context = {
        "stations": stations,
        "sittings": [
            (one, max(one.places - one.taken, 0))  # type: ignore[attr-defined]
            for one in sittings_near(stations, today)
        ],
        "booked": {one.sitting_id for one in my_bookings(actor, today)},
    }
    return render(request, "counter/phone/windows.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Take a place at a window."""
    actor, row = _sitting(request, sitting_id)
    require(may_book(actor, row, clock.today()))
    me: Person | None = Person.objects.of(actor.street_id).filter(pk=actor.person_id).first()
    choices = [(one.affair.code, one.affair.title) for one in offered_in(actor.street_id)]
    initial = {"name": me.name if me else ""}
    form, once = BookForm(request.POST or None, affairs=choices, initial=initial), once_of(request)
    if request.method == "POST" and form.is_valid():
        caller = Caller(**form.cleaned_data, person=me)
        made = tried(form, lambda: take_place(row, caller, once=once, by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("约好了，到时间来就行。"))
            return redirect("affairs:mine")
    context = {"sitting": row, "form": form, "once": once}
    return render(request, "counter/phone/book.html", context, status=422 if form.errors else 200)


@require_POST
def off(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Call an own appointment off."""
    actor = acting(request)
    row = booking_of(actor.street_id, booking_id)
    if row is None:
        raise Refused(HIDDEN)
    require(may_change_booking(actor, row))
    state = Booking.State.CALLED_OFF
    verb = lambda: mark_booking(row, state, by=actor, now=clock.now())  # noqa: E731
    told(request, verb, _("已取消预约。"))
    return redirect("affairs:mine")


def _sitting(request: HttpRequest, sitting_id: UUID) -> tuple[Actor, Sitting]:
    actor = acting(request)
    row = sitting_of(actor.street_id, sitting_id)
    near = {one.community_id for one in stations_near(actor)}
    lives = any(grant.role in RESIDENTS for grant in actor.grants)
    if row is None or not lives or row.station.community_id not in near:
        raise Refused(HIDDEN)
    return actor, row
