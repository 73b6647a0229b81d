"""Screens of procedures: the board by urgency, a new one, one procedure with all its steps."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.workshop.models import GreenRequest
from mulin.decide.workshop.permissions import may_ask
from mulin.decide.workshop.queries.green import MARKS, requests_about
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.law.after_election import ELECTED
from mulin.procedures import queries, screens
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.forms import EndForm, OpenForm
from mulin.procedures.models import Procedure
from mulin.procedures.openers import opener_of
from mulin.procedures.pages.common import about_of, crumbs_of, found_of, group_shown
from mulin.procedures.papers_shown import papers_of
from mulin.procedures.permissions import (
    may_carry,
    may_do,
    may_read_papers,
    may_repin,
    may_see_procedures,
)
from mulin.procedures.queries.elected import Newcomers, newcomers_of


@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Every procedure by urgency: search, filter, export."""
    actor, today = acting(request), clock.today()
    require(may_see_procedures(actor))
    visible = queries.procedures_for(actor)
    listing = Listing(
        request,
        visible,
        screens.columns(exporting="export" in request.GET),
        searches=("number", "title", "about", "compound__name"),
        filters=screens.filters(today),
    )
    if listing.export:
        return download(listing, _("程序"), now=clock.now())
    context = {
        "listing": listing,
        "rows": screens.board_rows(listing.rows, today),
        "figures": screens.figures(visible, today),
        "may_open": queries.openable_places(actor).exists(),
        "crumbs": crumbs_of(),
    }
    return render(request, "procedures/board.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a procedure."""
    actor, today = acting(request), clock.today()
    require(may_see_procedures(actor))
    places = {str(c.pk): c for c in queries.openable_places(actor)}
    processes = queries.openable_processes(request.street.region, today)  # type: ignore[attr-defined]
    form = OpenForm(
        request.POST or None,
        processes=processes,
        places=[(pk, c.name) for pk, c in places.items()],
        initial={key: request.GET.get(key, "") for key in ("compound", "code", "anchor")},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: open_procedure(
                typed["code"],
                places[typed["compound"]],
                typed["anchor"],
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已启动，编号 %(number)s。") % {"number": made.number})
            return redirect("procedures:procedure", made.pk)
    context = {"form": form, "once": once, "crumbs": crumbs_of(Crumb(_("启动程序")))}
    return render(request, "procedures/new.html", context, status=422 if form.errors else 200)


@require_safe
def procedure(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """One procedure: its line of steps, whose turn it is, every day with its article, what happened."""
    actor, found = found_of(request, procedure_id)
    return _page(request, actor, found, EndForm())


@require_POST
def end(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Close or void a procedure."""
    actor, found = found_of(request, procedure_id)
    form = EndForm(request.POST)
    if form.is_valid():
        why, void = form.cleaned_data["why"], form.cleaned_data["how"] == "void"
        now = clock.now()
        if tried(form, lambda: end_procedure(found, why, void=void, by=actor, now=now)):
            messages.success(request, _("程序已结束。"))
            return redirect("procedures:procedure", found.pk)
    return _page(request, actor, found, form)


def _new(found: Procedure, cards: list[queries.StepCard]) -> Newcomers | None:
    """The term to be put into the register, once somebody was elected."""
    elected = any(card.line.done and card.line.done.outcome == ELECTED.code for card in cards)
    return newcomers_of(found) if elected else None


def _opens(actor: Actor, found: Procedure, card: queries.StepCard) -> str:
    """What the button says that begins the step's work in a room, for those who may press it."""
    opener = opener_of(found.code, card.line.step)
    begun = found.pieces.filter(step=card.line.step.code, gone_at__isnull=True).exists()
    if opener is None or begun or may_do(actor, found, card.line.owed_by) is not None:
        return ""
    return str(opener.words)


def _page(request: HttpRequest, actor: Actor, found: Procedure, ending: EndForm) -> HttpResponse:
    today = clock.today()
    table, cards = queries.cards_of(found, today)
    may = may_carry(actor, found)
    turns = screens.turns_of(found, cards, today)
    papers = papers_of(found, cards)
    green = requests_about(actor, found.pk, queries.matters_of(found))
    context: dict[str, Any] = {
        "procedure": found,
        "head": screens.head_of(found, cards),
        "line": screens.line_of(cards, today),
        "turns": turns,
        "next": screens.next_of(turns, partial(_opens, actor, found)),
        "left": (found.anchor - today).days,
        "rows": screens.rows_of(cards, today),
        "left_out": table.left_out,
        "frozen": screens.frozen(found, cards),
        "papers": papers,
        "papers_in": sum(one["mark"] == "done" for one in papers),
        "reminders": screens.reminder_rows(queries.reminders_of(found), cards),
        "green": [(one, MARKS[GreenRequest.State(one.state)]) for one in green],
        "said": screens.said_here(found, queries.timeline(found, [one.pk for one in green])),
        "thing": about_of(actor, found),
        **group_shown(found, may is None),
        "new": _new(found, cards) if may is None else None,
        "may_read_papers": may_read_papers(actor, found.compound_id) is None,
        "may_ask": found.is_open and may_ask(actor, found.compound_id) is None,
        "may_repin": may_repin(actor, found) is None,
        "ending": ending,
        "why_not": "" if may is None else str(may),
        "crumbs": crumbs_of(Crumb(found.compound.name), Crumb(found.title)),
    }
    status = 422 if ending.errors else 200
    return render(request, "procedures/procedure.html", context, status=status)
