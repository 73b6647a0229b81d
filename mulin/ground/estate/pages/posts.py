"""Screens of posts: who holds which, where; entering one and ending it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.ground.estate import actions
from mulin.ground.estate.forms import EndForm, starting_today
from mulin.ground.estate.forms_organisations import ROLE_WORDS, AppointmentForm
from mulin.ground.estate.models import Appointment, Person
from mulin.ground.estate.pages.asking import ask, found
from mulin.ground.estate.pages.organisations import (
    question_about,
    readable_organisation,
    why_not_edit,
)
from mulin.ground.estate.permissions import may_see_some_register
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.estate.queries.places import communities_readable, compounds_readable
from mulin.ground.estate.queries.search import organisations_readable, persons_matching
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, Role, acting, require


def new_post(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Put a person of the register into a post."""
    actor, row = readable_organisation(request, organisation_id)
    require(why_not_edit(actor))

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
    return ask(request, form, question_about(row, _("任职"), _("任职已登记。")), act)


def end_post(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """A person leaves a post."""
    actor = acting(request)
    row = found(Appointment, actor, appointment_id, "organisation", "person", "community")
    require(why_not_edit(actor))

    def act(said: dict[str, Any]) -> None:
        actions.end_appointment(row, on=said["day"], why=said["why"], by=actor, now=clock.now())

    form = EndForm(request.POST or None, initial=starting_today(clock.today()))
    form.fields["day"].label = _("在任最后一天")
    return ask(
        request, form, question_about(row.organisation, _("结束任职"), _("已结束任职。")), act
    )


def appointments(request: HttpRequest) -> HttpResponseBase:
    """Who holds which post where; office holders act in public, by name."""
    actor = acting(request)
    require(may_see_some_register(actor))
    rows = Appointment.objects.of(actor.street_id)
    rows = rows.filter(organisation_id__in=organisations_readable(actor).order_by().values("id"))
    rows = rows.select_related("person", "organisation", "community", "compound")
    listing = Listing(
        request,
        rows.order_by("organisation__name", "person__name"),
        COLUMNS,
        searches=("person__name", "organisation__name", "title"),
        filters=_filters(clock.today()),
    )
    if listing.export:
        return download(listing, _("任职"), now=clock.now())
    crumbs = [Crumb(_("人员"), reverse("estate:people")), Crumb(_("任职"))]
    return render(request, "estate/appointments.html", {"listing": listing, "crumbs": crumbs})


COLUMNS = (
    Column(
        "person",
        _lazy("姓名"),
        "person.name",
        order=("person__name",),
        href=lambda row: row_address("estate:person", row.person_id),
    ),
    Column(
        "organisation",
        _lazy("组织"),
        "organisation.name",
        order=("organisation__name",),
        href=lambda row: row_address("estate:organisation", row.organisation_id),
    ),
    Column("title", _lazy("职务"), "title"),
    Column("reach", _lazy("管到"), lambda r: str(r.compound or r.community or "")),
    Column("from", _lazy("起"), "valid_from", "day", order=("valid_from",)),
    Column("to", _lazy("止"), "valid_to", "day", order=("valid_to",)),
)


def _filters(today: date) -> tuple[Filter, ...]:
    return (
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
