"""Files of the books: the workbook, Beancount text, and the bank's statement read in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mulin.ground.ledger.actions.banking import take_statement
from mulin.ground.ledger.pages.common import books_here, crumbs, period, title_here
from mulin.ground.ledger.permissions import may_keep
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import require
from mulin.portable.bank_statements import Statement, read
from mulin.portable.ledger_workbook import beancount, workbook
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE

SHOWN_FAULTS = 100


class StatementForm(forms.Form):
    """The statement as the bank gives it."""

    file = forms.FileField(
        label=gettext_lazy("银行明细"),
        help_text=gettext_lazy("网银下载的 .xlsx、.xls 或 .csv。有一处错就先不导入。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    broken = forms.BooleanField(
        label=gettext_lazy("余额接不上也照样导入"),
        help_text=gettext_lazy("银行分几段给的明细，段与段之间会接不上。"),
        required=False,
    )


@require_safe
def books_file(request: HttpRequest, books_id: UUID) -> HttpResponseBase:
    """科目余额表、明细账、凭证 of the period asked for."""
    _actor, books = books_here(request, books_id)
    shown = period(request, books)
    name = f"{books.name}-{shown.first:%Y%m%d}-{shown.last:%Y%m%d}.xlsx"
    data = workbook(books, shown.first, shown.last)
    return FileResponse(data, as_attachment=True, filename=name)


@require_safe
def beancount_file(request: HttpRequest, books_id: UUID) -> HttpResponseBase:
    """The same as Beancount text."""
    _actor, books = books_here(request, books_id)
    shown = period(request, books)
    answer = StreamingHttpResponse(
        beancount(books, shown.first, shown.last), content_type="text/plain; charset=utf-8"
    )
    name = quote(f"{books.name}-{shown.last:%Y%m%d}.beancount")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, books_id: UUID, title_code: str) -> HttpResponse:
    """Read a statement; take it whole, or name every mistake and take nothing."""
    actor, books = books_here(request, books_id)
    require(may_keep(actor, books))
    title = title_here(books, title_code)
    form = StatementForm(request.POST or None, request.FILES or None)
    found: Statement | None = None
    if request.method == "POST" and form.is_valid():
        found = _read(form)
        if found is not None and not found.stands(form.cleaned_data["broken"]):
            movements, now = found.movements, clock.now()
            done = tried(form, lambda: take_statement(title, movements, by=actor, now=now))
            if done is not None:
                words = _("新导入 %(rows)s 笔，早已有 %(known)s 笔，自动核对上 %(matched)s 笔。")
                told = {"rows": done.rows, "known": done.known, "matched": done.matched}
                messages.success(request, words % told)
                return redirect("ledger:bank_lines", books.pk, title.code)
    faults = found.stands(form.cleaned_data["broken"]) if found else []
    context: dict[str, Any] = {
        "books": books,
        "title": title,
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "more": max(len(faults) - SHOWN_FAULTS, 0),
        "total": len(faults),
        "crumbs": crumbs(books, Crumb(_("导入流水"))),
    }
    status = 422 if form.errors or faults else 200
    return render(request, "ledger_files/statement.html", context, status=status)


def _read(form: StatementForm) -> Statement | None:
    data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
    try:
        return read(data, clock.today())
    except Unreadable as error:
        form.add_error("file", str(error))
        return None
