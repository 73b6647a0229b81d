"""The front desk, one home, and the search box at the top of every page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mulin.desk.queries.finding import Results, results
from mulin.desk.queries.persons import person_page
from mulin.desk.queries.units import home_page
from mulin.ground.estate.models import Unit
from mulin.ground.estate.pages.persons import readable_person
from mulin.ground.estate.permissions import may_see_some_register, may_see_unit
from mulin.ground.page.context import Crumb, is_phone
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, acting, require
from mulin.kit.words import said

RECENT_KEY, RECENT = "desk_recent", 4
LONGEST_WORDS = 60
NO_HOME = Refusal(
    said("没有找到这套房屋。"), said("请核对地址，或者从业务受理里再查一次。"), hidden=True
)


@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """One box; what it finds appears while typing, and a single home opens on Enter."""
    actor = acting(request)
    require(may_see_some_register(actor))
    words = _words(request)
    found = results(actor, words)
    if getattr(request, "htmx", False):
        return render(request, "desk/_found.html", {"found": found, "words": words})
    if found.only:
        return redirect(found.only)
    context = {
        "words": words,
        "found": found,
        "recent": _recent(request),
        "crumbs": [Crumb(_("业务受理"))],
    }
    return render(request, "desk/counter.html", context)


@never_cache
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """One home: people masked, owners with dates, who acts for whom, what every room knows."""
    actor = acting(request)
    rows = Unit.objects.of(actor.street_id).filter(id=unit_id)
    row = rows.select_related("compound__community", "building", "stairwell").first()
    if row is None:
        raise Refused(NO_HOME)
    require(may_see_unit(actor, row))
    if is_phone(request):
        return redirect("desk:home")
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


@never_cache
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person at the counter: homes, what every room knows, what can be done."""
    actor, row = readable_person(request, person_id)
    if is_phone(request):
        return redirect("desk:home")
    context = {
        "page": person_page(row, actor, clock.today()),
        "person": row,
        "recent": _recent(request),
        "crumbs": [Crumb(_("业务受理"), reverse("desk:counter")), Crumb(_("这个人"))],
    }
    return render(request, "desk/person.html", context)


@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """The box at the top of every page: homes, people, organisations, and what rooms find."""
    actor = acting(request)
    words = _words(request)
    found = results(actor, words) if not is_phone(request) else Results()
    context = {"q": words, "words": words, "found": found, "crumbs": [Crumb(_("搜索"))]}
    return render(request, "desk/search.html", context)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_WORDS]


def _remember(request: HttpRequest, row: Unit) -> None:
    """The homes opened last, by label, for this session and street only."""
    before = request.session.get(RECENT_KEY, [])
    kept = [k for k in before if k[0] != str(row.pk) and k[2:] == [str(row.street_id)]]
    now = [[str(row.pk), row.label, str(row.street_id)], *kept][:RECENT]
    if now != before:
        request.session[RECENT_KEY] = now


def _recent(request: HttpRequest) -> list[tuple[str, str]]:
    street = str(acting(request).street_id)
    kept = request.session.get(RECENT_KEY, [])
    mine = (k for k in kept if k[2:] == [street])
    return [(k[1], reverse("desk:unit", args=[k[0]])) for k in mine]
