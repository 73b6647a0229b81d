"""Screens of organisations: the list, the street's picture, one organisation, posts."""

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
    AppointmentForm,
    EngagementForm,
    OrganisationForm,
)
from mulin.ground.estate.models import Appointment, Engagement, Organisation, Person
from mulin.ground.estate.pages.asking import Question, ask, found
from mulin.ground.estate.permissions import (
    may_edit_organisations,
    may_see_some_register,
    reach,
)
from mulin.ground.estate.queries.facts import facts_about
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.estate.queries.organisations import (
    coached_by,
    coverage,
    engagements_of,
    organisation_rows,
    posts_at,
)
from mulin.ground.estate.queries.places import communities_readable, compounds_readable
from mulin.ground.estate.queries.search import organisations_readable, persons_matching
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, Role, acting, require


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
        "why_not_edit": _why_not_edit(actor),
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
    actor, row = _organisation(request, organisation_id)
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
        "why_not_edit": may_edit_organisations(actor, row.compound_id) and _why_not_edit(actor),
        "crumbs": [Crumb(_("组织"), reverse("estate:organisations")), Crumb(row.name)],
    }
    return render(request, "estate/organisation.html", context)


def new_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    actor = acting(request)
    require(_why_not_edit(actor))
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
    actor, row = _organisation(request, organisation_id)
    require(_why_not_edit(actor))
    question = _question(row, _("登记服务或指导关系"), _("关系已登记。"))

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
    require(_why_not_edit(actor))

    def act(said: dict[str, Any]) -> None:
        actions.end_engagement(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    form.fields["day"].label = _("最后一天")
    return ask(request, form, _question(row.organisation, _("结束关系"), _("已结束。")), act)


def new_post(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Put a person of the register into a post."""
    actor, row = _organisation(request, organisation_id)
    require(_why_not_edit(actor))

    def act(said: dict[str, Any]) -> None:
        actions.appoint(
            _one_person(actor, said["person"]),
            row,
            Role(said["role"]),
            said["title"],
            community=said["community"],
            compound=said["compound"],
            since=said["day"],
            until=said["until"],
            basis=said["basis"],
            by=actor,
            now=clock.now(),
            once=said["once"],
        )

    form = AppointmentForm(
        communities_readable(actor),
        compounds_readable(actor).order_by("name"),
        request.POST or None,
        initial=starting_today(clock.today()),
    )
    return ask(request, form, _question(row, _("任职"), _("任职已登记。")), act)


def end_post(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """A person leaves a post."""
    actor = acting(request)
    row = found(Appointment, actor, appointment_id, "organisation", "person", "community")
    require(_why_not_edit(actor))

    def act(said: dict[str, Any]) -> None:
        actions.end_appointment(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    form.fields["day"].label = _("在任最后一天")
    return ask(request, form, _question(row.organisation, _("结束任职"), _("已结束任职。")), act)


def appointments(request: HttpRequest) -> HttpResponseBase:
    """Who holds which post where; office holders act in public, by name."""
    actor = acting(request)
    require(may_see_some_register(actor))
    rows = Appointment.objects.of(actor.street_id)
    rows = rows.filter(organisation_id__in=organisations_readable(actor).order_by().values("id"))
    rows = rows.select_related("person", "organisation", "community", "compound")
    today = clock.today()
    filters = (
        Filter("role", _("角色"), [(r.value, w) for r, w in ROLE_WORDS.items()], "role"),
        Filter(
            "when",
            _("在任"),
            (("now", _("在任")), ("ended", _("已结束"))),
            lambda found, v: found.filter(
                in_force_on(today) if v == "now" else ~in_force_on(today)
            ),
        ),
    )
    columns = (
        Column(
            "person",
            _("姓名"),
            "person.name",
            order=("person__name",),
            href=lambda row: row_address("estate:person", row.person_id),
        ),
        Column(
            "organisation",
            _("组织"),
            "organisation.name",
            order=("organisation__name",),
            href=lambda row: row_address("estate:organisation", row.organisation_id),
        ),
        Column("title", _("职务"), "title"),
        Column("reach", _("管到"), lambda r: str(r.compound or r.community or "")),
        Column("from", _("起"), "valid_from", "day", order=("valid_from",)),
        Column("to", _("止"), "valid_to", "day", order=("valid_to",)),
    )
    listing = Listing(
        request,
        rows.order_by("organisation__name", "person__name"),
        columns,
        searches=("person__name", "organisation__name", "title"),
        filters=filters,
    )
    if listing.export:
        return download(listing, _("任职"), now=clock.now())
    crumbs = [Crumb(_("人员"), reverse("estate:people")), Crumb(_("任职"))]
    return render(request, "estate/appointments.html", {"listing": listing, "crumbs": crumbs})


def _one_person(actor: Actor, words: str) -> Person:
    """The one person that name and telephone ending mean. Raises Refused for none or several."""
    name, _blank, tail = words.strip().partition(" ")
    rows = Person.objects.of(actor.street_id).filter(name=name, merged_into__isnull=True)
    if tail.strip():
        rows = rows.filter(id__in=persons_matching(actor, tail.strip()).order_by().values("id"))
    few = list(rows[:2])
    if not few:
        raise Refused(
            Refusal(
                (_("底册里没有“%(words)s”。") % {"words": words}),
                _("请先在房屋页面登记这个人，或核对姓名。"),
            )
        )
    if len(few) > 1:
        raise Refused(
            Refusal(
                (_("有不止一位“%(name)s”。") % {"name": name}), _("请在姓名后空一格写电话后四位。")
            )
        )
    return few[0]


def _why_not_edit(actor: Actor) -> Refusal | None:
    """Organisations are kept by the street, and by a community for its own compounds."""
    places = [None, *actor.compounds]
    refusals = [may_edit_organisations(actor, c) for c in places]
    return None if None in refusals else refusals[-1]


def _organisation(request: HttpRequest, organisation_id: UUID) -> tuple[Actor, Organisation]:
    actor = acting(request)
    row = found(Organisation, actor, organisation_id, "community", "compound")
    if not organisations_readable(actor).filter(id=row.pk).exists():
        raise Refused(Refusal(_("没有找到。"), hidden=True))
    return actor, row


def _question(row: Organisation, title: str, done: str) -> Question:
    back = reverse("estate:organisation", args=[row.pk])
    crumbs = [Crumb(_("组织"), reverse("estate:organisations")), Crumb(row.name, back)]
    return Question(f"{title} · {row.name}", done, back, crumbs=crumbs)
