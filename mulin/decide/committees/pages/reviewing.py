"""Screens of what a panel looks at: put, read, asked, advised, published, answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.committees.actions import reviewing as verbs
from mulin.decide.committees.forms_panels import (
    AdviseForm,
    AskForm,
    FollowForm,
    GiveForm,
    ItemPutForm,
    ReplyForm,
)
from mulin.decide.committees.models import PanelItem
from mulin.decide.committees.pages.panels import carried, question_about
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions_panels import (
    NO_PANEL,
    may_answer_panel,
    may_carry_panel,
    may_see_panel,
)
from mulin.decide.committees.queries import panels as queries
from mulin.ground.estate.pages.asking import ask
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def put(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Put something before the panel."""
    actor, panel = carried(request, panel_id)
    form = ItemPutForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        fields = (typed[name] for name in ("title", "text", "meets_on", "place"))
        verbs.put_item(panel, *fields, once=typed["once"], by=actor, now=clock.now())

    return ask(request, form, question_about(panel, _("提请评审"), _("已提请。")), act)


@require_http_methods(BOTH)
def give(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """A paper for the panel."""
    actor, item = _item(request, item_id)
    require(may_carry_panel(actor, item.panel))
    form = GiveForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        file = File(typed["file"].name, typed["file"])
        verbs.give_paper(item, typed["what"], file, by=actor, now=clock.now())

    intro = _("评审员本人可以打开；其他业主在评审意见公布以后看得到意见，看不到材料。")
    return ask(request, form, question_about(item.panel, _("提供材料"), _("已提供。"), intro), act)


@require_http_methods(BOTH)
def question(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """A member of the panel asks."""
    actor, item = _item(request, item_id)
    form = AskForm(request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        verbs.ask_question(item, typed["text"], once=typed["once"], by=actor, now=clock.now())

    return ask(request, form, question_about(item.panel, _("提问"), _("已提出。"), item.title), act)


@require_http_methods(BOTH)
def reply(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer a question."""
    actor = acting(request)
    row = queries.question_of(actor.street_id, question_id)
    if row is None:
        raise Refused(NO_PANEL)
    require(may_carry_panel(actor, row.item.panel))

    def act(typed: dict[str, Any]) -> None:
        verbs.answer_question(row, typed["answer"], by=actor, now=clock.now())

    question = question_about(row.item.panel, _("答复提问"), _("已答复。"), row.text)
    return ask(request, ReplyForm(request.POST or None), question, act)


@require_http_methods(BOTH)
def advise(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Put down what the panel says."""
    actor, item = _item(request, item_id)
    require(may_carry_panel(actor, item.panel))
    form = AdviseForm(queries.seated_of(item.panel), request.POST or None)

    def act(typed: dict[str, Any]) -> None:
        told = verbs.Told(*(typed[name] for name in verbs.Told._fields))
        present, aside = ([UUID(pk) for pk in typed[name]] for name in ("present", "aside"))
        verbs.advise(item, present, aside, told, by=actor, now=clock.now())

    return ask(
        request, form, question_about(item.panel, _("登记评审意见"), _("已登记。"), item.title), act
    )


@require_POST
def publish(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Hang the recommendation."""
    actor, item = _item(request, item_id)
    try:
        verbs.publish_advice(item, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("评审意见已挂上公示栏。"))
    return redirect("committees:panel", item.panel_id)


@require_http_methods(BOTH)
def follow(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The committee answers."""
    actor, item = _item(request, item_id)
    require(may_answer_panel(actor, item.panel))

    def act(typed: dict[str, Any]) -> None:
        verbs.answer_advice(item, typed["follows"], typed["answer"], by=actor, now=clock.now())

    question = question_about(item.panel, _("答复评审意见"), _("已答复，挂上公示栏。"), item.advice)
    return ask(request, FollowForm(request.POST or None), question, act)


def _item(request: HttpRequest, item_id: UUID) -> tuple[Actor, PanelItem]:
    actor = acting(request)
    item = queries.item_of(actor.street_id, item_id)
    if item is None:
        raise Refused(NO_PANEL)
    require(may_see_panel(actor, item.panel))
    return actor, item
