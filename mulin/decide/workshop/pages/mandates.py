"""Screens of mandates: who was lent what, one workshop, one mandate and what it did."""

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

from mulin.decide.workshop.actions import lending
from mulin.decide.workshop.forms import (
    STREET,
    DocumentForm,
    ExtendForm,
    GrantForm,
    WhyForm,
    WorkshopForm,
)
from mulin.decide.workshop.models import Mandate, Report
from mulin.decide.workshop.permissions import (
    may_lend,
    may_read_reports,
    may_report,
    may_see_green,
    may_see_mandate,
    may_see_room,
    may_see_workshop,
)
from mulin.decide.workshop.powers import BY_POWER, POWERS, name_of
from mulin.decide.workshop.queries import mandates as queries
from mulin.decide.workshop.queries.people import posts_in
from mulin.decide.workshop.queries.reports import MARKS as REPORT_MARKS
from mulin.decide.workshop.queries.reports import owed_by, reports_for
from mulin.ground.estate.models import Community, Compound
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Power, acting, require

MARKS = {
    Mandate.State.COMING: "soon",
    Mandate.State.IN_FORCE: "now",
    Mandate.State.EXPIRING: "soon",
    Mandate.State.EXPIRED: "idle",
    Mandate.State.ENDED: "no",
}


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("第三方工作室"), reverse("workshop:index")), *last)


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Every mandate the reader may see: search, filter, order, export; the workshops above."""
    actor, today = acting(request), clock.today()
    require(may_see_room(actor))
    visible = queries.mandates_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("number", "workshop__organisation__name", "document", "compound__name"),
        filters=_filters(today),
    )
    if listing.export:
        return download(listing, _("工作室授权"), now=clock.now())
    workshops = queries.workshops_for(actor)
    context = {
        "listing": listing,
        "workshops": workshops,
        "expiring": list(queries.expiring(actor, today)[:20]),
        "owed": [one for one in owed_by(workshops, today) if one.late_on(today)],
        "may_lend": may_lend(actor) is None,
        "sees_green": may_see_green(actor) is None,
        "reads_reports": may_read_reports(actor) is None,
        "crumbs": crumbs(),
    }
    return render(request, "workshop/index.html", context)


@require_safe
def powers(request: HttpRequest) -> HttpResponse:
    """What each power permits, and what it never permits."""
    require(may_see_room(acting(request)))
    context = {"powers": POWERS, "crumbs": crumbs(Crumb(_("权限的边界")))}
    return render(request, "workshop/powers.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation a workshop."""
    actor = acting(request)
    require(may_lend(actor))
    found = {str(o.pk): o for o in queries.lendable(actor.street_id, lending.KINDS)}
    named = [(pk, o.name) for pk, o in found.items()]
    form = WorkshopForm(request.POST or None, organisations=named)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        who = found[typed["organisation"]]
        place, days = typed["place"], typed["days"]
        made = tried(
            form,
            lambda: lending.open_workshop(who, place, days, once=once, by=actor, now=now),
        )
        if made is not None:
            messages.success(request, _("已设立。现在可以授权，并在“组织”里登记它的人员。"))
            return redirect("workshop:workshop", made.pk)
    context = {"form": form, "once": once, "crumbs": crumbs(Crumb(_("设立工作室")))}
    return render(request, "workshop/new.html", context, status=422 if form.errors else 200)


@require_safe
def workshop(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """One workshop: its people, what it was lent, its months."""
    actor, today = acting(request), clock.today()
    found = queries.workshop_of(actor.street_id, workshop_id)
    require(may_see_workshop(actor, found))
    mandates = [
        (row, MARKS[row.state_on(today)], row.state_on(today).label)
        for row in queries.mandates_for(actor).filter(workshop=found)
    ]
    reports = reports_for(actor).filter(workshop=found)[:12]
    context = {
        "workshop": found,
        "people": posts_in(actor.street_id, found.organisation_id, today),
        "mandates": [(*one, name_of(one[0].power)) for one in mandates],
        "reports": [(row, REPORT_MARKS[Report.State(row.state)]) for row in reports],
        "owed": owed_by([found], today),
        "today": today,
        "may_lend": may_lend(actor) is None,
        "may_report": may_report(actor, found) is None,
        "crumbs": crumbs(Crumb(found.organisation.name)),
    }
    return render(request, "workshop/workshop.html", context)


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, workshop_id: UUID) -> HttpResponse:
    """Lend a power."""
    actor = acting(request)
    found = queries.workshop_of(actor.street_id, workshop_id)
    require(may_see_workshop(actor, found) or may_lend(actor))
    places = _places(actor)
    named = [(key, label) for key, (label, _where) in places.items()]
    form = GrantForm(request.POST or None, places=named, initial={"since": clock.today()})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        lease = lending.Lease(
            Power(typed["power"]),
            typed["since"],
            typed["until"],
            typed["document"],
            typed["limits"],
            **(places[typed["place"]][1] if typed["place"] != STREET else {}),
        )
        now = clock.now()
        made = tried(form, lambda: lending.grant(found, lease, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已授权，编号 %(number)s。") % {"number": made.number})
            return redirect("workshop:mandate", made.pk)
    name = found.organisation.name
    context = {
        "form": form,
        "once": once,
        "workshop": found,
        "powers": POWERS,
        "crumbs": crumbs(
            Crumb(name, reverse("workshop:workshop", args=[found.pk])), Crumb(_("授权"))
        ),
    }
    return render(request, "workshop/grant.html", context, status=422 if form.errors else 200)


@require_safe
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate: its limits, and what was done under it."""
    actor, found = mandate_at(request, mandate_id)
    return page(request, actor, found)


@require_POST
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Take it back."""
    actor, found = mandate_at(request, mandate_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: lending.end(found, why, by=actor, now=now)):
            messages.success(request, _("已收回，从现在起不再有效。"))
            return redirect("workshop:mandate", found.pk)
    return page(request, actor, found, ending=form)


def mandate_at(request: HttpRequest, mandate_id: UUID) -> tuple[Actor, Mandate]:
    """Who asks, and the mandate he may see."""
    actor = acting(request)
    found = queries.mandate_of(actor.street_id, mandate_id)
    require(may_see_mandate(actor, found))
    return actor, found


def page(request: HttpRequest, actor: Actor, found: Mandate, **typed: forms.Form) -> HttpResponse:
    """One mandate, with a form that was refused, or without."""
    today = clock.today()
    state = found.state_on(today)
    lends = may_lend(actor) is None
    inside = lends or may_see_workshop(actor, found.workshop) is None
    context: dict[str, Any] = {
        "mandate": found,
        "mark": MARKS[state],
        "word": state.label,
        "kind": BY_POWER[Power(found.power)],
        "place": queries.place_of(found),
        "advice": queries.advice_under(found) if inside else [],
        "requests": queries.requests_under(found) if inside else [],
        "inside": inside,
        "said": queries.history_of(found),
        "live": lends and state not in (Mandate.State.EXPIRED, Mandate.State.ENDED),
        "lends": lends,
        "papers": list(found.papers.select_related("paper").order_by("id")),
        "adding": DocumentForm(),
        "extending": ExtendForm(),
        "ending": WhyForm(),
        "crumbs": crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "workshop/mandate.html", context, status=422 if bad else 200)


def _places(actor: Actor) -> dict[str, tuple[str, dict[str, Any]]]:
    """What can be chosen as the place: communities, then compounds."""
    communities = Community.objects.of(actor.street_id).order_by("name")
    compounds = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    found: dict[str, tuple[str, dict[str, Any]]] = {
        f"community:{one.pk}": (
            _("社区：%(name)s") % {"name": one.name},
            {"community": one},
        )
        for one in communities
    }
    for one in compounds.order_by("name"):
        found[f"compound:{one.pk}"] = (_("小区：%(name)s") % {"name": one.name}, {"compound": one})
    return found


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column(
            "power",
            _("权限"),
            lambda row: name_of(row.power),
            order=("power", "id"),
            href=lambda row: row_address("workshop:mandate", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",)),
        Column("workshop", _("工作室"), "workshop.organisation.name"),
        Column("place", _("范围"), lambda row: queries.place_of(row) or _("全街道")),
        Column(
            "state",
            _("状态"),
            lambda row: row.state_on(today).label,
            "state",
            state=lambda row: MARKS[row.state_on(today)],
        ),
        Column("since", _("从"), "valid_from", "day", order=("valid_from",)),
        Column("until", _("到"), "valid_to", "day", order=("valid_to",)),
        Column("document", _("授权文件"), "document"),
    )


def _filters(today: date) -> tuple[Filter, ...]:
    return (
        Filter("power", _("权限"), [(k.power.value, k.name) for k in POWERS], "power"),
        Filter(
            "state",
            _("状态"),
            Mandate.State.choices,
            lambda rows, state: queries.in_state(rows, state, today),
        ),
    )
