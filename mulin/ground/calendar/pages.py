"""Screens of the calendar: what was entered, and entering the year's notice with a preview."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.ground.calendar import effects
from mulin.ground.calendar.actions import enter_notice
from mulin.ground.calendar.forms import NoticeForm
from mulin.ground.calendar.permissions import may_enter_notice
from mulin.ground.calendar.queries import calendar_of, changed_days, notices_of
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.holiday_notice import ReadNotice, read_notice, year_off

CITED = ("year", "title", "number", "published_on", "text", "why", "once")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice entered in this street, the newest first: which one holds, and who entered it."""
    actor = acting(request)
    require(may_enter_notice(actor))
    rows = notices_of(actor.street_id)
    held = {row.year: row.pk for row in reversed(rows)}
    context = {
        "rows": [(row, held[row.year] == row.pk) for row in rows],
        "version": calendar_of(actor.street_id).version,
        "crumbs": _crumbs(),
    }
    return render(request, "calendar/notices.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type or upload a notice, see what it changes, confirm. Nothing is written before that."""
    actor = acting(request)
    require(may_enter_notice(actor))
    now = clock.now()
    first = {"once": uuid7(), "year": clock.day_of(now).year + 1}
    form = NoticeForm(request.POST or None, request.FILES or None, initial=first)
    context: dict[str, Any] = {"form": form, "crumbs": _crumbs(Crumb(_("登记放假通知")))}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        read = read_notice(said["year"], said["text"])
        faults = read.faults()
        if not faults and "confirm" in request.POST:
            try:
                return _entered(request, actor, read, said)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
        elif not faults and "back" not in request.POST:
            context["preview"] = preview(actor, read)
            context["kept"] = [(name, said[name]) for name in CITED]
        for fault in faults:
            form.add_error("text", f"{fault}。")
    return render(request, "calendar/enter.html", context, status=422 if form.errors else 200)


def _entered(
    request: HttpRequest, actor: Actor, read: ReadNotice, said: dict[str, Any]
) -> HttpResponse:
    row = enter_notice(
        read,
        title=said["title"],
        number=said["number"],
        published_on=said["published_on"],
        why=said["why"],
        by=actor,
        now=clock.now(),
        once=said["once"],
    )
    done = _("%(year)s 年放假安排已登记，从现在起按它推算日期。") % {"year": row.year}
    messages.success(request, done)
    return redirect("calendar:notices")


def preview(actor: Actor, read: ReadNotice) -> dict[str, Any]:
    """What the notice would change, in days and in running timetables."""
    before = calendar_of(actor.street_id)
    after = before.with_year(year_off(read))
    known = before.years.get(read.year)
    return {
        "read": read,
        "off": runs(read.off),
        "work": sorted(read.work),
        "days": changed_days(before, after, read.year),
        "moved": effects.moved(actor.street_id, before, after, clock.today()),
        "version": after.version,
        "was_provisional": known is None or known.provisional,
        "corrects": bool(notices_of(actor.street_id, read.year)),
    }


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days as spans of neighbours, in order: first and last of each."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and found[-1][1] + timedelta(days=1) == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    here = Crumb(_("放假通知"), reverse("calendar:notices"))
    return (Crumb(_("工作日计算"), reverse("law:calendar")), here, *last)
