"""The screen of a plan's route: which points in which order, and what is looked at where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.patrols.actions import planning
from mulin.discover.patrols.actions.planning import RouteDraft
from mulin.discover.patrols.models import Point
from mulin.discover.patrols.pages.common import crumbs, plan_here
from mulin.discover.patrols.permissions import may_change_plan
from mulin.discover.patrols.queries import plans as queries
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import told
from mulin.kit import clock
from mulin.kit.rights import require
from mulin.law.safety.catalogue import standard_checks
from mulin.law.safety.hazard import PointKind


@require_http_methods(["GET", "POST"])
def route(request: HttpRequest, patrol_plan_id: UUID) -> HttpResponse:
    """Which points in which order, and what is looked at where."""
    actor, found = plan_here(request, patrol_plan_id)
    require(may_change_plan(actor, found))
    points = queries.points_of(found.compound)
    now_laid = queries.route_of(found)
    if request.method == "POST":
        drafts = _drafts(request, points)
        made = told(
            request,
            lambda: planning.lay_route(found, drafts, by=actor, now=clock.now()),
            _("路线存好了。"),
        )
        if made is not None:
            return redirect("patrols:plan", found.pk)
    context = {
        "plan": found,
        "rows": _route_rows(points, now_laid.keys, now_laid),
        "crumbs": crumbs(Crumb(found.title), Crumb(_("排路线"))),
    }
    return render(request, "patrols/route.html", context)


def usual(point: Point) -> tuple[tuple[str, str, str], ...]:
    """What is usually looked at at a point of its kind."""
    kind = PointKind(point.kind)
    return tuple((check.code, check.text, one.code) for one, check in standard_checks(kind))


def _drafts(request: HttpRequest, points: Sequence[Point]) -> list[RouteDraft]:
    """The ticked points in the order of their numbers, with their ticked checks."""
    found: list[tuple[float, int, RouteDraft]] = []
    for at, point in enumerate(points):
        key = point.pk.hex
        if request.POST.get(f"on_{key}") != "1":
            continue
        typed = request.POST.get(f"order_{key}", "")
        order = float(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 9999.0
        offered = {code: (code, text, kind) for code, text, kind in usual(point)}
        picked = [offered[c] for c in request.POST.getlist(f"checks_{key}") if c in offered]
        own = [line.strip()[:80] for line in request.POST.get(f"own_{key}", "").splitlines()]
        extra = [(f"own{n}", text, "other") for n, text in enumerate(filter(None, own), 1)]
        found.append((order, at, RouteDraft(point, (*picked, *extra))))
    return [draft for _order, _at, draft in sorted(found, key=lambda one: one[:2])]


def _route_rows(points: Sequence[Point], keys: Sequence[str], laid: Any) -> list[dict[str, Any]]:
    """Every point: those on the route first, in their order."""
    place = {key: at for at, key in enumerate(keys, 1)}
    rows = []
    for point in points:
        now_checked = laid.checks_at(point.pk.hex)
        codes = {code for code, _text, _kind in now_checked}
        standard = usual(point)
        fresh = point.pk.hex not in place
        rows.append(
            {
                "point": point,
                "key": point.pk.hex,
                "order": place.get(point.pk.hex, ""),
                "on": not fresh,
                "checks": [(c, t, fresh or c in codes) for c, t, _k in standard],
                "own": "\n".join(t for c, t, _k in now_checked if c.startswith("own")),
            }
        )
    return sorted(rows, key=lambda row: (row["order"] == "", row["order"] or 0))
