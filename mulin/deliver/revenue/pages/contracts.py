"""Contracts over common parts: listed, registered, read with their parts, received, ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.revenue import forms as shapes
from mulin.deliver.revenue.actions.contracts import Terms, end_contract, sign_contract
from mulin.deliver.revenue.actions.income import book_dues, receive
from mulin.deliver.revenue.models import IncomeDue
from mulin.deliver.revenue.pages.common import books_here, crumbs, files_of
from mulin.deliver.revenue.permissions import may_keep, may_see
from mulin.deliver.revenue.queries import income as queries
from mulin.deliver.revenue.queries.spending import papers_of
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.ground.record.queries import sentences_about
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.law.common_income import IncomeKind


@require_safe
def listed(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """Every contract with what it brings and what came."""
    actor, books = books_here(request, revenue_id)
    today = clock.today()
    columns = [
        Column("number", _("编号"), "number",
               href=lambda c: row_address("revenue:contract", c.pk), order=("number",)),
        Column("kind", _("类别"), "get_kind_display", order=("kind",)),
        Column("party", _("对方"), "party", order=("party",)),
        Column("what", _("做什么"), "what"),
        Column("place", _("位置和数量"), "place"),
        Column("begins", _("起"), "begins_on", kind="day", order=("begins_on",)),
        Column("ends", _("止"), lambda c: c.ended_on or c.ends_on, kind="day", order=("ends_on",)),
        Column("asked", _("合同总额"), "asked", kind="money", order=("asked",)),
        Column("came", _("已收"), "came", kind="money", order=("came",)),
    ]  # fmt: skip
    filters = [
        Filter("kind", _("类别"), [(k.value, k.label) for k in IncomeKind], "kind"),
        Filter("state", _("状态"), [("running", _("履行中"))],
               lambda rows, _v: queries.running(rows, today)),
    ]  # fmt: skip
    listing = Listing(
        request, queries.contracts_of(books), columns, ("number", "party", "what"), filters
    )
    if listing.export:
        return download(listing, f"{books.name} {_('收益合同')}", now=clock.now())
    context = {
        "books": books,
        "tab": "contracts",
        "listing": listing,
        "may_keep": may_keep(actor, books) is None,
        "crumbs": crumbs(books, Crumb(_("合同"))),
    }
    return render(request, "revenue/contracts.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Register a contract that was signed."""
    actor, books = books_here(request, revenue_id)
    require(may_keep(actor, books))
    once = once_of(request)
    form = shapes.ContractForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        papers = files_of(typed)
        terms = Terms(**typed)
        made = tried(
            form,
            lambda: sign_contract(books, terms, papers, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("合同已登记，每一期什么时候收已列好。"))
            return redirect("revenue:contract", made.pk)
    status = 422 if form.errors else 200
    context = {"books": books, "form": form, "once": once, "crumbs": crumbs(books)}
    return render(request, "revenue/contract_new.html", context, status=status)


@require_safe
def contract(request: HttpRequest, income_contract_id: UUID) -> HttpResponse:
    """One contract: its parts, what was received, its paper."""
    actor = acting(request)
    found = queries.contract_of(actor.street_id, income_contract_id)
    require(may_see(actor, found.books))
    today = clock.today()
    dues = list(queries.dues_of(found))
    asked = [due for due in dues if not due.called_off]
    next_open = next((due for due in asked if due.open), None)
    context = {
        "contract": found,
        "books": found.books,
        "dues": dues,
        "asked": sum(due.fen for due in asked),
        "came": sum(due.received for due in asked),
        "next": next_open,
        "receipts": queries.receipts_of(found)[:60],
        "papers": papers_of(actor.street_id, [found.pk]).get(found.pk, []),
        "said": sentences_about(actor.street_id, found.pk),
        "today": today,
        "may_keep": may_keep(actor, found.books) is None,
        "ending": shapes.EndContractForm(),
        "receiving": shapes.ReceiveForm(initial=_expected(next_open, today)),
        "crumbs": crumbs(found.books, Crumb(found.number)),
    }
    return render(request, "revenue/contract.html", context)


def _expected(due: IncomeDue | None, today: date) -> dict[str, object]:
    if due is None:
        return {}
    return {"fen": f"{due.open // 100}.{due.open % 100:02d}", "day": today}


@require_POST
def end(request: HttpRequest, income_contract_id: UUID) -> HttpResponse:
    """End it before its time."""
    actor = acting(request)
    found = queries.contract_of(actor.street_id, income_contract_id)
    require(may_keep(actor, found.books))
    form = shapes.EndContractForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明从哪天起终止、为什么。"))
    else:
        typed = form.cleaned_data
        told(
            request,
            lambda: end_contract(found, typed["on"], typed["why"], by=actor, now=clock.now()),
            _("合同已终止。"),
        )
    return redirect("revenue:contract", found.pk)


@require_POST
def receive_one(request: HttpRequest, income_due_id: UUID) -> HttpResponse:
    """Take in money for one part."""
    actor, once = acting(request), once_of(request)
    due = queries.due_of(actor.street_id, income_due_id)
    require(may_keep(actor, due.books))
    form = shapes.ReceiveForm(request.POST)
    if not form.is_valid():
        shown = [str(fault) for faults in form.errors.values() for fault in faults]
        messages.error(request, shown[0])
    else:
        typed = form.cleaned_data
        told(
            request,
            lambda: receive(
                due, typed["fen"] or 0, typed["day"], once=once, by=actor, now=clock.now()
            ),
            _("已登记收款并记账。"),
        )
    return redirect("revenue:contract", due.contract_id)


@require_safe
def dues(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """Every part of every contract: due, late, received."""
    actor, books = books_here(request, revenue_id)
    today = clock.today()
    rows = queries.asked_of(books)
    columns = [
        Column("contract", _("合同"), "contract.number",
               href=lambda d: row_address("revenue:contract", d.contract_id)),
        Column("party", _("对方"), "contract.party"),
        Column("what", _("做什么"), "contract.what"),
        Column("due", _("应付日"), "due_on", kind="day", order=("due_on",)),
        Column("fen", _("应收"), "fen", kind="money", order=("fen",)),
        Column("received", _("已收"), "received", kind="money", order=("received",)),
        Column("open", _("还差"), "open", kind="money"),
        Column("booked", _("记应收"), "booked_on", kind="day"),
    ]  # fmt: skip
    late = {"due_on__lte": today, "received__lt": F("fen")}
    filters = [
        Filter("state", _("状态"),
               [("late", _("到期没收齐")), ("unbooked", _("到期没记账")), ("ahead", _("还没到期"))],
               lambda rows, v: rows.filter(**late) if v == "late"
               else rows.filter(due_on__lte=today, booked_on__isnull=True) if v == "unbooked"
               else rows.filter(due_on__gt=today)),
    ]  # fmt: skip
    listing = Listing(
        request, rows, columns, ("contract__number", "contract__party", "contract__what"), filters
    )
    if listing.export:
        return download(listing, f"{books.name} {_('应收款')}", now=clock.now())
    context = {
        "books": books,
        "tab": "dues",
        "listing": listing,
        "standing": queries.standing(books, today),
        "may_keep": may_keep(actor, books) is None,
        "crumbs": crumbs(books, Crumb(_("应收款"))),
    }
    return render(request, "revenue/dues.html", context)


@require_POST
def book_now(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Book what is due up to today."""
    actor, books = books_here(request, revenue_id)
    done = told(
        request,
        lambda: book_dues(books, clock.today(), by=actor, now=clock.now()),
        _("到期的应收已记账。"),
    )
    if done is not None:
        words = _("到期 %(e)s 期，这次记入 %(b)s 期，早已记过 %(k)s 期。")
        messages.info(request, words % {"e": done.expected, "b": done.booked, "k": done.known})
    return redirect("revenue:dues", books.pk)
