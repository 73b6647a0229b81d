"""The first page, for each who opens it: office, residents, and visitors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.decide.capability.queries.receptions import next_days
from mulin.desk import contributions
from mulin.desk.queries import home as queries
from mulin.desk.queries.residents import resident_home
from mulin.ground.estate.permissions import may_see_some_register
from mulin.ground.page.context import RESIDENTS, Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Listing
from mulin.ground.record.queries import streets
from mulin.kit import clock
from mulin.kit.rights import Actor, Role, acting, require


def home(request: HttpRequest) -> HttpResponse:
    """Today: the office's console, the resident's phone page, or the visitor's welcome."""
    if not request.user.is_authenticated:
        return render(request, "desk/welcome.html", {"streets": streets()})
    actor = acting(request)
    if is_phone(request):
        if all(grant.role is Role.GRID_WORKER for grant in actor.grants):
            return redirect("grids:mine")
        return _resident(request, actor)
    return _office(request, actor)


def turn(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, in every room."""
    actor = acting(request)
    tasks = contributions.my_turn(actor, clock.today())
    return render(request, "desk/turn.html", {"tasks": tasks, "crumbs": [Crumb(_("轮到我"))]})


def compounds(request: HttpRequest) -> HttpResponseBase:
    """The compounds this person works in, with the figures that lead on."""
    actor = acting(request)
    require(may_see_some_register(actor))
    listing = Listing(
        request, queries.compound_rows(actor), COLUMNS, searches=("name", "community__name")
    )
    if listing.export:
        return download(listing, _("小区"), now=clock.now())
    counts = queries.counts_of(listing.rows, actor)
    context = {
        "listing": listing,
        "rows": [(row, counts[row.pk]) for row in listing.rows],
        "crumbs": [Crumb(_("小区"))],
    }
    return render(request, "desk/compounds.html", context)


COLUMNS = (
    Column("name", gettext_lazy("小区"), "name", order=("name",)),
    Column("community", gettext_lazy("社区"), "community.name", order=("community__name", "name")),
    Column("kind", gettext_lazy("类型"), "get_kind_display", order=("kind",)),
    Column("mode", gettext_lazy("管理模式"), "get_mode_display", order=("mode",)),
    Column("address", gettext_lazy("地址"), "address"),
)


def _office(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = clock.now()
    today = clock.day_of(now)
    tasks = contributions.my_turn(actor, today)
    own = any(grant.role in RESIDENTS for grant in actor.grants)
    context = {
        "today": today,
        "tasks": tasks,
        "late": sum(task.state == "late" for task in tasks),
        "figures": queries.figures(actor),
        "running": queries.running(actor, now),
        "ending": queries.ending_notices(actor, today),
        "happened": queries.happened(actor),
        "alarm": queries.alarm(actor, now),
        "beginning": queries.beginning(actor, today),
        "sees_register": may_see_some_register(actor) is None,
        "mine": resident_home(actor, today) if own else None,
    }
    return render(request, "desk/home.html", context)


def _resident(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = clock.today()
    mine, tasks = resident_home(actor, today), contributions.waits_for(actor, today)
    context = {
        "mine": mine,
        "tasks": tasks,
        "todo": len(mine.waiting) + len(tasks),
        "owns": any(grant.role is Role.OWNER for grant in actor.grants),
        "today": today,
        "reception": next(iter(next_days(actor, today)), None),
    }
    return render(request, "desk/resident.html", context)
