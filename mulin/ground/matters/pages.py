"""Screens of matters: the list, a new one, one with its timeline."""

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

from mulin.ground.matters import actions, queries
from mulin.ground.matters.forms import (
    CloseForm,
    HandForm,
    MatterForm,
    MoveForm,
    NumberForm,
    SplitForm,
    UnlinkForm,
    WhyForm,
)
from mulin.ground.matters.links import doors_of, pieces_of
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import (
    CARRIERS,
    HIDDEN,
    may_carry,
    may_see_matter,
    may_see_matters,
)
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def matters(request: HttpRequest) -> HttpResponseBase:
    """Every matter the person carries or audits: search, filter, order, export."""
    actor = acting(request)
    require(may_see_matters(actor))
    visible = queries.matters_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("number", "title", "compound__name"),
        filters=_filters(visible),
    )
    if listing.export:
        return download(listing, _("事项"), now=clock.now())
    counts = queries.stage_counts(visible)
    context = {
        "listing": listing,
        "figures": [
            (stage.value, stage.label, counts.get(stage.value, 0)) for stage in Matter.Stage
        ],
        "total": sum(counts.values()),
        "stage": request.GET.get("stage", ""),
        "may_open": queries.openable(actor).exists(),
        "crumbs": _crumbs(),
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
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: actions.open_matter(
                places.get(typed["compound"]),
                typed["title"],
                typed["stage"],
                by=actor,
                now=clock.now(),
                once=once,
            ),
        )
        if made is not None:
            messages.success(request, _("已立项，编号 %(number)s。") % {"number": made.number})
            return redirect("matters:matter", made.pk)
    context = {"form": form, "once": once, "crumbs": _crumbs(Crumb(_("立项")))}
    return render(request, "matters/new.html", context, status=422 if form.errors else 200)


@require_safe
def matter(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """One matter: where on the chain it stands, its pieces of work, and all that happened."""
    actor, found = found_here(request, matter_id)
    return page(request, actor, found)


@require_POST
def move(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Take a matter to another stage."""
    actor, found = found_here(request, matter_id)
    form = MoveForm(request.POST)
    if form.is_valid():
        stage, why = form.cleaned_data["stage"], form.cleaned_data["why"]
        now = clock.now()
        if tried(form, lambda: actions.move_stage(found, stage, why, by=actor, now=now)):
            messages.success(request, _("已转环节。"))
            return redirect("matters:matter", found.pk)
    return page(request, actor, found, moving=form)


@require_POST
def close(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Close a matter with its outcome."""
    actor, found = found_here(request, matter_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        outcome, now = form.cleaned_data["outcome"], clock.now()
        if tried(form, lambda: actions.close(found, outcome, by=actor, now=now)):
            messages.success(request, _("已办结。"))
            return redirect("matters:matter", found.pk)
    return page(request, actor, found, closing=form)


def page(
    request: HttpRequest, actor: Actor, found: Matter, **typed: forms.BaseForm
) -> HttpResponse:
    """The matter with a form that was refused, or without."""
    merged = queries.merged_into(actor, found)
    pieces = pieces_of(actor, found, *merged)
    may = may_carry(actor, found)
    context: dict[str, Any] = {
        "matter": found,
        "mark": queries.MARKS[Matter.Stage(found.stage)],
        "steps": _steps(found),
        "pieces": pieces,
        "merged": merged,
        "split": queries.split_from(actor, found),
        "goes_on": queries.leads(actor, found.merged_into),
        "came_from": queries.leads(actor, found.split_from),
        "linked": queries.linked_with(actor, found),
        "said": queries.timeline(found, pieces, merged),
        "doors": doors_of(actor, found) if may is None and found.merged_into is None else [],
        "why_not": "" if may is None else str(may),
        "moving": typed.get("moving") or MoveForm(initial={"stage": _next(found)}),
        "closing": typed.get("closing") or CloseForm(),
        "files": {**file_forms(actor, found), **typed} if may is None else {},
        "open": next(iter(typed), ""),
        "crumbs": _crumbs(Crumb(found.number)),
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "matters/matter.html", context, status=422 if bad else 200)


def file_forms(actor: Actor, found: Matter, data: Any = None) -> dict[str, forms.BaseForm]:
    """The forms of what is done with the file itself, each with identifiers of its own."""
    movable = [
        (str(piece.subject_id), " ".join(filter(None, (piece.number, piece.title))))
        for piece in pieces_of(actor, found)
        if piece.movable
    ]
    offices = [
        (str(one.pk), one.name) for one in queries.holders_for(found) if one.pk != found.holder_id
    ]
    return {
        "merge": NumberForm(data, auto_id="id_merge_%s"),
        "part": WhyForm(data, auto_id="id_part_%s"),
        "split": SplitForm(data, pieces=movable, auto_id="id_split_%s"),
        "link": NumberForm(data, auto_id="id_link_%s"),
        "unlink": UnlinkForm(data),
        "hand": HandForm(data, organisations=offices, auto_id="id_hand_%s"),
    }


def found_here(request: HttpRequest, matter_id: UUID) -> tuple[Actor, Matter]:
    """The matter of an address, for who may open it."""
    actor = acting(request)
    found = queries.matter_of(actor.street_id, matter_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_matter(actor, found))
    return actor, found


def _steps(found: Matter) -> list[dict[str, str]]:
    """The chain as drawn: what is behind, where it stands, what is to come."""
    if found.stage == Matter.Stage.CLOSED:
        return [{"state": "done", "name": stage.label} for stage in queries.CHAIN]
    at = list(queries.CHAIN).index(Matter.Stage(found.stage))
    return [
        {"state": "done" if i < at else "now" if i == at else "idle", "name": stage.label}
        for i, stage in enumerate(queries.CHAIN)
    ]


def _next(found: Matter) -> str:
    """The stage that usually comes after; the first one for a closed matter taken up again."""
    if found.stage == Matter.Stage.CLOSED:
        return queries.CHAIN[0].value
    at = list(queries.CHAIN).index(Matter.Stage(found.stage))
    return queries.CHAIN[min(at + 1, len(queries.CHAIN) - 1)].value


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("事项"), reverse("matters:list")), *last)


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
        Column("compound", _("小区"), lambda row: row.compound.name if row.compound else ""),
        Column(
            "stage",
            _("环节"),
            _standing,
            "state",
            order=("stage",),
            state=lambda row: (
                "no" if row.merged_into_id else queries.MARKS[Matter.Stage(row.stage)]
            ),
        ),
        Column("holder", _("承办"), lambda row: row.holder.name if row.holder else ""),
        Column("opened", _("立项"), "opened_on", "day", order=("opened_on",)),
        Column("closed", _("办结"), "closed_on", "day", order=("closed_on",)),
    )


def _standing(row: Matter) -> str:
    if row.merged_into is not None:
        return _("已并入 %(number)s") % {"number": row.merged_into.number}
    return str(row.get_stage_display())


def _filters(visible: Any) -> tuple[Filter, ...]:
    places = visible.filter(compound__isnull=False).order_by("compound__name")
    named = places.values_list("compound_id", "compound__name").distinct()
    return (
        Filter("stage", _("环节"), Matter.Stage.choices, "stage"),
        Filter(
            "merged",
            _("合并"),
            [("no", _("单独办的")), ("yes", _("已并入别件的"))],
            lambda rows, value: rows.filter(merged_into__isnull=value == "no"),
        ),
        Filter("compound", _("小区"), [(str(pk), name) for pk, name in named], "compound_id"),
    )
