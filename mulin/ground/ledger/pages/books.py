"""Account sets: the list, a new one, one with its balances, its titles, its months, its budget."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.ledger.actions.opening import Opening, add_title, end_books, end_title, open_books
from mulin.ground.ledger.forms import BooksForm, TitleForm, WhyForm
from mulin.ground.ledger.models import Voucher
from mulin.ground.ledger.pages.common import books_here, crumbs, period, title_here
from mulin.ground.ledger.permissions import may_keep, may_open_books, may_see_room
from mulin.ground.ledger.queries.balances import trial_balance
from mulin.ground.ledger.queries.books import month_to_close, next_month, titles_of, visible
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Role, acting, require
from mulin.law.books.catalogue import all_charts
from mulin.law.books.chart import Nature

OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every account set the person may see: search, filter, order, export."""
    actor = acting(request)
    require(may_see_room(actor))
    listing = Listing(
        request,
        visible(actor).order_by("-id"),
        _columns(),
        searches=("number", "name", "compound__name", "keeper__name"),
        filters=_filters(),
    )
    if listing.export:
        return download(listing, _("账簿"), now=clock.now())
    may_open = any(grant.role in OFFICE for grant in actor.grants)
    context = {"listing": listing, "may_open": may_open, "crumbs": crumbs()}
    return render(request, "ledger/list.html", context)


def _columns() -> list[Column]:
    return [
        Column("number", _("编号"), "number", order=("number",),
               href=lambda b: row_address("ledger:books", b.pk)),
        Column("name", _("账套"), "name", order=("name",)),
        Column("kind", _("类别"), lambda b: b.chart.name),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("keeper", _("记账单位"), "keeper.name"),
        Column("opened", _("启用"), "opened_on", kind="day", order=("opened_on",)),
        Column("state", _("状态"), lambda b: _("停用") if b.ended_on else _("在用"),
               kind="state", state=lambda b: "no" if b.ended_on else "now"),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    kinds = [(chart.code, chart.name) for chart in all_charts().values()]
    return [
        Filter("kind", _("类别"), kinds, "kind"),
        Filter(
            "state",
            _("状态"),
            [("live", _("在用")), ("ended", _("停用"))],
            lambda rows, v: rows.filter(ended_on__isnull=v == "live"),
        ),
    ]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an account set."""
    actor = acting(request)
    require(may_see_room(actor))
    places = {str(c.pk): c for c in _places(actor)}
    keepers = {str(o.pk): o for o in _keepers(actor)}
    form = BooksForm(
        request.POST or None,
        places=[(pk, c.name) for pk, c in places.items()],
        keepers=[(pk, o.name) for pk, o in keepers.items()],
        initial={"opened_on": clock.today().replace(day=1)},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        opening = Opening(
            typed["kind"],
            typed["name"],
            keepers[typed["keeper"]],
            places.get(typed["compound"]),
            typed["opened_on"],
            typed["limit"] or 0,
        )
        made = tried(form, lambda: open_books(opening, once=once, by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("账套已启用，科目已按类别设好。下一步录期初余额。"))
            return redirect("ledger:books", made.pk)
    context = {"form": form, "once": once, "crumbs": crumbs(None, Crumb(_("启用账套")))}
    return render(request, "ledger/new.html", context, status=422 if form.errors else 200)


def _places(actor: Actor) -> list[Compound]:
    rows = Compound.objects.of(actor.street_id).order_by("name")
    if not actor.has(Role.STREET_OFFICER):
        rows = rows.filter(pk__in=actor.compounds)
    return list(rows)


def _keepers(actor: Actor) -> list[Organisation]:
    rows = Organisation.objects.of(actor.street_id).filter(ended_on__isnull=True)
    return list(rows.order_by("name"))


@require_safe
def books(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """One account set: what stands under each title, what waits, which month closes next."""
    actor, found = books_here(request, books_id)
    shown, today = period(request, found), clock.today()
    balance = trial_balance(found, shown.first, shown.last)
    funds = -sum(r.closing for r in balance.leaves if r.title.nature == Nature.FUND)
    result = [r for r in balance.leaves if Nature(r.title.nature).of_year]
    rows = Voucher.objects.of(actor.street_id).filter(books=found)
    due = month_to_close(found)
    context: dict[str, Any] = {
        "books": found,
        "balance": balance,
        "shown": shown,
        "moved": [row for row in balance.rows if row.moved],
        "bank": sum(r.closing for r in balance.leaves if r.title.bank),
        "income": sum(r.credit - r.debit for r in result if r.title.nature == Nature.INCOME),
        "expense": sum(r.debit - r.credit for r in result if r.title.nature == Nature.EXPENSE),
        "funds": funds - sum(r.closing for r in result),
        "waiting": rows.filter(state=Voucher.State.WAITING).count(),
        "due": due if next_month(due) <= today else None,
        "refusal": may_keep(actor, found),
        "tab": "books",
        "crumbs": crumbs(found),
    }
    return render(request, "ledger/books.html", context)


@require_http_methods(["GET", "POST"])
def titles(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """The titles of an account set; a new one under another."""
    actor, found = books_here(request, books_id)
    form = TitleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: add_title(found, typed["code"], typed["name"], by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("科目已增设。"))
            return redirect("ledger:titles", found.pk)
    context = {
        "books": found,
        "titles": titles_of(found),
        "form": form,
        "ending": WhyForm(),
        "refusal": may_keep(actor, found),
        "may_end": may_open_books(actor, found.compound_id) is None and not found.ended_on,
        "tab": "titles",
        "crumbs": crumbs(found, Crumb(_("科目"))),
    }
    return render(request, "ledger/titles.html", context, status=422 if form.errors else 200)


@require_POST
def title_end(request: HttpRequest, books_id: UUID, title_code: str) -> HttpResponse:
    """Take a title out of use."""
    actor, found = books_here(request, books_id)
    title = title_here(found, title_code)
    told(request, lambda: end_title(title, by=actor, now=clock.now()), _("科目已停用。"))
    return redirect("ledger:titles", found.pk)


@require_POST
def end(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """End an account set."""
    actor, found = books_here(request, books_id)
    why = request.POST.get("why", "")
    told(request, lambda: end_books(found, why, by=actor, now=clock.now()), _("账套已停用。"))
    return redirect("ledger:books", found.pk)
