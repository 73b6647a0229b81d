"""What is done about one issue: supported, merged, left out, fed back, evaluated, closed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.deliberate.meetings.actions import ending
from mulin.deliberate.meetings.actions import issues as verbs
from mulin.deliberate.meetings.actions.concluding import finish_assignment
from mulin.deliberate.meetings.forms import (
    DoneForm,
    EvaluationForm,
    FeedbackForm,
    MergeForm,
    WhyForm,
)
from mulin.deliberate.meetings.models import Assignment, Issue
from mulin.deliberate.meetings.pages.common import issue_at
from mulin.deliberate.meetings.pages.issues import page
from mulin.deliberate.meetings.permissions import HIDDEN
from mulin.deliberate.meetings.queries import issues as queries
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused


@require_POST
def support(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """A resident stands behind it."""
    actor, found = issue_at(request, issue_id)
    return _done(
        request,
        actor,
        found,
        lambda: verbs.support(found, by=actor, now=clock.now()),
        _("已附议。"),
    )


@require_POST
def merge(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Take it into one like it."""
    actor, found = issue_at(request, issue_id)
    near = {str(one.pk): one for one in queries.alike(found)}
    form = MergeForm(request.POST, issues=list(near.values()))
    if form.is_valid():
        into = near[form.cleaned_data["into"]]
        if tried(form, lambda: verbs.merge_issue(found, into, by=actor, now=clock.now())):
            messages.success(request, _("已并入。"))
            return redirect("meetings:issue", into.pk)
    return page(request, actor, found, merging=form)


@require_POST
def decline(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Leave it out, with a reason."""
    return _with_reason(
        request, issue_id, "declining", verbs.decline_issue, _("已不列入，理由公开。")
    )


@require_POST
def close(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Close it with what came of it."""
    return _with_reason(request, issue_id, "closing", ending.close_issue, _("已办结。"))


@require_POST
def again(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Back to the table."""
    return _with_reason(
        request, issue_id, "again", ending.take_up_again, _("已转回，等下一次会议。")
    )


@require_POST
def feed_back(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Publish what was done."""
    actor, found = issue_at(request, issue_id)
    form = FeedbackForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: ending.feed_back(found, text, by=actor, now=clock.now())):
            messages.success(request, _("已公布，居民可以评价了。"))
            return redirect("meetings:issue", found.pk)
    return page(request, actor, found, telling=form)


@require_POST
def evaluate(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """A resident says how content he is."""
    actor, found = issue_at(request, issue_id)
    form = EvaluationForm(request.POST)
    if form.is_valid():
        score, text = int(form.cleaned_data["score"]), form.cleaned_data["words"]
        if tried(form, lambda: ending.evaluate(found, score, text, by=actor, now=clock.now())):
            messages.success(request, _("谢谢，您的评价已记下。"))
            return redirect("meetings:issue", found.pk)
    return page(request, actor, found, judging=form)


@require_POST
def finish(request: HttpRequest, issue_id: UUID, assignment_id: UUID) -> HttpResponse:
    """A line of the list of responsibilities was carried out."""
    actor, found = issue_at(request, issue_id)
    rows = Assignment.objects.of(actor.street_id).filter(issue=found)
    line = rows.filter(pk=assignment_id).select_related("issue").first()
    if line is None:
        raise Refused(HIDDEN)
    form = DoneForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["paper"]
        given = (file.name, file) if file else None
        note, now = form.cleaned_data["note"], clock.now()
        if tried(form, lambda: finish_assignment(line, note, given, by=actor, now=now)):
            messages.success(request, _("已登记办完。"))
            return redirect("meetings:issue", found.pk)
    return page(request, actor, found, doing=(line.pk, form))


def _with_reason(
    request: HttpRequest,
    issue_id: UUID,
    name: str,
    verb: Callable[..., Issue],
    said: str,
) -> HttpResponse:
    actor, found = issue_at(request, issue_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: verb(found, why, by=actor, now=clock.now())):
            messages.success(request, said)
            return redirect("meetings:issue", found.pk)
    return page(request, actor, found, doing=None, **{name: form})


def _done(
    request: HttpRequest, actor: Actor, found: Issue, verb: Callable[[], object], said: str
) -> HttpResponse:
    told(request, verb, said)
    return redirect("meetings:issue", found.pk)
