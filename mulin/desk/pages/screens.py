"""Home, counter, one home, search."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.desk import contributions
from mulin.desk.queries import home_page
from mulin.ground.estate.models import Unit
from mulin.ground.estate.permissions import may_see_some_register, may_see_unit
from mulin.ground.estate.queries.search import Found, find
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, acting, require

RECENT_KEY, RECENT = "desk_recent", 4
LONGEST_WORDS = 60


def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person today, over all rooms."""
    actor = acting(request)
    today = clock.today()
    context = {
        "tasks": contributions.my_turn(actor, today),
        "today": today,
        "sees_register": may_see_some_register(actor) is None,
    }
    return render(request, "desk/home.html", context)


def counter(request: HttpRequest) -> HttpResponse:
    """The front desk: one box; a single home found opens at once."""
    actor = acting(request)
    require(may_see_some_register(actor))
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    found = find(actor, words) if words else Found()
    if len(found.units) == 1:
        there = reverse("desk:unit", args=[found.units[0].pk])
        return redirect(there)
    context = {
        "words": words,
        "found": found,
        "recent": _recent(request),
        "crumbs": [Crumb(_("业务受理"))],
    }
    return render(request, "desk/counter.html", context)


def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One home: people masked, owners with dates, who acts for whom, what every room knows."""
    actor = acting(request)
    rows = Unit.objects.of(actor.street_id).filter(id=unit_id)
    row = rows.select_related("compound__community", "building", "stairwell").first()
    if row is None:
        raise Refused(Refusal("没有找到这套房屋。", hidden=True))
    require(may_see_unit(actor, row))
    listed = f"{reverse('estate:units')}?compound={row.compound.slug}"
    page = home_page(row, actor, clock.today())
    context = {
        "page": page,
        "unit": row,
        "recent": _recent(request),
        "sees_register": may_see_some_register(actor) is None,
        "crumbs": [Crumb(row.compound.name, listed if page.sees_past else ""), Crumb(row.label)],
    }
    _remember(request, row)
    return render(request, "desk/unit.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """The box at the top of every page: homes, people, organisations, and what rooms find."""
    actor = acting(request)
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    hits = contributions.found(words, actor) if words else []
    found = find(actor, words) if words else Found()
    context = {"q": words, "found": found, "hits": hits, "crumbs": [Crumb(_("搜索"))]}
    return render(request, "desk/search.html", context)


def _remember(request: HttpRequest, row: Unit) -> None:
    """The homes opened last, by label, for this session only."""
    kept = [k for k in request.session.get(RECENT_KEY, []) if k[0] != str(row.pk)]
    request.session[RECENT_KEY] = [[str(row.pk), row.label], *kept][:RECENT]


def _recent(request: HttpRequest) -> list[tuple[str, str]]:
    kept = request.session.get(RECENT_KEY, [])
    return [(label, reverse("desk:unit", args=[key])) for key, label in kept]
