"""Large disputes: given to the agency, its recommendation, its measures followed up."""

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
from django.views.decorators.http import require_POST, require_safe

from mulin.deliberate.mediation.actions import beyond
from mulin.deliberate.mediation.causes import CHOICES, name_of
from mulin.deliberate.mediation.forms import named
from mulin.deliberate.mediation.forms_after import AdviceForm, MeasureForm, ReferForm
from mulin.deliberate.mediation.models import Measure, Referral
from mulin.deliberate.mediation.pages.common import crumbs, handled_at
from mulin.deliberate.mediation.pages.doing import done
from mulin.deliberate.mediation.permissions import (
    HIDDEN,
    agencies,
    handles,
    may_advise,
    may_end_measure,
    may_see_referral,
    may_see_referrals,
)
from mulin.deliberate.mediation.queries import referrals as queries
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every large dispute the reader may see."""
    actor, today = acting(request), clock.today()
    require(may_see_referrals(actor))
    visible = queries.referrals_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("number", "compound__name", "agency__name", "criteria"),
        filters=(
            Filter("state", _("状态"), Referral.State.choices, "state"),
            Filter("cause", _("类别"), CHOICES, "cause"),
        ),
    )
    if listing.export:
        return download(listing, _("较大纠纷"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs(Crumb(_("较大纠纷")))}
    return render(request, "mediation/referrals.html", context)


@require_POST
def refer(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Give a case to the agency."""
    actor, found = handled_at(request, dispute_id)
    bodies = {str(one.pk): one for one in agencies(actor.street_id)}
    form, once = ReferForm(request.POST, bodies=named(list(bodies.values()))), once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        agency, summary, why = bodies[typed["agency"]], typed["summary"], typed["why"]
        now = clock.now()
        return beyond.refer_dispute(found, agency, summary, why, once=once, by=actor, now=now)

    return done(request, actor, found, form, verb, _("已交给机构研究。"))


@require_safe
def one(request: HttpRequest, mediation_referral_id: UUID) -> HttpResponse:
    """One large dispute: what the agency was told, what it recommends, what was done."""
    actor, found = _found(request, mediation_referral_id)
    return _page(request, actor, found)


@require_POST
def advise(request: HttpRequest, mediation_referral_id: UUID) -> HttpResponse:
    """The agency's recommendation."""
    actor, found = _found(request, mediation_referral_id)
    form = AdviceForm(request.POST)
    if form.is_valid():
        measures = [beyond.Told(*row) for row in form.measures]
        text, now, verb = form.cleaned_data["advice"], clock.now(), beyond.give_advice
        if tried(form, lambda: verb(found, text, measures, by=actor, now=now)):
            messages.success(request, _("建议已提出。"))
            return redirect("mediation:referral", found.pk)
    return _page(request, actor, found, advising=form)


@require_POST
def finish(
    request: HttpRequest, mediation_referral_id: UUID, mediation_measure_id: UUID
) -> HttpResponse:
    """A measure was carried out."""
    actor, found = _found(request, mediation_referral_id)
    rows = Measure.objects.of(actor.street_id).filter(referral=found, pk=mediation_measure_id)
    measure: Measure | None = rows.select_related("referral__dispute").first()
    if measure is None:
        raise Refused(HIDDEN)
    form = MeasureForm(request.POST, key=measure.pk.hex)
    if form.is_valid():
        note, on, now = form.cleaned_data["note"], form.cleaned_data["on"], clock.now()
        if tried(form, lambda: beyond.end_measure(measure, note, on, by=actor, now=now)):
            messages.success(request, _("已登记。"))
            return redirect("mediation:referral", found.pk)
    return _page(request, actor, found, measuring=form)


def _found(request: HttpRequest, pk: UUID) -> tuple[Actor, Referral]:
    actor = acting(request)
    found = queries.referral_of(actor.street_id, pk)
    require(may_see_referral(actor, found))
    return actor, found


def _page(request: HttpRequest, actor: Actor, found: Referral, **typed: forms.Form) -> HttpResponse:
    today = clock.today()
    bound = {form.prefix: form for form in typed.values()}
    rows = []
    for measure in queries.measures_of(found):
        fresh = MeasureForm(key=measure.pk.hex, initial={"on": today})
        rows.append((measure, measure.late_on(today), bound.get(fresh.prefix, fresh)))
    context: dict[str, Any] = {
        "referral": found,
        "mark": queries.MARKS[Referral.State(found.state)],
        "late": found.state == Referral.State.ASKED and found.due_on < today,
        "cause": name_of(found.cause),
        "rows": rows,
        "handles": handles(actor, found.dispute),
        "why_not": may_advise(actor, found),
        "may_end": may_end_measure(actor, found) is None,
        "advising": typed.get("advising") or AdviceForm(),
        "said": queries.said_of(found),
        "crumbs": crumbs(Crumb(_("较大纠纷"), reverse("mediation:referrals")), Crumb(found.number)),
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "mediation/referral.html", context, status=422 if bad else 200)


def _columns(today: date) -> tuple[Column, ...]:
    def mark(row: Referral) -> str:
        late = row.state == Referral.State.ASKED and row.due_on < today
        return "late" if late else queries.MARKS[Referral.State(row.state)]

    return (
        Column(
            "number", _("编号"), "number", order=("number",), face="m-num",
            href=lambda row: row_address("mediation:referral", row.pk),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("cause", _("类别"), lambda row: shown(name_of(row.cause)), order=("cause", "id")),
        Column("why", _("为什么是较大纠纷"), "criteria"),
        Column("agency", _("机构"), "agency.name", order=("agency__name",)),
        Column("state", _("状态"), "get_state_display", "state", state=mark),
        Column("open", _("没办完的措施"), "open_measures", "number"),
        Column("asked", _("提交"), "asked_on", "day", order=("asked_on",)),
        Column("due", _("请在这天前提出"), "due_on", "day", order=("due_on",)),
    )  # fmt: skip
