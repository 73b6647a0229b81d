"""Screens of organisations: the list, the street's picture, one organisation and its relations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.ground.estate import actions
from mulin.ground.estate.forms import EndForm, starting_today
from mulin.ground.estate.forms_organisations import (
    ROLE_WORDS,
    EngagementForm,
    OrganisationForm,
)
from mulin.ground.estate.models import Engagement, Organisation
from mulin.ground.estate.pages.asking import Question, ask, found
from mulin.ground.estate.permissions import (
    may_edit_organisations,
    may_see_some_register,
    reach,
)
from mulin.ground.estate.queries.facts import facts_about
from mulin.ground.estate.queries.organisations import (
    coached_by,
    coverage,
    engagements_of,
    organisation_rows,
    posts_at,
)
from mulin.ground.estate.queries.places import communities_readable, compounds_readable
from mulin.ground.estate.queries.search import organisations_readable
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require


def organisations(request: HttpRequest) -> HttpResponseBase:
    """The street's organisations, with how many people hold posts in each."""
    actor = acting(request)
    require(may_see_some_register(actor))
    rows = organisation_rows(organisations_readable(actor), clock.today())
    kinds = Filter("kind", _("类别"), Organisation.Kind.choices, "kind")
    listing = Listing(request, rows, _columns(), searches=("name", "credit_code"), filters=(kinds,))
    if listing.export:
        return download(listing, _("组织"), now=clock.now())
    context = {
        "listing": listing,
        "why_not_edit": why_not_edit(actor),
        "may_see_chart": reach(actor) is None,
        "crumbs": [Crumb(_("组织"))],
    }
    return render(request, "estate/organisations.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            _("名称"),
            "name",
            order=("name",),
            href=lambda row: row_address("estate:organisation", row.pk),
        ),
        Column("kind", _("类别"), "get_kind_display", order=("kind", "name")),
        Column("credit", _("统一社会信用代码"), "credit_code"),
        Column("place", _("所属"), lambda r: str(r.compound or r.community or "")),
        Column("posts", _("在任"), "posts", "number"),
        Column("phone", _("电话"), "phone"),
    )


def chart(request: HttpRequest) -> HttpResponse:
    """Who coaches whom and who covers which compound: a picture and the same as a table."""
    actor = acting(request)
    require(may_see_some_register(actor))
    table, picture = coverage(actor.street_id, clock.today())
    crumbs = [Crumb(_("组织"), reverse("estate:organisations")), Crumb(_("指导与覆盖"))]
    context = {"table": table, "chart": picture, "crumbs": crumbs}
    return render(request, "estate/chart.html", context)


def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation: what it does for whom, who holds its posts, what happened."""
    actor, row = readable_organisation(request, organisation_id)
    today = clock.today()
    engagements = engagements_of(row)
    context = {
        "organisation": row,
        "engagements": engagements,
        "coached_by": coached_by(row, today),
        "posts": posts_at(row),
        "roles": {role.value: word for role, word in ROLE_WORDS.items()},
        "facts": facts_about(actor.street_id, row.pk),
        "today": today,
        "why_not_edit": may_edit_organisations(actor, row.compound_id) and why_not_edit(actor),
        "crumbs": [Crumb(_("组织"), reverse("estate:organisations")), Crumb(row.name)],
    }
    return render(request, "estate/organisation.html", context)


def new_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    actor = acting(request)
    require(why_not_edit(actor))
    back = reverse("estate:organisations")
    question = Question(_("登记组织"), _("组织已登记。"), back, crumbs=[Crumb(_("组织"), back)])

    def act(said: dict[str, Any]) -> str:
        made = actions.register_organisation(
            said.pop("kind"), said.pop("name"), **said, by=actor, now=clock.now()
        )
        return reverse("estate:organisation", args=[made.pk])

    form = OrganisationForm(
        communities_readable(actor),
        compounds_readable(actor).order_by("name", "slug"),
        request.POST or None,
    )
    return ask(request, form, question, act)


def new_engagement(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The organisation begins to manage, cover, coach or advise somebody."""
    actor, row = readable_organisation(request, organisation_id)
    require(why_not_edit(actor))
    question = question_about(row, _("登记服务或指导关系"), _("关系已登记。"))

    def act(said: dict[str, Any]) -> None:
        actions.begin_engagement(
            row,
            said["kind"],
            coached=said["coached"],
            compound=said["compound"],
            community=said["community"],
            since=said["day"],
            until=said["until"],
            by=actor,
            now=clock.now(),
            once=said["once"],
        )

    form = EngagementForm(
        organisations_readable(actor).exclude(id=row.pk).order_by("name"),
        communities_readable(actor),
        compounds_readable(actor).order_by("name"),
        request.POST or None,
        initial=starting_today(clock.today()),
    )
    return ask(request, form, question, act)


def end_engagement(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    """A relation ends."""
    actor = acting(request)
    related = ("organisation", "coached", "compound", "community")
    row = found(Engagement, actor, engagement_id, *related)
    require(why_not_edit(actor))

    def act(said: dict[str, Any]) -> None:
        actions.end_engagement(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    form.fields["day"].label = _("最后一天")
    return ask(request, form, question_about(row.organisation, _("结束关系"), _("已结束。")), act)


def why_not_edit(actor: Actor) -> Refusal | None:
    """Organisations are kept by the street, and by a community for its own compounds."""
    places = [None, *actor.compounds]
    refusals = [may_edit_organisations(actor, c) for c in places]
    return None if None in refusals else refusals[-1]


def readable_organisation(
    request: HttpRequest, organisation_id: UUID
) -> tuple[Actor, Organisation]:
    """The organisation, where the actor may see it."""
    actor = acting(request)
    row = found(Organisation, actor, organisation_id, "community", "compound")
    if not organisations_readable(actor).filter(id=row.pk).exists():
        raise Refused(Refusal(_("没有找到。"), hidden=True))
    return actor, row


def question_about(row: Organisation, title: str, done: str) -> Question:
    """What a form about an organisation says around itself."""
    back = reverse("estate:organisation", args=[row.pk])
    crumbs = [Crumb(_("组织"), reverse("estate:organisations")), Crumb(row.name, back)]
    return Question(f"{title} · {row.name}", done, back, crumbs=crumbs)
