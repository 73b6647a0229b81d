"""Rounds as a list and one by one; why one was missed; shifts handed over."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.discover.patrols.actions.entering import PaperRound, PaperStop, enter_rounds
from mulin.discover.patrols.actions.watching import explain_round
from mulin.discover.patrols.forms import WhyForm
from mulin.discover.patrols.forms_phone import PaperForm
from mulin.discover.patrols.models import Round
from mulin.discover.patrols.pages.common import crumbs, round_picture
from mulin.discover.patrols.permissions import (
    HIDDEN,
    may_change_plan,
    may_explain,
    may_see_patrols,
    may_see_plan,
)
from mulin.discover.patrols.queries import rounds as queries
from mulin.discover.patrols.queries.plans import named_for, plans_for
from mulin.discover.patrols.reckoning import Slot
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

LEFT = "left"


@require_safe
def rounds(request: HttpRequest) -> HttpResponseBase:
    """Every round that began or should have: search, filter, order, export."""
    actor = acting(request)
    require(may_see_patrols(actor))
    visible = queries.rounds_for(actor)
    visible = _between(visible, request.GET.get("since", ""), request.GET.get("until", ""))
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("plan__title", "plan__number", "compound__name", "by"),
        filters=_filters(actor),
    )
    if listing.export:
        return download(listing, _("巡查记录"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs(Crumb(_("巡查记录")))}
    return render(request, "patrols/rounds.html", context)


@require_safe
def round_page(request: HttpRequest, patrol_round_id: UUID) -> HttpResponse:
    """One round: its way over the points, each sign-in with both times, place and photos."""
    actor, found = _found(request, patrol_round_id)
    return _page(request, actor, found, WhyForm())


@require_POST
def explain(request: HttpRequest, patrol_round_id: UUID) -> HttpResponse:
    """Why it was missed or not finished."""
    actor, found = _found(request, patrol_round_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: explain_round(found, why, by=actor, now=clock.now())):
            return redirect("patrols:round", found.pk)
    return _page(request, actor, found, form)


@require_POST
def enter(request: HttpRequest, patrol_round_id: UUID) -> HttpResponse:
    """A round that was walked with a sheet of paper: who, and when at each point."""
    actor, found = _found(request, patrol_round_id)
    form = PaperForm(request.POST, count=found.points)
    if form.is_valid():
        typed = form.cleaned_data
        slot = Slot(found.plan, found.day, found.starts_at, found.due_at, found.shift)
        stops = tuple(PaperStop(order, when) for order, when in form.times(found.starts_at))
        sheet = [PaperRound(slot, typed["by"], stops, found.explained)]
        done = tried(
            form,
            lambda: enter_rounds(found.plan, sheet, typed["why"], by=actor, now=clock.now()),
        )
        if done is not None:
            messages.success(request, _("已补录；报过的警还在，签到都标着“补录”。"))
            return redirect("patrols:round", found.pk)
    return _page(request, actor, found, WhyForm(), paper=form)


@require_safe
def handovers(request: HttpRequest) -> HttpResponseBase:
    """What shifts left to each other."""
    actor = acting(request)
    require(may_see_patrols(actor))
    visible = queries.handovers_for(actor)
    listing = Listing(
        request,
        visible,
        _handover_columns(),
        searches=("text", "plan__title", "compound__name", "given_by", "taken_by"),
        filters=(
            Filter(
                "state",
                _("接班"),
                [("open", _("还没有接")), ("done", _("已接"))],
                lambda rows, value: rows.filter(taken_at__isnull=value == "open"),
            ),
        ),
    )
    if listing.export:
        return download(listing, _("交接班"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs(Crumb(_("交接班")))}
    return render(request, "patrols/handovers.html", context)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: Round,
    form: WhyForm,
    paper: PaperForm | None = None,
) -> HttpResponse:
    lines = queries.lines_of(found)
    may = may_explain(actor, found.plan, named=named_for(found.plan))
    context = {
        "round": found,
        "mark": queries.MARKS[Round.State(found.state)],
        "lines": lines,
        "picture": round_picture(found.compound, lines),
        "form": form,
        "asks_why": found.state in queries.NOT_WALKED,
        "why_not": "" if may is None else str(may),
        "paper": paper or PaperForm(count=found.points),
        "may_enter": found.seen == 0 and may_change_plan(actor, found.plan) is None,
        "crumbs": crumbs(Crumb(_("巡查记录"), reverse("patrols:rounds")), Crumb(found.plan.title)),
    }
    return render(
        request,
        "patrols/round.html",
        context,
        status=422 if form.errors or (paper and paper.errors) else 200,
    )


def _found(request: HttpRequest, patrol_round_id: UUID) -> tuple[Actor, Round]:
    actor = acting(request)
    found = queries.round_of(actor.street_id, patrol_round_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_plan(actor, found.plan))
    return actor, found


def _between(rows: QuerySet[Round], since: str, until: str) -> QuerySet[Round]:
    """Narrowed to the days of the address; what is no day is as good as absent."""
    for typed, lookup in ((since, "day__gte"), (until, "day__lte")):
        try:
            rows = rows.filter(**{lookup: date.fromisoformat(typed)})
        except ValueError:
            continue
    return rows


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "plan",
            _("计划"),
            "plan.title",
            order=("plan__title",),
            href=lambda row: row_address("patrols:round", row.pk),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("starts", _("应开始"), "starts_at", "instant", order=("starts_at",)),
        Column("shift", _("班次"), "shift", order=("shift",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[Round.State(row.state)],
        ),
        Column("seen", _("已到"), "seen", "number", order=("seen",)),
        Column("points", _("应到"), "points", "number", order=("points",)),
        Column("bad", _("有问题"), "bad", "number", order=("bad",)),
        Column("last", _("最后一个点"), "last_at", "instant", order=("last_at",)),
        Column("by", _("巡查人"), "by", order=("by",)),
        Column("why", _("说明"), "explained", on="file"),
    )


def _filters(actor: Actor) -> tuple[Filter, ...]:
    """From the plans, which are few: the rounds are many."""
    plans = list(plans_for(actor))
    compounds = dict.fromkeys((str(one.compound_id), one.compound.name) for one in plans)
    titles = [(str(one.pk), f"{one.compound.name} {one.title}") for one in plans]
    return (
        Filter(
            "state",
            _("状态"),
            [*Round.State.choices, (LEFT, _("漏巡和没走完")), ("bad", _("发现问题的"))],
            _by_state,
        ),
        Filter("compound", _("小区"), list(compounds), "compound_id"),
        Filter("plan", _("计划"), titles, "plan_id"),
    )


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == LEFT:
        return rows.filter(state__in=queries.NOT_WALKED)
    return rows.filter(bad__gt=0) if value == "bad" else rows.filter(state=value)


def _handover_columns() -> tuple[Column, ...]:
    return (
        Column("day", _("日期"), "day", "day", order=("day",)),
        Column("shift", _("班次"), "shift", order=("shift",)),
        Column("plan", _("计划"), "plan.title", order=("plan__title",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("text", _("交接事项"), "text"),
        Column("things", _("交接物品"), "things"),
        Column("given", _("交班人"), "given_by", order=("given_by",)),
        Column("taken", _("接班人"), "taken_by", order=("taken_by",)),
        Column("at", _("接班时间"), "taken_at", "instant", order=("taken_at",)),
        Column("doubt", _("接班人的说法"), "doubt"),
    )
