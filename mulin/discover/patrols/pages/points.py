"""Screens of points: the list, setting one or many, the picture, the sheet of codes, a new code."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.patrols.actions import points as verbs
from mulin.discover.patrols.actions.points import PointDraft
from mulin.discover.patrols.forms import KINDS, PointForm, PointsForm
from mulin.discover.patrols.models import Point
from mulin.discover.patrols.pages.common import chosen, crumbs, places_of, point_here
from mulin.discover.patrols.permissions import HIDDEN, PLANNERS, may_find, may_plan, may_see_patrols
from mulin.discover.patrols.picture import Mark, drawn
from mulin.discover.patrols.printing import codes_pdf
from mulin.discover.patrols.queries import plans as queries
from mulin.discover.patrols.queries.hazards import open_at
from mulin.discover.patrols.queries.rounds import stops_at
from mulin.ground.estate.models import Building
from mulin.ground.page.address import only_here, public_address, row_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.law.safety.hazard import PointKind


@require_safe
def points(request: HttpRequest) -> HttpResponseBase:
    """Every point: search, filter, order, export; the codes of one compound as a sheet."""
    actor = acting(request)
    require(may_see_patrols(actor))
    places = places_of(actor)
    listing = Listing(
        request,
        queries.points_for(actor),
        _columns(),
        searches=("name", "compound__name", "how"),
        filters=(
            Filter("kind", _("类别"), KINDS, "kind"),
            Filter("compound", _("小区"), [(str(c.pk), c.name) for c in places], "compound_id"),
        ),
    )
    if listing.export:
        return download(listing, _("巡查点位"), now=clock.now())
    asked = request.GET.get("compound", "")
    context = {
        "listing": listing,
        "compound": next((one for one in places if str(one.pk) == asked), None),
        "may_plan": queries.planners_of(actor),
        "crumbs": crumbs(Crumb(_("点位"))),
    }
    return render(request, "patrols/points.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set one point, its place chosen on the picture."""
    actor = acting(request)
    places = places_of(actor, *PLANNERS)
    compound = chosen(request, places)
    require(may_plan(actor, compound.pk))
    buildings = queries.buildings_of(compound)
    form = PointForm(request.POST or None, buildings=_named(buildings))
    many = PointsForm()
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        draft = _draft(form, buildings)
        made = tried(
            form, lambda: verbs.put_point(compound, draft, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("点位设好了，码可以打印。"))
            return redirect("patrols:point", made.pk)
    context = {
        "form": form,
        "many": many,
        "once": once,
        "compound": compound,
        "places": places,
        "picture": drawn(buildings, _marks(queries.points_of(compound))),
        "crumbs": crumbs(Crumb(_("点位"), reverse("patrols:points")), Crumb(_("设点"))),
    }
    return render(request, "patrols/point_new.html", context, status=422 if form.errors else 200)


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Set a list of points at once."""
    actor = acting(request)
    compound = chosen(request, places_of(actor, *PLANNERS))
    require(may_plan(actor, compound.pk))
    form = PointsForm(request.POST)
    if form.is_valid():
        drafts = [PointDraft(name, kind) for name, kind in form.cleaned_data["lines"]]
        made = tried(form, lambda: verbs.put_points(compound, drafts, by=actor, now=clock.now()))
        if made is not None:
            messages.success(request, _("设了 %(n)d 个点位。") % {"n": len(made)})
            return redirect(f"{reverse('patrols:points')}?compound={compound.pk}")
    buildings = queries.buildings_of(compound)
    context = {
        "form": PointForm(buildings=_named(buildings)),
        "many": form,
        "once": once_of(request),
        "compound": compound,
        "places": places_of(actor, *PLANNERS),
        "picture": drawn(buildings, _marks(queries.points_of(compound))),
        "crumbs": crumbs(Crumb(_("点位"), reverse("patrols:points")), Crumb(_("设点"))),
    }
    return render(request, "patrols/point_new.html", context, status=422)


@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, patrol_point_id: UUID) -> HttpResponse:
    """One point: its code, where it is, who came by, what is wrong there now."""
    actor, found = point_here(request, patrol_point_id)
    buildings = queries.buildings_of(found.compound)
    form = PointForm(request.POST or None, buildings=_named(buildings), initial=_values(found))
    if request.method == "POST" and form.is_valid():
        draft = _draft(form, buildings)
        if tried(form, lambda: verbs.change_point(found, draft, by=actor, now=clock.now())):
            messages.success(request, _("改好了，码不变。"))
            return redirect("patrols:point", found.pk)
    address = code_address(request, found)
    may = may_plan(actor, found.compound_id)
    context = {
        "point": found,
        "form": form,
        "address": address,
        "qr": qr_code(address, _("“%(point)s”的签到码") % {"point": found.name}),
        "only_here": only_here(request),
        "stops": stops_at(found.street_id, found.pk),
        "hazards": open_at(found.street_id, found.pk),
        "picture": drawn(buildings, _marks(queries.points_of(found.compound), found)),
        "why_not": "" if may is None else str(may),
        "may_find": may_find(actor, found.compound_id) is None,
        "crumbs": crumbs(Crumb(_("点位"), reverse("patrols:points")), Crumb(found.name)),
    }
    return render(request, "patrols/point.html", context, status=422 if form.errors else 200)


@require_POST
def renew(request: HttpRequest, patrol_point_id: UUID) -> HttpResponse:
    """A new code; what hangs on the wall opens nothing any more."""
    actor, found = point_here(request, patrol_point_id)
    why, now = request.POST.get("why", ""), clock.now()
    told(
        request,
        lambda: verbs.renew_code(found, why, by=actor, now=now),
        _("旧码作废，请打印新码换上。"),
    )
    return redirect("patrols:point", found.pk)


@require_POST
def end(request: HttpRequest, patrol_point_id: UUID) -> HttpResponse:
    """Take a point away."""
    actor, found = point_here(request, patrol_point_id)
    why, now = request.POST.get("why", ""), clock.now()
    gone = told(request, lambda: verbs.end_point(found, why, by=actor, now=now), _("点位已撤。"))
    return redirect("patrols:points") if gone else redirect("patrols:point", found.pk)


@require_safe
def codes(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """The codes of a compound, to be printed, cut and put up."""
    actor = acting(request)
    place = next((one for one in places_of(actor, *PLANNERS) if one.pk == compound_id), None)
    if place is None:
        raise Refused(HIDDEN)
    rows = queries.points_of(place)
    lines = [(row, code_address(request, row)) for row in rows]
    answer = HttpResponse(codes_pdf(place, lines, clock.today()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="codes-{place.slug}.pdf"'
    return answer


def code_address(request: HttpRequest, row: Point) -> str:
    """What the code on the wall says."""
    return public_address(request, reverse("patrol:scanned", args=[row.token]))


def _named(buildings: list[Building]) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in buildings]


def _draft(form: PointForm, buildings: list[Building]) -> PointDraft:
    typed = form.cleaned_data
    building = next((one for one in buildings if str(one.pk) == typed["building"]), None)
    return PointDraft(typed["name"], PointKind(typed["kind"]), building, typed["how"], form.spot)


def _values(row: Point) -> dict[str, object]:
    return {
        "name": row.name,
        "kind": row.kind,
        "building": str(row.building_id or ""),
        "how": row.how,
        "right": row.right,
        "down": row.down,
    }


def _marks(rows: list[Point], picked: Point | None = None) -> list[Mark]:
    return [
        Mark(
            row,
            str(at),
            "next" if picked is not None and row.pk == picked.pk else "todo",
            row.name,
            row_address("patrols:point", row.pk),
        )
        for at, row in enumerate(rows, 1)
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            _("点位"),
            "name",
            order=("name",),
            href=lambda row: row_address("patrols:point", row.pk),
        ),
        Column("kind", _("类别"), "get_kind_display", order=("kind",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("building", _("楼栋"), "building", order=("building__order",)),
        Column("how", _("怎么走"), "how"),
    )
