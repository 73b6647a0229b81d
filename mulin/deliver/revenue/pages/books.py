"""The compounds whose books are kept, one with its flow and statement, the lines behind a figure."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.deliver.revenue.pages.common import (
    books_here,
    crumbs,
    dates_asked,
    linking,
    seasons,
    span_asked,
)
from mulin.deliver.revenue.permissions import may_keep, may_publish, may_see_room
from mulin.deliver.revenue.picture import narrow, wide
from mulin.deliver.revenue.queries.flow import SIDES, Flow, flow_of, lines_behind
from mulin.deliver.revenue.queries.income import contracts_of, running, standing
from mulin.deliver.revenue.queries.places import books_for
from mulin.deliver.revenue.queries.spending import spendings_of
from mulin.deliver.revenue.queries.telling import (
    checks_of,
    day_before,
    due_to_tell,
    questions_of,
    statements_of,
)
from mulin.ground.ledger.models import Books
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.kit.words import said
from mulin.law.common_income import Span

WORDS = {
    "incomes": said("收入"),
    "costs": said("减：合理成本"),
    "uses": said("减：使用"),
    "moved": said("减：补充维修资金"),
    "others": said("其他调整"),
}


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every account set of public revenue that the actor works with."""
    actor = acting(request)
    require(may_see_room(actor))
    columns = [
        Column("name", _("账套"), "name", href=lambda b: row_address("revenue:home", b.pk),
               order=("name",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("keeper", _("由谁记账"), "keeper.name"),
        Column("opened", _("启用"), "opened_on", kind="day", order=("opened_on",)),
        Column("ended", _("停用"), "ended_on", kind="day"),
    ]  # fmt: skip
    filters = [
        Filter("state", _("状态"), [("used", _("在用")), ("ended", _("停用"))],
               lambda rows, v: rows.filter(ended_on__isnull=v == "used")),
    ]  # fmt: skip
    listing = Listing(
        request, books_for(actor), columns, ("name", "number", "compound__name"), filters
    )
    if listing.export:
        return download(listing, _("公共收益"), now=clock.now())
    return render(request, "revenue/list.html", {"listing": listing, "crumbs": crumbs()})


@require_safe
def home(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """One compound: the equation, the picture, the statement, what holds, what waits."""
    actor, books = books_here(request, revenue_id)
    today = clock.today()
    every, span = span_asked(request, books, today)
    flow = flow_of(books, span.first, min(span.last, today))
    before = _before(books, every.before(span.first))
    link = linking(reverse("revenue:rows", args=[books.pk]), flow)
    questions = questions_of(books)
    context = {
        "books": books,
        "tab": "home",
        "span": span,
        "seasons": seasons(every, books, today),
        "every": every,
        "flow": flow,
        "table": statement_rows(flow, before),
        "picture": wide(flow, link),
        "small": narrow(flow, link),
        "rows_url": link(""),
        "checks": checks_of(books, flow, today),
        "standing": standing(books, today),
        "running": running(contracts_of(books), today).count(),
        "waiting": spendings_of(books).filter(state="waiting").count(),
        "questions": questions[:3],
        "unanswered": questions.filter(answer="").count(),
        "told": statements_of(books).filter(first=span.first, last=span.last).first(),
        "due": due_to_tell(books, today),
        "may_keep": may_keep(actor, books) is None,
        "may_publish": may_publish(actor, books) is None,
        "crumbs": crumbs(books),
    }
    return render(request, "revenue/home.html", context)


def _before(books: Books, span: Span) -> Flow | None:
    return flow_of(books, span.first, span.last) if span.last >= books.opened_on else None


def statement_rows(flow: Flow, before: Flow | None) -> list[dict[str, Any]]:
    """The statement as lines of a table: groups with their sums, and the titles under them."""
    rows: list[dict[str, Any]] = [
        _row(_("期初结余"), flow.opening, before.opening if before else None)
    ]
    for side in SIDES:
        parts, past = getattr(flow, side), {}
        if before is not None:
            past = {part.code: part for part in getattr(before, side)}
        if not parts and not past and side == "others":
            continue
        sums = sum(p.fen for p in parts), sum(p.fen for p in past.values())
        lines = sum(part.rows for part in parts)
        rows.append(_row(WORDS[side], sums[0], sums[1] if before else None, lines))
        known = {part.code: part for part in (*past.values(), *parts)}
        here = {part.code: part for part in parts}
        for code in sorted(known):
            now, then = here.get(code), past.get(code)
            rows.append(
                {
                    "name": known[code].name,
                    "code": code,
                    "fen": now.fen if now else 0,
                    "before": then.fen if then else 0,
                    "has_before": before is not None,
                    "rows": now.rows if now else 0,
                }
            )
        if side == "costs":
            rows.append(_row(_("净收益"), flow.net, before.net if before else None))
    rows.append(_row(_("期末结余"), flow.closing, before.closing if before else None))
    return rows


def _row(name: str, fen: int, before: int | None, rows: int | None = None) -> dict[str, Any]:
    shown = {"name": name, "fen": fen, "before": before, "rows": rows, "group": True}
    return {**shown, "has_before": before is not None}


@require_safe
def rows(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """The lines behind a figure: every one leads to its voucher."""
    _actor, books = books_here(request, revenue_id)
    today = clock.today()
    first, last = dates_asked(request, date(today.year, 1, 1), today)
    columns = [
        Column("day", _("日期"), "day", kind="day", order=("day",)),
        Column("word", _("凭证号"), "voucher.word",
               href=lambda e: row_address("ledger:voucher", e.voucher_id)),
        Column("title", _("科目"), "title", order=("title__code",)),
        Column("memo", _("摘要"), "memo"),
        Column("came", _("收入（元）"), lambda e: e.credit or None, kind="money"),
        Column("went", _("支出（元）"), lambda e: e.debit or None, kind="money"),
    ]  # fmt: skip
    code = request.GET.get("title", "")
    found = lines_behind(books, code, first, last)
    listing = Listing(request, found, columns, ("memo", "title__name"))
    if listing.export:
        return download(listing, f"{books.name} {_('明细')}", now=clock.now())
    one = found.first() if code else None
    context = {
        "books": books,
        "title": one.title if one else None,
        "first": first,
        "last": last,
        "before": day_before(first),
        "listing": listing,
        "crumbs": crumbs(books, Crumb(_("明细"))),
    }
    return render(request, "revenue/rows.html", context)
