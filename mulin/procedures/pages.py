"""Screens of procedures: the board by urgency, one procedure, one of its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Listing
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.procedures import queries, screens
from mulin.procedures.actions.opening import end_procedure, open_procedure
from mulin.procedures.actions.steps import File, do_step, extend_step, fix_day, withdraw_entry
from mulin.procedures.forms import DoneForm, EndForm, ExtendForm, FixForm, OpenForm
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import (
    HIDDEN,
    may_carry,
    may_do,
    may_read_papers,
    may_see_procedure,
    may_see_procedures,
)

T = TypeVar("T")


@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Every procedure by urgency: search, filter, export."""
    actor, today = acting(request), clock.today()
    require(may_see_procedures(actor))
    visible = queries.procedures_for(actor)
    listing = Listing(
        request,
        visible,
        screens.columns(),
        searches=("number", "title", "compound__name"),
        filters=screens.filters(today),
    )
    if listing.export:
        return download(listing, _("程序"), now=clock.now())
    context = {
        "listing": listing,
        "rows": screens.board_rows(listing.rows, today),
        "figures": screens.figures(visible, today),
        "may_open": queries.openable_places(actor).exists(),
        "crumbs": _crumbs(),
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
        initial={"compound": request.GET.get("compound", ""), "code": request.GET.get("code", "")},
    )
    once = _once(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = _tried(
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
    context = {"form": form, "once": once, "crumbs": _crumbs(Crumb(_("启动程序")))}
    return render(request, "procedures/new.html", context, status=422 if form.errors else 200)


@require_safe
def procedure(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """One procedure: its line of steps, whose turn it is, every day with its article, what happened."""
    actor, found = _found(request, procedure_id)
    return _page(request, actor, found, EndForm())


@require_POST
def end(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Close or void a procedure."""
    actor, found = _found(request, procedure_id)
    form = EndForm(request.POST)
    if form.is_valid():
        why, void = form.cleaned_data["why"], form.cleaned_data["how"] == "void"
        now = clock.now()
        if _tried(form, lambda: end_procedure(found, why, void=void, by=actor, now=now)):
            messages.success(request, _("程序已结束。"))
            return redirect("procedures:procedure", found.pk)
    return _page(request, actor, found, form)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """One step: what it asks, its day and article, its papers; put down that it was done."""
    actor, found = _found(request, procedure_id)
    card = _card(found, step)
    if request.method != "POST":
        return _step_page(request, actor, found, card)
    form = DoneForm(card.line.step, request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        made = _tried(
            form,
            lambda: do_step(
                found,
                step,
                typed["day"],
                outcome=typed.get("outcome", ""),
                note=typed["note"],
                files=_files(typed["papers"]),
                once=_once(request),
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, card, doing=form)


@require_POST
def fix(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """Fix the day of a step."""
    actor, found = _found(request, procedure_id)
    form, once, now = FixForm(request.POST), _once(request), clock.now()
    if form.is_valid():
        day = form.cleaned_data["day"]
        if _tried(form, lambda: fix_day(found, step, day, once=once, by=actor, now=now)):
            messages.success(request, _("日子已定，前面的期限已重新推算。"))
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, _card(found, step), fixing=form)


@require_POST
def extend(request: HttpRequest, procedure_id: UUID, step: str) -> HttpResponse:
    """Put the day of a step off."""
    actor, found = _found(request, procedure_id)
    form = ExtendForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        made = _tried(
            form,
            lambda: extend_step(
                found,
                step,
                typed["day"],
                typed["why"],
                files=_files(typed["papers"]),
                once=_once(request),
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已延期，理由记入存证。"))
            return redirect("procedures:procedure", found.pk)
    return _step_page(request, actor, found, _card(found, step), extending=form)


@require_POST
def withdraw(request: HttpRequest, procedure_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take back an entry made by mistake."""
    actor, found = _found(request, procedure_id)
    why = request.POST.get("why", "")
    try:
        entry = withdraw_entry(found, entry_id, why, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
        return redirect("procedures:procedure", found.pk)
    messages.success(request, _("已撤回，期限已重新推算。"))
    return redirect("procedures:step", found.pk, entry.step)


def _page(request: HttpRequest, actor: Actor, found: Procedure, ending: EndForm) -> HttpResponse:
    today = clock.today()
    table, cards = queries.cards_of(found, today)
    may = may_carry(actor, found)
    context: dict[str, Any] = {
        "procedure": found,
        "head": screens.head_of(found, cards),
        "line": screens.line_of(cards, today),
        "turns": screens.turns_of(found, cards, today),
        "rows": screens.rows_of(cards, today),
        "left_out": table.left_out,
        "frozen": screens.frozen(found, cards),
        "papers": screens.papers_of(cards),
        "said": queries.timeline(found),
        "ending": ending,
        "why_not": "" if may is None else str(may),
        "crumbs": _crumbs(Crumb(found.compound.name), Crumb(found.title)),
    }
    status = 422 if ending.errors else 200
    return render(request, "procedures/procedure.html", context, status=status)


def _step_page(
    request: HttpRequest,
    actor: Actor,
    found: Procedure,
    card: queries.StepCard,
    *,
    doing: DoneForm | None = None,
    fixing: FixForm | None = None,
    extending: ExtendForm | None = None,
) -> HttpResponse:
    today = clock.today()
    may = may_do(actor, found, card.line.owed_by)
    context: dict[str, Any] = {
        "procedure": found,
        "card": card,
        "row": screens.rows_of([card], today)[0],
        "doing": doing or DoneForm(card.line.step, initial={"day": today}),
        "fixing": fixing or FixForm(),
        "extending": extending or ExtendForm(),
        "why_not": "" if may is None else str(may),
        "may_carry": may_carry(actor, found) is None,
        "may_read_papers": may_read_papers(actor, found.compound_id) is None,
        "once": _once(request),
        "crumbs": _crumbs(
            Crumb(found.compound.name),
            Crumb(found.title, reverse("procedures:procedure", args=[found.pk])),
            Crumb(card.line.step.title),
        ),
    }
    bad = any(form is not None and form.errors for form in (doing, fixing, extending))
    return render(request, "procedures/step.html", context, status=422 if bad else 200)


def _found(request: HttpRequest, procedure_id: UUID) -> tuple[Actor, Procedure]:
    actor = acting(request)
    found = queries.procedure_of(actor.street_id, procedure_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_procedure(actor, found))
    return actor, found


def _card(found: Procedure, code: str) -> queries.StepCard:
    _table, cards = queries.cards_of(found, clock.today())
    card = next((one for one in cards if one.line.step.code == code), None)
    if card is None:
        raise Refused(HIDDEN)
    return card


def _files(given: list[Any]) -> list[File]:
    return [File(one.name, one) for one in given]


def _tried(form: forms.Form, verb: Callable[[], T]) -> T | None:
    """Call the verb; what it refuses becomes the form's error, and nothing typed is lost."""
    try:
        return verb()
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        form.add_error(None, str(refused.refusal))
        return None


def _once(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("程序"), reverse("procedures:board")), *last)
