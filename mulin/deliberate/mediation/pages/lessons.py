"""Lessons: written from a case without anybody in it, released by a second pair of eyes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.deliberate.mediation.actions import beyond
from mulin.deliberate.mediation.causes import CHOICES, name_of
from mulin.deliberate.mediation.forms_after import LessonForm, ReviewForm
from mulin.deliberate.mediation.models import Lesson
from mulin.deliberate.mediation.pages.common import crumbs, handled_at
from mulin.deliberate.mediation.pages.doing import done
from mulin.deliberate.mediation.permissions import HIDDEN, may_review, may_see_panels
from mulin.deliberate.mediation.queries import referrals as queries
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

MARKS = {"draft": "soon", "shared": "done", "declined": "no"}


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """What cases taught."""
    actor = acting(request)
    require(may_see_panels(actor))
    listing = Listing(
        request,
        queries.lessons_for(actor),
        _columns(),
        searches=("title", "trouble", "solution", "prevention"),
        filters=(
            Filter("cause", _("类别"), CHOICES, "cause"),
            Filter("state", _("状态"), Lesson.State.choices, "state"),
        ),
    )
    if listing.export:
        return download(listing, _("化解经验"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs(Crumb(_("化解经验")))}
    template = "mediation/phone/lessons.html" if is_phone(request) else "mediation/lessons.html"
    return render(request, template, context)


@require_safe
def one(request: HttpRequest, mediation_lesson_id: UUID) -> HttpResponse:
    """One lesson."""
    actor, found = _found(request, mediation_lesson_id)
    return _page(request, actor, found)


@require_POST
def write(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Write one from a case that has ended."""
    actor, found = handled_at(request, dispute_id)
    once = once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        words = (typed["title"], typed["trouble"], typed["solution"], typed["prevention"])
        return beyond.write_lesson(found, *words, once=once, by=actor, now=clock.now())

    words = _("已写好，等另一个人审核。")
    return done(request, actor, found, LessonForm(request.POST), verb, words)


@require_POST
def review(request: HttpRequest, mediation_lesson_id: UUID) -> HttpResponse:
    """Release it, or keep it back."""
    actor, found = _found(request, mediation_lesson_id)
    form = ReviewForm(request.POST)
    if form.is_valid():
        share, why, now = form.cleaned_data["share"] == "yes", form.cleaned_data["why"], clock.now()
        verb = beyond.review_lesson
        if tried(form, lambda: verb(found, share=share, why=why, by=actor, now=now)):
            messages.success(request, _("已审核。"))
            return redirect("mediation:lesson", found.pk)
    return _page(request, actor, found, form)


def _found(request: HttpRequest, pk: UUID) -> tuple[Actor, Lesson]:
    actor = acting(request)
    require(may_see_panels(actor))
    found = queries.lessons_for(actor).filter(pk=pk).first()
    if found is None:
        raise Refused(HIDDEN)
    return actor, found


def _page(
    request: HttpRequest, actor: Actor, found: Lesson, form: ReviewForm | None = None
) -> HttpResponse:
    why_not = may_review(actor, found.dispute.panel)
    context: dict[str, Any] = {
        "lesson": found,
        "mark": MARKS[found.state],
        "cause": name_of(found.cause),
        "why_not": why_not,
        "own": found.written_by_id is not None and found.written_by_id == actor.person_id,
        "reviewing": form or ReviewForm(),
        "crumbs": crumbs(Crumb(_("化解经验"), reverse("mediation:lessons")), Crumb(found.title)),
    }
    status = 422 if form is not None and form.errors else 200
    phone = is_phone(request)
    template = "mediation/phone/lesson.html" if phone else "mediation/lesson.html"
    return render(request, template, context, status=status)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title", _("题目"), "title", order=("title",),
            href=lambda row: row_address("mediation:lesson", row.pk),
        ),
        Column("cause", _("类别"), lambda row: shown(name_of(row.cause)), order=("cause", "id")),
        Column(
            "state", _("状态"), "get_state_display", "state", order=("state", "id"),
            state=lambda row: MARKS[row.state],
        ),
        Column("prevention", _("怎样预防"), "prevention"),
        Column("on", _("写成"), "written_on", "day", order=("written_on",)),
    )  # fmt: skip
