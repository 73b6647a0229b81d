"""The office's list of cases: one's own, those one wrote down, the street's without their words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.deliberate.mediation.causes import CHOICES, name_of
from mulin.deliberate.mediation.models import Dispute, Side
from mulin.deliberate.mediation.pages.common import crumbs
from mulin.deliberate.mediation.permissions import (
    ON_BEHALF,
    RESIDENTS,
    desk_of,
    may_see_figures,
    may_see_referrals,
    may_see_room,
)
from mulin.deliberate.mediation.queries import cases as queries
from mulin.deliberate.mediation.queries.panels import panels_open
from mulin.ground.page.address import row_address
from mulin.ground.page.context import is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Role, acting

MINE, WRITTEN, STREET = "mine", "written", "street"


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Cases: search, filter, order, export; what a reader may not know is not in the rows."""
    actor, today = acting(request), clock.today()
    if is_phone(request) or may_see_room(actor) is not None:
        return redirect("mediation:mine")
    views = _views(actor)
    view = request.GET.get("view", "")
    view = view if view in views else next(iter(views))
    visible = _rows(actor, view)
    listing = Listing(
        request,
        visible,
        _columns(view, today),
        searches=_searching(view),
        filters=_filters(view, visible, today),
        face=lambda row: "m-row-late" if row.is_open and row.late_on(today) else "",
    )
    if listing.export:
        return download(listing, _("调解案件"), now=clock.now())
    counts = queries.state_counts(visible)
    context = {
        "listing": listing,
        "views": views,
        "view": view,
        "figures": [(queries.MARKS[s], s.value, s.label, counts.get(s.value, 0)) for s in _SHOWN],
        "state": request.GET.get("state", ""),
        "total": sum(counts.values()),
        "own": queries.mine_of(actor),
        "may_write": _may_write(actor),
        "sees_figures": may_see_figures(actor) is None,
        "sees_referrals": may_see_referrals(actor) is None,
        "crumbs": crumbs(),
    }
    return render(request, "mediation/list.html", context)


_SHOWN = [
    Dispute.State.ASKED,
    Dispute.State.OPEN,
    Dispute.State.AGREED,
    Dispute.State.DONE,
    Dispute.State.FAILED,
    Dispute.State.REFUSED,
]


def _views(actor: Actor) -> dict[str, str]:
    """The lists somebody has, the first one is shown."""
    found = {}
    if desk_of(actor):
        found[MINE] = _("我经办的")
    if actor.has(Role.STREET_OFFICER):
        found[STREET] = _("全街道（不显示内容）")
    found[WRITTEN] = _("我代登记的")
    return found


def _rows(actor: Actor, view: str) -> Any:
    if view == MINE:
        return queries.handled_by(actor)
    return queries.known_to_street(actor) if view == STREET else queries.registered_by(actor)


def _searching(view: str) -> Any:
    def by_words(rows: Any, words: str) -> Any:
        named = Q(number__icontains=words) | Q(compound__name__icontains=words)
        if view == MINE:
            sides = Side.objects.filter(street_id__in=rows.values("street_id")[:1])
            sides = sides.filter(name__icontains=words)
            named |= Q(title__icontains=words) | Q(pk__in=sides.values("dispute_id"))
        return rows.filter(named)

    return by_words


def _columns(view: str, today: date) -> tuple[Column, ...]:
    def mark(row: Dispute) -> str:
        late = row.is_open and row.late_on(today)
        return "late" if late else queries.MARKS[Dispute.State(row.state)]

    def there(row: Dispute) -> str:
        return row_address("mediation:dispute", row.pk)

    words = (Column("title", _("什么事"), "title", order=("title",), href=there),)
    number = Column(
        "number", _("编号"), "number", order=("number",), face="m-num",
        href=None if view == MINE else there,
    )  # fmt: skip
    cause = Column("cause", _("类别"), lambda row: shown(name_of(row.cause)), order=("cause", "id"))
    return (
        *(words if view == MINE else ()),
        number,
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        *(() if view == WRITTEN else (cause,)),
        Column("panel", _("调委会"), "panel.organisation.name"),
        Column("state", _("状态"), "get_state_display", "state", order=("state",), state=mark),
        Column("asked", _("申请"), "asked_on", "day", order=("asked_on",)),
        Column("due", _("调解期限"), "due_on", "day", order=("due_on",)),
        Column("ended", _("结束"), "ended_on", "day", order=("ended_on",)),
    )


def _filters(view: str, visible: Any, today: date) -> tuple[Filter, ...]:
    named = visible.order_by("compound__name").filter(compound__isnull=False)
    places = named.values_list("compound_id", "compound__name").distinct()
    panels = visible.order_by("panel__organisation__name").values_list(
        "panel_id", "panel__organisation__name"
    )
    panels = panels.distinct()
    years = [(str(day.year), str(day.year)) for day in visible.dates("asked_on", "year")]
    open_ = {"state__in": (Dispute.State.ASKED, Dispute.State.OPEN), "due_on__lt": today}
    return (
        Filter("state", _("状态"), Dispute.State.choices, "state"),
        *(() if view == WRITTEN else (Filter("cause", _("类别"), CHOICES, "cause"),)),
        Filter("compound", _("小区"), [(str(pk), n) for pk, n in places], "compound_id"),
        Filter("panel", _("调委会"), [(str(pk), n) for pk, n in panels], "panel_id"),
        Filter("year", _("年份"), years, "asked_on__year"),
        Filter(
            "late",
            _("期限"),
            (("yes", _("已经超过调解期限")),),
            lambda rows, _value: rows.filter(**open_),
        ),
    )


def _may_write(actor: Actor) -> bool:
    """Whether there is a committee to take an application, and the person may write one."""
    writes = bool(desk_of(actor)) or any(g.role in (*RESIDENTS, *ON_BEHALF) for g in actor.grants)
    return writes and bool(panels_open(actor.street_id, clock.today()))
