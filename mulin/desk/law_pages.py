"""The law as this product knows it: regions, their answers, thresholds, parameters, the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.desk import law_queries as queries
from mulin.desk.law_forms import ReckonForm
from mulin.ground.calendar.permissions import may_enter_notice
from mulin.ground.calendar.queries import calendar_of, notices_of
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import acting
from mulin.law.catalogue import UnknownRegion, all_jurisdictions, jurisdiction, nearest
from mulin.law.compound_rules import PARAMETERS
from mulin.law.jurisdiction import NATION, Jurisdiction
from mulin.law.questions import ALL
from mulin.law.workdays import Calendar, Reckoned, after, before


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Every region on record: from whom it inherits, how much is its own, how much is unverified."""
    acting(request)
    return _regions(request)


def _regions(request: HttpRequest, missing: str = "") -> HttpResponse:
    on, fault = _day(request)
    found = queries.regions(on)
    here = here_of(request)
    context = {
        "regions": found,
        "here": here,
        "missing": missing,
        "total": len(ALL),
        "on": on,
        "today": clock.today(),
        "fault": fault,
        "too_early": queries.before_the_code(on),
        "crumbs": _crumbs(),
    }
    return render(request, "law/regions.html", context, status=404 if missing else 200)


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A region's answers beside the nation's, by chapter; narrowed by words and state."""
    acting(request)
    place = all_jurisdictions().get(code)
    if place is None:
        return _regions(request, missing=code[:12])
    on, fault = _day(request)
    lines = queries.lines_of(place, on)
    show, words = request.GET.get("show", ""), request.GET.get("q", "").strip()[:60]
    show = show if show in queries.SHOWS else ""
    context = {
        "region": queries.counted(place, lines),
        "place": place,
        "is_nation": place.code == NATION,
        "chapters": queries.chapters_of(lines, show=show, words=words),
        "shows": _tabs(lines, place),
        "show": show,
        "words": words,
        "on": on,
        "today": clock.today(),
        "fault": fault,
        "too_early": queries.before_the_code(on),
        "crumbs": _crumbs(Crumb(place.name)),
    }
    return render(request, "law/region.html", context)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The nine matters owners decide together, with their shares."""
    acting(request)
    on, fault = _day(request)
    place = here_of(request) or jurisdiction(NATION)
    context = {
        "place": place,
        "thresholds": queries.thresholds_of(place, on),
        "on": on,
        "today": clock.today(),
        "fault": fault,
        "too_early": queries.before_the_code(on),
        "crumbs": _crumbs(Crumb(_("九类共同决定事项"))),
    }
    return render(request, "law/decisions.html", context)


@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """What a compound's own rules of procedure may settle about counting, and what follows."""
    acting(request)
    context = {"parameters": PARAMETERS, "crumbs": _crumbs(Crumb(_("小区计票规则")))}
    return render(request, "law/parameters.html", context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The working-day calculator, and the days off of a year."""
    actor = acting(request)
    today = clock.today()
    asked = "start" in request.GET
    first = {"start": today, "length": 15, "unit": "days", "direction": "after"}
    form = ReckonForm(request.GET if asked else None, initial=first)
    found = _reckoned(form, calendar_of(actor.street_id)) if asked and form.is_valid() else None
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else today.year
    street = calendar_of(actor.street_id)
    known = street.years.get(year)
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "year": year,
        "years": sorted(street.years),
        "known": known,
        "runs": queries.days_off(street, year),
        "version": street.version,
        "notices": notices_of(actor.street_id, year)[:1],
        "may_enter": may_enter_notice(actor) is None,
        "crumbs": _crumbs(Crumb(_("工作日计算"))),
    }
    return render(request, "law/calendar.html", context, status=422 if form.errors else 200)


def _reckoned(form: ReckonForm, calendar: Calendar) -> Reckoned | None:
    """The day with its derivation; None, and an error on the form, where no calendar reaches."""
    start, direction = form.cleaned_data["start"], form.cleaned_data["direction"]
    try:
        if direction == "after":
            return after(start, form.period, calendar)
        return before(start, form.period, calendar, earlier=direction == "earlier")
    except (OverflowError, ValueError):
        form.add_error("length", _("算到了日历之外，请改短一些。"))
        return None


def _tabs(lines: list[queries.Line], place: Jurisdiction) -> list[tuple[str, str, int]]:
    """States to narrow to, each with how many lines it would leave."""
    tabs = [("", _("全部"), len(lines))]
    for key, word in queries.SHOWS.items():
        shown = queries.chapters_of(lines, show=key)
        number = sum(len(chapter.lines) for chapter in shown)
        if place.code != NATION or key not in (queries.INHERITED, queries.DIFFERS):
            tabs.append((key, word, number))
    return tabs


def here_of(request: HttpRequest) -> Jurisdiction | None:
    """The region whose law applies in the person's street."""
    try:
        return nearest(request.street.region)  # type: ignore[attr-defined]
    except UnknownRegion:
        return None


def _day(request: HttpRequest) -> tuple[date, str]:
    """The day asked about, today where none is; and what was wrong with what was typed."""
    typed = request.GET.get("on", "").strip()
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None:
        fault = _("“%(typed)s”不是日期，应写作 2026-01-31；下面是今天的规定。")
        return clock.today(), fault % {"typed": typed[:20]} if typed else ""
    return day, ""


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("各地规定"), reverse("law:regions")), *last)
