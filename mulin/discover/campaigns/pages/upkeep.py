"""定时定点定人: the calendar, the lines of the plan, one day of one line, the sheet for the lobby."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.campaigns.actions.upkeep import end_upkeep, mark_day
from mulin.discover.campaigns.forms_work import EndForm, MarkForm
from mulin.discover.campaigns.models import Upkeep, UpkeepMark
from mulin.discover.campaigns.permissions import HIDDEN, READERS, may_see_campaigns
from mulin.discover.campaigns.printing import schedule_pdf
from mulin.discover.campaigns.queries import upkeep as asked
from mulin.discover.campaigns.rhythm import falls_on
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One compound's month or week: what is done, what was missed, what is to come."""
    actor = acting(request)
    require(may_see_campaigns(actor))
    places = list(asked.compounds_for(actor))
    compound = chosen_place(request, actor, places)
    if compound is None:
        raise Refused(HIDDEN)
    first, last, whole = _period(request)
    today = clock.today()
    mine = asked.lines_for(actor).filter(compound=compound)
    found = asked.slots(mine, first, last, today)
    step = "month" if whole else "week"
    counts = {key: sum(one.state == key for one in found) for key in asked.MARKS}
    context = {
        "compound": compound,
        "compounds": [(one.pk, one.name) for one in places],
        "weeks": asked.weeks(found, first, last),
        "weekdays": asked.WEEKDAYS,
        "first": first,
        "last": last,
        "whole": whole,
        "today": today,
        "step": step,
        "missed": [one for one in found if one.state == "missed"],
        "counts": [(asked.MARKS[k], asked.WORDS[k], n) for k, n in counts.items() if n],
        "due": counts["done"] + counts["missed"],
        "done": counts["done"],
        "before": _at(first - timedelta(days=1), whole),
        "after": _at(last + timedelta(days=1), whole),
        "may_keep": asked.may_keep(actor, compound.pk) is None,
        "crumbs": crumbs_of(),
    }
    return render(request, "campaigns/upkeep.html", context)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, upkeep_id: UUID) -> HttpResponse:
    """One line: its last and next days, and its end."""
    actor, found = _found(request, upkeep_id)
    today = clock.today()
    form = EndForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: end_upkeep(found, typed["on"], typed["why"], by=actor, now=clock.now()),
        ):
            messages.success(request, _("停了，之前的记录还在。"))
            return redirect(request.path)
    span = timedelta(days=35)
    context = {
        "upkeep": found,
        "rhythm": asked.rhythm_words(found),
        "slots": asked.slots([found], today - span, today + span, today),
        "form": form if asked.may_keep(actor, found.compound_id) is None else None,
        "crumbs": crumbs_of(found.what),
    }
    return render(
        request, "campaigns/upkeep_line.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def day(request: HttpRequest, upkeep_id: UUID, upkeep_day: str) -> HttpResponse:
    """One day of a line: done with a photo, or left out and why."""
    actor, found = _found(request, upkeep_id)
    when = _planned_day(found, upkeep_day)
    form = MarkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and marked(actor, found, when, form):
        messages.success(request, _("记下了。"))
        where = f"?compound={found.compound_id}&at={when:%Y-%m-%d}"
        return redirect(f"{reverse('campaigns:upkeep')}{where}")
    context = day_context(actor, found, when, form) | {
        "crumbs": crumbs_of(found.what, when.isoformat())
    }
    return render(request, "campaigns/upkeep_day.html", context, status=422 if form.errors else 200)


def marked(actor: Actor, found: Upkeep, when: date, form: MarkForm) -> bool:
    """Try the verb; what it refuses stands in the form."""
    typed = form.cleaned_data
    made = tried(
        form,
        lambda: mark_day(
            found,
            when,
            photo=typed["photo"],
            left_out=typed["left_out"],
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None


def day_context(actor: Actor, found: Upkeep, when: date, form: MarkForm) -> dict[str, Any]:
    """What both shells show of a day."""
    rows = UpkeepMark.objects.of(found.street_id).filter(upkeep=found, day=when)
    mark = rows.select_related("paper", "street").first()
    may = asked.may_mark(actor, found) is None and mark is None and when <= clock.today()
    return {
        "upkeep": found,
        "day": when,
        "rhythm": asked.rhythm_words(found),
        "mark": mark,
        "form": form if may else None,
    }


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The month's plan as a sheet for the lobby."""
    actor = acting(request)
    require(may_see_campaigns(actor))
    compound = chosen_place(request, actor, list(asked.compounds_for(actor)))
    if compound is None:
        raise Refused(HIDDEN)
    day = _day(request.GET.get("at", ""))
    first, last = _month(day)
    rows = asked.lines_for(actor).filter(compound=compound)
    found = asked.slots(rows, first, last, clock.today())
    phone = compound.street.phone
    data = schedule_pdf(compound, phone, f"{first:%Y-%m}", found, clock.today())
    response = HttpResponse(data, content_type="application/pdf")
    name = _("养护安排 %(month)s.pdf") % {"month": f"{first:%Y-%m}"}
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def _found(request: HttpRequest, upkeep_id: UUID) -> tuple[Actor, Upkeep]:
    actor = acting(request)
    found = asked.line_of(actor.street_id, upkeep_id)
    if found is None or not actor.has(*READERS, compound_id=found.compound_id):
        raise Refused(HIDDEN)
    return actor, found


def _planned_day(found: Upkeep, typed: str) -> date:
    """A day of the address on which the line falls."""
    try:
        when = date.fromisoformat(typed)
    except ValueError:
        raise Refused(HIDDEN) from None
    until = found.valid_to or when
    if not found.valid_from <= when <= until or not falls_on(
        found.rhythm, found.days, found.gap, found.valid_from, when
    ):
        raise Refused(HIDDEN)
    return when


def chosen_place(request: HttpRequest, actor: Actor, places: list[Compound]) -> Compound | None:
    """The compound of the address; else the first that has a plan; else the first."""
    asked_for = request.GET.get("compound", "")
    named = next((one for one in places if str(one.pk) == asked_for), None)
    if named is not None or asked_for:
        return named
    planned = asked.lines_for(actor).values_list("compound_id", flat=True).first()
    return next((one for one in places if one.pk == planned), next(iter(places), None))


def _period(request: HttpRequest) -> tuple[date, date, bool]:
    day = _day(request.GET.get("at", ""))
    if request.GET.get("by") == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6), False
    return (*_month(day), True)


def _day(typed: str) -> date:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return clock.today()
    return found if 2000 <= found.year <= 2100 else clock.today()


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _at(day: date, whole: bool) -> str:
    return f"at={day.isoformat()}" + ("" if whole else "&by=week")


def crumbs_of(*last: str) -> tuple[Crumb, ...]:
    root = Crumb(_("养护日历"), reverse("campaigns:upkeep"))
    return (root, *(Crumb(one) for one in last))
