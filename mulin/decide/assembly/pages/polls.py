"""The list of votes, and one vote: the page its state asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.pages import live, preparing, results
from mulin.decide.assembly.pages.common import STATE_MARKS, crumbs_of, found
from mulin.decide.assembly.permissions import may_see_result
from mulin.decide.assembly.queries import lists
from mulin.decide.assembly.queries.steps import NextStep
from mulin.decide.assembly.queries.timetable import next_step
from mulin.ground.access.entry import acting
from mulin.ground.page.export import download
from mulin.ground.page.figures import AREA, PERSONS, Gauge
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import require
from mulin.law.questions import DecisionKind

FIGURES = (
    ("voting", _lazy("投票中"), "now"),
    ("closed", _lazy("待开票"), "pause"),
    ("draft", _lazy("草稿"), "idle"),
    ("announced", _lazy("结果公告中"), "now"),
)
"""Counted states above the list, each a way into it."""


def polls(request: HttpRequest) -> HttpResponseBase:
    """All votes the person may open: search, filter, order, export."""
    actor = acting(request)
    visible = lists.polls_for(actor)
    listing = Listing(
        request,
        visible,
        COLUMNS,
        searches=("title", "number", "compound__name"),
        filters=_filters(visible),
        per_page=20,
    )
    if listing.export:
        return download(listing, _("业主表决"), now=clock.now())
    counts = lists.state_counts(visible)
    context = {
        "listing": listing,
        "rows": _rows(listing.rows),
        "figures": [(key, word, mark, counts.get(key, 0)) for key, word, mark in FIGURES],
        "total": sum(counts.values()),
        "may_begin": lists.preparable(actor).exists(),
        "kept": lists.concerned_count(actor),
        "crumbs": crumbs_of()[:1],
    }
    return render(request, "assembly/list.html", context)


def poll(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """One vote: its draft, its preparation, its progress or its result."""
    actor, the_poll = found(request, poll_id)
    if the_poll.is_draft:
        return redirect("assembly:basics", the_poll.pk)
    if the_poll.state in lists.LIVE:
        return live.page(request, actor, the_poll)
    if the_poll.is_judged:
        require(may_see_result(actor, the_poll))
        return results.page(request, actor, the_poll)
    return preparing.page(request, actor, the_poll)


def _next(row: Poll) -> NextStep:
    return next_step(row, clock.today())


COLUMNS = (
    Column("title", _lazy("表决"), "title", order=("title",)),
    Column("number", _lazy("编号"), "number", order=("number",)),
    Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
    Column(
        "state",
        _lazy("状态"),
        "get_state_display",
        order=("state",),
        state=lambda row: STATE_MARKS[Poll.State(row.state)],
    ),
    Column("opens", _lazy("投票首日"), "opens_on", kind="day", order=("opens_on",)),
    Column("closes", _lazy("截止"), "closes_at", kind="instant", order=("closes_at",)),
    Column("persons", _lazy("名册人数"), "roll_persons", kind="number", order=("roll_persons",)),
    Column("area", _lazy("名册面积 ㎡"), "roll_area", kind="area", order=("roll_area",)),
    Column("next", _lazy("下一步"), lambda row: _next(row).text),
    Column("due", _lazy("最迟"), lambda row: _next(row).due, kind="day"),
)


def _filters(visible: QuerySet[Any]) -> tuple[Filter, ...]:
    places = visible.order_by().values_list("compound_id", "compound__name").distinct()
    this_year = clock.today().year
    years = [
        (str(y), (_("%(year)s 年") % {"year": y})) for y in range(this_year, this_year - 6, -1)
    ]
    return (
        Filter("state", _("状态"), Poll.State.choices, "state"),
        Filter("compound", _("小区"), [(pk.hex, name) for pk, name in places], "compound_id"),
        Filter("kind", _("事项"), [(k.value, k.label) for k in DecisionKind], _of_kind),
        Filter("year", _("年份"), years, "created_at__year"),
    )


def _of_kind(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    with_kind = rows.filter(motions__kind=kind).order_by().values("pk")
    return rows.filter(pk__in=with_kind)


def _rows(page: list[Poll]) -> list[dict[str, Any]]:
    """What the table needs beside the columns: the two gauges and the next step."""
    shares = lists.turnouts(page)
    rows = []
    for row in page:
        share = shares.get(row.pk)
        gauges = []
        if share is not None:
            part, whole = share.participating, share.roll
            gauges = [
                (_("面积"), Gauge.of(part.area, whole.area, share.quorum, AREA)),
                (_("人数"), Gauge.of(part.persons, whole.persons, share.quorum, PERSONS)),
            ]
        rows.append(
            {
                "poll": row,
                "mark": STATE_MARKS[Poll.State(row.state)],
                "gauges": gauges,
                "next": _next(row),
            }
        )
    return rows
