"""Drawing the net: the grids of a community, the compounds in each, its workers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.discover.grids import queries, queries_areas
from mulin.discover.grids.actions import Place, appoint_to_net, dissolve_grid
from mulin.discover.grids.forms import AreaForm, GridForm, GridWorkerForm
from mulin.discover.grids.models import Post
from mulin.discover.grids.pages import crumbs
from mulin.discover.grids.permissions import HIDDEN, may_see_net
from mulin.ground.estate.actions.grids import draw_grid
from mulin.ground.estate.actions.places import create_grid
from mulin.ground.estate.models import Community, Compound, Grid
from mulin.ground.estate.permissions import may_edit_community
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_http_methods(["GET", "POST"])
def areas(request: HttpRequest) -> HttpResponse:
    """Every grid, with its compounds and workers; and a new one."""
    actor = acting(request)
    require(may_see_net(actor))
    mine = {str(one.pk): one for one in _drawable(actor)}
    form = GridForm(request.POST or None, communities=[(pk, one.name) for pk, one in mine.items()])
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        community, name = mine[form.cleaned_data["community"]], form.cleaned_data["name"]
        made = tried(
            form, lambda: create_grid(community, name, by=actor, now=clock.now(), once=once)
        )
        if made is not None:
            messages.success(request, _("网格登记好了，请划入小区。"))
            return redirect("grids:area", made.pk)
    context = {
        "areas": queries_areas.grids_for(actor),
        "loose": queries.compounds_for(actor).filter(grid__isnull=True).count(),
        "form": form if mine else None,
        "once": once,
        "crumbs": crumbs(_("网格划分")),
    }
    return render(request, "grids/areas.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def area(request: HttpRequest, net_grid_id: UUID) -> HttpResponse:
    """One grid: which compounds lie in it."""
    actor, found = _area_at(request, net_grid_id)
    if request.method != "POST":
        return _page(request, actor, found)
    near = {str(one.pk): one for one in _compounds(found.grid)}
    form = AreaForm(request.POST, compounds=[(pk, one.name) for pk, one in near.items()])
    if form.is_valid():
        chosen = [near[pk] for pk in form.cleaned_data["compounds"]]
        if tried(form, lambda: draw_grid(found.grid, chosen, by=actor, now=clock.now())):
            messages.success(request, _("划好了。"))
            return redirect("grids:area", found.grid.pk)
    return _page(request, actor, found, drawing=form)


@require_POST
def worker(request: HttpRequest, net_grid_id: UUID) -> HttpResponse:
    """Put a worker into a grid."""
    actor, found = _area_at(request, net_grid_id)
    form = _worker_form(found, request.POST)
    if form.is_valid() and _appointed(actor, found, form, once_of(request)):
        messages.success(request, _("任命好了，记入任职。"))
        return redirect("grids:area", found.grid.pk)
    return _page(request, actor, found, hiring=form)


@require_POST
def end(request: HttpRequest, net_grid_id: UUID) -> HttpResponse:
    """Dissolve an empty grid."""
    actor, found = _area_at(request, net_grid_id)
    why, now = request.POST.get("why", ""), clock.now()
    done = told(
        request, lambda: dissolve_grid(found.grid, why, by=actor, now=now), _("网格已撤销。")
    )
    return redirect("grids:areas") if done else redirect("grids:area", found.grid.pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: queries_areas.Area,
    *,
    drawing: AreaForm | None = None,
    hiring: GridWorkerForm | None = None,
) -> HttpResponse:
    may = may_edit_community(actor, found.grid.community_id)
    near = [(str(one.pk), _named(one, found.grid)) for one in _compounds(found.grid)]
    now_in = [str(one.pk) for one in found.compounds]
    context: dict[str, Any] = {
        "area": found,
        "why_not": "" if may is None else str(may),
        "drawing": drawing or AreaForm(compounds=near, initial={"compounds": now_in}),
        "hiring": hiring or _worker_form(found),
        "once": once_of(request),
        "crumbs": (
            *crumbs(),
            Crumb(_("网格划分"), reverse("grids:areas")),
            Crumb(found.grid.name),
        ),
    }
    bad = any(form is not None and form.errors for form in (drawing, hiring))
    return render(request, "grids/area.html", context, status=422 if bad else 200)


def _area_at(request: HttpRequest, grid_id: UUID) -> tuple[Actor, queries_areas.Area]:
    actor = acting(request)
    require(may_see_net(actor))
    found = next((one for one in queries_areas.grids_for(actor) if one.grid.pk == grid_id), None)
    if found is None:
        raise Refused(HIDDEN)
    return actor, found


def _drawable(actor: Actor) -> list[Community]:
    rows: QuerySet[Community] = Community.objects.of(actor.street_id)
    standing = rows.filter(ended_on__isnull=True).order_by("name", "id")
    return [one for one in standing if may_edit_community(actor, one.pk) is None]


def _compounds(grid: Grid) -> list[Compound]:
    rows = Compound.objects.of(grid.street_id).filter(
        community_id=grid.community_id, ended_on__isnull=True
    )
    return list(rows.select_related("grid").order_by("name", "id"))


def _named(one: Compound, grid: Grid) -> str:
    """A compound, and in which other grid it lies."""
    if one.grid_id in (None, grid.pk):
        return one.name
    return _("%(name)s（现在在%(grid)s）") % {"name": one.name, "grid": one.grid}


def _worker_form(found: queries_areas.Area, *bound: Any) -> GridWorkerForm:
    today = clock.today()
    return GridWorkerForm(
        *bound,
        people=queries_areas.post_holders(found.grid.community, None, today),
        compounds=[(str(one.pk), one.name) for one in found.compounds],
        today=today,
        auto_id="worker-%s",
    )


def _appointed(
    actor: Actor, found: queries_areas.Area, form: GridWorkerForm, once: UUID
) -> Post | None:
    typed = form.cleaned_data
    inside = {str(one.pk): one for one in found.compounds}
    where = inside.get(typed["compound"]) or next(iter(_compounds(found.grid)), None)
    person = None
    if where is not None and (typed["person"] or typed["compound"]):
        person = queries_areas.person_named(where, typed, clock.today())
    if person is None:
        form.add_error("person", _("请选有岗位的人，或者写小区、房号和姓名，要和底册一致。"))
        return None
    return tried(
        form,
        lambda: appoint_to_net(
            Place(Post.Kind.GRID_WORKER, grid=found.grid),
            person,
            since=typed["since"],
            party_member=typed["party_member"],
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )
