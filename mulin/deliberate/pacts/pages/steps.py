"""What is done about one version: comments asked for, made, answered; hints; a meeting; its end."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.deliberate.pacts.actions import adopting, ending, talking
from mulin.deliberate.pacts.forms import (
    AnswerForm,
    CommentForm,
    EarlierForm,
    HintForm,
    MeetingForm,
    UntilForm,
    WhyForm,
)
from mulin.deliberate.pacts.models import Comment, Version
from mulin.deliberate.pacts.pages.common import version_at
from mulin.deliberate.pacts.pages.pacts import page
from mulin.deliberate.pacts.permissions import HIDDEN
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Refused

WHOLE = "whole"


@require_POST
def open_comments(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Ask for comments until a day, or put that day off."""
    actor, found = version_at(request, version_id)
    form = UntilForm(request.POST)
    if form.is_valid():
        until = form.cleaned_data["until"]
        verb = lambda: talking.open_comments(found, until, by=actor, now=clock.now())  # noqa: E731
        if tried(form, verb) is not None:
            messages.success(request, _("已公开征求意见，到 %(day)s。") % {"day": until})
            return redirect("pacts:version", found.pk)
    return page(request, actor, found, until_form=form)


@require_POST
def comment(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Say something about a clause, or about the whole."""
    actor, found = version_at(request, version_id)
    form = CommentForm(request.POST)
    clause_id = _id(request.POST.get("clause", ""))
    if form.is_valid():
        text, once = form.cleaned_data["text"], once_of(request)
        said = tried(
            form,
            lambda: talking.comment(found, clause_id, text, once=once, by=actor, now=clock.now()),
        )
        if said is not None:
            messages.success(request, _("意见已收到，会有答复。"))
            return _to(found, f"clause-{clause_id}" if clause_id else WHOLE)
    return page(request, actor, found, doing=(f"comment-{clause_id or WHOLE}", form))


@require_POST
def answer(request: HttpRequest, version_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer a comment where everybody reads it."""
    actor, found = version_at(request, version_id)
    rows = Comment.objects.of(actor.street_id).filter(version=found)
    given = rows.select_related("version").filter(pk=comment_id).first()
    if given is None:
        raise Refused(HIDDEN)
    form = AnswerForm(request.POST)
    if form.is_valid():
        text, taken = form.cleaned_data["text"], form.cleaned_data["taken_up"]
        done = tried(
            form,
            lambda: talking.answer_comment(given, text, taken_up=taken, by=actor, now=clock.now()),
        )
        if done is not None:
            messages.success(request, _("已答复。"))
            return _to(found, f"clause-{given.clause_id}" if given.clause_id else WHOLE)
    return page(request, actor, found, doing=(f"answer-{given.pk}", form))


@require_POST
def hint(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Say on record why a clause stands although a rule hints at it."""
    actor, found = version_at(request, version_id)
    form = HintForm(request.POST)
    rule, clause_id = request.POST.get("rule", ""), _id(request.POST.get("clause", ""))
    if form.is_valid():
        why = form.cleaned_data["why"]
        done = tried(
            form,
            lambda: talking.answer_hint(found, rule, clause_id, why, by=actor, now=clock.now()),
        )
        if done is not None:
            messages.success(request, _("说明已记录。"))
            return _to(found, f"clause-{clause_id}" if clause_id else WHOLE)
    return page(request, actor, found, doing=(f"hint-{rule}-{clause_id or WHOLE}", form))


@require_POST
def adopt(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A residents' meeting adopted a neighbourhood covenant."""
    actor, found = version_at(request, version_id)
    form = MeetingForm(request.POST, request.FILES)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        file = typed.pop("paper")
        told = adopting.MeetingRecord(**typed)
        given = (file.name, file) if file else None
        done = tried(
            form, lambda: adopting.adopt_by_meeting(found, told, given, by=actor, now=clock.now())
        )
        if done is not None:
            messages.success(request, _("已通过，并在小区公示栏公告。"))
            return redirect("pacts:version", found.pk)
    return page(request, actor, found, meeting_form=form)


@require_POST
def earlier(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A pact that has been in force for years is put on record."""
    actor, found = version_at(request, version_id)
    form = EarlierForm(request.POST, request.FILES)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        file = typed.pop("paper")
        told = adopting.Earlier(**typed)
        done = tried(
            form,
            lambda: adopting.note_earlier(
                found, told, (file.name, file), by=actor, now=clock.now()
            ),
        )
        if done is not None:
            messages.success(request, _("已补登，施行中。"))
            return redirect("pacts:version", found.pk)
    return page(request, actor, found, earlier_form=form)


@require_POST
def withdraw(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Give a version up."""
    return _with_reason(request, version_id, ending.withdraw, _("已撤回。"))


@require_POST
def end(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A pact in force ends."""
    return _with_reason(request, version_id, ending.end_pact, _("已终止。"))


def _with_reason(
    request: HttpRequest, version_id: UUID, verb: Callable[..., Version], words: str
) -> HttpResponse:
    actor, found = version_at(request, version_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        if tried(form, lambda: verb(found, why, by=actor, now=clock.now())) is not None:
            messages.success(request, words)
            return redirect("pacts:list")
    return page(request, actor, found, withdrawing=form)


def _to(found: Version, anchor: str) -> HttpResponse:
    return redirect(f"{reverse('pacts:version', args=[found.pk])}#{anchor}")


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
