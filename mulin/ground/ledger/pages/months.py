"""Months and years: closed, opened again by two people, carried forward; the budget of a year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.ledger.actions.budgeting import set_budget
from mulin.ground.ledger.actions.closing import (
    ask_to_reopen,
    carry_year,
    close_month,
    reopen_month,
)
from mulin.ground.ledger.forms import BudgetForm, WhyForm
from mulin.ground.ledger.models import Month, Voucher
from mulin.ground.ledger.pages.common import books_here, crumbs
from mulin.ground.ledger.permissions import HIDDEN, may_keep, may_reopen
from mulin.ground.ledger.queries.books import month_to_close, next_month
from mulin.ground.ledger.queries.budgets import budget_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


@require_safe
def months(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """Which months are closed, which is next and what stands in its way; the year's end."""
    actor, books = books_here(request, books_id)
    rows = list(Month.objects.of(actor.street_id).filter(books=books).order_by("-first"))
    closed = [row for row in rows if row.closed_on is not None]
    due, today = month_to_close(books), clock.today()
    open_rows = Voucher.objects.of(actor.street_id).filter(books=books, day__lt=next_month(due))
    last = closed[0] if closed else None
    context = {
        "books": books,
        "months": closed,
        "last": last,
        "asked": last if last is not None and last.why else None,
        "reopening": may_reopen(actor, books, last) if last is not None else None,
        "due": due,
        "over": next_month(due) <= today,
        "open": open_rows.exclude(state=Voucher.State.ENTERED).count(),
        "years": [y for y in range(books.opened_on.year, today.year) if due.year <= y],
        "why": WhyForm(),
        "refusal": may_keep(actor, books),
        "tab": "months",
        "crumbs": crumbs(books, Crumb(_("结账"))),
    }
    return render(request, "ledger/months.html", context)


@require_POST
def close(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """Close the next month."""
    actor, books = books_here(request, books_id)
    due = month_to_close(books)
    told(request, lambda: close_month(books, due, by=actor, now=clock.now()), _("已结账。"))
    return redirect("ledger:months", books.pk)


@require_POST
def ask(request: HttpRequest, month_id: UUID) -> HttpResponse:
    """Ask for the last closed month to be opened."""
    actor, month = _month(request, month_id)
    why = request.POST.get("why", "")
    words = _("已申请，请另一个人同意。")
    told(request, lambda: ask_to_reopen(month, why, by=actor, now=clock.now()), words)
    return redirect("ledger:months", month.books_id)


@require_POST
def reopen(request: HttpRequest, month_id: UUID) -> HttpResponse:
    """Open it again."""
    actor, month = _month(request, month_id)
    told(request, lambda: reopen_month(month, by=actor, now=clock.now()), _("已打开。"))
    return redirect("ledger:months", month.books_id)


@require_POST
def carry(request: HttpRequest, books_id: UUID, book_year: int) -> HttpResponse:
    """Carry a year's result forward."""
    actor, books = books_here(request, books_id)
    once = once_of(request)
    made = told(
        request,
        lambda: carry_year(books, book_year, once=once, by=actor, now=clock.now()),
        _("结转凭证已生成。"),
    )
    if made is None:
        return redirect("ledger:months", books.pk)
    return redirect("ledger:voucher", made.pk)


def _month(request: HttpRequest, month_id: UUID) -> tuple[Actor, Month]:
    rows = Month.objects.of(acting(request).street_id)
    found: Month | None = rows.filter(pk=month_id).first()
    if found is None:
        raise Refused(HIDDEN)
    actor, _books = books_here(request, found.books_id)
    return actor, found


@require_http_methods(["GET", "POST"])
def budget(request: HttpRequest, books_id: UUID, book_year: int) -> HttpResponse:
    """Budget and actual of a year; who keeps the books writes the plan."""
    actor, books = books_here(request, books_id)
    kept = budget_of(books, book_year)
    form = BudgetForm(request.POST or None, kept=kept)
    if request.method == "POST" and form.is_valid():
        done = tried(
            form,
            lambda: set_budget(books, book_year, form.amounts, by=actor, now=clock.now()),
        )
        if done is not None:
            messages.success(request, _("预算已保存。"))
            return redirect("ledger:budget", books.pk, book_year)
    context = {
        "books": books,
        "year": book_year,
        "years": range(books.opened_on.year, clock.today().year + 2),
        "rows": [(one, form[f"t{one.title.code}"]) for one in kept],
        "form": form,
        "refusal": may_keep(actor, books),
        "tab": "budget",
        "crumbs": crumbs(books, Crumb(_("预算"))),
    }
    return render(request, "ledger/budget.html", context, status=422 if form.errors else 200)
