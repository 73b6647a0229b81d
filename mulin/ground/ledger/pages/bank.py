"""The bank's statement against the books: both balances, what each has not seen, matching by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.ledger.actions.banking import loose, match
from mulin.ground.ledger.forms import MatchForm
from mulin.ground.ledger.models import BankLine
from mulin.ground.ledger.pages.common import books_here, crumbs, period, title_here
from mulin.ground.ledger.permissions import HIDDEN, may_keep
from mulin.ground.ledger.queries.bank import bank_lines, candidates, reconciliation, unseen
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import told
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


@require_safe
def home(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """Every bank title of an account set, reconciled at the end of the day asked for."""
    actor, books = books_here(request, books_id)
    day = period(request, books).last
    banks = [title for title in titles_of(books) if title.bank and title.leaf]
    context = {
        "books": books,
        "day": day,
        "banks": [(title, reconciliation(title, day)) for title in banks],
        "refusal": may_keep(actor, books),
        "tab": "bank",
        "crumbs": crumbs(books, Crumb(_("银行对账"))),
    }
    return render(request, "ledger/bank.html", context)


@require_safe
def lines(request: HttpRequest, books_id: UUID, title_code: str) -> HttpResponseBase:
    """The statement's lines, and what of the books the bank has not seen."""
    actor, books = books_here(request, books_id)
    title = title_here(books, title_code)
    listing = Listing(
        request,
        bank_lines(title),
        _columns(),
        searches=("party", "text", "mark"),
        filters=[
            Filter(
                "seen",
                _("核对"),
                [("no", _("没有对上")), ("yes", _("对上了"))],
                lambda rows, v: rows.filter(entry__isnull=v == "no"),
            )
        ],
    )
    if listing.export:
        return download(listing, _("银行流水"), now=clock.now())
    context = {
        "books": books,
        "title": title,
        "listing": listing,
        "unseen": unseen(title)[:50],
        "refusal": may_keep(actor, books),
        "crumbs": crumbs(books, Crumb(_("银行流水"))),
    }
    return render(request, "ledger/bank_lines.html", context)


def _columns() -> list[Column]:
    return [
        Column("day", _("日期"), "day", kind="day", order=("day",),
               href=lambda b: row_address("ledger:bank_line", b.pk)),
        Column("party", _("对方户名"), "party"),
        Column("text", _("摘要"), "text"),
        Column("fen", _("金额（元）"), "fen", kind="money", order=("fen",)),
        Column("balance", _("余额"), "balance", kind="money"),
        Column("mark", _("流水号"), "mark"),
        Column("state", _("核对"), lambda b: b.entry.voucher.word if b.entry_id else _("没有对上"),
               kind="state", state=lambda b: "done" if b.entry_id else "late"),
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, bank_line_id: UUID) -> HttpResponse:
    """One line of the bank: which line of the books it is."""
    actor, found = _line(request, bank_line_id)
    if request.method == "POST":
        form = MatchForm(request.POST)
        entry = form.cleaned_data["entry"] if form.is_valid() else None
        if entry is not None:
            told(request, lambda: match(found, entry, by=actor, now=clock.now()), _("已核对上。"))
        return redirect("ledger:bank_lines", found.books_id, found.title.code)
    context = {
        "books": found.books,
        "line": found,
        "candidates": candidates(found) if found.entry_id is None else (),
        "refusal": may_keep(actor, found.books),
        "crumbs": crumbs(found.books, Crumb(_("核对一行流水"))),
    }
    return render(request, "ledger/bank_line.html", context)


@require_POST
def undo(request: HttpRequest, bank_line_id: UUID) -> HttpResponse:
    """Take a match back."""
    actor, found = _line(request, bank_line_id)
    told(request, lambda: loose(found, by=actor, now=clock.now()), _("已取消核对。"))
    return redirect("ledger:bank_line", found.pk)


def _line(request: HttpRequest, bank_line_id: UUID) -> tuple[Actor, BankLine]:
    rows = BankLine.objects.of(acting(request).street_id)
    beside = ("title", "books__keeper", "books__compound", "entry__voucher")
    found: BankLine | None = rows.select_related(*beside).filter(pk=bank_line_id).first()
    if found is None:
        raise Refused(HIDDEN)
    actor, _books = books_here(request, found.books_id)
    return actor, found
