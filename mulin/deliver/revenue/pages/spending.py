"""What uses rest on, and payments: proposed, settled by a second person, turned down."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.revenue import forms as shapes
from mulin.deliver.revenue.actions.authorities import Ground, end_authority, note_authority
from mulin.deliver.revenue.actions.spending import (
    Wanted,
    basis_of,
    left_of,
    propose,
    settle,
    turn_down,
)
from mulin.deliver.revenue.models import Spending, UseAuthority
from mulin.deliver.revenue.pages.common import SPENDING_MARKS, books_here, crumbs, files_of
from mulin.deliver.revenue.permissions import may_keep, may_see, may_settle
from mulin.deliver.revenue.queries import spending as queries
from mulin.ground.ledger.models import Books
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.ground.record.queries import sentences_about
from mulin.kit import clock, money
from mulin.kit.rights import acting, require
from mulin.law.common_income import COSTS, Basis


@require_safe
def authorities(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """What uses may rest on, how much of each is left."""
    actor, books = books_here(request, revenue_id)
    names = {title.code: title.name for title in queries.spend_titles(books)}
    columns = [
        Column("reference", _("编号或文件"), "reference",
               href=lambda a: row_address("revenue:authority", a.pk), order=("reference",)),
        Column("basis", _("种类"), "get_basis_display", order=("basis",)),
        Column("decision", _("决定了什么"), "decision"),
        Column("titles", _("可用于"),
               lambda a: "、".join(names.get(code, code) for code in a.titles)),
        Column("cap", _("总额"), "cap", kind="money", order=("cap",)),
        Column("used", _("已用（含等复核）"), "used", kind="money", order=("used",)),
        Column("to", _("到"), lambda a: a.ended_on or a.valid_to, kind="day"),
    ]  # fmt: skip
    filters = [
        Filter("basis", _("种类"), [(b.value, b.label) for b in Basis], "basis"),
        Filter("state", _("状态"), [("used", _("在用")), ("ended", _("停用"))],
               lambda rows, v: rows.filter(ended_on__isnull=v == "used")),
    ]  # fmt: skip
    listing = Listing(
        request, queries.authorities_of(books), columns, ("reference", "decision"), filters
    )
    if listing.export:
        return download(listing, f"{books.name} {_('使用依据')}", now=clock.now())
    context = {
        "books": books,
        "tab": "authorities",
        "listing": listing,
        "may_keep": may_keep(actor, books) is None,
        "crumbs": crumbs(books, Crumb(_("使用依据"))),
    }
    return render(request, "revenue/authorities.html", context)


@require_http_methods(["GET", "POST"])
def authority_new(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Note what the owners decided."""
    actor, books = books_here(request, revenue_id)
    require(may_keep(actor, books))
    once = once_of(request)
    titles = [
        (title.code, title.name)
        for title in queries.spend_titles(books)
        if not title.code.startswith(COSTS)
    ]
    form = shapes.AuthorityForm(request.POST or None, request.FILES or None, titles=titles)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        papers = files_of(typed)
        ground = Ground(**{**typed, "titles": tuple(typed["titles"])})
        made = tried(
            form,
            lambda: note_authority(books, ground, papers, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("依据已登记。"))
            return redirect("revenue:authority", made.pk)
    status = 422 if form.errors else 200
    context = {"books": books, "form": form, "once": once, "crumbs": crumbs(books)}
    return render(request, "revenue/authority_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    """One authority: what rests on it; posting takes it out of use."""
    actor = acting(request)
    found = queries.authority_of(actor.street_id, authority_id)
    require(may_see(actor, found.books))
    form = shapes.WhyForm(request.POST or None)
    if request.method == "POST":
        require(may_keep(actor, found.books))
        if form.is_valid():
            why = form.cleaned_data["why"]
            told(
                request,
                lambda: end_authority(found, why, by=actor, now=clock.now()),
                _("已停用。"),
            )
            return redirect("revenue:authority", found.pk)
    names = {title.code: title.name for title in queries.spend_titles(found.books)}
    context = {
        "row": found,
        "books": found.books,
        "titles": [names.get(code, code) for code in found.titles],
        "left": left_of(found),
        "spendings": queries.spendings_of(found.books).filter(authority=found)[:100],
        "marks": SPENDING_MARKS,
        "papers": queries.papers_of(actor.street_id, [found.pk]).get(found.pk, []),
        "said": sentences_about(actor.street_id, found.pk),
        "may_keep": may_keep(actor, found.books) is None,
        "form": form,
        "crumbs": crumbs(found.books, Crumb(found.reference)),
    }
    return render(request, "revenue/authority.html", context)


@require_safe
def listed(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """Payments: waiting, paid, turned down."""
    actor, books = books_here(request, revenue_id)
    columns = [
        Column("number", _("编号"), "number",
               href=lambda s: row_address("revenue:spending", s.pk), order=("number",)),
        Column("on", _("提出"), "proposed_on", kind="day", order=("proposed_on",)),
        Column("kind", _("种类"), "get_kind_display", order=("kind",)),
        Column("title", _("科目"), "title_name"),
        Column("what", _("用在哪里"), "what"),
        Column("payee", _("付给谁"), "payee"),
        Column("fen", _("金额（元）"), "fen", kind="money", order=("fen",)),
        Column("basis", _("依据"), lambda s: str(s.authority) if s.authority else ""),
        Column("state", _("状态"), "get_state_display", kind="state",
               state=lambda s: SPENDING_MARKS[s.state]),
    ]  # fmt: skip
    filters = [
        Filter("state", _("状态"), Spending.State.choices, "state"),
        Filter("kind", _("种类"), Spending.Kind.choices, "kind"),
    ]
    listing = Listing(
        request, queries.spendings_of(books), columns, ("number", "what", "payee"), filters
    )
    if listing.export:
        return download(listing, f"{books.name} {_('支出')}", now=clock.now())
    context = {
        "books": books,
        "tab": "spendings",
        "listing": listing,
        "may_keep": may_keep(actor, books) is None,
        "crumbs": crumbs(books, Crumb(_("支出"))),
    }
    return render(request, "revenue/spendings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """Propose a payment."""
    actor, books = books_here(request, revenue_id)
    require(may_keep(actor, books))
    once = once_of(request)
    form = shapes.SpendingForm(
        request.POST or None,
        request.FILES or None,
        titles=[(t.code, str(t)) for t in queries.spend_titles(books)],
        authorities=_offered(books),
    )
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        papers = files_of(typed)
        wanted = Wanted(
            typed["title"],
            typed["what"],
            typed["payee"],
            typed["fen"] or 0,
            UUID(typed["authority"]) if typed["authority"] else None,
        )
        made = tried(
            form, lambda: propose(books, wanted, papers, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("已提出，等另一个人复核付款。"))
            return redirect("revenue:spending", made.pk)
    status = 422 if form.errors else 200
    context = {"books": books, "form": form, "once": once, "crumbs": crumbs(books)}
    return render(request, "revenue/spending_new.html", context, status=status)


def _offered(books: Books) -> list[tuple[str, str]]:
    """Authorities in use, each with what is left of it."""
    rows = queries.authorities_of(books).filter(ended_on__isnull=True)
    return [(str(row.pk), _left(row)) for row in rows]


def _left(row: UseAuthority) -> str:
    if row.cap is None:
        return str(row)
    left = money.digits(row.cap - row.used)  # type: ignore[attr-defined]
    return _("%(row)s（还剩 %(left)s 元）") % {"row": row, "left": left}


@require_safe
def one(request: HttpRequest, spending_id: UUID) -> HttpResponse:
    """One payment: for what, by what, who proposed and settled it, its papers."""
    actor = acting(request)
    found = queries.spending_of(actor.street_id, spending_id)
    require(may_see(actor, found.books))
    context = {
        "row": found,
        "books": found.books,
        "basis": basis_of(found),
        "mark": SPENDING_MARKS[found.state],
        "papers": queries.papers_of(actor.street_id, [found.pk]).get(found.pk, []),
        "said": sentences_about(actor.street_id, found.pk),
        "why_not": may_settle(actor, found),
        "settling": shapes.SettleForm(initial={"paid_on": clock.today()}),
        "refusing": shapes.WhyForm(),
        "crumbs": crumbs(found.books, Crumb(found.number)),
    }
    return render(request, "revenue/spending.html", context)


@require_POST
def settle_one(request: HttpRequest, spending_id: UUID) -> HttpResponse:
    """Agree to it; it is booked."""
    actor = acting(request)
    found = queries.spending_of(actor.street_id, spending_id)
    require(may_see(actor, found.books))
    form = shapes.SettleForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["paid_on"]
        told(request, lambda: settle(found, day, by=actor, now=clock.now()), _("已付款并记账。"))
    else:
        messages.error(request, _("请填付款日期。"))
    return redirect("revenue:spending", found.pk)


@require_POST
def refuse_one(request: HttpRequest, spending_id: UUID) -> HttpResponse:
    """Do not agree to it."""
    actor = acting(request)
    found = queries.spending_of(actor.street_id, spending_id)
    require(may_see(actor, found.books))
    why = request.POST.get("why", "")
    told(request, lambda: turn_down(found, why, by=actor, now=clock.now()), _("已退回。"))
    return redirect("revenue:spending", found.pk)
