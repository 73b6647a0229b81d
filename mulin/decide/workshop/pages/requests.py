"""The list of requests through the green channel."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.decide.workshop.models import GreenRequest
from mulin.decide.workshop.pages.mandates import crumbs
from mulin.decide.workshop.permissions import may_read_reports, may_see_green
from mulin.decide.workshop.queries import green as queries
from mulin.decide.workshop.topics import TOPICS
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every request the reader may see: search, filter, order, export."""
    actor, today = acting(request), clock.today()
    require(may_see_green(actor))
    visible = queries.requests_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("number", "title", "compound__name", "about", "outcome"),
        filters=_filters(visible, today),
    )
    if listing.export:
        return download(listing, _("绿色通道"), now=clock.now())
    context = {
        "listing": listing,
        "sees_green": may_see_green(actor) is None,
        "reads_reports": may_read_reports(actor) is None,
        "may_ask": bool(queries.places_to_ask(actor)),
        "crumbs": crumbs(Crumb(_("绿色通道"))),
    }
    return render(request, "workshop/green.html", context)


def _columns(today: date) -> tuple[Column, ...]:
    def mark(row: GreenRequest) -> str:
        open_ = row.state == GreenRequest.State.OPEN
        late = open_ and row.due_on < today and row.answered < row.asked  # type: ignore[attr-defined]
        return "late" if late else queries.MARKS[GreenRequest.State(row.state)]

    return (
        Column(
            "title",
            _("什么事"),
            "title",
            order=("title",),
            href=lambda row: row_address("workshop:request", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("topic", _("主题"), "get_topic_display", order=("topic", "id")),
        Column("state", _("状态"), "get_state_display", "state", state=mark),
        Column("asked", _("请了几方"), "asked", "number"),
        Column("answered", _("答复几方"), "answered", "number"),
        Column("on", _("发出"), "asked_on", "day", order=("asked_on",)),
        Column("due", _("答复期限"), "due_on", "day", order=("due_on",)),
        Column("outcome", _("结果"), "outcome", on="file"),
    )


def _filters(visible: Any, today: date) -> tuple[Filter, ...]:
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    waiting = {"state": GreenRequest.State.OPEN, "due_on__lt": today}
    return (
        Filter("state", _("状态"), GreenRequest.State.choices, "state"),
        Filter("topic", _("主题"), [(t.code, t.name) for t in TOPICS], "topic"),
        Filter("compound", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
        Filter(
            "late",
            _("迟"),
            (("yes", _("过了期限还在办")),),
            lambda rows, _value: rows.filter(**waiting),
        ),
    )
