"""Screens of a procedure's group: naming a member, and one who leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Refused, require
from mulin.procedures.actions.grouping import Named, member_left, name_member
from mulin.procedures.forms_groups import LeaveForm, MemberForm
from mulin.procedures.models import Procedure
from mulin.procedures.pages.common import crumbs_of, found_of
from mulin.procedures.permissions import HIDDEN, may_carry
from mulin.procedures.queries.groups import group_title, members_named


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Put somebody into the group, one after the other."""
    actor, found = found_of(request, procedure_id)
    require(may_carry(actor, found))
    if not group_title(found):
        raise Refused(HIDDEN)
    form = MemberForm(request.POST or None)
    question = _question(
        found,
        _("登记小组成员"),
        _("已登记。"),
        _("业主代表要写房号，和底册核对产权；登记一位，再登记下一位。"),
    )

    def act(typed: dict[str, Any]) -> None:
        named = Named(typed["name"], typed["side"], typed["room"], typed["leads"])
        name_member(found, named, once=typed["once"], by=actor, now=clock.now())

    return ask(request, form, question, act)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, procedure_id: UUID, group_member_id: UUID) -> HttpResponse:
    """Somebody leaves the group."""
    actor, found = found_of(request, procedure_id)
    require(may_carry(actor, found))
    member = next((one for one in members_named(found) if one.pk == group_member_id), None)
    if member is None:
        raise Refused(HIDDEN)
    form = LeaveForm(request.POST or None)
    question = _question(found, _("%(name)s退出小组") % {"name": member.name}, _("已退出。"))

    def act(typed: dict[str, Any]) -> None:
        member_left(found, member.pk, typed["why"], by=actor, now=clock.now())

    return ask(request, form, question, act)


def _question(found: Procedure, title: str, done: str, intro: str = "") -> Question:
    back = reverse("procedures:procedure", args=[found.pk])
    crumbs = crumbs_of(Crumb(found.compound.name), Crumb(found.title, back), Crumb(title))
    return Question(title, done, f"{back}#group", intro=intro, crumbs=crumbs)
