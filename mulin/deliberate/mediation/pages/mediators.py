"""Mediators: the list, one enrolled, many from a list, one changed or let go."""

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

from mulin.deliberate.mediation.actions.panels import (
    Enrolment,
    change_mediator,
    enrol,
    let_go,
)
from mulin.deliberate.mediation.causes import CHOICES, names_of
from mulin.deliberate.mediation.forms_after import (
    ChangeForm,
    EnrolForm,
    LeaveForm,
)
from mulin.deliberate.mediation.models import Mediator
from mulin.deliberate.mediation.pages.common import crumbs
from mulin.deliberate.mediation.permissions import may_keep_panels, may_see_room
from mulin.deliberate.mediation.queries import panels as queries
from mulin.deliberate.mediation.queries.people import person_meant
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Everybody who mediates or did: search, filter, export."""
    actor, today = acting(request), clock.today()
    require(may_see_room(actor))
    visible = queries.mediators_of(actor.street_id)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("appointment__person__name", "panel__organisation__name", "note"),
        filters=_filters(actor, today),
    )
    if listing.export:
        return download(listing, _("人民调解员"), now=clock.now())
    context = {
        "listing": listing,
        "may_keep": may_keep_panels(actor) is None,
        "crumbs": _crumbs(),
    }
    return render(request, "mediation/mediators.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Somebody of the register becomes a mediator."""
    actor, today = acting(request), clock.today()
    require(may_keep_panels(actor))
    panels = {str(p.pk): p for p in queries.panels_open(actor.street_id, today)}
    form = EnrolForm(
        request.POST or None,
        panels=[(pk, p.organisation.name) for pk, p in panels.items()],
        initial={"panel": request.GET.get("panel", ""), "since": today},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person, why = person_meant(actor.street_id, typed["person"])
        if person is None:
            form.add_error("person", shown(why))
        else:
            asked = Enrolment(
                panels[typed["panel"]],
                person,
                typed["duty"],
                typed["full_time"] == "yes",
                tuple(typed["specialities"]),
                typed["since"],
                typed["until"],
                typed["basis"],
                typed["note"],
            )
            if tried(form, lambda: enrol(asked, once=once, by=actor, now=clock.now())):
                messages.success(request, _("已登记调解员。"))
                return redirect("mediation:mediators")
    context = {"form": form, "once": once, "crumbs": _crumbs(Crumb(_("登记调解员")))}
    status = 422 if form.errors else 200
    return render(request, "mediation/mediator_new.html", context, status=status)


@require_safe
def one(request: HttpRequest, mediator_id: UUID) -> HttpResponse:
    """One mediator."""
    actor = acting(request)
    require(may_see_room(actor))
    return _page(request, actor, queries.mediator_of(actor.street_id, mediator_id))


@require_POST
def change(request: HttpRequest, mediator_id: UUID) -> HttpResponse:
    """Mend what is said of him."""
    actor, found = _kept(request, mediator_id)
    form = ChangeForm(request.POST)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        full, good_at = typed["full_time"] == "yes", typed["specialities"]
        verb = change_mediator
        if tried(form, lambda: verb(found, full, good_at, typed["note"], by=actor, now=now)):
            messages.success(request, _("已更正。"))
            return redirect("mediation:mediator", found.pk)
    return _page(request, actor, found, changing=form)


@require_POST
def leave(request: HttpRequest, mediator_id: UUID) -> HttpResponse:
    """He mediates no more."""
    actor, found = _kept(request, mediator_id)
    form = LeaveForm(request.POST)
    if form.is_valid():
        on, why, now = form.cleaned_data["on"], form.cleaned_data["why"], clock.now()
        if tried(form, lambda: let_go(found, on, why, by=actor, now=now)):
            messages.success(request, _("已登记离任。"))
            return redirect("mediation:mediator", found.pk)
    return _page(request, actor, found, leaving=form)


def _kept(request: HttpRequest, mediator_id: UUID) -> tuple[Actor, Mediator]:
    actor = acting(request)
    require(may_keep_panels(actor))
    return actor, queries.mediator_of(actor.street_id, mediator_id)


def _page(request: HttpRequest, actor: Actor, found: Mediator, **typed: forms.Form) -> HttpResponse:
    start = {
        "full_time": "yes" if found.full_time else "no",
        "specialities": found.specialities,
        "note": found.note,
    }
    context: dict[str, Any] = {
        "mediator": found,
        "good_at": names_of(found.specialities),
        "serves": found.serves_on(clock.today()),
        "may_keep": may_keep_panels(actor) is None,
        "changing": ChangeForm(initial=start),
        "leaving": LeaveForm(initial={"on": clock.today()}),
        "crumbs": _crumbs(Crumb(found.name)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "mediation/mediator.html", context, status=422 if bad else 200)


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return crumbs(Crumb(_("调解员"), reverse("mediation:mediators")), *last)


def _columns(today: date) -> tuple[Column, ...]:
    post = "appointment"
    return (
        Column(
            "name", _("姓名"), "name", order=(f"{post}__person__name",),
            href=lambda row: row_address("mediation:mediator", row.pk),
        ),
        Column("panel", _("调委会"), "panel.organisation.name", order=("panel__organisation__name",)),
        Column("duty", _("职务"), "get_duty_display", order=("duty", "id")),
        Column("full", _("专职兼职"), lambda row: _("专职") if row.full_time else _("兼职")),
        Column("good_at", _("擅长"), lambda row: shown(names_of(row.specialities))),
        Column("since", _("起"), f"{post}.valid_from", "day", order=(f"{post}__valid_from",)),
        Column("until", _("止"), f"{post}.valid_to", "day", order=(f"{post}__valid_to",)),
        Column(
            "state", _("在任"), lambda row: _("在任") if row.serves_on(today) else _("不在任"),
            "state", state=lambda row: "done" if row.serves_on(today) else "idle",
        ),
    )  # fmt: skip


def _filters(actor: Actor, today: date) -> tuple[Filter, ...]:
    panels = queries.panels_open(actor.street_id, today)
    return (
        Filter("panel", _("调委会"), [(str(p.pk), p.organisation.name) for p in panels], "panel_id"),
        Filter(
            "full", _("专职兼职"), (("yes", _("专职")), ("no", _("兼职"))),
            lambda rows, value: rows.filter(full_time=value == "yes"),
        ),
        Filter(
            "cause", _("擅长"), CHOICES,
            lambda rows, code: rows.filter(pk__in=[r.pk for r in rows if code in r.specialities]),
        ),
        Filter(
            "now", _("在任"), (("yes", _("在任")),),
            lambda rows, _value: queries.serving(rows, today),
        ),
    )  # fmt: skip
