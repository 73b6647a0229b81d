"""The list of tickets: what the address asks, its filters, the columns of its file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import OFFICE
from mulin.discover.intake.queries import board as queries
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.figures import in_figure
from mulin.discover.intake.queries.tickets import place_words, visible
from mulin.ground.estate.models import Community, Compound
from mulin.ground.page.address import row_address
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

PER_PAGE = 20
FLAGS = {
    "emergency": (said("紧急"), Q(emergency=True)),
    "supervised": (said("督办"), Q(supervised=True)),
    "again": (said("重办"), Q(round__gt=1)),
    "nobody": (said("没有人接"), Q(worker__isnull=True)),
    "raised_up": (said("已上报"), ~Q(level=Ticket.Level.HANDLER)),
}


class BoardListing(Listing):
    """A listing that also knows its rows without state and time, which the figures above count."""

    filters_only: QuerySet[Ticket]


def board_listing(request: HttpRequest, actor: Actor, now: datetime) -> BoardListing:
    """The tickets the address asks for; the open ones where it does not say otherwise."""
    rows = visible(actor)
    figure = request.GET.get("figure", "")
    if figure:
        rows = in_figure(rows, figure, request.GET.get("from", ""), request.GET.get("to", ""))
    elif request.GET.get("show", "") not in ("ended", "all"):
        rows = rows.filter(ended_at__isnull=True)
    whole = rows
    rows = _in_state(rows, request, now)
    filters = _filters(actor)
    listing = BoardListing(
        request,
        rows,
        columns(now),
        searches=_search,
        filters=filters,
        per_page=PER_PAGE,
    )
    listing.filters_only = _without_state(whole, listing, filters)
    return listing


def _without_state(
    rows: QuerySet[Ticket], listing: Listing, filters: tuple[Filter, ...]
) -> QuerySet[Ticket]:
    chosen = {f.key: f.chosen for f in listing.filters}
    for one in filters:
        value = chosen[one.key]
        if value and one.key != "show":
            by = one.apply
            rows = by(rows, value) if callable(by) else rows.filter(**{by: value})
    return _search(rows, listing.words) if listing.words else rows


def _search(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    for word in words.split():
        if word.upper().startswith("GD-"):
            rows = rows.filter(number__istartswith=word)
            continue
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(spot__icontains=word)
            | Q(compound__name__icontains=word)
            | Q(unit__label__startswith=word)
            | Q(number__iendswith=word)
            | Q(source_number=word)
        )
    return rows


def _in_state(rows: QuerySet[Ticket], request: HttpRequest, now: datetime) -> QuerySet[Ticket]:
    """What the figures and segments above the list ask for; a word that is none asks for nothing."""
    state, time = request.GET.get("state", ""), request.GET.get("time", "")
    if state in Ticket.State.values:
        rows = rows.filter(state=state)
    return rows.filter(queries.in_time(time, now)) if time in queries.TIMES else rows


def _filters(actor: Actor) -> tuple[Filter, ...]:
    flag = [(code, shown(word)) for code, (word, _q) in FLAGS.items()]
    kinds = [(one.code, one.name) for one in categories_of(actor.street_id).categories]
    found = [
        Filter("show", _("范围"), [("ended", _("已结束")), ("all", _("全部"))], _show),
        *_places(actor),
        Filter("kind", _("类别"), kinds, "category"),
        Filter("channel", _("来源"), Ticket.Channel.choices, "channel"),
        Filter("flag", _("标记"), flag, lambda rows, code: rows.filter(FLAGS[code][1])),
    ]
    return tuple(found)


def _places(actor: Actor) -> list[Filter]:
    """Communities for who sees several; compounds for who sees only some."""
    if actor.has(*OFFICE, Role.AUDITOR):
        rows = Community.objects.of(actor.street_id).filter(ended_on__isnull=True).order_by("name")
        named = [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
        return [Filter("community", _("社区"), named, "compound__community_id")]
    places = Compound.objects.of(actor.street_id).filter(pk__in=actor.compounds).order_by("name")
    named = [(str(pk), name) for pk, name in places.values_list("pk", "name")]
    return [Filter("compound", _("小区"), named, "compound_id")] if len(named) > 1 else []


def _show(rows: QuerySet[Any], code: str) -> QuerySet[Any]:
    return rows.filter(ended_at__isnull=False) if code == "ended" else rows


def columns(now: datetime) -> tuple[Column, ...]:
    """The heads that order the list, and the columns of its file. No name and no number in either."""
    return (
        Column("due", _("时限"), lambda row: queries.left_of(row, now).words, order=("due_at",)),
        Column("title", _("诉求"), "title", href=lambda row: row_address("intake:ticket", row.pk)),
        Column("kind", _("类别"), "kind", order=("category",)),
        Column("state", _("状态"), "get_state_display", order=("state",)),
        Column("handler", _("承办"), _handler, order=("organisation__name", "due_at")),
        Column("number", _("编号"), "number", on="file"),
        Column("place", _("地点"), place_words, on="file"),
        Column("channel", _("来源"), "get_channel_display", on="file"),
        Column("level", _("层级"), "get_level_display", on="file"),
        Column("round", _("第几次办"), "round", "number", on="file"),
        Column("raised", _("反映"), "raised_at", "instant", on="file"),
        Column("contacted", _("首次联系"), "contacted_at", "instant", on="file"),
        Column("limit", _("办结限时"), "due_at", "instant", on="file"),
        Column("done", _("办完"), "done_at", "instant", on="file"),
        Column("payer", _("谁出钱"), "get_payer_display", on="file"),
        Column("fen", _("金额"), "fen", "money", on="file"),
        Column("solved", _("解决"), "get_solved_display", on="file"),
        Column("score", _("满意度"), "score", "number", on="file"),
    )


def _handler(row: Ticket) -> str:
    return row.organisation.name if row.organisation is not None else ""
