"""Statements: published, listed, printed for the lobby; owners' questions and their answers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliver.revenue import forms as shapes
from mulin.deliver.revenue.actions.telling import answer, publish_period
from mulin.deliver.revenue.models import BooksQuestion, Statement
from mulin.deliver.revenue.pages.books import statement_rows
from mulin.deliver.revenue.pages.common import books_here, crumbs, in_table, span_asked
from mulin.deliver.revenue.permissions import may_answer, may_publish, may_see
from mulin.deliver.revenue.picture import narrow, wide
from mulin.deliver.revenue.queries import telling as queries
from mulin.deliver.revenue.queries.flow import Flow, flow_of, unpacked
from mulin.ground.ledger.models import Books
from mulin.ground.page.address import row_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import acting, require


@require_safe
def listed(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """What was published, each with its notice."""
    actor, books = books_here(request, revenue_id)
    columns = [
        Column("number", _("编号"), "number",
               href=lambda s: row_address("notices:notice", s.notice_id), order=("number",)),
        Column("first", _("从"), "first", kind="day", order=("first",)),
        Column("last", _("到"), "last", kind="day", order=("last",)),
        Column("version", _("第几版"), "version", kind="number"),
        Column("income", _("收入（元）"), lambda s: flow_kept(s).income, kind="money"),
        Column("spent", _("支出（元）"), lambda s: flow_kept(s).spent, kind="money"),
        Column("closing", _("期末结余（元）"), lambda s: flow_kept(s).closing, kind="money"),
        Column("on", _("公示"), "published_on", kind="day", order=("published_on",)),
        Column("by", _("谁公示的"), "published_by"),
    ]  # fmt: skip
    listing = Listing(request, queries.statements_of(books), columns, ("number", "words"))
    if listing.export:
        return download(listing, f"{books.name} {_('收支公示')}", now=clock.now())
    context = {
        "books": books,
        "tab": "statements",
        "listing": listing,
        "due": queries.due_to_tell(books, clock.today()),
        "may_publish": may_publish(actor, books) is None,
        "board": reverse("books_board:board", args=[books.street.slug, _slug(books)]),
        "crumbs": crumbs(books, Crumb(_("收支公示"))),
    }
    return render(request, "revenue/statements.html", context)


def flow_kept(row: Statement) -> Flow:
    """The flow that was published."""
    return unpacked(row.first, row.last, row.figures)


def _slug(books: Books) -> str:
    return books.compound.slug if books.compound else ""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """See a period as everybody will see it, and publish it."""
    actor, books = books_here(request, revenue_id)
    require(may_publish(actor, books))
    today, once = clock.today(), once_of(request)
    due = queries.due_to_tell(books, today)
    _every, span = span_asked(request, books, today)
    if due is not None and "of" not in request.GET:
        span = due[0]
    form = shapes.PublishForm(request.POST or None, initial={"first": span.first})
    if request.method == "POST" and form.is_valid():
        first, note = form.cleaned_data["first"], form.cleaned_data["note"]
        made = tried(
            form,
            lambda: publish_period(books, first, note, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("已公示，业主和来访的人现在都看得到。"))
            return redirect("revenue:statements", books.pk)
    flow = flow_of(books, span.first, min(span.last, today))
    context = {
        "books": books,
        "span": span,
        "flow": flow,
        "table": statement_rows(flow, None),
        "picture": wide(flow, in_table),
        "small": narrow(flow, in_table),
        "checks": queries.checks_of(books, flow, today),
        "version": queries.version_next(books, span),
        "form": form,
        "once": once,
        "crumbs": crumbs(books, Crumb(_("公示一期"))),
    }
    status = 422 if form.errors else 200
    return render(request, "revenue/publish.html", context, status=status)


@require_safe
def poster(request: HttpRequest, revenue_id: UUID) -> HttpResponse:
    """The published period as a sheet for the lobby; the running one, marked so, where none is."""
    _actor, books = books_here(request, revenue_id)
    today = clock.today()
    told = _statement(request, books)
    flow = flow_kept(told) if told else queries.flow_now(books, today)
    url = request.build_absolute_uri(
        reverse("books_board:board", args=[books.street.slug, _slug(books)])
    )
    context = {
        "books": books,
        "told": told,
        "flow": flow,
        "table": statement_rows(flow, None),
        "picture": wide(flow, in_table),
        "code": qr_code(url),
        "url": url,
        "questions": queries.answered(queries.questions_of(books))[:4],
        "today": today,
        "crumbs": crumbs(books, Crumb(_("张贴单"))),
    }
    return render(request, "revenue/poster.html", context)


def _statement(request: HttpRequest, books: Books) -> Statement | None:
    """The statement that the address names by its number; else the newest."""
    rows = queries.newest(books)
    asked = request.GET.get("no", "")
    return next((row for row in rows if row.number == asked), rows[0] if rows else None)


@require_safe
def questions(request: HttpRequest, revenue_id: UUID) -> HttpResponseBase:
    """What owners asked."""
    _actor, books = books_here(request, revenue_id)
    today = clock.today()
    columns = [
        Column("text", _("问题"), "text", href=lambda q: row_address("revenue:question", q.pk)),
        Column("about", _("关于"), "about"),
        Column("home", _("提问的"), "home"),
        Column("at", _("提出"), "asked_at", kind="instant", order=("asked_at",)),
        Column("due", _("答复期限"), "due_on", kind="day", order=("due_on",)),
        Column("state", _("状态"), lambda q: _state_word(q, today), kind="state",
               state=lambda q: _state_mark(q, today)),
        Column("answer", _("答复"), "answer"),
    ]  # fmt: skip
    filters = [
        Filter("state", _("状态"), [("open", _("待答复")), ("answered", _("已答复"))],
               lambda rows, v: rows.filter(answer="") if v == "open" else rows.exclude(answer="")),
    ]  # fmt: skip
    listing = Listing(
        request, queries.questions_of(books), columns, ("text", "about", "answer"), filters
    )
    if listing.export:
        return download(listing, f"{books.name} {_('业主提问')}", now=clock.now())
    context = {
        "books": books,
        "tab": "questions",
        "listing": listing,
        "crumbs": crumbs(books, Crumb(_("业主提问"))),
    }
    return render(request, "revenue/questions.html", context)


def _state_word(row: BooksQuestion, today: date) -> str:
    if row.answer:
        return _("已答复")
    return _("过期没答") if row.due_on < today else _("待答复")


def _state_mark(row: BooksQuestion, today: date) -> str:
    if row.answer:
        return "done"
    return "late" if row.due_on < today else "now"


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, books_question_id: UUID) -> HttpResponse:
    """One question, and its answer."""
    actor = acting(request)
    found = queries.question_of(actor.street_id, books_question_id)
    require(may_see(actor, found.books))
    data: Any = request.POST or None
    form = shapes.AnswerForm(data, initial={"answer": found.answer})
    if request.method == "POST":
        require(may_answer(actor, found))
        if form.is_valid():
            text = form.cleaned_data["answer"]
            if tried(form, lambda: answer(found, text, by=actor, now=clock.now())) is not None:
                messages.success(request, _("已答复，业主和来访的人都看得到。"))
                return redirect("revenue:question", found.pk)
    today = clock.today()
    context = {
        "row": found,
        "books": found.books,
        "word": _state_word(found, today),
        "mark": _state_mark(found, today),
        "form": form,
        "refusal": may_answer(actor, found),
        "crumbs": crumbs(found.books, Crumb(_("业主提问"))),
    }
    status = 422 if form.errors else 200
    return render(request, "revenue/question.html", context, status=status)
