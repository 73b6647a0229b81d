"""The open books in an owner's hand: what came, what went, who agreed, with papers; and a question."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliver.revenue import forms as shapes
from mulin.deliver.revenue.actions.telling import ask
from mulin.deliver.revenue.pages.common import dates_asked, linking, seasons, span_asked
from mulin.deliver.revenue.permissions import HIDDEN, may_ask, may_read_lines
from mulin.deliver.revenue.picture import narrow
from mulin.deliver.revenue.queries import telling as queries
from mulin.deliver.revenue.queries.behind import line_behind, own_part, tidal_income
from mulin.deliver.revenue.queries.flow import flow_of, lines_behind
from mulin.deliver.revenue.queries.income import contracts_of
from mulin.deliver.revenue.queries.places import owned_by, revenue_of
from mulin.deliver.revenue.queries.spending import papers_of
from mulin.deliver.revenue.queries.spoken import of_a_hundred
from mulin.ground.ledger.models import Books
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

SHOWN = 200


def _mine(request: HttpRequest, revenue_id: UUID) -> tuple[Actor, Books]:
    actor = acting(request)
    books = revenue_of(actor.street_id, revenue_id)
    require(may_read_lines(actor, books))
    return actor, books


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The books of the compounds in which one owns a home."""
    actor = acting(request)
    rows = owned_by(actor)
    if len(rows) == 1:
        return redirect("open_books:books", rows[0].pk)
    return render(request, "revenue/phone/list.html", {"rows": rows})


@require_safe
def books(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """One period in words and in one picture; every figure opens its lines."""
    actor, found = _mine(request, revenue_id)
    today = clock.today()
    every, span = span_asked(request, found, today)
    if "of" not in request.GET and (told := queries.newest(found)):
        span = every.period(told[0].first)
    flow = flow_of(found, span.first, min(span.last, today))
    link = linking(reverse("open_books:rows", args=[found.pk]), flow)
    questions = queries.questions_of(found)
    rows = [row for row in queries.newest(found) if row.first == span.first]
    context = {
        "books": found,
        "span": span,
        "seasons": seasons(every, found, today),
        "flow": flow,
        "picture": narrow(flow, link),
        "hundred": of_a_hundred(flow),
        "rows_url": link(""),
        "checks": queries.checks_of(found, flow, today),
        "told": rows[0] if rows else None,
        "tidal": tidal_income(found, flow.first, flow.last),
        "mine": own_part(found, actor.units, flow.for_fees),
        "questions": questions[:5],
        "count": questions.count(),
        "may_ask": may_ask(actor, found) is None,
        "today": today,
    }
    return render(request, "revenue/phone/books.html", context)


@require_safe
def rows(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """The lines behind a figure, and their sum."""
    _actor, found = _mine(request, revenue_id)
    today = clock.today()
    first, last = dates_asked(request, date(today.year, 1, 1), today)
    entries = lines_behind(found, request.GET.get("title", ""), first, last)
    shown = list(entries[:SHOWN])
    code = request.GET.get("title", "")
    context = {
        "books": found,
        "title": shown[0].title if code and shown else None,
        "first": first,
        "last": last,
        "rows": shown,
        "more": entries.count() - len(shown),
        "came": sum(row.credit for row in shown),
        "went": sum(row.debit for row in shown),
    }
    return render(request, "revenue/phone/rows.html", context)


@require_safe
def line(request: HttpRequest, revenue_id: UUID, books_entry_id: UUID) -> HttpResponse:
    """One line: for what, by whose decision, who wrote and who entered it, its papers."""
    _actor, found = _mine(request, revenue_id)
    behind = line_behind(found, books_entry_id)
    if behind is None:
        raise Refused(HIDDEN)
    return render(request, "revenue/phone/line.html", {"books": found, "one": behind})


@require_safe
def contracts(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Who uses the common parts, what for, what he pays, who agreed."""
    _actor, found = _mine(request, revenue_id)
    listed = list(contracts_of(found)[:SHOWN])
    kept = papers_of(found.street_id, [one.pk for one in listed])
    context = {
        "books": found,
        "rows": [(one, kept.get(one.pk, [])) for one in listed],
        "today": clock.today(),
    }
    return render(request, "revenue/phone/contracts.html", context)


@require_http_methods(["GET", "POST"])
def ask_now(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Everything that was asked, and a question of one's own."""
    actor, found = _mine(request, revenue_id)
    once = once_of(request)
    form = shapes.AskForm(
        request.POST or None, initial={"about": request.GET.get("about", "")[:60]}
    )
    if request.method == "POST":
        require(may_ask(actor, found))
        if form.is_valid():
            typed = form.cleaned_data
            made = tried(
                form,
                lambda: ask(
                    found, typed["text"], typed["about"], once=once, by=actor, now=clock.now()
                ),
            )
            if made is not None:
                messages.success(request, _("已提出。答复会公开在这里，不写您的名字。"))
                return redirect("open_books:ask", found.pk)
    context = {
        "books": found,
        "form": form,
        "once": once,
        "rows": queries.questions_of(found)[:SHOWN],
        "may_ask": may_ask(actor, found) is None,
        "today": clock.today(),
    }
    status = 422 if form.errors else 200
    return render(request, "revenue/phone/ask.html", context, status=status)
