"""Owners' right of inspection on screen: ask, wait, be answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions.inspecting import answer_request, ask_to_see
from mulin.decide.committees.forms_owners import AnswerForm, SeeForm
from mulin.decide.committees.models import Inspection
from mulin.decide.committees.pages.common import crumbs_of, found, question
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import (
    HIDDEN,
    KEEPERS,
    READERS,
    may_answer,
    may_ask_to_see,
    may_see_bodies,
)
from mulin.decide.committees.queries import asking as queries
from mulin.decide.committees.queries.people import one_person
from mulin.ground.estate.models import Person
from mulin.ground.estate.pages.asking import ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require

State = Inspection.State
MARKS = {State.ASKED: "soon", State.SHOWN: "done", State.PARTLY: "done", State.NOT_HELD: "no"}


@require_safe
def inspections(request: HttpRequest) -> HttpResponseBase:
    """Every request the person answers, and his own."""
    actor, today = acting(request), clock.today()
    require(may_see_bodies(actor))
    columns = (
        Column(
            "what",
            _("具体内容"),
            "what",
            href=lambda r: reverse("committees:inspection", args=[r.pk]),
        ),
        Column("kind", _("查阅哪一类"), "get_kind_display", order=("kind",)),
        Column("body", _("向谁申请"), "body.name", order=("body__name",)),
        Column("asker", _("申请人"), "asker.name", personal="name"),
        Column("asked", _("申请"), "asked_on", "day", order=("asked_on",)),
        Column(
            "state",
            _("状态"),
            lambda r: _state(r, today),
            "state",
            order=("state",),
            state=lambda r: MARKS[State(r.state)],
        ),
        Column("answered", _("答复日期"), "answered_on", "day", order=("answered_on",)),
    )
    filters = (
        Filter("state", _("状态"), State.choices, "state"),
        Filter("kind", _("查阅哪一类"), Inspection.Kind.choices, "kind"),
    )
    listing = Listing(
        request, queries.inspections_for(actor), columns, ("what", "body__name"), filters
    )
    if listing.export:
        return download(listing, _("业主查阅"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs_of(Crumb(_("业主查阅")))}
    return render(request, "committees/inspections.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Ask to see something."""
    actor, body = found(request, organisation_id)
    require(may_ask_to_see(actor, body))
    office = actor.has(*KEEPERS, compound_id=body.compound_id)
    form = SeeForm(request.POST or None, office=office)

    def act(typed: dict[str, Any]) -> str:
        if office:
            asker = one_person(actor, typed["person"], body, clock.today())
        else:
            asker = Person.objects.of(actor.street_id).get(pk=actor.person_id)
        made = ask_to_see(
            body, asker, typed["kind"], typed["what"], once=typed["once"], by=actor, now=clock.now()
        )
        return reverse("committees:inspection", args=[made.pk])

    intro = _("业主可以查阅五类资料（建筑物区分所有权司法解释第13条）。申请和答复都留有记录。")
    return ask(request, form, question(body, _("申请查阅"), _("已申请。"), intro), act)


@require_http_methods(["GET", "POST"])
def inspection(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """One request, and its answer."""
    actor = acting(request)
    row = queries.inspection_of(actor.street_id, inspection_id)
    if row is None:
        raise Refused(HIDDEN)
    mine = actor.person_id is not None and actor.person_id == row.asker_id
    if not mine and not actor.has(*READERS, compound_id=row.body.compound_id):
        raise Refused(HIDDEN)
    may = may_answer(actor, row.body)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(may)
        if form.is_valid() and tried(form, lambda: _answer(request, row, form)) is not None:
            return redirect("committees:inspection", row.pk)
    context = {
        "row": row,
        "form": form,
        "mark": MARKS[State(row.state)],
        "word": _state(row, clock.today()),
        "name": row.asker.name if mine else "",
        "why_not": "" if may is None else shown(may),
        "crumbs": crumbs_of(
            Crumb(_("业主查阅"), reverse("committees:inspections")), Crumb(row.what[:20])
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "committees/inspection.html", context, status=status)


def _answer(request: HttpRequest, row: Inspection, form: AnswerForm) -> Inspection:
    typed = form.cleaned_data
    file = File(typed["file"].name, typed["file"]) if typed["file"] else None
    return answer_request(
        row, typed["state"], typed["answer"], file, by=acting(request), now=clock.now()
    )


def _state(row: Inspection, today: Any) -> str:
    """The state, and how long an owner has been waiting: the law names no period."""
    if row.state != State.ASKED:
        return str(row.get_state_display())
    waited = (today - row.asked_on).days
    return ngettext("等答复 %(n)d 天", "等答复 %(n)d 天", waited) % {"n": waited}
