"""Vouchers: the list, one to write, one to read, check, enter and take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.ledger.actions.writing import (
    Draft,
    change_voucher,
    drop_voucher,
    enter_voucher,
    return_voucher,
    send_voucher,
    take_back,
    write_voucher,
)
from mulin.ground.ledger.forms import Lines, ReverseForm, VoucherForm, WhyForm
from mulin.ground.ledger.models import Books, Voucher, VoucherPaper
from mulin.ground.ledger.pages.common import MARKS, books_here, crumbs
from mulin.ground.ledger.pages.lines import drawn, known_lines
from mulin.ground.ledger.permissions import may_enter, may_keep, may_see
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.ledger.queries.vouchers import shown_lines, voucher_of, vouchers_of
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import masked_sentence
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

MORE = 4
"""Rows added by “more rows”."""


@require_safe
def listed(request: HttpRequest, books_id: UUID) -> HttpResponseBase:
    """The vouchers of an account set: search, filter, order, export."""
    actor, books = books_here(request, books_id)
    listing = Listing(
        request,
        vouchers_of(books),
        _columns(),
        searches=("memo", "made_by", "entered_by"),
        filters=_filters(),
    )
    if listing.export:
        return download(listing, _("凭证"), now=clock.now())
    context = {
        "books": books,
        "listing": listing,
        "refusal": may_keep(actor, books),
        "tab": "vouchers",
        "crumbs": crumbs(books, Crumb(_("凭证"))),
    }
    return render(request, "ledger/vouchers.html", context)


def _columns() -> list[Column]:
    return [
        Column("word", _("凭证号"), "word", href=lambda v: row_address("ledger:voucher", v.pk)),
        Column("day", _("日期"), "day", kind="day", order=("day",)),
        Column("memo", _("摘要"), "memo"),
        Column("fen", _("金额（元）"), "fen", kind="money", order=("fen",)),
        Column("kind", _("种类"), "get_kind_display"),
        Column("made", _("制单"), "made_by"),
        Column("entered", _("复核记账"), "entered_by"),
        Column("state", _("状态"), "get_state_display", kind="state",
               state=lambda v: MARKS[v.state]),
    ]  # fmt: skip


def _filters() -> list[Filter]:
    return [
        Filter("state", _("状态"), Voucher.State.choices, "state"),
        Filter("kind", _("种类"), Voucher.Kind.choices, "kind"),
    ]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, books_id: UUID) -> HttpResponse:
    """Write a voucher."""
    actor, books = books_here(request, books_id)
    require(may_keep(actor, books))
    once = once_of(request)
    form, lines = _forms(request, books, {"day": clock.today()}, ())

    def save(draft: Draft) -> Voucher:
        return write_voucher(books, draft, once=once, by=actor, now=clock.now())

    return _writing(request, books, form, lines, save, {"once": once})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """Write a draft anew."""
    actor, voucher = _here(request, voucher_id)
    require(may_keep(actor, voucher.books))
    known = {"day": voucher.day, "memo": voucher.memo, "kind": voucher.kind}
    form, lines = _forms(request, voucher.books, known, known_lines(voucher))

    def save(draft: Draft) -> Voucher:
        return change_voucher(voucher, draft, by=actor, now=clock.now())

    return _writing(request, voucher.books, form, lines, save, {"voucher": voucher})


def _forms(
    request: HttpRequest, books: Books, known: dict[str, Any], lines: Any
) -> tuple[VoucherForm, Lines]:
    data = request.POST or None
    more = MORE if data is not None and "more" in data else 0
    form = VoucherForm(data, request.FILES or None, initial=known)
    return form, Lines(data, titles_of(books), lines, more)


def _writing(
    request: HttpRequest,
    books: Books,
    form: VoucherForm,
    lines: Lines,
    save: Any,
    more: dict[str, Any],
) -> HttpResponse:
    """The page of a voucher being written; what is refused is told and nothing typed is lost."""
    asks_rows = "more" in request.POST
    if request.method == "POST" and not asks_rows and form.is_valid() and lines.is_valid():
        typed = form.cleaned_data
        said = drawn(books, lines.filled)
        if said is not None:
            paper = typed["papers"]
            files = ((paper.name, paper),) if paper else ()
            draft = Draft(typed["day"], typed["memo"], said, typed["kind"], files)
            made = tried(form, lambda: save(draft))
            if made is not None:
                messages.success(request, _("已保存为草稿，借贷相等。"))
                return redirect("ledger:voucher", made.pk)
    wrong = request.method == "POST" and not asks_rows
    context = {
        "books": books,
        "form": form,
        "lines": lines,
        "by_unit": any(title.by_unit for title in titles_of(books)),
        "crumbs": crumbs(books, Crumb(_("制单"))),
        **more,
    }
    return render(request, "ledger/write.html", context, status=422 if wrong else 200)


@require_safe
def voucher(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """One voucher: its lines, its papers, who wrote and who entered it, and what can be done."""
    actor, found = _here(request, voucher_id)
    return _page(request, actor, found)


def _page(
    request: HttpRequest, actor: Actor, voucher: Voucher, status: int = 200, **forms: Any
) -> HttpResponse:
    names = {title.code: title for title in titles_of(voucher.books)}
    lines = shown_lines(voucher)
    kept = VoucherPaper.objects.of(actor.street_id).filter(voucher=voucher)
    papers = Paper.objects.of(actor.street_id).filter(pk__in=kept.values("paper_id"))
    facts = Fact.objects.of(actor.street_id).filter(subject_id=voucher.pk).order_by("-id")
    context = {
        "books": voucher.books,
        "voucher": voucher,
        "mark": MARKS[voucher.state],
        "lines": [(names.get(line.title), line) for line in lines],
        "papers": papers.order_by("id"),
        "passed": passages(actor, "voucher", voucher.pk),
        "keeping": may_keep(actor, voucher.books),
        "entering": may_enter(actor, voucher),
        "red": Voucher.objects.of(actor.street_id).filter(reverses=voucher).first(),
        "said": [(fact.at, masked_sentence(fact), fact.by) for fact in facts[:20]],
        "reverse": ReverseForm(initial={"day": clock.today()}),
        "back": WhyForm(),
        "crumbs": crumbs(voucher.books, Crumb(voucher.word)),
        **forms,
    }
    return render(request, "ledger/voucher.html", context, status=status)


@require_POST
def send(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """Hand it to whoever enters it."""
    actor, found = _here(request, voucher_id)
    told(request, lambda: send_voucher(found, by=actor, now=clock.now()), _("已送复核。"))
    return redirect("ledger:voucher", found.pk)


@require_POST
def enter(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """Enter it."""
    actor, found = _here(request, voucher_id)
    told(request, lambda: enter_voucher(found, by=actor, now=clock.now()), _("已记账。"))
    return redirect("ledger:voucher", found.pk)


@require_POST
def give_back(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """Return it to who wrote it."""
    actor, found = _here(request, voucher_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        done = tried(form, lambda: return_voucher(found, why, by=actor, now=clock.now()))
        if done is not None:
            messages.success(request, _("已退回制单的人。"))
            return redirect("ledger:voucher", found.pk)
    return _page(request, actor, found, 422, back=form)


@require_POST
def drop(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """A draft goes."""
    actor, found = _here(request, voucher_id)

    def dropped() -> bool:
        drop_voucher(found, by=actor, now=clock.now())
        return True

    if told(request, dropped, _("草稿已作废。")):
        return redirect("ledger:vouchers", found.books_id)
    return redirect("ledger:voucher", found.pk)


@require_POST
def reverse_it(request: HttpRequest, voucher_id: UUID) -> HttpResponse:
    """Take it back in red."""
    actor, found = _here(request, voucher_id)
    form = ReverseForm(request.POST)
    if form.is_valid():
        typed, once = form.cleaned_data, once_of(request)
        red = tried(
            form,
            lambda: take_back(
                found, typed["day"], typed["why"], once=once, by=actor, now=clock.now()
            ),
        )
        if red is not None:
            done = red.state == Voucher.State.ENTERED
            messages.success(request, _("已冲销。") if done else _("红字凭证已送复核。"))
            return redirect("ledger:voucher", red.pk)
    return _page(request, actor, found, 422, reverse=form)


def _here(request: HttpRequest, voucher_id: UUID) -> tuple[Actor, Voucher]:
    actor = acting(request)
    found = voucher_of(actor.street_id, voucher_id)
    require(may_see(actor, found.books))
    return actor, found
