"""Screens of matters: the list, a new one, one with its file."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.ground.estate.models import Compound
from mulin.ground.matters import actions, queries
from mulin.ground.matters.forms import MatterForm
from mulin.ground.matters.models import Matter
from mulin.ground.matters.pages.common import crumbs, matter_at, matter_page
from mulin.ground.matters.permissions import CARRIERS, may_see_matters
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require


@require_safe
def matters(request: HttpRequest) -> HttpResponseBase:
    """Every matter the person carries or audits: search, filter, order, export."""
    actor = acting(request)
    require(may_see_matters(actor))
    today = clock.today()
    visible = queries.matters_for(actor)
    listing = Listing(
        request,
        queries.with_next_day(visible),
        _columns(),
        searches=("number", "title", "spot", "compound__name", "organisation__name"),
        filters=_filters(visible, actor, today),
    )
    if listing.export:
        return download(listing, _("事项"), now=clock.now())
    counts = queries.stage_counts(visible)
    context = {
        "listing": listing,
        "figures": [(code, word, counts.get(code, 0)) for code, word in _stages()],
        "total": sum(counts.values()),
        "stage": request.GET.get("stage", ""),
        "may_open": queries.openable(actor).exists(),
        "crumbs": crumbs(),
    }
    return render(request, "matters/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a matter."""
    actor = acting(request)
    require(may_see_matters(actor))
    places = {str(c.pk): c for c in queries.openable(actor)}
    street = actor.has(*CARRIERS)
    form = MatterForm(
        request.POST or None, places=[(pk, c.name) for pk, c in places.items()], street=street
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _opened(form.cleaned_data, places, actor, once))
        if made is not None:
            messages.success(request, _("已立项，编号 %(number)s。") % {"number": made.number})
            return redirect("matters:matter", made.pk)
    context = {"form": form, "once": once, "crumbs": crumbs(Crumb(_("立项")))}
    return render(request, "matters/new.html", context, status=422 if form.errors else 200)


def _opened(typed: dict[str, Any], places: dict[str, Compound], actor: Actor, once: UUID) -> Matter:
    about = actions.About(
        typed["kind"] or Matter.Kind.OTHER,
        typed["secrecy"] or Matter.Secrecy.OPEN,
        spot=typed["spot"],
    )
    return actions.open_matter(
        places.get(typed["compound"]),
        typed["title"],
        typed["stage"],
        about=about,
        by=actor,
        now=clock.now(),
        once=once,
    )


@require_safe
def matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """One matter: where on the chain it stands, its file, and all that happened."""
    actor, found = matter_at(request, matter_id)
    return matter_page(request, actor, found)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("事项"),
            "title",
            order=("title",),
            href=lambda row: row_address("matters:matter", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("kind", _("类别"), "get_kind_display", order=("kind",)),
        Column("compound", _("小区"), lambda row: row.compound.name if row.compound else ""),
        Column(
            "stage",
            _("环节"),
            queries.standing_words,
            "state",
            order=("stage",),
            state=queries.mark_of,
        ),
        Column("hand", _("承办"), lambda row: row.organisation.name if row.organisation else ""),
        Column("next", _("最近期限"), "next_on", "day", order=("next_on",)),
        Column("opened", _("立项"), "opened_on", "day", order=("opened_on",)),
        Column("closed", _("办结"), "closed_on", "day", order=("closed_on",)),
        Column("spot", _("具体位置"), queries.place_words, on="file"),
        Column("secrecy", _("知情范围"), "get_secrecy_display", on="file"),
    )


def _stages() -> list[tuple[str, str]]:
    return [*((s.value, str(s.label)) for s in Matter.Stage), (queries.MERGED, _("已并入"))]


def _filters(visible: QuerySet[Matter], actor: Actor, today: date) -> tuple[Filter, ...]:
    places = visible.filter(compound__isnull=False).order_by("compound__name")
    named = places.values_list("compound_id", "compound__name").distinct()
    late = [("late", _("过了期限")), ("mine", _("我承办的")), ("nobody", _("没有承办人"))]
    return (
        Filter("stage", _("环节"), _stages(), queries.standing_at),
        Filter("kind", _("类别"), Matter.Kind.choices, "kind"),
        Filter("compound", _("小区"), [(str(pk), name) for pk, name in named], "compound_id"),
        Filter("flag", _("标记"), late, lambda rows, code: _flagged(rows, code, actor, today)),
    )


def _flagged(rows: Any, code: str, actor: Actor, today: date) -> Any:
    open_ones = rows.filter(closed_on__isnull=True)
    if code == "late":
        return open_ones.filter(next_on__lt=today)
    if code == "mine":
        mine = actor.person_id
        return open_ones.filter(keeper_id=mine) if mine is not None else rows.none()
    return open_ones.filter(organisation__isnull=True)
