"""Screens of records: hours of committee members, committees without training, who took part."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.decide.capability.models import Participant
from mulin.decide.capability.pages.common import training_at, training_crumbs
from mulin.decide.capability.permissions import NO_TRAINING, may_oversee, may_read_list
from mulin.decide.capability.queries import records as queries
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require

YEARS_BACK = 6


@require_safe
def members(request: HttpRequest) -> HttpResponseBase:
    """Every committee member with times, hours and topics of training in a year."""
    actor = acting(request)
    require(may_oversee(actor))
    today = clock.today()
    year = _year(request, today)
    rows = queries.members_for(actor, year, today)
    people = [row.person_id for row in rows] if request.GET.get("export") else []
    topics = queries.topics_of(actor.street_id, people, year)
    listing = Listing(
        request,
        rows,
        _columns(topics),
        searches=("person__name", "organisation__name", "organisation__compound__name"),
        filters=(
            Filter("none", _("培训"), (("0", _("没有参加过")), ("1", _("参加过"))), _trained),
        ),
    )
    if listing.export:
        return download(listing, _("%(year)s 年培训记录") % {"year": year}, now=clock.now())
    topics.update(queries.topics_of(actor.street_id, [row.person_id for row in listing.rows], year))
    context = {
        "listing": listing,
        "year": year,
        "years": range(today.year, today.year - YEARS_BACK, -1),
        "untrained": queries.untrained_for(actor, year, today).count(),
        "crumbs": training_crumbs(Crumb(_("培训记录"))),
    }
    return render(request, "capability/records.html", context)


@require_safe
def untrained(request: HttpRequest) -> HttpResponseBase:
    """Committees of which nobody came to a training in the year."""
    actor = acting(request)
    require(may_oversee(actor))
    today = clock.today()
    year = _year(request, today)
    listing = Listing(
        request,
        queries.untrained_for(actor, year, today),
        (
            Column("place", _("小区"), "place", order=("place",)),
            Column("name", _("组织"), "name", order=("name",)),
            Column("community", _("社区"), "compound.community.name"),
            Column("sitting", _("在任人数"), "sitting", "number", order=("sitting",)),
        ),
        searches=("name", "compound__name", "compound__community__name"),
    )
    if listing.export:
        title = _("%(year)s 年没有培训过的业委会") % {"year": year}
        return download(listing, title, now=clock.now())
    context = {
        "listing": listing,
        "year": year,
        "years": range(today.year, today.year - YEARS_BACK, -1),
        "crumbs": training_crumbs(Crumb(_("没有培训过的业委会"))),
    }
    return render(request, "capability/untrained.html", context)


@require_safe
def people(request: HttpRequest, training_id: UUID) -> HttpResponseBase:
    """Who signed up and who came, as a list to search, print and export."""
    actor, found = training_at(request, training_id)
    if not may_read_list(actor, found):
        raise Refused(NO_TRAINING)
    rows = Participant.objects.of(found.street_id).filter(training=found).order_by("id")
    listing = Listing(
        request,
        rows,
        (
            Column("name", _("姓名"), "name", order=("name",), personal="name"),
            Column("origin", _("来自"), "origin", order=("origin",)),
            Column("signed", _("报名"), "signed_up_at", "instant", order=("signed_up_at",)),
            Column("gone", _("退出"), "withdrawn_at", "instant"),
            Column("came", _("到场"), "came_at", "instant", order=("came_at",)),
            Column("how", _("怎样签到"), "get_how_display"),
        ),
        searches=("name", "origin"),
        filters=(Filter("came", _("到场"), (("1", _("到了")), ("0", _("没到"))), _came),),
    )
    if listing.export:
        title = _("%(topic)s签到表") % {"topic": found.topic}
        return download(listing, title, now=clock.now())
    context = {
        "listing": listing,
        "training": found,
        "crumbs": training_crumbs(Crumb(found.number), Crumb(_("名单"))),
    }
    return render(request, "capability/people.html", context)


def _columns(topics: dict[UUID, list[str]]) -> tuple[Column, ...]:
    return (
        Column("compound", _("小区"), "organisation.compound.name",
               order=("organisation__compound__name",)),
        Column("body", _("组织"), "organisation.name", order=("organisation__name",)),
        Column("name", _("姓名"), "person.name", order=("person__name",)),
        Column("post", _("职务"), "title", order=("title",)),
        Column("times", _("次数"), "times", "number", order=("times",)),
        Column("minutes", _("时长（分钟）"), "minutes", "number", order=("minutes",)),
        Column("topics", _("主题"), lambda row: "；".join(topics.get(row.person_id, ()))),
    )  # fmt: skip


def _trained(rows: Any, chosen: str) -> Any:
    return rows.filter(times=0) if chosen == "0" else rows.filter(times__gt=0)


def _came(rows: Any, chosen: str) -> Any:
    return rows.filter(confirmed_at__isnull=chosen == "0")


def _year(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return wanted if today.year - YEARS_BACK < wanted <= today.year else today.year
