"""Screens of the advisory group: who is in it, what committees asked, what was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.committees.actions import advising as verbs
from mulin.decide.committees.forms_advice import AdviceAnswerForm, AdviceForm
from mulin.decide.committees.forms_panels import OutForm
from mulin.decide.committees.models import Advice
from mulin.decide.committees.pages.common import crumbs_of
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions_advice import (
    NO_ADVICE,
    may_answer_advice,
    may_ask_advice,
    may_carry_advice,
    may_read_advice,
    may_see_advisers,
)
from mulin.decide.committees.queries import advising as queries
from mulin.decide.committees.queries.panels import bodies_that_call
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.topics import TOPICS

BOTH = ["GET", "POST"]
State = Advice.State
MARKS = {State.ASKED: "soon", State.GIVEN: "now", State.ANSWERED: "done", State.WITHDRAWN: "pause"}
DAYS = 10
"""How long an adviser is given unless somebody writes another day."""


@require_safe
def advice_list(request: HttpRequest) -> HttpResponseBase:
    """Every question the person carries, audits or is asked."""
    actor = acting(request)
    require(may_see_advisers(actor))
    listing = Listing(
        request,
        queries.advice_for(actor),
        _advice_columns(),
        searches=("question", "answer", "body__name"),
        filters=(
            Filter("state", _("状态"), State.choices, "state"),
            Filter("topic", _("哪方面"), TOPICS, "topic"),
        ),
    )
    if listing.export:
        return download(listing, _("请教顾问"), now=clock.now())
    context = {
        "listing": listing,
        "may_ask": bool(askers(actor)),
        "crumbs": crumbs_of(Crumb(_("请教顾问"))),
    }
    return render(request, "committees/advice_list.html", context)


@require_http_methods(BOTH)
def ask_one(request: HttpRequest) -> HttpResponse:
    """A committee asks."""
    actor = acting(request)
    require(may_see_advisers(actor))
    bodies = askers(actor)
    wanted = request.GET.get("compound", "")
    here = next((str(pk) for pk, b in bodies.items() if str(b.compound_id) == wanted), "")
    first = {
        "body": here,
        "topic": request.GET.get("topic", ""),
        "due_on": clock.today() + timedelta(days=DAYS),
    }
    form = AdviceForm(
        [(str(pk), b.name) for pk, b in bodies.items()], request.POST or None, initial=first
    )
    back = reverse("committees:advice_list")

    def act(typed: dict[str, Any]) -> str:
        made = verbs.ask_advice(
            bodies[UUID(typed["body"])],
            typed["topic"],
            typed["question"],
            typed["due_on"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )
        return reverse("committees:advice", args=[made.pk])

    crumbs = crumbs_of(Crumb(_("请教顾问"), back), Crumb(_("请教")))
    intro = _("提出以后会推荐懂这件事、不是本小区的顾问，由您选一位。")
    question = Question(
        _("请教顾问"), _("已提出，请选一位顾问。"), back, intro=intro, crumbs=crumbs
    )
    return ask(request, form, question, act)


@require_safe
def advice(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """One question: whom to choose, what was answered."""
    actor, row = _found(request, asked_id)
    today = clock.today()
    carries = may_carry_advice(actor, row) is None
    open_ = row.state in (State.ASKED, State.GIVEN)
    may = may_answer_advice(actor, row)
    context: dict[str, Any] = {
        "row": row,
        "mark": MARKS[State(row.state)],
        "late": row.state == State.GIVEN and row.due_on < today,
        "carries": carries and open_,
        "proposed": queries.proposed(row.street_id, row.topic, row.body.compound_id, today)
        if carries and open_
        else [],
        "may_answer": may is None and row.state == State.GIVEN,
        "why_not": shown(may) if may and row.state == State.GIVEN else "",
        "crumbs": _crumbs(row),
    }
    return render(request, "committees/advice.html", context)


@require_POST
def give(request: HttpRequest, asked_id: UUID, adviser_id: UUID) -> HttpResponse:
    """Choose an adviser."""
    actor, row = _found(request, asked_id)
    adviser = queries.adviser_of(actor.street_id, adviser_id)
    if adviser is None:
        raise Refused(NO_ADVICE)
    try:
        verbs.give_advice_to(row, adviser, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("已交给这位顾问。"))
    return redirect("committees:advice", row.pk)


@require_http_methods(BOTH)
def answer(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """The adviser answers."""
    actor, row = _found(request, asked_id)
    require(may_answer_advice(actor, row))

    def act(typed: dict[str, Any]) -> None:
        file = File(typed["file"].name, typed["file"]) if typed["file"] else None
        verbs.answer_advice(row, typed["answer"], file, by=actor, now=clock.now())

    form = AdviceAnswerForm(request.POST or None, request.FILES or None)
    return ask(request, form, _about(row, _("答复"), _("已答复。"), row.question), act)


@require_http_methods(BOTH)
def withdraw(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """No answer is needed any more."""
    actor, row = _found(request, asked_id)
    require(may_carry_advice(actor, row))

    def act(typed: dict[str, Any]) -> None:
        verbs.withdraw_advice(row, typed["why"], by=actor, now=clock.now())

    return ask(request, OutForm(request.POST or None), _about(row, _("撤回"), _("已撤回。")), act)


def _found(request: HttpRequest, asked_id: UUID) -> tuple[Actor, Advice]:
    actor = acting(request)
    row = queries.advice_of(actor.street_id, asked_id)
    if row is None:
        raise Refused(NO_ADVICE)
    require(may_read_advice(actor, row))
    return actor, row


def askers(actor: Actor) -> dict[UUID, Any]:
    bodies = bodies_that_call(actor)
    return {body.pk: body for body in bodies if may_ask_advice(actor, body) is None}


def _about(row: Advice, title: str, done: str, intro: str = "") -> Question:
    back = reverse("committees:advice", args=[row.pk])
    crumbs = (*_crumbs(row, back), Crumb(title))
    return Question(f"{title} · {row.body.name}", done, back, intro=intro, crumbs=crumbs)


def _crumbs(row: Advice, here: str = "") -> tuple[Crumb, ...]:
    there = reverse("committees:advice_list")
    return crumbs_of(Crumb(_("请教顾问"), there), Crumb(shown(row.get_topic_display()), here))


def _advice_columns() -> tuple[Column, ...]:
    return (
        Column(
            "question",
            _("请教什么"),
            "question",
            href=lambda a: reverse("committees:advice", args=[a.pk]),
        ),
        Column("topic", _("哪方面"), "get_topic_display", order=("topic",)),
        Column("body", _("业委会"), "body.name", order=("body__name",)),
        Column("adviser", _("顾问"), lambda a: a.adviser.person.name if a.adviser else ""),
        Column("asked", _("提出"), "asked_on", "day", order=("asked_on",)),
        Column("due", _("希望答复"), "due_on", "day", order=("due_on",)),
        Column("answered", _("答复日期"), "answered_on", "day", order=("answered_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda a: MARKS[State(a.state)],
        ),
    )
