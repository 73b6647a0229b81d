"""Screens that seat a panel: the list closed, the draw, the choice, its end, a member who leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.decide.committees.actions import seating as verbs
from mulin.decide.committees.actions.panels import end_panel
from mulin.decide.committees.forms_panels import ChooseForm, CloseListForm, DrawForm, OutForm
from mulin.decide.committees.models import Applicant, Panel
from mulin.decide.committees.pages.panels import carried, question_about
from mulin.decide.committees.permissions_panels import NO_PANEL, may_carry_panel, may_see_panel
from mulin.decide.committees.queries import panels as queries
from mulin.ground.estate.pages.asking import ask
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require

BOTH = ["GET", "POST"]
State = Panel.State


@require_http_methods(BOTH)
def close(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Close the list and publish its digest."""
    actor, row = carried(request, panel_id)
    form = CloseListForm(request.POST or None, initial={"draw_on": row.draw_on})
    if row.how != Panel.How.DRAW:
        del form.fields["draw_on"]

    def act(typed: dict[str, Any]) -> None:
        verbs.close_list(row, typed.get("draw_on"), by=actor, now=clock.now())

    intro = _("每位报名人得到签号，名单的摘要挂上公示栏；以后谁也改不了名单。")
    return ask(request, form, question_about(row, _("定名单"), _("名单已定。"), intro), act)


@require_http_methods(BOTH)
def draw(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Type in the number that became public."""
    actor, row = carried(request, panel_id)

    def act(typed: dict[str, Any]) -> None:
        verbs.draw_panel(row, typed["number"], typed["source"], by=actor, now=clock.now())

    question = question_about(row, _("公开抽取"), _("已抽取，结果挂上公示栏。"), row.rule)
    return ask(request, DrawForm(request.POST or None), question, act)


@require_http_methods(BOTH)
def choose(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Choose with a reason for each."""
    actor, row = carried(request, panel_id)
    listed = [a for a in queries.applicants_of(row) if a.state == Applicant.State.APPLIED]
    form = ChooseForm(listed, request.POST or None)

    def act(_typed: dict[str, Any]) -> None:
        verbs.choose_panel(row, form.reasons(), by=actor, now=clock.now())

    intro = _("写了理由的当评审员，没有写的作候补；理由业主都看得到。")
    return ask(request, form, question_about(row, _("挑选评审员"), _("已挑选。"), intro), act)


@require_http_methods(BOTH)
def end(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Its work is done, or the call is taken back."""
    actor, row = carried(request, panel_id)

    def act(typed: dict[str, Any]) -> None:
        end_panel(row, typed["why"], by=actor, now=clock.now())

    title = _("结束评审团") if row.state == State.SEATED else _("撤回征集")
    return ask(
        request, OutForm(request.POST or None), question_about(row, title, _("已登记。")), act
    )


@require_http_methods(BOTH)
def leave(request: HttpRequest, applicant_id: UUID) -> HttpResponse:
    """A member leaves the panel; a reserve takes the seat."""
    actor = acting(request)
    rows = Applicant.objects.of(actor.street_id).select_related("panel__compound", "panel__body")
    row = rows.filter(pk=applicant_id).first()
    if row is None:
        raise Refused(NO_PANEL)
    require(may_see_panel(actor, row.panel))
    if row.person_id != actor.person_id:
        require(may_carry_panel(actor, row.panel))

    def act(typed: dict[str, Any]) -> None:
        verbs.leave_panel(row, typed["why"], by=actor, now=clock.now())

    question = question_about(row.panel, _("退出评审团"), _("已登记，由候补递补。"))
    return ask(request, OutForm(request.POST or None), question, act)
