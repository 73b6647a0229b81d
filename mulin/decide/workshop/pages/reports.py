"""Screens of the monthly report: the list, one with its figures, the facts behind a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.decide.workshop.actions import reporting
from mulin.decide.workshop.documents import report_sheet
from mulin.decide.workshop.figures import BY_CODE
from mulin.decide.workshop.forms import ReportForm, SayForm, month_of
from mulin.decide.workshop.models import Report
from mulin.decide.workshop.pages.mandates import crumbs
from mulin.decide.workshop.permissions import (
    HIDDEN,
    may_judge_report,
    may_read_reports,
    may_report,
    may_see_green,
    may_see_report,
    organisations_of,
)
from mulin.decide.workshop.queries import counting
from mulin.decide.workshop.queries import reports as queries
from mulin.decide.workshop.queries.mandates import workshop_of, workshops_for
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.record.queries import masked_sentence, with_words
from mulin.ground.texts.answering import FORMATS, made
from mulin.ground.texts.answering import answer as as_file
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

State = Report.State


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every report the reader may see, and the months that are owed."""
    actor, today = acting(request), clock.today()
    require(may_read_reports(actor))
    listing = Listing(
        request,
        queries.reports_for(actor),
        _columns(),
        searches=("workshop__organisation__name", "done", "hard", "asks"),
        filters=(Filter("state", _("状态"), State.choices, "state"),),
    )
    if listing.export:
        return download(listing, _("工作室月报"), now=clock.now())
    own = bool(organisations_of(actor))
    context = {
        "listing": listing,
        "owed": [
            (one, one.late_on(today), f"{one.month:%Y-%m}", queries.month_words(one.month))
            for one in queries.owed_by(workshops_for(actor), today)
        ],
        "own": own,
        "once": once_of(request),
        "sees_green": may_see_green(actor) is None,
        "reads_reports": may_read_reports(actor) is None,
        "crumbs": crumbs(Crumb(_("月报"))),
    }
    return render(request, "workshop/reports.html", context)


@require_POST
def begin(request: HttpRequest, workshop_id: UUID, month: str) -> HttpResponse:
    """Begin the report of a month, or go on with it."""
    actor = acting(request)
    found, first = workshop_of(actor.street_id, workshop_id), month_of(month)
    require(may_report(actor, found))
    if first is None:
        raise Refused(HIDDEN)
    begun = reporting.begin_report(found, first, once=once_of(request), by=actor, now=clock.now())
    return redirect("workshop:report", begun.pk)


@require_safe
def one(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report: figures that lead to facts, and words."""
    actor, found = _found(request, report_id)
    return _page(request, actor, found)


@require_POST
def write(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Change its words."""
    actor, found = _found(request, report_id)
    form = ReportForm(request.POST)
    if form.is_valid():
        sections, now = reporting.Sections(**form.cleaned_data), clock.now()
        if tried(form, lambda: reporting.write_report(found, sections, by=actor, now=now)):
            messages.success(request, _("文字已保存。"))
            return redirect("workshop:report", found.pk)
    return _page(request, actor, found, writing=form)


@require_POST
def send(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Send it to the street."""
    verb = reporting.send_report
    return _do(request, report_id, verb, _("已报街道，数字从此不变。"))


@require_POST
def acknowledge(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The street has read it."""
    return _do(request, report_id, reporting.acknowledge_report, _("已阅，存档。"))


@require_POST
def question(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The street asks back."""
    return _say(request, report_id, "asking", reporting.question_report, _("已发给工作室。"))


@require_POST
def reply(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The workshop answers."""
    return _say(request, report_id, "replying", reporting.reply_report, _("已答复街道。"))


@require_safe
def figure(request: HttpRequest, report_id: UUID, figure: str) -> HttpResponseBase:
    """The facts behind one figure, as sentences."""
    _actor, found = _found(request, report_id)
    chosen = BY_CODE.get(figure)
    if chosen is None:
        raise Refused(HIDDEN)
    window = counting.window_of(found)
    names = counting.names_of(window)
    listing = Listing(
        request,
        counting.facts_behind(window, chosen),
        (
            Column("on", _("日期"), "on", "day"),
            Column("said", _("发生了什么"), lambda row: shown(masked_sentence(row))),
            Column("compound", _("小区"), lambda row: names.get(row.compound_id, "")),
            Column("by", _("谁办的"), "by"),
        ),
        searches=with_words,
    )
    if listing.export:
        return download(listing, shown(chosen.name), now=clock.now())
    month = queries.month_words(found.month)
    back = Crumb(str(month), reverse("workshop:report", args=[found.pk]))
    context = {
        "listing": listing,
        "report": found,
        "figure": chosen,
        "month": month,
        "crumbs": crumbs(Crumb(_("月报"), reverse("workshop:reports")), back),
    }
    return render(request, "workshop/figure.html", context)


@require_safe
def file(request: HttpRequest, report_id: UUID, file_format: str) -> HttpResponse:
    """The report as PDF or Word."""
    _actor, found = _found(request, report_id)
    if file_format not in FORMATS:
        raise Refused(HIDDEN)
    lines = counting.counted(counting.window_of(found))
    data = made(report_sheet(found, lines), file_format, clock.today())
    name = f"{found.workshop.organisation.name} {queries.month_words(found.month)}"
    return as_file(data, name, file_format)


def _do(
    request: HttpRequest, report_id: UUID, verb: Callable[..., Report], told: str
) -> HttpResponse:
    actor, found = _found(request, report_id)
    form = forms.Form(request.POST)
    form.is_valid()
    if tried(form, lambda: verb(found, by=actor, now=clock.now())):
        messages.success(request, told)
        return redirect("workshop:report", found.pk)
    return _page(request, actor, found, doing=form)


def _say(
    request: HttpRequest, report_id: UUID, name: str, verb: Callable[..., Report], told: str
) -> HttpResponse:
    actor, found = _found(request, report_id)
    form = SayForm(request.POST)
    if form.is_valid():
        text, now = form.cleaned_data["text"], clock.now()
        if tried(form, lambda: verb(found, text, by=actor, now=now)):
            messages.success(request, told)
            return redirect("workshop:report", found.pk)
    return _page(request, actor, found, **{name: form})


def _found(request: HttpRequest, report_id: UUID) -> tuple[Actor, Report]:
    actor = acting(request)
    found = queries.report_of(actor.street_id, report_id)
    require(may_see_report(actor, found))
    return actor, found


def _page(request: HttpRequest, actor: Actor, found: Report, **typed: forms.Form) -> HttpResponse:
    today, writes = clock.today(), may_report(actor, found.workshop) is None
    texts = {name: getattr(found, name) for name in reporting.TEXTS}
    month = queries.month_words(found.month)
    context: dict[str, Any] = {
        "report": found,
        "month": month,
        "mark": queries.MARKS[State(found.state)],
        "groups": _groups(counting.counted(counting.window_of(found))),
        "compounds": len(found.compounds),
        "late": found.late or (found.state == State.DRAFT and today > found.due_on),
        "writes": writes and found.state == State.DRAFT,
        "may_send": writes and found.state == State.DRAFT,
        "over": today > queries.last_day(found.month),
        "may_judge": found.state == State.SENT and may_judge_report(actor, found) is None,
        "may_reply": writes and found.state == State.ASKED,
        "said": queries.history_of(found),
        "writing": ReportForm(initial=texts),
        "asking": SayForm(),
        "replying": SayForm(),
        "crumbs": crumbs(Crumb(_("月报"), reverse("workshop:reports")), Crumb(str(month))),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "workshop/report.html", context, status=422 if bad else 200)


def _groups(lines: list[counting.Line]) -> list[tuple[str, list[counting.Line]]]:
    groups: dict[str, list[counting.Line]] = {}
    for line in lines:
        groups.setdefault(line.figure.group, []).append(line)
    return list(groups.items())


def _columns() -> tuple[Column, ...]:
    def month(row: Report) -> date:
        return row.month

    return (
        Column(
            "month",
            _("月份"),
            lambda row: shown(queries.month_words(month(row))),
            order=("month",),
            href=lambda row: row_address("workshop:report", row.pk),
        ),
        Column("workshop", _("工作室"), "workshop.organisation.name"),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            state=lambda row: queries.MARKS[State(row.state)],
        ),
        Column("due", _("最迟"), "due_on", "day", order=("due_on",)),
        Column("sent", _("报送"), "sent_at", "instant", order=("sent_at",)),
        Column("late", _("迟报"), lambda row: _("迟报") if row.late else ""),
        Column("read", _("阅毕"), "acknowledged_on", "day"),
    )
