"""How the committees of the street stand: counts that lead to rows, why, and what can be started."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.decide.committees.pages.common import address, crumbs_of
from mulin.decide.committees.permissions import may_diagnose
from mulin.decide.committees.queries import standing
from mulin.decide.committees.queries.bodies import communities_to_show
from mulin.decide.committees.queries.standing import Row
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.kit.words import joined
from mulin.law.body_state import PARALYSED, Fault

MARKS = {Fault.NONE: "late", Fault.OVERDUE: "late", Fault.FEW: "late", Fault.IDLE: "late"}
WELL, LAME = "well", "paralysed"
Rows = dict[UUID, Row]


@require_safe
def diagnosis(request: HttpRequest) -> HttpResponseBase:
    """Every compound with what is wrong with its committee; search, filter, export."""
    actor, today = acting(request), clock.today()
    require(may_diagnose(actor))
    compounds = standing.compounds_of(actor)
    rows = {row.pk: row for row in standing.diagnosis(actor, compounds, today)}
    listing = Listing(
        request,
        compounds,
        _columns(rows),
        searches=("name", "community__name"),
        filters=_filters(actor, rows),
    )
    if listing.export:
        return download(listing, _("业委会诊断"), now=clock.now())
    counts = standing.counts_of(rows.values())
    with_committee = [row for row in rows.values() if row.term is not None]
    startable = sum(row.door is not None for row in rows.values())
    context = {
        "listing": listing,
        "bars": [(fault, counts[fault], MARKS.get(fault, "soon")) for fault in Fault],
        "most": max([*counts.values(), 1]),
        "chosen": request.GET.get("fault", ""),
        "total": len(rows),
        "committees": len(with_committee),
        "overdue": counts[Fault.OVERDUE],
        "paralysed": sum(bool(PARALYSED & set(row.faults)) for row in rows.values()),
        "startable": startable,
        "well": sum(not row.found for row in rows.values()),
        "crumbs": crumbs_of(Crumb(_("诊断"))),
    }
    return render(request, "committees/diagnosis.html", context)


def start_address(row: Row) -> str:
    """The page that starts the process the law opens next, its fields filled in."""
    there = address("procedures:new")
    if not there or row.door is None:
        return ""
    filled = {"code": row.door.code, "compound": str(row.compound.pk)}
    if row.door.anchor is not None:
        filled["anchor"] = row.door.anchor.isoformat()
    return f"{there}?{urlencode(filled)}"


def _columns(rows: Rows) -> tuple[Column, ...]:
    def row(compound: Any) -> Row:
        return rows[compound.pk]

    def body_page(compound: Any) -> str:
        term = row(compound).term
        if term is not None:
            return reverse("committees:body", args=[term.body_id])
        return reverse("estate:compound", args=[compound.pk])

    return (
        Column("name", _("小区"), "name", order=("name",), href=body_page),
        Column(
            "state",
            _("情况"),
            lambda c: joined("、", (f.label for f in row(c).faults)) or _("正常"),
            "state",
            state=lambda c: _mark(row(c)),
        ),
        Column("why", _("为什么"), lambda c: joined("", (one.why for one in row(c).found))),
        Column(
            "door",
            _("现在可以启动"),
            lambda c: row(c).door.title if row(c).door else "",  # type: ignore[union-attr]
            href=lambda c: start_address(row(c)),
        ),
        Column("ends", _("任期届满"), lambda c: row(c).term and row(c).term.ends_on, "day"),  # type: ignore[union-attr]
        Column("sitting", _("在任"), lambda c: row(c).in_office if row(c).term else None, "number"),
        Column("seats", _("席位"), lambda c: row(c).term and row(c).term.seats, "number"),  # type: ignore[union-attr]
        Column("community", _("社区"), "community.name", order=("community__name", "name")),
        Column("article", _("依据"), lambda c: _articles(row(c))),
    )


def _mark(row: Row) -> str:
    if not row.found:
        return "done"
    return MARKS.get(row.found[0].fault, "soon")


def _articles(row: Row) -> str:
    """Each article once; what the region's own text was not read for is said."""
    words = []
    for one in row.found:
        if one.article:
            words.append(one.article if one.verified else f"{one.article}（{_('本地未核')}）")
    return "；".join(dict.fromkeys(words))


def _filters(actor: Actor, rows: Rows) -> tuple[Filter, ...]:
    def with_fault(found: Any, value: str) -> Any:
        if value == WELL:
            return found.filter(pk__in=[pk for pk, row in rows.items() if not row.found])
        if value == LAME:
            lame = (pk for pk, row in rows.items() if PARALYSED & set(row.faults))
            return found.filter(pk__in=list(lame))
        return found.filter(pk__in=[pk for pk, row in rows.items() if value in row.faults])

    def with_door(found: Any, value: str) -> Any:
        return found.filter(pk__in=[pk for pk, row in rows.items() if row.door is not None])

    faults = [(fault.value, fault.label) for fault in Fault]
    return (
        Filter("fault", _("情况"), [*faults, (LAME, _("瘫痪")), (WELL, _("正常"))], with_fault),
        Filter("door", _("现在可以启动"), (("yes", _("有")),), with_door),
        Filter(
            "community",
            _("社区"),
            [(str(c.pk), c.name) for c in communities_to_show(actor)],
            "community_id",
        ),
    )
