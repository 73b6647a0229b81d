"""定时定点定人: the calendar, the lines of the plan, one day of one line, the sheet for the lobby."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.campaigns.actions.upkeep import Line, end_upkeep, mark_day, plan_upkeep
from mulin.discover.campaigns.forms_work import EndForm, MarkForm, UpkeepForm
from mulin.discover.campaigns.models import Upkeep, UpkeepMark
from mulin.discover.campaigns.permissions import HIDDEN, READERS, may_see_campaigns
from mulin.discover.campaigns.printing import schedule_pdf
from mulin.discover.campaigns.queries import upkeep as asked
from mulin.discover.campaigns.queries.people import askable
from mulin.discover.campaigns.rhythm import EVERY, falls_on
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """One compound's month or week: what is done, what was missed, what is to come."""
    actor = acting(request)
    require(may_see_campaigns(actor))
    places = list(asked.compounds_for(actor))
    compound = _chosen(request, actor, places)
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
        "places": [(one.pk, one.name) for one in places],
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
        "crumbs": _crumbs(),
    }
    return render(request, "campaigns/upkeep.html", context)


@require_safe
def lines(request: HttpRequest) -> HttpResponseBase:
    """Every line of the plans the office reads: search, filter, export."""
    actor = acting(request)
    require(may_see_campaigns(actor))
    visible = asked.lines_for(actor)
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("what", "place", "who", "compound__name"),
        filters=(
            Filter("rhythm", _("周期"), Upkeep.Rhythm.choices, "rhythm"),
            Filter("place", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
        ),
    )
    if listing.export:
        return download(listing, _("养护计划"), now=clock.now())
    context = {"listing": listing, "crumbs": _crumbs(_("全部安排"))}
    return render(request, "campaigns/upkeep_lines.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more line."""
    actor = acting(request)
    places = [p for p in asked.compounds_for(actor) if asked.may_keep(actor, p.pk) is None]
    compound = _chosen(request, actor, places)
    if compound is None:
        require(may_see_campaigns(actor))
        raise Refused(HIDDEN)
    form, once = _form(request, compound), once_of(request)
    if request.method == "POST" and form.is_valid():
        line_made = _line(actor, compound, form.cleaned_data)
        made = tried(
            form, lambda: plan_upkeep(compound, line_made, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("排好了。"))
            return redirect(f"{reverse('campaigns:upkeep')}?compound={compound.pk}")
    context = {
        "form": form,
        "once": once,
        "compound": compound,
        "places": places,
        "crumbs": _crumbs(_("加一项")),
    }
    return render(request, "campaigns/upkeep_new.html", context, status=422 if form.errors else 200)


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
        "crumbs": _crumbs(found.what),
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
        "crumbs": _crumbs(found.what, when.isoformat())
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
    compound = _chosen(request, actor, list(asked.compounds_for(actor)))
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


def _chosen(request: HttpRequest, actor: Actor, places: list[Compound]) -> Compound | None:
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


def _form(request: HttpRequest, compound: Compound) -> UpkeepForm:
    rows = Building.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    today = clock.today()
    people = askable(compound.street_id, [compound], today)
    return UpkeepForm(
        request.POST or None,
        houses=[(str(one.pk), str(one)) for one in rows.order_by("order", "label")],
        people=[
            (str(one.person_id), f"{one.person.name} · {one.organisation.name} {one.title}")
            for one in people
        ],
        today=today,
    )


def _line(actor: Actor, compound: Compound, typed: dict[str, Any]) -> Line:
    street = actor.street_id
    houses = Building.objects.of(street).filter(compound=compound)
    building = houses.filter(pk=typed["building"]).first() if typed["building"] else None
    people = Person.objects.of(street)
    person = people.filter(pk=typed["person"]).first() if typed["person"] else None
    every, days = typed["rhythm"] == EVERY, tuple(typed["days"])
    return Line(
        typed["what"],
        typed["place"],
        typed["who"] or (person.name if person else ""),
        typed["rhythm"],
        () if every else days,
        days[0] if every else 0,
        typed["at"],
        typed["since"],
        building,
        person,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "what",
            _("做什么"),
            "what",
            order=("what",),
            href=lambda row: reverse("campaigns:upkeep_line", args=[row.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("place", _("定点"), "place", order=("place",)),
        Column("who", _("定人"), "who", order=("who",)),
        Column("when", _("定时"), asked.rhythm_words),
        Column("from", _("起"), "valid_from", "day", order=("valid_from",)),
        Column("to", _("止"), "valid_to", "day", order=("valid_to",)),
    )


def _crumbs(*last: str) -> tuple[Crumb, ...]:
    root = Crumb(_("养护日历"), reverse("campaigns:upkeep"))
    return (root, *(Crumb(one) for one in last))
