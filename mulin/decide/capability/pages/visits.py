"""Screens of what owners came with: entering it, the list, handing over, days without."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.capability.actions.receiving import (
    Heard,
    call_day_off,
    hand_over,
    note_nobody,
    note_visit,
)
from mulin.decide.capability.forms import DayForm, OffForm, VisitForm
from mulin.decide.capability.models import Visit
from mulin.decide.capability.pages.common import reception_crumbs, schedule_at
from mulin.decide.capability.pages.receptions import page
from mulin.decide.capability.permissions import NO_RECEPTION, may_receive, may_see_visits
from mulin.decide.capability.queries import receptions as queries
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_open_matter, may_see_matter
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require


@require_POST
def nobody(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """They received, and nobody came."""
    actor, found = schedule_at(request, schedule_id)
    form = DayForm(request.POST, auto_id="nobody-%s")
    if form.is_valid():
        day, now = form.cleaned_data["day"], clock.now()
        if tried(form, lambda: note_nobody(found, day, by=actor, now=now)):
            messages.success(request, _("已登记：接待了，没有人来。"))
            return redirect("receptions:schedule", found.pk)
    return page(request, actor, found, nobody=form)


@require_POST
def off(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """No reception on a day to come."""
    actor, found = schedule_at(request, schedule_id)
    form = OffForm(request.POST, auto_id="off-%s")
    if form.is_valid():
        day, why, now = form.cleaned_data["day"], form.cleaned_data["why"], clock.now()
        if tried(form, lambda: call_day_off(found, day, why, by=actor, now=now)):
            messages.success(request, _("已登记停一次，业主看得到。"))
            return redirect("receptions:schedule", found.pk)
    return page(request, actor, found, off=form)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Enter what somebody came with."""
    actor, found = schedule_at(request, schedule_id)
    require(may_receive(actor, found))
    form = VisitForm(request.POST or None, initial={"day": clock.today()})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        day, now = typed.pop("day"), clock.now()
        heard = Heard(**typed)
        if tried(form, lambda: note_visit(found, day, heard, once=once, by=actor, now=now)):
            messages.success(request, _("已登记。"))
            return redirect("receptions:schedule", found.pk)
    context = {
        "form": form,
        "once": once,
        "schedule": found,
        "crumbs": reception_crumbs(
            Crumb(found.body.name, reverse("receptions:schedule", args=[found.pk])),
            Crumb(_("登记来访")),
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "capability/visit_new.html", context, status=status)


@require_safe
def visits(request: HttpRequest, schedule_id: UUID) -> HttpResponseBase:
    """Everything owners came with: search, filter, order, export."""
    actor, found = schedule_at(request, schedule_id)
    if not may_see_visits(actor, found):
        raise Refused(NO_RECEPTION)
    rows = queries.visits_for(found)
    months = sorted({f"{d:%Y-%m}" for d in rows.values_list("reception__day", flat=True)})
    listing = Listing(
        request,
        rows,
        _columns(actor),
        searches=("topic", "question", "answer", "room", "matter__number"),
        filters=(
            Filter("month", _("月份"), [(m, m) for m in reversed(months)], _in_month),
            Filter("how", _("办到哪里"), HOW, _dealt),
        ),
    )
    if listing.export:
        return download(listing, _("业主接待记录"), now=clock.now())
    context = {
        "listing": listing,
        "schedule": found,
        "why_not": str(may_receive(actor, found) or ""),
        "no_matter": str(may_open_matter(actor, found.compound_id) or ""),
        "waiting": [row for row in listing.rows if row.matter_id is None and not row.answer],
        "crumbs": reception_crumbs(
            Crumb(found.body.name, reverse("receptions:schedule", args=[found.pk])),
            Crumb(_("来访记录")),
        ),
    }
    return render(request, "capability/visits.html", context)


@require_POST
def matter(request: HttpRequest, schedule_id: UUID, visit_id: UUID) -> HttpResponse:
    """Open a matter for what somebody came with."""
    actor, found = schedule_at(request, schedule_id)
    visit = queries.visit_of(found, visit_id)
    if visit is None:
        raise Refused(NO_RECEPTION)
    require(may_receive(actor, found))
    title = request.POST.get("title", "")
    try:
        made = hand_over(visit, title, once=once_of(request), by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
        return redirect("receptions:visits", found.pk)
    messages.success(request, _("已转为事项 %(number)s。") % {"number": made.number})
    return redirect("receptions:visits", found.pk)


HOW = (("answered", _("当场答复")), ("matter", _("转为事项")), ("open", _("还没有答复")))


def _way(actor: Actor, matter: Matter | None) -> str:
    """To the matter, for whom it opens."""
    opens = matter is not None and may_see_matter(actor, matter) is None
    return reverse("matters:matter", args=[matter.pk]) if matter and opens else ""


def _columns(actor: Actor) -> tuple[Column, ...]:
    return (
        Column("day", _("日期"), "reception.day", "day", order=("reception__day",)),
        Column("topic", _("什么事"), "topic", order=("topic",)),
        Column("question", _("反映的情况"), "question"),
        Column("answer", _("当场答复"), "answer"),
        Column("visitor", _("来访人"), "visitor", personal="name"),
        Column("room", _("房号"), "room"),
        Column(
            "matter",
            _("事项"),
            "matter.number",
            href=lambda row: _way(actor, row.matter),
        ),
        Column(
            "how",
            _("办到哪里"),
            lambda row: _how(row)[1],
            "state",
            state=lambda row: _how(row)[0],
        ),
    )


def _how(row: Visit) -> tuple[str, str]:
    if row.matter_id:
        return "now", _("转为事项")
    return ("done", _("当场答复")) if row.answer else ("soon", _("还没有答复"))


def _in_month(rows: Any, chosen: str) -> Any:
    year, month = chosen.split("-")
    return rows.filter(reception__day__year=year, reception__day__month=month)


def _dealt(rows: Any, chosen: str) -> Any:
    wanted: dict[str, dict[str, Any]] = {
        "answered": {"matter__isnull": True, "answer__gt": ""},
        "matter": {"matter__isnull": False},
        "open": {"matter__isnull": True, "answer": ""},
    }
    return rows.filter(**wanted[chosen])
