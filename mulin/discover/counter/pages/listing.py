"""The office's list of what was handed in."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from mulin.discover.counter.models import Application
from mulin.discover.counter.pages.common import crumbs
from mulin.discover.counter.permissions import may_see_counter
from mulin.discover.counter.queries.applications import applications_for, counts, late, mark_of
from mulin.discover.counter.queries.stations import stations_for, stations_open
from mulin.ground.page.address import row_address
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.law.affairs.catalogue import affairs

SEARCHES = ("number", "title", "name", "unit__label", "compound__name", "station__name")
GROUPS = (("open", _lazy("没办完的")), ("late", _lazy("超期的")), ("ended", _lazy("办完的")))


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every affair of the actor's communities: search, filter, order, export."""
    actor, today = acting(request), clock.today()
    require(may_see_counter(actor))
    rows = applications_for(actor)
    listing = Listing(request, rows, _columns(today), SEARCHES, _filters(actor, today))
    if listing.export:
        return download(listing, _("居民办件"), now=clock.now())
    context = {
        "listing": listing,
        "counts": counts(rows, today),
        "may_take": bool(stations_open(actor)),
        "crumbs": crumbs(),
    }
    answer: HttpResponse = render(request, "counter/list.html", context)
    return answer


def _columns(today: date) -> tuple[Column, ...]:
    mark = partial(mark_of, today=today)
    return (
        Column(
            "number",
            _lazy("编号"),
            "number",
            order=("number",),
            href=lambda row: row_address("counter:application", row.pk),
            face="m-num",
        ),
        Column("title", _lazy("事项"), "title", order=("title",)),
        Column("name", _lazy("申请人"), "name", personal="name"),
        Column("station", _lazy("服务站"), "station.name", order=("station__name",)),
        Column("unit", _lazy("房屋"), "unit.label"),
        Column("channel", _lazy("渠道"), "get_channel_display", order=("channel",)),
        Column(
            "state",
            _lazy("状态"),
            lambda row: mark(row)[1],
            "state",
            order=("state",),
            state=lambda row: mark(row)[0],
        ),
        Column("received", _lazy("收件"), "received_at", "instant", order=("received_at",)),
        Column("due", _lazy("期限"), "due_on", "day", order=("due_on",)),
        Column("ended", _lazy("回复"), "ended_on", "day", order=("ended_on",)),
    )


def _filters(actor: Any, today: date) -> tuple[Filter, ...]:
    stations = [(str(one.pk), one.name) for one in stations_for(actor)]
    return (
        Filter("group", _lazy("看哪些"), GROUPS, partial(_group, today=today)),
        Filter("state", _lazy("状态"), Application.State.choices, "state"),
        Filter("affair", _lazy("事项"), [(a.code, a.title) for a in affairs().values()], "affair"),
        Filter("station", _lazy("服务站"), stations, "station_id"),
        Filter("channel", _lazy("渠道"), Application.Channel.choices, "channel"),
    )


def _group(rows: QuerySet[Any], value: str, today: date) -> QuerySet[Any]:
    if value == "open":
        return rows.filter(state__in=Application.OPEN)
    return rows.filter(late(today)) if value == "late" else rows.filter(ended_on__isnull=False)
