"""Return visits: samples drawn, whom to call, what was answered; and the answers behind a figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.intake.actions import visiting
from mulin.discover.intake.forms import VisitForm
from mulin.discover.intake.forms_rules import SampleForm
from mulin.discover.intake.models import ReturnVisit, Ticket, VisitRound
from mulin.discover.intake.pages.common import crumbs
from mulin.discover.intake.permissions import HIDDEN, may_visit
from mulin.discover.intake.queries import figures as queries
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refusal, Refused, Role, acting, require

LATEST, KNOWN_ROUNDS = 6, 100
"""Rounds shown beside the form, and those that the list can be narrowed to."""


def may_read(actor: Actor) -> Refusal | None:
    """The street visits; auditors read."""
    return None if actor.has(Role.AUDITOR) else may_visit(actor)


@require_http_methods(["GET", "POST"])
def visits(request: HttpRequest) -> HttpResponseBase:
    """Every round, and a new one; with ``figure`` the answers that it counts."""
    actor = acting(request)
    require(may_read(actor))
    first, last = queries.last_month(clock.today())
    form = SampleForm(request.POST or None, initial={"first": first, "last": last, "percent": 10})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _draw(form, once, actor))
        if made is not None:
            messages.success(request, _("抽到 %(n)d 件。") % {"n": made.size})
            return redirect("intake:visit_round", made.pk)
    rounds = list(VisitRound.objects.of(actor.street_id).order_by("-id")[:KNOWN_ROUNDS])
    listing = Listing(
        request,
        _answered(request, actor),
        _columns(),
        searches=("ticket__number", "ticket__title"),
        filters=_filters(rounds),
    )
    if listing.export:
        return download(listing, _("回访"), now=clock.now())
    context = {
        "form": form,
        "once": once,
        "listing": listing,
        "rounds": rounds[:LATEST],
        "may": may_visit(actor) is None,
        "figure": request.GET.get("figure", ""),
        "crumbs": crumbs(Crumb(_("回访"))),
    }
    return render(request, "intake/visits.html", context, status=422 if form.errors else 200)


def _draw(form: SampleForm, once: UUID, actor: Actor) -> VisitRound:
    typed = form.cleaned_data
    return visiting.draw_visits(
        typed["first"], typed["last"], typed["percent"], once=once, by=actor, now=clock.now()
    )


def _answered(request: HttpRequest, actor: Actor) -> Any:
    rows = ReturnVisit.objects.of(actor.street_id).select_related("ticket__compound", "round")
    wanted = queries.VISITED.get(request.GET.get("figure", ""))
    if wanted is None:
        return rows.order_by("-id")
    try:
        span = [date.fromisoformat(request.GET.get(name, "")) for name in ("from", "to")]
    except ValueError:
        return rows.none()
    return queries.visits_in(actor.street_id, span[0], span[1]).filter(wanted)


@require_safe
def visit_round(request: HttpRequest, visits_id: UUID) -> HttpResponse:
    """One sample: whom to call, what was answered."""
    actor = acting(request)
    require(may_read(actor))
    found = VisitRound.objects.of(actor.street_id).filter(pk=visits_id).first()
    if found is None:
        raise Refused(HIDDEN)
    rows = ReturnVisit.objects.of(actor.street_id).filter(round=found)
    rows = rows.select_related("ticket__compound", "ticket__raiser").order_by("id")
    context = {
        "round": found,
        "visits": [(one, _whom(one.ticket)) for one in rows],
        "rates": queries.visit_rates(rows),
        "may": may_visit(actor) is None,
        "crumbs": crumbs(Crumb(_("回访"), reverse("intake:visits")), Crumb(found.number)),
    }
    return render(request, "intake/visit_round.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, visit_answer_id: UUID) -> HttpResponse:
    """Three questions on the telephone."""
    actor = acting(request)
    require(may_visit(actor))
    rows = ReturnVisit.objects.of(actor.street_id).select_related(
        "ticket__compound", "ticket__raiser", "round"
    )
    found = rows.filter(pk=visit_answer_id).first()
    if found is None:
        raise Refused(HIDDEN)
    form = VisitForm(request.POST or None)
    unreached = request.POST.get("unreached") == "1"
    if unreached:
        visiting.note_visit(found, reached=False, by=actor, now=clock.now())
        messages.success(request, _("已记下联系不上。"))
        return redirect("intake:visit_round", found.round_id)
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: visiting.note_visit(
                found, reached=True, **form.cleaned_data, by=actor, now=clock.now()
            ),
        )
        if done is not None:
            messages.success(request, _("回访记下了。"))
            return redirect("intake:visit_round", found.round_id)
    context = {
        "visit": found,
        "ticket": found.ticket,
        "whom": _whom(found.ticket),
        "form": form,
        "crumbs": crumbs(Crumb(_("回访"), reverse("intake:visits")), Crumb(found.ticket.number)),
    }
    return render(request, "intake/visit.html", context, status=422 if form.errors else 200)


def _whom(ticket: Ticket) -> str:
    if ticket.raiser is not None:
        return f"{mask_name(ticket.raiser.name)} {ticket.raiser.phone_masked}".strip()
    return f"{mask_name(ticket.caller)} {ticket.caller_masked}".strip()


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("工单"), "ticket.number", face="m-num",
               href=lambda v: row_address("intake:ticket", v.ticket_id)),
        Column("title", _("诉求"), "ticket.title"),
        Column("place", _("小区"), lambda v: v.ticket.compound.name if v.ticket.compound else ""),
        Column("round", _("批次"), "round.number", face="m-num",
               href=lambda v: row_address("intake:visit_round", v.round_id)),
        Column("state", _("状态"), "get_state_display"),
        Column("responded", _("按时联系"), lambda v: _YES.get(v.responded, "—")),
        Column("solved", _("解决"), "get_solved_display"),
        Column("score", _("满意度"), "score", "number", order=("score",)),
        Column("at", _("回访时间"), "at", "instant", order=("at",)),
        Column("by", _("回访人"), "by", on="file"),
    )  # fmt: skip


_YES = {True: "✓", False: "×"}


def _filters(rounds: Sequence[VisitRound]) -> tuple[Filter, ...]:
    numbers = [(one.number, one.number) for one in rounds]
    return (
        Filter("round", _("批次"), numbers, "round__number"),
        Filter("state", _("状态"), ReturnVisit.State.choices, "state"),
        Filter("solved", _("解决"), Ticket.Solved.choices, "solved"),
    )
