"""Screens of places: the tree with its list of units, compounds, and what is entered below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.ground.estate import actions
from mulin.ground.estate.forms import (
    BuildingForm,
    CommunityForm,
    CompoundForm,
    CorrectBuildingForm,
    CorrectCompoundForm,
)
from mulin.ground.estate.models import Building, Community, Compound, Unit
from mulin.ground.estate.pages.asking import Question, ask, found
from mulin.ground.estate.permissions import (
    may_edit_community,
    may_edit_register,
    may_import,
    may_see_register,
    may_see_some_register,
)
from mulin.ground.estate.queries.facts import facts_of_compound
from mulin.ground.estate.queries.places import (
    Place,
    communities_readable,
    compounds_readable,
    figures_of,
    places_readable,
    posts_in,
    tree,
    unit_rows,
    who_serves,
)
from mulin.ground.estate.queries.search import matching
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, acting, require


def units(request: HttpRequest) -> HttpResponseBase:
    """Left the tree of compounds, buildings and stairwells; right the units it narrows to."""
    actor = acting(request)
    require(may_see_some_register(actor))
    places = places_readable(actor)
    chosen = _chosen_compound(actor, places, request.GET.get("compound", ""))
    building = request.GET.get("building", "")
    stairwell = request.GET.get("stairwell", "")
    rows = unit_rows(actor)
    if chosen is not None:
        rows = rows.filter(compound=chosen)
        if building:
            rows = rows.filter(building__label=building)
        if stairwell:
            rows = rows.filter(stairwell__label=stairwell)
    listing = Listing(
        request,
        rows,
        _unit_columns(with_compound=chosen is None),
        searches=lambda found, words: found.filter(matching(actor, words)),
        filters=_unit_filters(),
    )
    if listing.export:
        return download(listing, _("房屋"), now=clock.now())
    context = {
        "listing": listing,
        "tree": tree(places, chosen, building, stairwell),
        "compound": chosen,
        "why_not_import": may_import(actor, chosen.pk if chosen else None),
        "why_not_edit": may_edit_register(actor, chosen.pk if chosen else None),
        "crumbs": _crumbs(chosen),
    }
    return render(request, "estate/units.html", context)


def compound(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """A compound: its figures, each leading to its rows; who serves it; what happened."""
    actor = acting(request)
    row = found(Compound, actor, compound_id, "community", "grid")
    require(may_see_register(actor, row.pk))
    today = clock.today()
    figures = figures_of(row)
    buildings = Building.objects.of(actor.street_id).filter(compound=row, ended_on__isnull=True)
    context = {
        "compound": row,
        "figures": figures,
        "uses": [(Unit.Use(u).label, u, n, area) for u, n, area in figures.by_use],
        "serving": who_serves(row, today),
        "posts": posts_in(row, today),
        "buildings": buildings.order_by("order", "label"),
        "facts": facts_of_compound(row),
        "list_url": f"{reverse('estate:units')}?compound={row.slug}",
        "why_not_edit": may_edit_register(actor, row.pk),
        "why_not_import": may_import(actor, row.pk),
        "why_not_regroup": may_edit_community(actor, row.community_id),
        "crumbs": _crumbs(row),
    }
    return render(request, "estate/compound.html", context)


def new_community(request: HttpRequest) -> HttpResponse:
    """Enter a community."""
    actor = acting(request)
    require(may_edit_community(actor, None))
    back = reverse("estate:units")
    question = Question(_("登记社区"), _("社区已登记。"), back, crumbs=_crumbs(None))

    def act(said: dict[str, Any]) -> None:
        actions.create_community(
            said["name"], code=said["code"], by=actor, now=clock.now(), once=said["once"]
        )

    return ask(request, CommunityForm(request.POST or None), question, act)


def new_compound(request: HttpRequest) -> HttpResponse:
    """Enter a compound in a community of the actor's."""
    actor = acting(request)
    communities = communities_readable(actor)
    first = communities.first()
    require(may_edit_community(actor, first.pk if first else None))
    question = Question(
        _("登记小区"),
        _("小区已登记，可以导入名册了。"),
        reverse("estate:units"),
        crumbs=_crumbs(None),
    )

    def act(said: dict[str, Any]) -> str:
        community: Community = said.pop("community")
        made = actions.create_compound(community, **said, by=actor, now=clock.now())
        return reverse("estate:compound", args=[made.pk])

    return ask(request, CompoundForm(communities, request.POST or None), question, act)


def correct_compound(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Correct name, kind, mode or address."""
    actor = acting(request)
    row = found(Compound, actor, compound_id, "community")
    require(may_edit_community(actor, row.community_id))
    question = Question(
        _("更正小区信息"),
        _("已更正。"),
        reverse("estate:compound", args=[row.pk]),
        crumbs=_crumbs(row),
    )
    names = ("name", "kind", "mode", "address", "first_delivered_on")
    initial = {name: getattr(row, name) for name in names}

    def act(said: dict[str, Any]) -> None:
        why = said.pop("why")
        actions.correct_place(row, said, why=why, by=actor, now=clock.now())

    form = CorrectCompoundForm(request.POST or None, initial=initial)
    return ask(request, form, question, act)


def new_building(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Enter a building."""
    actor = acting(request)
    row = found(Compound, actor, compound_id)
    require(may_edit_register(actor, row.pk))
    back = reverse("estate:compound", args=[row.pk])
    question = Question(_("登记楼栋"), _("楼栋已登记。"), back, crumbs=_crumbs(row))

    def act(said: dict[str, Any]) -> None:
        actions.create_building(
            row,
            said["label"],
            phase=said["phase"],
            floors=said["floors"] or 0,
            by=actor,
            now=clock.now(),
            once=said["once"],
        )

    return ask(request, BuildingForm(request.POST or None), question, act)


def correct_building(request: HttpRequest, building_id: UUID) -> HttpResponse:
    """Put a building into a phase (一期、二期), or correct its floors."""
    actor = acting(request)
    row = found(Building, actor, building_id, "compound")
    require(may_edit_register(actor, row.compound_id))
    question = Question(
        _("更正 %(place)s") % {"place": row},
        _("已更正。"),
        reverse("estate:compound", args=[row.compound_id]),
        crumbs=_crumbs(row.compound),
    )

    def act(said: dict[str, Any]) -> None:
        changes = {"phase": said["phase"], "floors": said["floors"] or 0}
        actions.correct_place(row, changes, why=said["why"], by=actor, now=clock.now())

    initial = {"phase": row.phase, "floors": row.floors}
    return ask(request, CorrectBuildingForm(request.POST or None, initial=initial), question, act)


def _chosen_compound(actor: Actor, places: Sequence[Place], slug: str) -> Compound | None:
    """The compound the address names; the only one, where there is only one to see."""
    named = [place.id for place in places if slug in ("", place.slug)]
    if len(named) != 1:
        return None
    found: Compound = compounds_readable(actor).select_related("community").get(id=named[0])
    return found


def _owners(unit: Any) -> str:
    """Present owners by masked name; organisations by their own."""
    names = [
        mask_name(row.person.name) if row.person_id else row.organisation.name
        for row in unit.open_rows
    ]
    return "、".join(names)


def _unit_columns(*, with_compound: bool) -> tuple[Column, ...]:
    place = (Column("compound", _("小区"), "compound.name", order=Unit.IN_ORDER),)
    return (
        Column(
            "label",
            _("房号"),
            "label",
            order=("order", "label"),
            href=lambda row: row_address("estate:unit", row.pk),
        ),
        *(place if with_compound else ()),
        Column("owners", _("业主"), _owners),
        Column("area", _("专有部分面积 ㎡"), "voting_area", "area", order=("voting_area",)),
        Column("source", _("面积来源"), "get_area_source_display"),
        Column("use", _("用途"), "get_use_display"),
        Column(
            "status",
            _("状态"),
            "get_status_display",
            "state",
            state=lambda row: {"delivered": "done", "undelivered": "soon"}.get(row.status, "idle"),
        ),
        Column("delivered", _("交付"), "delivered_on", "day", order=("delivered_on",)),
    )


def _unit_filters() -> tuple[Filter, ...]:
    return (
        Filter("use", _("用途"), Unit.Use.choices, "use"),
        Filter("status", _("状态"), Unit.Status.choices, "status"),
        Filter("source", _("面积来源"), Unit.AreaSource.choices, "area_source"),
        Filter("missing", _("待补"), MISSING, _missing),
    )


MISSING = (
    ("area", _lazy("没有专有部分面积")),
    ("owner", _lazy("没有业主")),
    ("undelivered", _lazy("未交付或未售")),
)


def _missing(rows: Any, value: str) -> Any:
    if value == "area":
        return rows.filter(voting_area=0).exclude(use=Unit.Use.PARKING)
    if value == "undelivered":
        return rows.exclude(status=Unit.Status.DELIVERED)
    owned = rows.filter(ownerships__valid_to__isnull=True, ownerships__id__isnull=False)
    return rows.filter(status=Unit.Status.DELIVERED).exclude(id__in=owned.values("id"))


def _crumbs(row: Compound | None) -> list[Crumb]:
    crumbs = [Crumb(_("房屋"), reverse("estate:units") if row else "")]
    if row is not None:
        crumbs.append(Crumb(row.name, f"{reverse('estate:units')}?compound={row.slug}"))
    return crumbs
