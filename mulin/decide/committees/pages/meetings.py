"""Screens of committee meetings: the list, calling one, its days, holding it, its minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees import documents
from mulin.decide.committees.actions import meetings as verbs
from mulin.decide.committees.actions.holding import hold_meeting
from mulin.decide.committees.forms import ReasonForm
from mulin.decide.committees.forms_meetings import CallForm, HoldForm, MeetingPaperForm, StepForm
from mulin.decide.committees.models import Meeting
from mulin.decide.committees.openings import opening_of
from mulin.decide.committees.pages.common import crumbs_of, found, question
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import (
    HIDDEN,
    may_hold_meetings,
    may_read_file,
    may_see_bodies,
    may_see_body,
)
from mulin.decide.committees.queries import meetings as queries
from mulin.decide.committees.queries.bodies import term_in_office
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.forewarn.queries import Warned, warned
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.kit.words import said

BOTH = ["GET", "POST"]
State = Meeting.State
MARKS = {
    State.CALLED: "now",
    State.HELD: "done",
    State.NO_QUORUM: "no",
    State.VOIDED: "pause",
}
NOT_YET = Refusal(said("会议记录由业委会和社区查看。"), said("决定公告以后，业主在这里可以看到。"))


@require_safe
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Meetings the person carries or audits; an owner's, once their decisions hang."""
    actor = acting(request)
    require(may_see_bodies(actor))
    listing = Listing(
        request,
        queries.meetings_for(actor),
        _columns(),
        searches=("title", "term__body__name"),
        filters=(Filter("state", _("状态"), State.choices, "state"),),
    )
    if listing.export:
        return download(listing, _("业委会会议"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs_of(Crumb(_("会议")))}
    return render(request, "committees/meetings.html", context)


@require_http_methods(BOTH)
def call(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Call a meeting of a body."""
    actor, body = found(request, organisation_id)
    require(may_hold_meetings(actor, body))
    term = term_in_office(body)
    form = CallForm(request.POST or None)

    def act(typed: dict[str, Any]) -> str:
        if term is None:
            raise Refused(Refusal(said("没有在任的届。"), said("请先请社区登记这一届。")))
        made = verbs.call_meeting(
            term,
            typed["title"],
            typed["agenda"],
            typed["held_on"],
            typed["place"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )
        return reverse("committees:meeting", args=[made.pk])

    intro = _("按今天的法规办到底；召集后会算出最迟哪天公告议题、哪天公告决定。")
    return ask(request, form, question(body, _("召集会议"), _("已召集。"), intro), act)


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its days with their articles, who came, what was decided, its papers."""
    actor, row = _found(request, meeting_id)
    card = queries.card_of(row)
    may = may_hold_meetings(actor, row.term.body)
    context: dict[str, Any] = {
        "meeting": row,
        "body": row.term.body,
        "card": card,
        "mark": MARKS[State(row.state)],
        "lines": [(line, *_line_mark(line)) for line in card.lines],
        "agenda": [line for line in row.agenda.splitlines() if line.strip()],
        "files": may_read_file(actor, row.term.body) is None,
        "why_not": "" if may is None else shown(may),
        "today": clock.today(),
        "forewarned": _forewarned(actor, row),
        "crumbs": _crumbs(row),
    }
    return render(request, "committees/meeting.html", context)


@require_http_methods(BOTH)
def step(request: HttpRequest, meeting_id: UUID, step: str) -> HttpResponse:
    """Put down that the agenda hangs, the committee was told, or the decisions hang."""
    actor, row = _may(request, meeting_id)
    if step not in verbs.STEPS:
        raise Refused(HIDDEN)
    _field, kind, what = verbs.STEPS[step]
    form = StepForm(request.POST or None, request.FILES or None, initial={"day": clock.today()})
    if kind is None:
        del form.fields["photo"]

    def act(typed: dict[str, Any]) -> None:
        photo = typed.get("photo")
        file = File(photo.name, photo) if photo else None
        verbs.note_step(row, step, typed["day"], file, by=actor, now=clock.now())

    return ask(request, form, _question(row, shown(what), _("已登记。")), act)


@require_http_methods(BOTH)
def hold(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put down who came and how each motion went."""
    actor, row = _may(request, meeting_id)
    card = queries.card_of(row)
    agenda = [line.strip() for line in row.agenda.splitlines() if line.strip()]
    form = HoldForm(card.seats, agenda, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: _hold(row, form, actor)) is not None
    ):
        return redirect("committees:meeting", row.pk)
    context = {"meeting": row, "card": card, "form": form, "crumbs": _crumbs(row, _("登记开会"))}
    status = 422 if form.errors else 200
    return render(request, "committees/hold.html", context, status=status)


@require_http_methods(BOTH)
def paper(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Scan the signed minutes in."""
    actor, row = _may(request, meeting_id)
    form = MeetingPaperForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        file = File(typed["file"].name, typed["file"])
        verbs.keep_meeting_paper(row, typed["kind"], file, by=actor, now=clock.now())

    return ask(request, form, _question(row, _("存入签字的记录"), _("已存入。")), act)


@require_http_methods(BOTH)
def void(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Give up a meeting."""
    actor, row = _may(request, meeting_id)

    def act(typed: dict[str, Any]) -> None:
        verbs.void_meeting(row, typed["why"], by=actor, now=clock.now())

    form = ReasonForm(request.POST or None)
    return ask(request, form, _question(row, _("取消会议"), _("已取消。")), act)


@require_safe
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a PDF to sign."""
    actor, row = _found(request, meeting_id)
    require(may_read_file(actor, row.term.body))
    made = documents.minutes(queries.card_of(row), on=clock.today())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="minutes-{row.held_on}.pdf"'
    return answer


def _forewarned(actor: Actor, row: Meeting) -> list[Warned]:
    """Before it is held, for readers of the file: what its agenda usually breeds."""
    if row.state != State.CALLED or may_read_file(actor, row.term.body) is not None:
        return []
    return warned(actor, opening_of(actor, row), clock.today())


def _hold(row: Meeting, form: HoldForm, actor: Actor) -> Meeting:
    typed = form.cleaned_data
    return hold_meeting(
        row,
        [UUID(pk) for pk in typed["present"]],
        [UUID(pk) for pk in typed["signed"]],
        form.motions(),
        by=actor,
        now=clock.now(),
    )


def _found(request: HttpRequest, meeting_id: UUID) -> tuple[Actor, Meeting]:
    """Readers of the file see every meeting, owners those whose decisions hang."""
    actor = acting(request)
    row = queries.meeting_of(actor.street_id, meeting_id)
    if row is None:
        raise Refused(HIDDEN)
    require(may_see_body(actor, row.term.body))
    if may_read_file(actor, row.term.body) is not None and row.published_on is None:
        raise Refused(NOT_YET)
    return actor, row


def _may(request: HttpRequest, meeting_id: UUID) -> tuple[Actor, Meeting]:
    actor, row = _found(request, meeting_id)
    require(may_hold_meetings(actor, row.term.body))
    return actor, row


def _line_mark(line: Any) -> tuple[str, str]:
    """Mark and word of a day around the meeting."""
    if line.done is not None:
        return ("soon", _("晚了")) if line.late else ("done", _("办了"))
    if line.due is not None and line.due < clock.today():
        return "late", _("过期")
    return "now", _("待办")


def _question(row: Meeting, title: str, done: str) -> Question:
    back = reverse("committees:meeting", args=[row.pk])
    return Question(f"{title} · {row.title}", done, back, crumbs=_crumbs(row, title))


def _crumbs(row: Meeting, *last: str) -> tuple[Crumb, ...]:
    body = row.term.body
    here = reverse("committees:meeting", args=[row.pk]) if last else ""
    return crumbs_of(
        Crumb(body.name, reverse("committees:body", args=[body.pk])),
        Crumb(row.title, here),
        *(Crumb(words) for words in last),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("会议"),
            "title",
            order=("title",),
            href=lambda m: reverse("committees:meeting", args=[m.pk]),
        ),
        Column("body", _("业委会"), "term.body.name", order=("term__body__name",)),
        Column("held", _("开会日期"), "held_on", "day", order=("held_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda m: MARKS[State(m.state)],
        ),
        Column("posted", _("公告议题"), "posted_on", "day"),
        Column("published", _("公告决定"), "published_on", "day", order=("published_on",)),
    )
