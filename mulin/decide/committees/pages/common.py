"""What the screens of bodies share: finding one, refusing politely, marks and crumbs."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decide.committees.models import Term
from mulin.decide.committees.permissions import HIDDEN, may_see_body
from mulin.decide.committees.queries import bodies as queries
from mulin.ground.estate.models import Organisation
from mulin.ground.estate.pages.asking import Question
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require

T = TypeVar("T")

SOON = 180
"""Days before the end of a term at which it is shown as ending."""


def found(request: HttpRequest, body_id: UUID) -> tuple[Actor, Organisation]:
    """Who asks, and the body asked for."""
    actor = acting(request)
    body = queries.body_of(actor.street_id, body_id)
    if body is None:
        raise Refused(HIDDEN)
    require(may_see_body(actor, body))
    return actor, body


def found_term(request: HttpRequest, term_id: UUID) -> tuple[Actor, Term]:
    """Who asks, and the term asked for."""
    actor = acting(request)
    term = queries.term_of(actor.street_id, term_id)
    if term is None:
        raise Refused(HIDDEN)
    require(may_see_body(actor, term.body))
    return actor, term


def crumbs_of(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("业委会与组织"), reverse("committees:list")), *last)


def question(body: Organisation, title: str, done: str, intro: str = "") -> Question:
    """A form screen about a body that leads back to it."""
    back = reverse("committees:body", args=[body.pk])
    crumbs = crumbs_of(Crumb(body.name, back), Crumb(title))
    return Question(f"{title} · {body.name}", done, back, intro=intro, crumbs=crumbs)


def term_mark(ends: date | None, today: date) -> tuple[str, str]:
    """Mark and words for the end of a term."""
    if ends is None:
        return "pause", _("没有在任的届")
    left = (ends - today).days
    if left < 0:
        return "late", ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -left) % {"n": -left}
    if left <= SOON:
        return "soon", ngettext("还有 %(n)d 天届满", "还有 %(n)d 天届满", left) % {"n": left}
    return "done", _("任期内")


def address(name: str, *args: Any) -> str:
    """The address of a screen another part offers; empty where that part does not stand."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
