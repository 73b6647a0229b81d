"""Screens of the review panel: the list, a call, one panel, signing up, the list closed, the draw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions import panels as verbs
from mulin.decide.committees.forms_panels import (
    ApplyForm,
    CallPanelForm,
    OutForm,
)
from mulin.decide.committees.models import Applicant, Panel
from mulin.decide.committees.pages.common import crumbs_of
from mulin.decide.committees.permissions import KEEPERS, may_see_bodies
from mulin.decide.committees.permissions_panels import (
    NO_PANEL,
    may_answer_panel,
    may_apply,
    may_call_panel,
    may_carry_panel,
    may_read_names,
    may_see_panel,
)
from mulin.decide.committees.queries import panels as queries
from mulin.decide.committees.queries.people import one_person
from mulin.ground.estate.models import Person
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

BOTH = ["GET", "POST"]
State = Panel.State
MARKS = {
    State.CALLING: "now",
    State.LISTED: "soon",
    State.SEATED: "now",
    State.ENDED: "done",
    State.VOIDED: "pause",
}
PLACE_MARKS = {
    Applicant.State.APPLIED: "now",
    Applicant.State.BARRED: "no",
    Applicant.State.WITHDRAWN: "pause",
    Applicant.State.SEATED: "done",
    Applicant.State.RESERVE: "idle",
}


@require_safe
def panels(request: HttpRequest) -> HttpResponseBase:
    """Every panel the person may see: search, filter, order, export."""
    actor = acting(request)
    require(may_see_bodies(actor))
    listing = Listing(
        request,
        queries.panels_for(actor),
        _columns(),
        searches=("title", "compound__name", "about"),
        filters=(
            Filter("state", _("状态"), State.choices, "state"),
            Filter("kind", _("哪一类事项"), Panel.Kind.choices, "kind"),
        ),
    )
    if listing.export:
        return download(listing, _("业主代表评审团"), now=clock.now())
    context = {
        "listing": listing,
        "may_call": bool(_callers(actor)),
        "crumbs": crumbs_of(Crumb(_("业主代表评审团"))),
    }
    template = "committees/phone/panels.html" if is_phone(request) else "committees/panels.html"
    return render(request, template, context)


@require_http_methods(BOTH)
def call(request: HttpRequest) -> HttpResponse:
    """Call for owners."""
    actor = acting(request)
    require(may_see_bodies(actor))
    bodies = _callers(actor)
    choices = [(str(pk), body.name) for pk, body in bodies.items()]
    first = {"body": request.GET.get("body", ""), "kind": request.GET.get("kind", "company")}
    form = CallPanelForm(choices, request.POST or None, initial=first)
    back = reverse("committees:panels")

    def act(typed: dict[str, Any]) -> str:
        said_so = verbs.Call(**{name: typed[name] for name in verbs.Call._fields})
        body = bodies[UUID(typed["body"])]
        made = verbs.call_panel(body, said_so, once=typed["once"], by=actor, now=clock.now())
        return reverse("committees:panel", args=[made.pk])

    intro = _(
        "公告挂到小区公示栏；业主在手机上或社区窗口报名，逐个与底册核对，委员和有利害关系的人回避。"
    )
    crumbs = crumbs_of(Crumb(_("业主代表评审团"), back), Crumb(_("征集")))
    question = Question(
        _("征集业主代表评审团"), _("征集公告已挂出。"), back, intro=intro, crumbs=crumbs
    )
    return ask(request, form, question, act)


@require_safe
def panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """One panel: the call, who is on the list, the draw to do again, what it looked at."""
    actor, row = _found(request, panel_id)
    names = may_read_names(actor, row)
    rows = queries.applicants_of(row)
    may = may_carry_panel(actor, row)
    today = clock.today()
    context: dict[str, Any] = {
        "panel": row,
        "mark": MARKS[State(row.state)],
        "places": [
            (place, PLACE_MARKS[Applicant.State(place.applicant.state)])
            for place in queries.places_of(row, rows, actor, names=names)
            if names or place.mine or place.applicant.ticket
        ],
        "applied": sum(a.state in queries.ON_LIST for a in rows),
        "mine": next((a for a in rows if a.person_id == actor.person_id), None),
        "may_apply": may_apply(actor, row) is None and today <= row.closes_on,
        "carries": may is None,
        "why_not": shown(may) if may else "",
        "answers": may_answer_panel(actor, row) is None,
        "heard": queries.items_of(row) if names or _sits(actor, rows) else _public(row),
        "names": names,
        "seated": _sits(actor, rows),
        "closable": row.state == State.CALLING and today > row.closes_on,
        "drawable": row.draw_on is not None and row.state == State.LISTED and today >= row.draw_on,
        "steps": _steps(row),
        "today": today,
        "crumbs": _crumbs(row),
    }
    template = "committees/phone/panel.html" if is_phone(request) else "committees/panel.html"
    return render(request, template, context)


@require_http_methods(BOTH)
def apply(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """An owner signs up; an office for one who came to the window."""
    actor, row = _found(request, panel_id)
    require(may_apply(actor, row))
    office = actor.has(*KEEPERS, compound_id=row.compound_id)
    form = ApplyForm(request.POST or None, office=office)

    def act(typed: dict[str, Any]) -> None:
        if office:
            person = one_person(actor, typed["person"], row.body, clock.today())
        else:
            person = Person.objects.of(actor.street_id).get(pk=actor.person_id)
        verbs.apply(
            row,
            person,
            typed["ties"],
            agreed=typed["agreed"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    return ask(
        request, form, question_about(row, _("报名"), _("已报名，名单截止后会有签号。")), act
    )


@require_http_methods(BOTH)
def out(request: HttpRequest, applicant_id: UUID) -> HttpResponse:
    """An applicant withdraws, or is told to stand back."""
    actor = acting(request)
    rows = Applicant.objects.of(actor.street_id).select_related("panel__compound", "panel__body")
    row = rows.select_related("person").filter(pk=applicant_id).first()
    if row is None:
        raise Refused(NO_PANEL)
    mine = row.person_id == actor.person_id
    require(may_see_panel(actor, row.panel))
    if not mine:
        require(may_carry_panel(actor, row.panel))

    def act(typed: dict[str, Any]) -> None:
        verbs.step_out(row, typed["why"], barred=not mine, by=actor, now=clock.now())

    title = _("撤回报名") if mine else _("应当回避")
    return ask(
        request, OutForm(request.POST or None), question_about(row.panel, title, _("已登记。")), act
    )


def _found(request: HttpRequest, panel_id: UUID) -> tuple[Actor, Panel]:
    actor = acting(request)
    row = queries.panel_of(actor.street_id, panel_id)
    if row is None:
        raise Refused(NO_PANEL)
    require(may_see_panel(actor, row))
    return actor, row


def carried(request: HttpRequest, panel_id: UUID) -> tuple[Actor, Panel]:
    actor, row = _found(request, panel_id)
    require(may_carry_panel(actor, row))
    return actor, row


def _callers(actor: Actor) -> dict[UUID, Any]:
    bodies = queries.bodies_that_call(actor)
    return {body.pk: body for body in bodies if may_call_panel(actor, body) is None}


def _sits(actor: Actor, rows: list[Applicant]) -> bool:
    """Whether the reader is a member: he sees papers and questions before they are published."""
    seat = Applicant.State.SEATED
    return any(a.person_id == actor.person_id and a.state == seat for a in rows)


def _public(row: Panel) -> list[queries.Heard]:
    """What every owner reads: items whose recommendation hangs."""
    return [one for one in queries.items_of(row) if one.item.published_on is not None]


def _steps(row: Panel) -> list[dict[str, str]]:
    days = (
        (_("征集"), row.called_on),
        (_("定名单"), row.listed_on),
        (_("产生"), row.seated_on),
        (_("结束"), row.ended_on),
    )
    at = next((n for n, (_name, day) in enumerate(days) if day is None), 9)
    return [
        {
            "state": "done" if day else "now" if n == at else "idle",
            "name": name,
            "when": day.isoformat() if day else "—",
        }
        for n, (name, day) in enumerate(days)
    ]


def question_about(row: Panel, title: str, done: str, intro: str = "") -> Question:
    back = reverse("committees:panel", args=[row.pk])
    crumbs = (*_crumbs(row, back), Crumb(title))
    return Question(f"{title} · {row.title}", done, back, intro=intro, crumbs=crumbs)


def _crumbs(row: Panel, here: str = "") -> tuple[Crumb, ...]:
    there = reverse("committees:panels")
    return crumbs_of(Crumb(_("业主代表评审团"), there), Crumb(row.title, here))


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("评审团"),
            "title",
            order=("title",),
            href=lambda p: reverse("committees:panel", args=[p.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("kind", _("哪一类事项"), "get_kind_display", order=("kind",)),
        Column("seats", _("名额"), "seats", "number"),
        Column("listed", _("报名"), "listed_n", "number", order=("listed_n",)),
        Column("closes", _("截止"), "closes_on", "day", order=("closes_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda p: MARKS[State(p.state)],
        ),
    )
