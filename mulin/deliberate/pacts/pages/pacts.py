"""Screens of pacts: the list, a new one, a version with all that is said of it, two versions compared."""

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

from mulin.deliberate.pacts.actions import drafting as verbs
from mulin.deliberate.pacts.actions.adopting import may_adopt
from mulin.deliberate.pacts.documents import sheet_of
from mulin.deliberate.pacts.forms import (
    AnswerForm,
    BeginForm,
    CommentForm,
    EarlierForm,
    HintForm,
    MeetingForm,
    UntilForm,
    WhyForm,
)
from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.pages.common import crumbs, of_version, version_at
from mulin.deliberate.pacts.permissions import HIDDEN, drafts, may_comment, may_draft, may_work
from mulin.deliberate.pacts.queries import pacts as queries
from mulin.deliberate.pacts.queries.findings import findings_of, pairs_of
from mulin.deliberate.pacts.queries.screens import lines_of
from mulin.deliberate.pacts.standards import kinds
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.texts.answering import FORMATS, answer, made
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said

State = Version.State
NO_FORMAT = Refusal(said("没有这种格式。"), said("有 PDF 和 Word。"), hidden=True)


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """Every version the office sees: search, filter, order, export."""
    actor = acting(request)
    if may_work(actor) is not None:
        return redirect("pacts:mine")
    visible = queries.versions_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("pact__number", "pact__title", "why", "clauses__text"),
        filters=_filters(visible),
    )
    if listing.words:
        listing.queryset = listing.queryset.distinct()
    if listing.export:
        return download(listing, _("公约"), now=clock.now())
    counts = queries.state_counts(visible)
    context = {
        "listing": listing,
        "figures": [
            (queries.MARKS[s], s.value, s.label, counts.get(s.value, 0))
            for s in (State.DRAFT, State.COMMENTS, State.VOTING, State.IN_FORCE)
        ],
        "state": request.GET.get("state", ""),
        "total": sum(counts.values()),
        "may_begin": drafts(actor),
        "crumbs": crumbs(),
    }
    return render(request, "pacts/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a pact from its template, or its next version from the last one."""
    actor = acting(request)
    places = {str(place.pk): place for place in queries.places_to_draft(actor)}
    if not places:
        raise Refused(HIDDEN)
    asked = {name: request.GET.get(name, "") for name in ("compound", "kind")}
    form = BeginForm(
        request.POST or None, places=[(pk, c.name) for pk, c in places.items()], initial=asked
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        begun = tried(
            form,
            lambda: verbs.begin_pact(
                places[typed["compound"]],
                typed["kind"],
                typed["why"],
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if begun is not None:
            messages.success(request, _("已起草第 %(n)d 版，请逐条修改。") % {"n": begun.number})
            return redirect("pacts:version", begun.pk)
    context = {"form": form, "once": once, "kinds": kinds(), "crumbs": crumbs(Crumb(_("起草")))}
    return render(request, "pacts/new.html", context, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: its clauses, what the law says of them, what neighbours say, its way."""
    actor, found = version_at(request, version_id)
    return page(request, actor, found)


def page(
    request: HttpRequest,
    actor: Actor,
    found: Version,
    *,
    doing: tuple[str, forms.Form] | None = None,
    **typed: forms.Form,
) -> HttpResponse:
    """The version's page with or without a refused form; ``doing`` names one of many alike."""
    today = clock.today()
    may = may_draft(actor, found.pact.compound_id)
    not_now = may_adopt(found, actor, today) if may is None and found.is_open else None
    context: dict[str, Any] = {
        "version": found,
        "mark": queries.MARKS[State(found.state)],
        "kind": found.pact.standard,
        **_what_stands(found, today, shown=found.is_open or may is None),
        "others": queries.others_of(found.pact, actor),
        "said": queries.timeline(found),
        "drafting": not may,
        "why_not": str(may or ""),
        "not_now": str(not_now or ""),
        "commenting": _may_say(actor, found, today),
        "me": actor.person_id,
        "once": uuid7(),
        "comment_form": CommentForm(),
        "answer_form": AnswerForm(),
        "hint_form": HintForm(),
        "until_form": UntilForm(initial={"until": found.comments_until}),
        "meeting_form": MeetingForm(initial={"held_on": today, "in_force_on": today}),
        "earlier_form": EarlierForm(),
        "withdrawing": WhyForm(),
        "doing_id": doing[0] if doing else "",
        "doing": doing[1] if doing else None,
        "crumbs": crumbs(Crumb(found.pact.number)),
        **typed,
    }
    bad = any(form.errors for form in (*typed.values(), *([doing[1]] if doing else [])))
    template = "pacts/phone/version.html" if is_phone(request) else "pacts/version.html"
    return render(request, template, context, status=422 if bad else 200)


def _may_say(actor: Actor, found: Version, today: date) -> bool:
    in_time = found.comments_until is not None and found.comments_until >= today
    return in_time and may_comment(actor, found) is None


def _what_stands(found: Version, today: date, *, shown: bool) -> dict[str, Any]:
    """The clauses with what the law and the neighbours say of them."""
    clauses, said_of = queries.clauses_of(found), queries.comments_of(found)
    findings = findings_of(found, clauses, today) if shown else []
    return {
        "lines": lines_of(clauses, findings, said_of),
        "whole": [one for one in findings if one.clause is None],
        "loose": [one for one in said_of if one.clause_id is None],
        "against": sum(one.finding.contradicts for one in findings),
        "hints": sum(one.is_open and not one.finding.contradicts for one in findings),
    }


@require_safe
def compare(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A version beside the one before it, clause by clause and word by word."""
    _actor, found = version_at(request, version_id)
    before, pairs = pairs_of(found, queries.clauses_of(found))
    counts: dict[str, int] = {}
    for pair in pairs:
        counts[pair.change.value] = counts.get(pair.change.value, 0) + 1
    context = {
        "version": found,
        "before": before,
        "pairs": pairs,
        "counts": counts,
        "phone": is_phone(request),
        "crumbs": of_version(found, Crumb(_("和上一版比较"))),
    }
    return render(request, "pacts/compare.html", context)


@require_safe
def text_file(request: HttpRequest, version_id: UUID, file_format: str) -> HttpResponse:
    """The text as PDF or Word."""
    _actor, found = version_at(request, version_id)
    if file_format not in FORMATS:
        raise Refused(NO_FORMAT)
    sheet = sheet_of(found, queries.clauses_of(found))
    name = _("%(title)s第 %(n)d 版") % {"title": found.pact.title, "n": found.number}
    return answer(made(sheet, file_format, clock.today()), name, file_format)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The residents' page: what is in force in my compounds, and what they are asked about."""
    actor = acting(request)
    rows = queries.versions_for(actor)
    context = {
        "in_force": list(rows.filter(state=State.IN_FORCE)[:50]),
        "asked": list(rows.filter(state=State.COMMENTS)[:20]),
        "voting": list(rows.filter(state=State.VOTING)[:20]),
    }
    return render(request, "pacts/phone/mine.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("公约"),
            "pact.title",
            order=("pact__title",),
            href=lambda row: reverse("pacts:version", args=[row.pk]),
        ),
        Column("number", _("编号"), "pact.number", order=("pact__number",)),
        Column("version", _("版次"), "number", "number", order=("number",)),
        Column("compound", _("小区"), "pact.compound.name", order=("pact__compound__name",)),
        Column("said", _("意见"), "said", "number", order=("said",)),
        Column("unanswered", _("没有答复"), "unanswered", "number", order=("unanswered",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[State(row.state)],
        ),
        Column("in_force", _("施行"), "in_force_on", "day", order=("in_force_on",)),
    )


def _filters(visible: Any) -> tuple[Filter, ...]:
    named = visible.order_by("pact__compound__name").values_list(
        "pact__compound_id", "pact__compound__name"
    )
    places = [(str(pk), name) for pk, name in named.distinct()]
    return (
        Filter("state", _("状态"), State.choices, "state"),
        Filter("kind", _("种类"), [(c, k.title) for c, k in kinds().items()], "pact__kind"),
        Filter("compound", _("小区"), places, "pact__compound_id"),
    )
