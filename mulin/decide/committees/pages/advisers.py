"""The advisory group on screen: who is in it, somebody invited, somebody who leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions import advising as verbs
from mulin.decide.committees.forms_advice import AdviserForm
from mulin.decide.committees.forms_panels import OutForm
from mulin.decide.committees.models.advisers import advising_on
from mulin.decide.committees.pages.advising import askers
from mulin.decide.committees.pages.common import crumbs_of
from mulin.decide.committees.permissions_advice import (
    NO_ADVICE,
    may_keep_advisers,
    may_see_advisers,
)
from mulin.decide.committees.queries import advising as queries
from mulin.decide.committees.queries.panels import bodies_that_call
from mulin.decide.committees.queries.people import one_person
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.topics import TOPICS

BOTH = ["GET", "POST"]
YEARS = timedelta(days=730)


@require_safe
def advisers(request: HttpRequest) -> HttpResponseBase:
    """Everybody in the group: by name, compound, topic."""
    actor, today = acting(request), clock.today()
    require(may_see_advisers(actor))
    listing = Listing(
        request,
        queries.advisers_for(actor, today),
        _columns(actor),
        searches=("person__name", "body__name", "body__compound__name", "experience"),
        filters=(
            Filter("topic", _("懂哪些事"), TOPICS, queries.knowing),
            Filter(
                "term",
                _("聘期"),
                (("on", _("在聘期内")), ("off", _("不在聘期内"))),
                lambda rows, key: rows.filter(
                    advising_on(today) if key == "on" else ~Q(advising_on(today))
                ),
            ),
        ),
    )
    if listing.export:
        return download(listing, _("业委会顾问团"), now=clock.now())
    context = {
        "listing": listing,
        "may_keep": may_keep_advisers(actor) is None,
        "may_ask": bool(askers(actor)),
        "crumbs": crumbs_of(Crumb(_("业委会顾问团"))),
    }
    return render(request, "committees/advisers.html", context)


@require_http_methods(BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    actor = acting(request)
    require(may_keep_advisers(actor))
    bodies = {
        body.pk: body for body in bodies_that_call(actor) if may_keep_advisers(actor, body) is None
    }
    first = {"until": clock.today() + YEARS}
    form = AdviserForm(
        [(str(pk), b.name) for pk, b in bodies.items()], request.POST or None, initial=first
    )
    back = reverse("committees:advisers")

    def act(typed: dict[str, Any]) -> None:
        body = bodies[UUID(typed["body"])]
        verbs.invite_adviser(
            body,
            one_person(actor, typed["person"], body, clock.today()),
            typed["topics"],
            typed["experience"],
            typed["until"],
            agreed=typed["agreed"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    crumbs = crumbs_of(Crumb(_("业委会顾问团"), back), Crumb(_("聘请")))
    return ask(request, form, Question(_("聘请顾问"), _("已聘请。"), back, crumbs=crumbs), act)


@require_http_methods(BOTH)
def leave(request: HttpRequest, adviser_id: UUID) -> HttpResponse:
    """Somebody leaves the group."""
    actor = acting(request)
    row = queries.adviser_of(actor.street_id, adviser_id)
    if row is None:
        raise Refused(NO_ADVICE)
    if row.person_id != actor.person_id:
        require(may_keep_advisers(actor, row.body))
    back = reverse("committees:advisers")

    def act(typed: dict[str, Any]) -> None:
        verbs.release_adviser(row, typed["why"], by=actor, now=clock.now())

    crumbs = crumbs_of(Crumb(_("业委会顾问团"), back), Crumb(_("退出顾问团")))
    title = f"{_('退出顾问团')} · {row.person.name}"
    question = Question(title, _("已登记；等他答复的会回到等选顾问。"), back, crumbs=crumbs)
    return ask(request, OutForm(request.POST or None), question, act)


def _may_release(actor: Actor, row: Any) -> bool:
    own = row.person_id == actor.person_id
    return not row.left_on and (own or may_keep_advisers(actor, row.body) is None)


def _columns(actor: Actor) -> tuple[Column, ...]:
    keeps = may_keep_advisers(actor) is None
    release = Column(
        "release",
        _("操作"),
        lambda a: _("退出顾问团") if _may_release(actor, a) else "",
        href=lambda a: (
            reverse("committees:leave_adviser", args=[a.pk]) if _may_release(actor, a) else ""
        ),
        on="screen",
    )
    return (
        Column("name", _("姓名"), "person.name", order=("person__name",)),
        Column("body", _("业委会"), "body.name", order=("body__name",)),
        Column("topics", _("懂哪些事"), "topic_words"),
        Column("experience", _("经验"), "experience"),
        Column("until", _("聘期止"), "until", "day", order=("until",)),
        Column("load", _("等答复"), "load", "number", order=("load",)),
        Column("served", _("已答复"), "served", "number", order=("served",)),
        Column("left", _("退出日期"), "left_on", "day", on="file"),
        *((release,) if keeps else ()),
    )
