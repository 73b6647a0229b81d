"""The dispatcher's desk: list and board, the ticket beside it, several at once, alive."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.discover.intake.actions import dispatching, gathering
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.pages.common import crumbs, key_of, onwards, ticket_at
from mulin.discover.intake.pages.listing import board_listing, columns
from mulin.discover.intake.pages.ticket import panel_context
from mulin.discover.intake.permissions import OFFICE, may_open_board
from mulin.discover.intake.queries import board as queries
from mulin.discover.intake.queries.sending import chosen, offices_for_many
from mulin.discover.intake.queries.tickets import visible
from mulin.ground.estate.models import Organisation
from mulin.ground.page.export import download
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Every open ticket of one's place, the first due first; a part of it where the page asks anew."""
    actor = acting(request)
    refused = may_open_board(actor)
    if refused is not None:
        return redirect("report:mine")
    now = clock.now()
    listing = board_listing(request, actor, now)
    if listing.export:
        return download(listing, _("工单"), now=now)
    context = _context(request, actor, listing, now)
    if request.headers.get("HX-Target") == "live":
        return render(request, "intake/board.html#live", context)
    return render(request, "intake/board.html", context)


def _context(request: HttpRequest, actor: Actor, listing: Any, now: datetime) -> dict[str, Any]:
    narrow = listing.filters_only
    tally = queries.counts(narrow, now)
    drawn = request.GET.get("view") == "board"
    lines = [] if drawn else [queries.line(one, now) for one in listing.rows]
    office = actor.has(*OFFICE) or any(g.role in OFFICE for g in actor.grants)
    picked = key_of(request.GET.get("pick", ""))
    first = next((one.ticket for one in lines if one.ticket.pk == picked), None)
    return {
        "listing": listing,
        "counts": tally,
        "segments": [
            (state.value, shown(state.label), tally.states[state.value])
            for state in queries.SEGMENTS
        ],
        "columns": queries.board(listing.queryset, now) if drawn else [],
        "drawn": drawn,
        "lines": lines,
        "state": request.GET.get("state", ""),
        "time": request.GET.get("time", ""),
        "show": request.GET.get("show", ""),
        "picked": first or (lines[0].ticket if lines else None),
        "office": office,
        "may_note": any(g.role in (*OFFICE, "property_manager") for g in actor.grants),
        "street_wide": actor.is_street,
        "here": request.get_full_path(),
        "crumbs": crumbs(),
        "offices": offices_for_many(actor.street_id, (one.ticket for one in lines), now)
        if office and lines
        else [],
    }


@never_cache
@require_safe
def panel(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One ticket beside the list, with what can be done next."""
    actor, found = ticket_at(request, ticket_id)
    require(may_open_board(actor))
    context = panel_context(actor, found, clock.now())
    context["here"] = request.headers.get("HX-Current-URL-Path", "") or _came_from(request)
    return render(request, "intake/_panel.html", context)


def _came_from(request: HttpRequest) -> str:
    """The list the panel stands beside, as htmx names it."""
    there = request.headers.get("HX-Current-URL", "")
    host = f"//{request.get_host()}"
    return there.split(host, 1)[1] if host in there else reverse("intake:board")


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Send, press or merge what was ticked."""
    actor = acting(request)
    require(may_open_board(actor))
    ids = [pk for typed in request.POST.getlist("pick") if (pk := key_of(typed)) is not None]
    there = onwards(request, reverse("intake:board"))
    does = {"send": _send, "nudge": _nudge, "merge": _merge}.get(request.POST.get("do", ""))
    if does is None or not ids:
        messages.error(request, _("没有勾选工单。请先勾选，再按按钮。"))
        return redirect(there)
    try:
        messages.success(request, does(request, actor, ids, clock.now()))
    except Refused as refused:
        messages.error(request, shown(refused.refusal))
    return redirect(there)


def _send(request: HttpRequest, actor: Actor, ids: list[UUID], now: datetime) -> str:
    found = chosen(actor.street_id, request.POST.get("to", ""))
    organisation: Organisation | None = found.organisation if found is not None else None
    if organisation is None or found is None:
        return _("没有选派给谁，什么都没有改。")
    count = dispatching.send_many(ids, organisation, found.worker, by=actor, now=now)
    return _("派出 %(n)d 张。") % {"n": count}


def _nudge(request: HttpRequest, actor: Actor, ids: list[UUID], now: datetime) -> str:
    words = request.POST.get("words", "").strip() or _("请抓紧办理。")
    rows = list(visible(actor).filter(pk__in=ids))
    for one in rows:
        gathering.add_remark(one, "nudge", words, by=actor, now=now)
    return _("催办 %(n)d 张。") % {"n": len(rows)}


def _merge(request: HttpRequest, actor: Actor, ids: list[UUID], now: datetime) -> str:
    """The oldest stays; the others go into it."""
    rows: list[Ticket] = list(visible(actor).filter(pk__in=ids).order_by("raised_at", "id"))
    if len(rows) < 2:
        return _("要合并的至少勾选两张。")
    into, rest = rows[0], rows[1:]
    why = request.POST.get("words", "").strip() or _("同一件事")
    for one in rest:
        gathering.merge(one, into, why, by=actor, now=now)
    return _("%(n)d 张并入 %(number)s。") % {"n": len(rest), "number": into.number}


__all__ = ["board", "bulk", "columns", "panel"]
