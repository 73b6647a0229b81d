"""Fees of all compounds a person sees, and of one: this month, what is charged, its runs."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.deliver.billing.forms import MonthForm
from mulin.deliver.billing.models import BillRun
from mulin.deliver.billing.pages.common import compound_here, crumbs, month_asked
from mulin.deliver.billing.permissions import may_keep, may_see_homes, may_see_room
from mulin.deliver.billing.queries.bills import missed_months, runs_of
from mulin.deliver.billing.queries.figures import Sums, month_figures, owed_in, rates
from mulin.deliver.billing.queries.items import NO_BOOKS, compounds_for, fee_books, items_of
from mulin.ground.estate.models import Compound
from mulin.ground.page.address import row_address
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

MARKS = {"draft": "soon", "published": "done"}
RUNS = 24


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every compound: what the month asks, what came in, what is owed altogether."""
    actor = acting(request)
    require(may_see_room(actor))
    month = month_asked(request)
    sums: dict[UUID, Sums] = {}
    owed: dict[UUID, int] = {}
    listing = Listing(
        request,
        compounds_for(actor).order_by("name"),
        _columns(actor, sums, owed),
        searches=("name", "community__name"),
    )
    shown = list(listing.every_row(2000)) if listing.export else listing.rows
    ids = [row.pk for row in shown]
    sums.update(month_figures(actor.street_id, ids, month))
    owed.update(owed_in(actor.street_id, ids))
    if listing.export:
        return download(listing, _("收费"), now=clock.now())
    context = {
        "listing": listing,
        "month": month,
        "asked": sum(one.asked for one in sums.values()),
        "received": sum(one.received for one in sums.values()),
        "owed": sum(owed.values()),
        "crumbs": crumbs(),
    }
    return render(request, "billing/list.html", context)


def _columns(actor: Actor, sums: dict[UUID, Sums], owed: dict[UUID, int]) -> list[Column]:
    none = Sums()

    def to(name: str) -> Callable[[Compound], str]:
        """The rows behind a figure, for who reads them home by home."""
        return lambda c: "" if may_see_homes(actor, c.pk) else row_address(f"billing:{name}", c.pk)

    return [
        Column("name", _("小区"), "name", order=("name",),
               href=lambda c: row_address("billing:compound", c.pk)),
        Column("community", _("社区"), "community.name", order=("community__name", "name")),
        Column("homes", _("户数"), lambda c: sums.get(c.pk, none).homes, kind="number"),
        Column("asked", _("本月应收"), lambda c: sums.get(c.pk, none).asked, kind="money", href=to("bills")),
        Column("received", _("已收"), lambda c: sums.get(c.pk, none).received, kind="money",
               href=to("payments")),
        Column("rate", _("本月收缴"), lambda c: sums.get(c.pk, none).rate, kind="number"),
        Column("owed", _("累计欠费"), lambda c: owed.get(c.pk, 0), kind="money", href=to("arrears")),
    ]  # fmt: skip


@require_safe
def compound(request: HttpRequest, fee_compound_id: UUID) -> HttpResponse:
    """One compound: this month, three years, what is charged, its runs, months that were missed."""
    actor, found = compound_here(request, fee_compound_id)
    today = clock.today()
    month = today.replace(day=1)
    try:
        books, no_books = fee_books(actor.street_id, found.pk), None
    except Refused:
        books, no_books = None, NO_BOOKS
    years = rates(actor.street_id, [found.pk], "compound", today.year)
    missed = missed_months(found, today)
    context = {
        "compound": found,
        "books": books,
        "no_books": no_books,
        "month": month,
        "sums": month_figures(actor.street_id, [found.pk], month).get(found.pk, Sums()),
        "owed": owed_in(actor.street_id, [found.pk]).get(found.pk, 0),
        "years": list(zip(range(today.year - 2, today.year + 1), years[0].years, strict=True))
        if years
        else [],
        "items": items_of(actor.street_id, found.pk, month),
        "runs": [(run, MARKS[run.state]) for run in runs_of(found)[:RUNS]],
        "draft": BillRun.State.DRAFT,
        "missed": missed,
        "form": MonthForm(initial={"month": missed[0] if missed else month}),
        "refusal": may_keep(actor, found.pk),
        "by_home": may_see_homes(actor, found.pk) is None,
        "tab": "compound",
        "crumbs": crumbs(found),
    }
    return render(request, "billing/compound.html", context)
