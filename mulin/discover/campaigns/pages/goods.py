"""Materials: what lies where, the book line by line; and what was disinfected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.campaigns.actions.goods import Booking, Spray, book, disinfect, may_book
from mulin.discover.campaigns.forms_work import BookForm, SprayForm
from mulin.discover.campaigns.models import Campaign, Entry, Goods, Site
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, frame
from mulin.discover.campaigns.quantity import amount
from mulin.discover.campaigns.queries import goods as asked
from mulin.ground.estate.models import Building
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor


@require_http_methods(["GET", "POST"])
def goods(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """What is left where, every line of the book, and one more line."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "goods", _("物资"))
    listing = Listing(
        request,
        asked.entries_for(actor, found),
        _columns(),
        searches=("goods__name", "whom", "by"),
        filters=_filters(found, context["sites"]),
    )
    if listing.export:
        return download(listing, _("物资流水"), now=clock.now())
    site = _bookable(request, actor, found, context["sites"])
    places, lines = asked.table_of(actor, found)
    form = None
    once = once_of(request)
    if site is not None:
        others = [s for s in context["sites"] if s.compound_id != site.compound_id]
        form = BookForm(
            request.POST or None,
            names=[str(line["goods"].name) for line in lines],
            places=[(str(s.compound_id), s.compound.name) for s in others],
        )
        if request.method == "POST" and form.is_valid():
            made = _booked(actor, found, site, form, {str(s.compound_id): s for s in others}, once)
            if made:
                messages.success(request, _("记下了。"))
                return redirect(f"{request.path}?compound={site.compound_id}")
    context |= {
        "listing": listing,
        "heads": places,
        "lines": [line | {"cells": [amount(n) for n in line["cells"]],
                          "sum": amount(line["sum"])} for line in lines],
        "form": form,
        "site": site,
        "once": once,
    }  # fmt: skip
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/goods.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def disinfected(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """What was disinfected when with what, and one more record."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "goods", _("消杀"))
    listing = Listing(
        request,
        asked.disinfected(actor, found),
        _spray_columns(),
        searches=("place", "agent", "by", "compound__name"),
        filters=_places_filter(context["sites"]),
    )
    if listing.export:
        return download(listing, _("消杀记录"), now=clock.now())
    site = _bookable(request, actor, found, context["sites"])
    form, once = None, once_of(request)
    if site is not None:
        form = spray_form(request, found, site)
        if request.method == "POST" and form.is_valid() and sprayed(actor, found, site, form, once):
            messages.success(request, _("消杀记下了。"))
            return redirect(f"{request.path}?compound={site.compound_id}")
    context |= {"listing": listing, "form": form, "site": site, "once": once}
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/disinfected.html", context, status=422 if bad else 200)


def spray_form(request: HttpRequest, found: Campaign, site: Site) -> SprayForm:
    """The form of one compound; the phone uses it too."""
    street = found.street_id
    houses = Building.objects.of(street).filter(compound=site.compound_id, ended_on__isnull=True)
    wares = Goods.objects.of(street).filter(campaign=found).order_by("order")
    return SprayForm(
        request.POST or None,
        request.FILES or None,
        houses=[(str(one.pk), str(one)) for one in houses.order_by("order", "label")],
        goods=[(str(one.pk), f"{one.name}（{one.unit}）") for one in wares],
    )


def sprayed(actor: Actor, found: Campaign, site: Site, form: SprayForm, once: UUID) -> bool:
    """Try the verb; what it refuses stands in the form."""
    typed = form.cleaned_data
    street = found.street_id
    rows = Building.objects.of(street).filter(compound=site.compound_id)
    building = rows.filter(pk=typed["building"]).first() if typed["building"] else None
    wares = Goods.objects.of(street).filter(campaign=found)
    ware = wares.filter(pk=typed["goods"]).first() if typed["goods"] else None
    spray = Spray(
        typed["place"], typed["agent"], typed["strength"], building, ware, typed["used"] or 0
    )
    made = tried(
        form,
        lambda: disinfect(
            found,
            site.compound,
            spray,
            photo=typed["photo"],
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None


def _bookable(
    request: HttpRequest, actor: Actor, found: Campaign, sites: list[Site]
) -> Site | None:
    """The compound of the address in which the actor keeps the book; None where it is closed."""
    if not found.is_open:
        return None
    mine = [one for one in sites if may_book(actor, found, one.compound_id) is None]
    return chosen_site(request, mine)


def _booked(
    actor: Actor,
    found: Campaign,
    site: Site,
    form: BookForm,
    others: dict[str, Site],
    once: UUID,
) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    to = others[typed["to"]].compound if typed["to"] else None
    booking = Booking(typed["kind"], typed["amount"], typed["whom"], to)
    made = tried(
        form,
        lambda: book(
            found,
            site.compound,
            typed["name"],
            typed["unit"],
            booking,
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", _("时间"), "at", "instant", order=("at",)),
        Column("goods", _("物资"), "goods.name", order=("goods__order",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("kind", _("类别"), "get_kind_display", order=("kind",)),
        Column("amount", _("数量"), lambda row: ("+" if row.is_in else "−") + amount(row.amount),
               order=("amount",), face="m-r m-num"),
        Column("unit", _("单位"), "goods.unit"),
        Column("balance", _("结存"), lambda row: amount(row.balance), face="m-r m-num"),
        Column("whom", _("来源或去向"), "whom"),
        Column("by", _("经手人"), "by", order=("by",)),
    )  # fmt: skip


def _spray_columns() -> tuple[Column, ...]:
    return (
        Column("at", _("时间"), "at", "instant", order=("at",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("building", _("楼"), lambda row: str(row.building) if row.building else ""),
        Column("place", _("部位"), "place", order=("place",)),
        Column("agent", _("药剂"), "agent", order=("agent",)),
        Column("strength", _("配比"), "strength"),
        Column("used", _("领用"), lambda row: f"{amount(row.entry.amount)}{row.entry.goods.unit}"
               if row.entry else ""),
        Column("photo", _("照片"), lambda row: _("有") if row.paper_id else ""),
        Column("by", _("消杀人"), "by", order=("by",)),
    )  # fmt: skip


def _filters(found: Campaign, sites: list[Site]) -> tuple[Filter, ...]:
    wares = Goods.objects.of(found.street_id).filter(campaign=found).order_by("order")
    return (
        Filter("goods", _("物资"), [(str(one.pk), one.name) for one in wares], "goods_id"),
        Filter("kind", _("类别"), Entry.Kind.choices, "kind"),
        *_places_filter(sites),
    )


def _places_filter(sites: list[Site]) -> tuple[Filter, ...]:
    named = [(str(one.compound_id), one.compound.name) for one in sites]
    return (Filter("place", _("小区"), named, "compound_id"),)
