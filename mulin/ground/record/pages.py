"""Screens of the record: what happened, one fact with its link, the chain, the public heads."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from typing import cast
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from mulin.ground.jobs.actions import enqueue
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.record import queries
from mulin.ground.record.models import Fact
from mulin.ground.record.permissions import may_read_fact, may_read_facts, may_verify
from mulin.ground.record.places import names_for
from mulin.kit import clock
from mulin.kit.rights import acting, require

CRUMBS = (Crumb(cast(str, _lazy("事实记录")), "/record/"),)


def facts(request: HttpRequest) -> HttpResponseBase:
    """What happened: searched, narrowed to days, kind and compound, exported masked."""
    actor = acting(request)
    require(may_read_facts(actor))
    places = names_for(actor)
    since, until = _day(request, "since"), _day(request, "until")
    listing = Listing(
        request,
        queries.facts_of(actor.street_id, since=since, until=until),
        _columns(places),
        searches=queries.with_words,
        filters=(
            Filter("kind", _("类别"), queries.kinds(), "kind"),
            Filter(
                "compound",
                _("小区"),
                sorted(((str(pk), name) for pk, name in places.items()), key=lambda p: p[1]),
                "compound_id",
            ),
        ),
    )
    if listing.export:
        return download(listing, _("事实记录"), now=clock.now())
    context = {"listing": listing, "since": since, "until": until, "crumbs": CRUMBS[:1]}
    return render(request, "record/facts.html", context)


def fact(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """One fact, its link recomputed on the spot, and its neighbours."""
    actor = acting(request)
    found = queries.chained_fact(actor.street_id, fact_id)
    require(may_read_fact(actor, found.fact if found else None))
    compound = found.fact.compound_id if found else None
    place = names_for(actor).get(compound, "") if compound else ""
    context = {"found": found, "place": place, "crumbs": CRUMBS}
    return render(request, "record/fact.html", context)


def chain(request: HttpRequest) -> HttpResponse:
    """How the chain stands, today's head, and a button that recomputes all of it."""
    actor = acting(request)
    require(may_read_facts(actor))
    context = {
        "state": queries.chain_state(actor.street_id, clock.now()),
        "heads": queries.day_heads(actor.street_id, 14),
        "crumbs": CRUMBS,
    }
    return render(request, "record/chain.html", context)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Recompute the chain in the background; the job's page says how it went."""
    actor = acting(request)
    require(may_verify(actor))
    with transaction.atomic():
        job = enqueue(
            actor.street_id,
            "verify_chain",
            {},
            key="verify",
            account_id=actor.account_id,
        )
    return redirect("jobs:progress", job.pk)


def heads(request: HttpRequest) -> HttpResponse:
    """The public board: every street that keeps a chain."""
    found = queries.streets()
    if len(found) == 1:
        return redirect("record:street_heads", found[0].slug)
    return render(request, "record/boards.html", {"streets": found})


def street_heads(request: HttpRequest, slug: str) -> HttpResponse:
    """The heads of a street's days, for anybody, on screen or as CSV."""
    street = next((s for s in queries.streets() if s.slug == slug), None)
    if street is None:
        raise Http404
    found = queries.day_heads(street.pk)
    if request.GET.get("format") == "csv":
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="heads-{street.slug}.csv"'
        lines = csv.writer(answer)
        lines.writerow(["day", "seq", "sm3"])
        lines.writerows([head.day.isoformat(), head.seq, head.hash] for head in found)
        return answer
    return render(request, "record/heads.html", {"street": street, "heads": found})


def _columns(places: Mapping[UUID, str]) -> tuple[Column, ...]:
    return (
        Column("at", _("时刻"), "at", "instant", order=("id",)),
        Column(
            "sentence",
            _("事实"),
            queries.masked_sentence,
            href=lambda row: row_address("record:fact", row.pk),
        ),
        Column("by", _("身份"), "by"),
        Column("compound", _("小区"), lambda row: places.get(row.compound_id, "")),
        Column("seq", _("链上第几环"), _link_number, state=_link_state, kind="state"),
    )


def _link_number(row: Fact) -> str:
    seq: int | None = row.seq  # type: ignore[attr-defined]
    return _("待入链") if seq is None else f"{seq}"


def _link_state(row: Fact) -> str:
    return "soon" if row.seq is None else "done"  # type: ignore[attr-defined]


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
