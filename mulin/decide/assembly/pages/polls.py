"""The list of votes, and one vote: the page its state asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.pages import live, preparing, results
from mulin.decide.assembly.pages.common import STATE_MARKS, crumbs_of, found
from mulin.decide.assembly.permissions import may_see_result
from mulin.decide.assembly.queries import lists
from mulin.decide.assembly.queries.steps import LATE, NextStep
from mulin.ground.access.entry import acting
from mulin.ground.page import drawing
from mulin.ground.page.address import row_address
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
    counted = lists.counted(visible)
    listing = Listing(
        request,
        lists.listed(visible),
        COLUMNS,
        searches=("title", "number", "compound__name"),
        filters=_filters(counted.places),
        face=lambda row: "m-row-late" if row.next.state == LATE else "",
    )
    if listing.export:
        return download(listing, _("业主表决"), now=clock.now())
    _look_up(listing.rows)
    context = {
        "listing": listing,
        "figures": [(key, word, mark, counted.states.get(key, 0)) for key, word, mark in FIGURES],
        "total": sum(counted.states.values()),
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


def _look_up(rows: Sequence[Any]) -> None:
    """What the cells of a page need beside the columns: how many took part, and the next step."""
    shares, today = lists.turnouts(rows), clock.today()
    for row in rows:
        row.share, row.next = shares.get(row.pk), lists.next_of(row, today)


def _next(row: Any) -> NextStep:
    return lists.next_of(row, clock.today())


def _title(row: Any) -> SafeString:
    return drawing.link(row_address("assembly:poll", row.pk), row.title, "m-b")


def _took_part(row: Any) -> SafeString:
    if row.share is None:
        word = _("已开票") if row.is_judged else "—"
        return mark_safe(f'<span class="m-mute">{drawing.text(word)}</span>')
    part, whole, quorum = row.share.participating, row.share.roll, row.share.quorum
    by_area = Gauge.of(part.area, whole.area, quorum, AREA)
    by_persons = Gauge.of(part.persons, whole.persons, quorum, PERSONS)
    gauges = _mini(_("面积"), by_area) + _mini(_("人数"), by_persons)
    return mark_safe(f'<span class="m-v-minis">{gauges}</span>')


def _mini(label: str, gauge: Gauge) -> str:
    """A gauge as small as a row: how much, and the tick it has to reach."""
    said = {"label": label, "percent": gauge.percent, "bound": gauge.bound}
    words = drawing.text(_("%(label)s %(percent)s%%，门槛 %(bound)s") % said)
    fill, tick = "done" if gauge.met else "soon", gauge.tick
    return (
        f'<span class="m-v-mini" title="{words}"><span class="m-mute">{drawing.text(label)}</span>'
        f'<svg class="m-bar" width="72" height="12" role="img" aria-label="{words}">'
        '<rect class="m-track" y="2" width="100%" height="8" rx="2"/>'
        f'<rect class="m-fill-{fill}" y="2" width="{gauge.width}%" height="8" rx="2"/>'
        f'<line class="m-need" x1="{tick}%" x2="{tick}%" y1="0" y2="12"/></svg>'
        f'<span class="m-num">{gauge.percent}%</span></span>'
    )


def _next_step(row: Any) -> SafeString:
    step, until = row.next, ""
    if step.when:
        face = {"late": "m-late", "soon": "m-soon"}.get(step.state, "m-mute")
        mark = f"{drawing.mark(step.state, 12)} " if step.state == LATE else ""
        until = f' <span class="m-num {face}">{mark}{drawing.text(step.when)}</span>'
    return mark_safe(f'<span class="m-v-next">{drawing.text(step.text)}{until}</span>')


COLUMNS = (
    Column("title", _lazy("表决"), "title", order=("title",), draw=_title),
    Column("number", _lazy("编号"), "number", order=("number",), face="m-num"),
    Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
    Column(
        "state",
        _lazy("状态"),
        "get_state_display",
        order=("state",),
        state=lambda row: STATE_MARKS[Poll.State(row.state)],
    ),
    Column("opens", _lazy("投票首日"), "opens_on", "day", order=("opens_on",), face="m-num"),
    Column("closes", _lazy("截止"), "closes_at", "instant", face="m-num"),
    Column("part", _lazy("参与"), "", draw=_took_part, on="screen"),
    Column("step", _lazy("下一步"), "", draw=_next_step, on="screen"),
    Column("persons", _lazy("名册人数"), "roll_persons", "number", on="file"),
    Column("area", _lazy("名册面积 ㎡"), "roll_area", "area", on="file"),
    Column("next", _lazy("下一步"), lambda row: _next(row).text, on="file"),
    Column("due", _lazy("最迟"), lambda row: _next(row).due, "day", on="file"),
)


def _filters(places: Iterable[tuple[UUID, str]]) -> tuple[Filter, ...]:
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
