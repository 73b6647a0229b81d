"""One affair at the office: its papers, its clock, what is next, what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.discover.counter.actions import carrying, checking
from mulin.discover.counter.actions.checking import Seen
from mulin.discover.counter.forms import (
    AnswerForm,
    DecideForm,
    ForwardForm,
    MissingForm,
    PhotoForm,
    WhyForm,
)
from mulin.discover.counter.models import Application, HandedPaper
from mulin.discover.counter.pages.common import application_here, crumbs
from mulin.discover.counter.permissions import may_carry, may_give_out, may_read_values
from mulin.discover.counter.queries.applications import (
    late_days,
    mark_of,
    papers_of,
    steps_of,
    timeline,
    values_of,
)
from mulin.discover.counter.queries.offers import offer_of
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor

State = Application.State


@never_cache
@require_safe
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Everything about one affair."""
    return show(request, application_id)


@require_POST
def check(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Papers checked off, all rows of the table at once."""
    actor, row = application_here(request, application_id)
    seen = {
        paper.code: Seen(state, request.POST.get(f"note_{paper.code}", ""))
        for paper in papers_of(row)
        if (state := request.POST.get(f"state_{paper.code}", ""))
    }
    verb = lambda: checking.check_papers(row, seen, by=actor, now=clock.now())  # noqa: E731
    told(request, verb, _("材料已核对。"))
    return redirect("counter:application", row.pk)


@require_POST
def photograph(request: HttpRequest, application_id: UUID, handed_code: str) -> HttpResponse:
    """A picture of one paper."""
    actor, row = application_here(request, application_id)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("没有选照片。"))
        return redirect("counter:application", row.pk)
    file = form.cleaned_data["photo"]
    verb = lambda: checking.photograph(  # noqa: E731
        row, handed_code, file, by=actor, now=clock.now()
    )
    told(request, verb, _("照片已存入。"))
    return redirect("counter:application", row.pk)


@require_POST
def missing(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Tell what is missing, once."""
    form = MissingForm(request.POST)
    return _step(
        request,
        application_id,
        "missing",
        form,
        lambda row, by, typed: checking.tell_missing(row, typed["also"], by=by, now=clock.now()),
        _("已一次告知，申请人会收到。"),
    )


@require_POST
def accept(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Everything is there."""
    actor, row = application_here(request, application_id)
    verb = lambda: checking.accept(row, by=actor, now=clock.now())  # noqa: E731
    told(request, verb, _("已受理，开始计时。"))
    return redirect("counter:application", row.pk)


@require_POST
def forward(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Pass it on."""
    return _step(
        request,
        application_id,
        "forwarding",
        ForwardForm(request.POST),
        lambda row, by, typed: carrying.forward(
            row, typed["to"], typed["day"], by=by, now=clock.now()
        ),
        _("已登记转送。"),
    )


@require_POST
def decide(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Write the result down."""
    return _step(
        request,
        application_id,
        "deciding",
        DecideForm(request.POST),
        lambda row, by, typed: carrying.decide(
            row, typed["outcome"], typed["reason"], typed["day"], by=by, now=clock.now()
        ),
        _("结果已登记，请回复申请人。"),
    )


@require_POST
def answer(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The one answer."""
    return _step(
        request,
        application_id,
        "answering",
        AnswerForm(request.POST),
        lambda row, by, typed: carrying.answer(row, typed["answer"], by=by, now=clock.now()),
        _("已回复申请人。"),
    )


@require_POST
def collect(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """It was fetched."""
    actor, row = application_here(request, application_id)
    who = request.POST.get("who", "")
    verb = lambda: carrying.collect(row, who, by=actor, now=clock.now())  # noqa: E731
    told(request, verb, _("已登记领取。"))
    return redirect("counter:application", row.pk)


@require_POST
def withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The applicant took it back at the counter."""
    return _step(
        request,
        application_id,
        "withdrawing",
        WhyForm(request.POST),
        lambda row, by, typed: carrying.withdraw(row, typed["why"], by=by, now=clock.now()),
        _("已撤回。"),
    )


@never_cache
@require_POST
def phone(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The telephone in the clear, in place of its mask."""
    actor, row = application_here(request, application_id)
    reason = request.POST.get("reason", "") or request.POST.get("note", "")
    value = carrying.read_phone(row, reason, by=actor, now=clock.now())
    return render(request, "estate/unmasked.html", {"lines": [value or _("未登记")]})


def _step(
    request: HttpRequest,
    application_id: UUID,
    name: str,
    form: Any,
    verb: Callable[[Application, Actor, dict[str, Any]], Any],
    words: str,
) -> HttpResponse:
    """One form of the page: its verb, or the page again with what was typed."""
    actor, row = application_here(request, application_id)
    if form.is_valid() and tried(form, lambda: verb(row, actor, form.cleaned_data)) is not None:
        messages.success(request, words)
        return redirect("counter:application", row.pk)
    return show(request, application_id, **{name: form})


def show(request: HttpRequest, application_id: UUID, **forms: Any) -> HttpResponse:
    """The page; ``forms`` are those that came back with a mistake."""
    actor, row = application_here(request, application_id)
    today, papers = clock.today(), papers_of(row)
    mark, word = mark_of(row, today)
    reads = may_read_values(actor, row)
    why_not = may_carry(actor, row)
    offered = offer_of(actor.street_id, row.affair)
    day = {"day": today}
    context = {
        "row": row,
        "mark": mark,
        "word": word,
        "late": late_days(row, today),
        "steps": steps_of(row),
        "papers": papers,
        "lacking": [one for one in papers if one.lacks],
        "paper_states": HandedPaper.State.choices,
        "checks_papers": why_not is None and row.state in (State.RECEIVED, State.LACKING),
        "values": values_of(row) if reads is None else [],
        "why_no_values": reads,
        "reads": reads is None,
        "why_not": why_not,
        "may_give_out": may_give_out(actor, row) is None,
        "collectors": carrying.COLLECTORS.items(),
        "offered": offered,
        "passed": passages(actor, "affair", row.pk),
        "said": timeline(row),
        "crumbs": crumbs(Crumb(row.number)),
        "missing": MissingForm(),
        "forwarding": ForwardForm(initial={**day, "to": offered.decides if offered else ""}),
        "deciding": DecideForm(initial=day),
        "answering": AnswerForm(initial={"answer": row.reason}),
        "withdrawing": WhyForm(),
        **forms,
    }
    bad = any(form.errors for form in forms.values())
    return render(request, "counter/application.html", context, status=422 if bad else 200)
