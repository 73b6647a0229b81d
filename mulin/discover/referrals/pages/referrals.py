"""The list of violations, and writing one down."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.referrals.actions.finding import Found, keep_evidence, note
from mulin.discover.referrals.forms import NoteForm
from mulin.discover.referrals.models import KINDS, Evidence, Referral
from mulin.discover.referrals.permissions import HIDDEN, may_see_referrals
from mulin.discover.referrals.queries.referrals import (
    building_of,
    compounds_for,
    counts,
    late,
    mark_of,
    referrals_for,
)
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.law.violations.catalogue import violations

GROUPS = (
    ("open", _lazy("没办完的")),
    ("late", _lazy("晚了的")),
    ("refer", _lazy("等移送的")),
    ("team", _lazy("在执法队的")),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every violation of the actor's compounds, and what lies with his team."""
    actor, now = acting(request), clock.now()
    require(may_see_referrals(actor))
    rows = referrals_for(actor)
    searches = ("number", "compound__name", "place", "seen")
    listing = Listing(request, rows, _columns(now), searches, _filters(now))
    if listing.export:
        return download(listing, _("执法移送"), now=now)
    context = {
        "listing": listing,
        "counts": counts(rows, now),
        "may_note": bool(compounds_for(actor)),
        "crumbs": crumbs(),
    }
    return render(request, "referrals/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down what was found."""
    actor, now, once = acting(request), clock.now(), once_of(request)
    require(may_see_referrals(actor))
    places = {str(one.pk): one for one in compounds_for(actor)}
    if not places:
        raise Refused(HIDDEN)
    form = NoteForm(
        request.POST or None,
        request.FILES or None,
        compounds=[(pk, one.name) for pk, one in places.items()],
        initial={
            "found_at": now.astimezone(clock.SHANGHAI),
            "compound": request.GET.get("compound"),
        },
    )
    if request.method == "POST" and form.is_valid():
        compound = places[form.cleaned_data["compound"]]
        found, file = found_in(form, compound)
        made = tried(form, lambda: note(compound, found, once=once, by=actor, now=now))
        if made is not None:
            if file:
                told(
                    request,
                    lambda: keep_evidence(
                        made, Evidence.Step.BEFORE, file, by=actor, now=clock.now()
                    ),
                    _("照片已存入。"),
                )
            messages.success(request, _("已登记，编号 %(n)s。先当面劝阻。") % {"n": made.number})
            return redirect("referrals:one", made.pk)
    context = {
        "form": form,
        "once": once,
        "kinds": violations().values(),
        "crumbs": crumbs(Crumb(_("登记"))),
    }
    return render(request, "referrals/new.html", context, status=422 if form.errors else 200)


def found_in(form: Any, compound: Any) -> tuple[Found, Any]:
    """What a form says was seen, and the picture that came along."""
    typed = form.cleaned_data
    place, typed_building = typed["place"], typed["building"]
    building = building_of(compound, typed_building)
    if typed_building and building is None:
        place = f"{typed_building} {place}"[:80]
    found = Found(
        kind=typed["kind"],
        place=place,
        seen=typed["seen"],
        found_at=typed["found_at"],
        building=building,
        other_side=typed.get("other_side", ""),
    )
    return found, typed["photo"]


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("综合执法"), reverse("referrals:list") if last else ""), *last)


def _columns(now: datetime) -> tuple[Column, ...]:
    mark = partial(mark_of, now=now)
    return (
        Column(
            "number",
            _lazy("编号"),
            "number",
            order=("number",),
            href=lambda row: row_address("referrals:one", row.pk),
            face="m-num",
        ),
        Column("kind", _lazy("类别"), "get_kind_display", order=("kind",)),
        Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
        Column("place", _lazy("地点"), lambda row: _place(row)),
        Column(
            "state",
            _lazy("状态"),
            lambda row: mark(row)[1],
            "state",
            order=("state",),
            state=lambda row: mark(row)[0],
        ),
        Column("found", _lazy("发现"), "found_at", "instant", order=("found_at",)),
        Column("report_by", _lazy("报告期限"), "report_by", "instant", order=("report_by",)),
        Column("reported", _lazy("报告"), "reported_at", "instant", order=("reported_at",)),
        Column("team", _lazy("执法队"), "team.organisation.name"),
        Column("result", _lazy("结果"), "get_result_display", order=("result",)),
        Column("ended", _lazy("结束"), "ended_on", "day", order=("ended_on",)),
    )


def _place(row: Referral) -> str:
    return f"{row.building} {row.place}" if row.building else row.place


def _filters(now: datetime) -> tuple[Filter, ...]:
    return (
        Filter("group", _lazy("看哪些"), GROUPS, partial(_group, now=now)),
        Filter("kind", _lazy("类别"), KINDS, "kind"),
        Filter("state", _lazy("状态"), Referral.State.choices, "state"),
    )


def _group(rows: QuerySet[Any], value: str, now: datetime) -> QuerySet[Any]:
    if value == "late":
        return rows.filter(late(now))
    if value == "refer":
        return rows.filter(state__in=(Referral.State.REPORTED, Referral.State.RETURNED))
    if value == "team":
        return rows.filter(state__in=Referral.AT_TEAM)
    return rows.filter(~Q(state__in=Referral.ENDED))
