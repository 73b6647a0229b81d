"""Committees, who serves in them, and what the street has set."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliberate.mediation.actions.panels import end_panel, open_panel, set_setting
from mulin.deliberate.mediation.causes import names_of
from mulin.deliberate.mediation.forms import WhyForm, named
from mulin.deliberate.mediation.forms_after import PanelForm, SettingForm
from mulin.deliberate.mediation.models import Panel
from mulin.deliberate.mediation.pages.common import crumbs
from mulin.deliberate.mediation.permissions import may_keep_panels, may_see_panel, may_see_panels
from mulin.deliberate.mediation.queries import panels as queries
from mulin.deliberate.mediation.settings import BY_CODE
from mulin.ground.estate.models import Community
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock, money
from mulin.kit.rights import Actor, acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every committee, with how many serve in it."""
    actor, today = acting(request), clock.today()
    require(may_see_panels(actor))
    visible = queries.with_people(queries.panels_near(actor), today)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("organisation__name", "place", "community__name"),
        filters=(Filter("level", _("层级"), Panel.Level.choices, "level"),),
    )
    if listing.export:
        return download(listing, _("调解委员会"), now=clock.now())
    context = {
        "listing": listing,
        "panels": visible.filter(ended_on__isnull=True).order_by("level"),
        "may_keep": may_keep_panels(actor) is None,
        "crumbs": crumbs(Crumb(_("调委会"))),
    }
    template = "mediation/phone/panels.html" if is_phone(request) else "mediation/panels.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A body of the register takes up mediation."""
    actor = acting(request)
    require(may_keep_panels(actor))
    bodies = {str(one.pk): one for one in queries.bodies_without_panel(actor.street_id)}
    rows = Community.objects.of(actor.street_id).order_by("name")
    places = {str(one.pk): one for one in rows}
    form = PanelForm(
        request.POST or None,
        bodies=named(list(bodies.values())),
        communities=named(list(places.values())),
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        where = (typed["place"], typed["phone"], typed["hours"])
        body, place = bodies[typed["body"]], places.get(typed["community"])
        verb, level = open_panel, typed["level"]
        if made := tried(
            form, lambda: verb(body, level, place, *where, once=once, by=actor, now=now)
        ):
            messages.success(request, _("已登记。"))
            return redirect("mediation:panel", made.pk)
    context = {
        "form": form,
        "once": once,
        "empty": not bodies,
        "crumbs": _crumbs(Crumb(_("登记"))),
    }
    return render(request, "mediation/panel_new.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: HttpRequest, mediation_panel_id: UUID) -> HttpResponse:
    """One committee."""
    actor = acting(request)
    found = queries.panel_of(actor.street_id, mediation_panel_id)
    require(may_see_panel(actor, found))
    return _page(request, actor, found)


@require_POST
def end(request: HttpRequest, mediation_panel_id: UUID) -> HttpResponse:
    """No more cases."""
    actor = acting(request)
    require(may_keep_panels(actor))
    found = queries.panel_of(actor.street_id, mediation_panel_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: end_panel(found, why, by=actor, now=now)):
            messages.success(request, _("已撤销。"))
            return redirect("mediation:panel", found.pk)
    return _page(request, actor, found, ending=form)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Days, bounds and recusal, each with its reason."""
    actor = acting(request)
    require(may_keep_panels(actor))
    code, bound = request.POST.get("code", ""), None
    if request.method == "POST" and code in BY_CODE:
        bound = SettingForm(request.POST, key=code)
        if bound.is_valid() and tried(bound, lambda: _set(actor, code, bound)):
            messages.success(request, _("已设定。"))
            return redirect("mediation:settings")
    rows = []
    for one in queries.settings_of(actor.street_id):
        key = one.standard.code
        fresh = SettingForm(key=key, initial={"value": _typed(key, one.value)})
        rows.append((one, bound if bound is not None and key == code else fresh))
    context = {"rows": rows, "crumbs": crumbs(Crumb(_("设定")))}
    bad = bound is not None and bool(bound.errors)
    return render(request, "mediation/settings.html", context, status=422 if bad else 200)


def _set(actor: Actor, code: str, form: SettingForm) -> Any:
    typed, standard = form.cleaned_data, BY_CODE[code]
    value = money.parse(typed["value"])
    if value is not None and standard.kind != "money":
        value = value // 100 if value % 100 == 0 else None
    if value is None:
        form.add_error("value", _("请写数字。"))
        return None
    return set_setting(code, value, typed["why"], by=actor, now=clock.now())


def _typed(code: str, value: int) -> str:
    return money.digits(value) if BY_CODE[code].kind == "money" else str(value)


def _page(
    request: HttpRequest, actor: Actor, found: Panel, ending: forms.Form | None = None
) -> HttpResponse:
    people = queries.mediators_in(found, clock.today())
    context = {
        "panel": found,
        "people": [(one, names_of(one.specialities)) for one in people],
        "may_keep": may_keep_panels(actor) is None,
        "ending": ending or WhyForm(),
        "crumbs": _crumbs(Crumb(found.organisation.name)),
    }
    bad = ending is not None and ending.errors
    template = "mediation/phone/panel.html" if is_phone(request) else "mediation/panel.html"
    return render(request, template, context, status=422 if bad else 200)


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return crumbs(Crumb(_("调委会"), reverse("mediation:panels")), *last)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name", _("名称"), "organisation.name", order=("organisation__name",),
            href=lambda row: row_address("mediation:panel", row.pk),
        ),
        Column("level", _("层级"), "get_level_display", order=("level", "id")),
        Column("community", _("社区"), lambda row: row.community.name if row.community else _("全街道")),
        Column("people", _("调解员"), "people", "number", order=("people",)),
        Column("full", _("专职"), "full", "number", order=("full",)),
        Column("place", _("地点"), "place"),
        Column("phone", _("电话"), "phone"),
        Column("hours", _("接待时间"), "hours"),
        Column("opened", _("设立"), "opened_on", "day", order=("opened_on",)),
        Column("ended", _("撤销"), "ended_on", "day", order=("ended_on",)),
    )  # fmt: skip
