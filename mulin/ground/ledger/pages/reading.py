"""Reading the books: the detailed account of a title, and what stands for each home."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.ground.ledger.pages.common import books_here, crumbs, period, title_here
from mulin.ground.ledger.queries.balances import detail, homes_of, opening_of
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Listing
from mulin.kit import clock


@require_safe
def account(request: HttpRequest, books_id: UUID, title_code: str) -> HttpResponseBase:
    """明细账: every line of a title with the balance after it."""
    _actor, books = books_here(request, books_id)
    title = title_here(books, title_code)
    shown = period(request, books)
    listing = Listing(
        request,
        detail(title, shown.first, shown.last),
        _detail_columns(),
        searches=("memo", "unit__label"),
    )
    if listing.export:
        return download(listing, f"{books.name} {title}", now=clock.now())
    context = {
        "books": books,
        "title": title,
        "shown": shown,
        "before": shown.first - timedelta(days=1),
        "opening": opening_of(title, shown.first, shown.last),
        "listing": listing,
        "crumbs": crumbs(books, Crumb(str(title))),
    }
    return render(request, "ledger/account.html", context)


def _detail_columns() -> list[Column]:
    return [
        Column("day", _("日期"), "day", kind="day"),
        Column("word", _("凭证号"), "voucher.word",
               href=lambda e: row_address("ledger:voucher", e.voucher_id)),
        Column("memo", _("摘要"), "memo"),
        Column("unit", _("房号"), "unit.label"),
        Column("debit", _("借方"), lambda e: e.debit or None, kind="money"),
        Column("credit", _("贷方"), lambda e: e.credit or None, kind="money"),
        Column("after", _("余额（借正贷负）"), "after", kind="money"),
    ]  # fmt: skip


@require_safe
def homes(request: HttpRequest, books_id: UUID, title_code: str) -> HttpResponseBase:
    """分户账: what stands for each home under a title."""
    _actor, books = books_here(request, books_id)
    title = title_here(books, title_code)
    columns = [
        Column("label", _("房号"), "label", order=("order", "label")),
        Column("debits", _("借方"), "debits", kind="money", order=("debits",)),
        Column("credits", _("贷方"), "credits", kind="money", order=("credits",)),
        Column("stands", _("余额（借正贷负）"), "stands", kind="money", order=("stands",)),
    ]
    listing = Listing(request, homes_of(title), columns, searches=("label",))
    if listing.export:
        return download(listing, f"{books.name} {title} {_('分户账')}", now=clock.now())
    last = Crumb(_("分户账"))
    context = {"books": books, "title": title, "listing": listing, "crumbs": crumbs(books, last)}
    return render(request, "ledger/homes.html", context)
