"""What was asked of communities: the list, a new one, one with its communities, the year."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.admission import forms as shapes
from mulin.discover.admission.actions import pushing
from mulin.discover.admission.models import Push
from mulin.discover.admission.permissions import (
    HIDDEN,
    may_answer,
    may_call_off,
    may_decide,
    may_plead,
    may_push,
    may_see_admission,
    may_see_push,
)
from mulin.discover.admission.queries import pushes as queries
from mulin.discover.admission.queries.lists import list_in_force
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

GROUPS = (
    ("came", _lazy("要社区做的")),
    ("open", _lazy("还没做完的")),
    ("late", _lazy("过期的")),
    ("exception", _lazy("特别准入的")),
    ("turned_back", _lazy("挡回去的")),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Everything that was asked: search, filter, order, export; where the figures lead."""
    actor, today = acting(request), clock.today()
    require(may_see_admission(actor))
    rows = queries.pushes_for(actor)
    listing = Listing(
        request,
        rows,
        _columns(today),
        ("number", "title", "department", "item"),
        _filters(actor, today, request.GET.get("community", "")),
    )
    if listing.export:
        return download(listing, _("下派事项"), now=clock.now())
    year = rows.filter(asked_on__year=today.year)
    context = {
        "listing": listing,
        "year": today.year,
        "counts": {key: queries.group(year, key, today).count() for key, _word in GROUPS},
        "may_push": may_push(actor, frozenset()) is None,
        "crumbs": _crumbs(),
    }
    return render(request, "admission/pushes.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down what is asked; the list lets it in or turns it back."""
    actor, today, once = acting(request), clock.today(), once_of(request)
    require(may_see_admission(actor))
    require(may_push(actor, frozenset()))
    places = {str(one.pk): one for one in queries.communities_for(actor)}
    here = list_in_force(actor.street_id, today)
    items = [(one.code, f"{one.code} {one.title}") for one in here.admissions.items]
    form = shapes.PushForm(
        request.POST or None,
        items=items,
        communities=[(pk, one.name) for pk, one in places.items()],
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        chosen = [places[pk] for pk in typed.pop("communities")]
        wanted = pushing.Wanted(**typed)
        made = tried(
            form,
            lambda: pushing.push_down(chosen, wanted, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            if made.state == Push.State.REFUSED:
                messages.error(request, _("不准入，已记下理由。"))
            else:
                messages.success(request, _("准入，社区会看到。"))
            return redirect("admission:push", made.pk)
    context = {"form": form, "once": once, "here": here, "crumbs": _crumbs(Crumb(_("登记")))}
    return render(request, "admission/new.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """One request: what the list says of it, each community's part, the exception."""
    return show(request, push_id)


@require_POST
def plead(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """Ask for an exception."""
    actor, row = _found(request, push_id)
    form = shapes.PleadForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        if tried(form, lambda: pushing.plead(row, **typed, by=actor, now=clock.now())):
            messages.success(request, _("已申请特别准入，等街道另一位负责人批。"))
            return redirect("admission:push", row.pk)
    return show(request, push_id, pleading=form)


@require_POST
def decide(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """Approve or decline an exception."""
    actor, row = _found(request, push_id)
    form = shapes.DecideForm(request.POST)
    if form.is_valid():
        agreed, words = form.cleaned_data["agreed"] == "yes", form.cleaned_data["decision"]
        verb = partial(pushing.decide_exception, row, agreed, words, by=actor, now=clock.now())
        if tried(form, verb):
            messages.success(request, _("批示已记下。"))
            return redirect("admission:push", row.pk)
    return show(request, push_id, deciding=form)


@require_POST
def off(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """The street takes it back."""
    actor, row = _found(request, push_id)
    form = shapes.WordsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        if tried(form, lambda: pushing.call_off(row, words, by=actor, now=clock.now())):
            messages.success(request, _("已撤销。"))
            return redirect("admission:push", row.pk)
    return show(request, push_id, stopping=form)


@require_POST
def carry(request: HttpRequest, push_target_id: UUID) -> HttpResponse:
    """A community did it, or gives it back."""
    actor = acting(request)
    part = queries.target_of(actor.street_id, push_target_id)
    if part is None:
        raise Refused(HIDDEN)
    require(may_see_push(actor, frozenset({part.community_id}), part.push))
    words, returned = request.POST.get("words", ""), request.POST.get("how") == "returned"
    told(
        request,
        lambda: pushing.carry_out(part, words, returned=returned, by=actor, now=clock.now()),
        _("已登记。"),
    )
    return redirect("admission:push", part.push_id)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """减负: a year's count for each community; every number leads to its rows."""
    actor, today = acting(request), clock.today()
    require(may_see_admission(actor))
    offered = queries.years(actor, today)
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdigit() and int(typed) in offered else today.year
    rows = queries.figures(actor, year, today)
    names = ("admitted", "exceptions", "turned_back", "open", "late", "came", "before")
    context = {
        "rows": rows,
        "total": {name: sum(getattr(row, name) for row in rows) for name in names},
        "change": sum(row.change for row in rows),
        "year": year,
        "years": offered,
        "crumbs": _crumbs(Crumb(_("减负账"))),
    }
    return render(request, "admission/figures.html", context)


def show(request: HttpRequest, push_id: UUID, **more: Any) -> HttpResponse:
    """The page; ``more`` are forms that came back with a mistake."""
    actor, row = _found(request, push_id)
    parts = queries.targets_of(row)
    row.open = sum(part.state == "open" for part in parts)  # type: ignore[attr-defined]
    mark, word = queries.mark_of(row, clock.today())
    context = {
        "push": row,
        "mark": mark,
        "word": word,
        "parts": [(part, may_answer(actor, part) is None) for part in parts],
        "may_plead": may_plead(actor, row) is None,
        "why_not_decide": may_decide(actor, row),
        "may_off": may_call_off(actor, row) is None,
        "said": queries.timeline(row),
        "pleading": shapes.PleadForm(),
        "deciding": shapes.DecideForm(),
        "stopping": shapes.WordsForm(),
        "crumbs": _crumbs(Crumb(row.number)),
        **more,
    }
    bad = any(form.errors for form in more.values())
    return render(request, "admission/push.html", context, status=422 if bad else 200)


def _found(request: HttpRequest, push_id: UUID) -> tuple[Actor, Push]:
    actor = acting(request)
    row = queries.push_of(actor.street_id, push_id)
    if row is None:
        raise Refused(HIDDEN)
    places = frozenset(part.community_id for part in queries.targets_of(row))
    require(may_see_push(actor, places, row))
    return actor, row


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("社区减负"), reverse("admission:pushes") if last else ""), *last)


def _columns(today: date) -> tuple[Column, ...]:
    mark = partial(queries.mark_of, today=today)
    return (
        Column(
            "title",
            _lazy("要社区做什么"),
            "title",
            order=("title",),
            href=lambda row: row_address("admission:push", row.pk),
        ),
        Column("number", _lazy("编号"), "number", order=("number",), face="m-num"),
        Column("department", _lazy("来源"), "department", order=("department",)),
        Column("item", _lazy("清单编号"), "item", order=("item",)),
        Column(
            "state",
            _lazy("状态"),
            lambda row: mark(row)[1],
            "state",
            order=("state",),
            state=lambda row: mark(row)[0],
        ),
        Column("asked", _lazy("社区"), "asked", "number", order=("asked",)),
        Column("done", _lazy("做完"), "done", "number", order=("done",)),
        Column("asked_on", _lazy("提出"), "asked_on", "day", order=("asked_on",)),
        Column("due", _lazy("要求完成"), "due_on", "day", order=("due_on",)),
    )


def _filters(actor: Actor, today: date, typed: str) -> tuple[Filter, ...]:
    places = [(str(one.pk), one.name) for one in queries.communities_for(actor)]
    community = typed if typed in dict(places) else ""
    years = [(str(year), str(year)) for year in queries.years(actor, today)]
    return (
        Filter(
            "group",
            _lazy("看哪些"),
            GROUPS,
            partial(queries.group, today=today, community=community),
        ),
        Filter("state", _lazy("状态"), Push.State.choices, "state"),
        Filter("community", _lazy("社区"), places, queries.of_community),
        Filter("year", _lazy("年"), years, "asked_on__year"),
    )
