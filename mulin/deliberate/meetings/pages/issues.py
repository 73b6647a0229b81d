"""Screens of issues: the list, a new one, one with its six steps."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliberate.meetings.actions import issues as verbs
from mulin.deliberate.meetings.forms import (
    DoneForm,
    EvaluationForm,
    FeedbackForm,
    IssueForm,
    MergeForm,
    WhyForm,
)
from mulin.deliberate.meetings.hints import touched_by
from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.openings import opening_of
from mulin.deliberate.meetings.pages.common import issue_at, issue_crumbs
from mulin.deliberate.meetings.permissions import (
    HIDDEN,
    carries,
    may_carry,
    may_speak_as_resident,
    may_work,
    speaks,
)
from mulin.deliberate.meetings.queries import issues as queries
from mulin.deliberate.meetings.queries.pieces import MARKS
from mulin.deliberate.meetings.queries.steps import line_of, next_due
from mulin.ground.forewarn.queries import Warned, warned
from mulin.ground.matters.models import Matter
from mulin.ground.matters.passing import shown as passages
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.matters.queries import matter_of
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


@require_safe
def issues(request: HttpRequest) -> HttpResponseBase:
    """Every issue the office sees: search, filter, order, export."""
    actor = acting(request)
    if may_work(actor) is not None:
        return redirect("meetings:mine")
    visible = queries.issues_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("number", "title", "text", "compound__name"),
        filters=_filters(visible),
    )
    if listing.export:
        return download(listing, _("议题"), now=clock.now())
    counts = queries.state_counts(visible)
    context = {
        "listing": listing,
        "figures": [(MARKS[s], s.value, s.label, counts.get(s.value, 0)) for s in _SHOWN],
        "state": request.GET.get("state", ""),
        "total": sum(counts.values()),
        "may_raise": speaks(actor),
        "may_call": carries(actor),
        "crumbs": issue_crumbs(),
    }
    return render(request, "meetings/issues.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring an issue up: the office for whoever told it, a resident for himself."""
    actor = acting(request)
    places = {str(c.pk): c for c in queries.places_to(actor, carry=False)}
    phone = is_phone(request)
    if not places:
        raise Refused(HIDDEN)
    form = IssueForm(
        request.POST or None,
        places=[(pk, c.name) for pk, c in places.items()],
        resident=phone,
        initial={"compound": request.GET.get("compound", "")},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        matter_id = request.GET.get("matter", "")
        made = tried(
            form,
            lambda: verbs.raise_issue(
                places[typed["compound"]],
                typed["title"],
                typed["text"],
                typed["source"],
                matter=_matter(actor, matter_id, places[typed["compound"]].pk),
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.number})
            return redirect("meetings:issue", made.pk)
    template = "meetings/phone/new.html" if phone else "meetings/issue_new.html"
    context = {"form": form, "once": once, "crumbs": issue_crumbs(Crumb(_("登记议题")))}
    return render(request, template, context, status=422 if form.errors else 200)


@require_safe
def issue(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """One issue: its six steps, who wants it, what was agreed and done, what residents say."""
    actor, found = issue_at(request, issue_id)
    return page(request, actor, found)


def page(
    request: HttpRequest,
    actor: Actor,
    found: Issue,
    *,
    doing: tuple[UUID, DoneForm] | None = None,
    **typed: forms.Form,
) -> HttpResponse:
    """The issue's page with a form that was refused, or without."""
    today = clock.today()
    may = may_carry(actor, found.compound_id)
    near = queries.alike(found) if found.state == Issue.State.COLLECTED else []
    context: dict[str, Any] = {
        "issue": found,
        "mark": MARKS[Issue.State(found.state)],
        **_where_it_stands(found, today),
        "alike": near,
        "forewarned": _forewarned(request, actor, found, today),
        "assignments": queries.assignments_of(found),
        "talks": queries.talks_of(found),
        "opinion": queries.opinion_of(found),
        "opinions": queries.words_of(found),
        "said": queries.timeline(found),
        "passed": passages(actor, "issue", found.pk),
        "today": today,
        "why_not": "" if may is None else str(may),
        **_as_resident(actor, found),
        "merging": MergeForm(issues=near),
        "declining": WhyForm(),
        "closing": WhyForm(),
        "again": WhyForm(),
        "telling": FeedbackForm(),
        "doing_id": doing[0] if doing else None,
        "doing": doing[1] if doing else DoneForm(),
        "crumbs": issue_crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in (*typed.values(), *([doing[1]] if doing else [])))
    template = "meetings/phone/issue.html" if is_phone(request) else "meetings/issue.html"
    return render(request, template, context, status=422 if bad else 200)


def _where_it_stands(found: Issue, today: date) -> dict[str, Any]:
    """The six steps, the next of them, and what its words point to."""
    coming = next_due(found, today)
    return {
        "line": line_of(found, today),
        "next": coming,
        "late": bool(coming and coming.due and coming.due < today),
        "hints": touched_by(f"{found.title}{found.text}") if found.is_open else [],
    }


def _forewarned(request: HttpRequest, actor: Actor, found: Issue, today: date) -> list[Warned]:
    """Warnings are for those who carry it, while it is open."""
    if is_phone(request) or not found.is_open or may_work(actor) is not None:
        return []
    return warned(actor, opening_of(actor, found), today)


def _as_resident(actor: Actor, found: Issue) -> dict[str, Any]:
    """What somebody who lives there has said of it, and may say."""
    mine = queries.evaluation_of(found, actor.person_id) if actor.person_id else None
    before = {"score": str(mine.score), "words": mine.words} if mine else None
    return {
        "resident": may_speak_as_resident(actor, found) is None,
        "supported": queries.supported_by(found, actor),
        "mine": mine,
        "judging": EvaluationForm(initial=before),
    }


def _matter(actor: Actor, typed: str, compound_id: UUID) -> Matter | None:
    """The matter it belongs to, where the person may open it and it is of the same compound."""
    try:
        found = matter_of(actor.street_id, UUID(typed))
    except ValueError:
        return None
    if found is None or may_see_matter(actor, found) is not None:
        return None
    return found if found.compound_id in (None, compound_id) else None


_SHOWN = [
    Issue.State.COLLECTED,
    Issue.State.CHOSEN,
    Issue.State.AGREED,
    Issue.State.TO_THE_OWNERS,
    Issue.State.FED_BACK,
    Issue.State.CLOSED,
]


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("议题"),
            "title",
            order=("title",),
            href=lambda row: reverse("meetings:issue", args=[row.pk]),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("source", _("来源"), "get_source_display", order=("source",)),
        Column("supporters", _("附议人数"), "supporters", "number", order=("supporters",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: MARKS[Issue.State(row.state)],
        ),
        Column("raised", _("提出"), "raised_on", "day", order=("raised_on",)),
        Column("closed", _("办结"), "closed_on", "day", order=("closed_on",)),
    )


def _filters(visible: Any) -> tuple[Filter, ...]:
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    return (
        Filter("state", _("状态"), Issue.State.choices, "state"),
        Filter("source", _("来源"), Issue.Source.choices, "source"),
        Filter("compound", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
    )
