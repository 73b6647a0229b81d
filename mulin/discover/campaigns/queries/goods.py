"""What lies where, the lines of the stock book, what was disinfected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mulin.discover.campaigns.models import Campaign, Disinfection, Entry, Goods, Stock
from mulin.discover.campaigns.queries.campaigns import within
from mulin.kit.rights import Actor


def entries_for(actor: Actor, campaign: Campaign) -> QuerySet[Entry]:
    """The book in the compounds the actor reads, the latest line first."""
    rows = within(actor, Entry.objects.of(actor.street_id).filter(campaign=campaign))
    found: QuerySet[Entry] = rows.select_related("goods", "compound").order_by("-at", "-id")
    return found


def table_of(actor: Actor, campaign: Campaign) -> tuple[list[str], list[dict[str, Any]]]:
    """Compounds across, materials down: what is left of each where, and altogether."""
    rows = within(actor, Stock.objects.of(actor.street_id).filter(goods__campaign=campaign))
    left: dict[tuple[UUID, UUID], int] = {}
    places: dict[UUID, str] = {}
    for stock in rows.select_related("compound").order_by("compound__name"):
        left[stock.goods_id, stock.compound_id] = stock.balance
        places[stock.compound_id] = stock.compound.name
    goods = Goods.objects.of(actor.street_id).filter(campaign=campaign).order_by("order")
    lines = [
        {
            "goods": one,
            "cells": [left.get((one.pk, place), 0) for place in places],
            "sum": sum(left.get((one.pk, place), 0) for place in places),
        }
        for one in goods
    ]
    return list(places.values()), lines


def disinfected(actor: Actor, campaign: Campaign) -> QuerySet[Disinfection]:
    """What was disinfected, the latest first."""
    rows = within(actor, Disinfection.objects.of(actor.street_id).filter(campaign=campaign))
    found: QuerySet[Disinfection] = rows.select_related(
        "compound", "building", "entry__goods", "paper", "street"
    ).order_by("-at", "-id")
    return found
