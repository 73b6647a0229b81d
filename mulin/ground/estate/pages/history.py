"""What happened to a compound, an organisation or a person: all of it, searched and exported."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.ground.estate.models import Compound
from mulin.ground.estate.pages.asking import found
from mulin.ground.estate.pages.organisations import readable_organisation
from mulin.ground.estate.pages.persons import readable_person
from mulin.ground.estate.permissions import may_see_register
from mulin.ground.estate.queries.facts import register_kinds, rows_about, rows_of_compound
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import kinds, masked_sentence, with_words
from mulin.kit import clock
from mulin.kit.clock import end_of, start_of
from mulin.kit.rights import acting, require


def of_compound(request: HttpRequest, compound_id: UUID) -> HttpResponseBase:
    """Everything that the register says of a compound."""
    actor = acting(request)
    row = found(Compound, actor, compound_id)
    require(may_see_register(actor, row.pk))
    back = reverse("estate:compound", args=[row.pk])
    crumbs = [Crumb(_("房屋"), reverse("estate:units")), Crumb(row.name, back)]
    return _page(request, rows_of_compound(row), row.name, crumbs)


def of_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponseBase:
    """Everything about one organisation."""
    actor, row = readable_organisation(request, organisation_id)
    back = reverse("estate:organisation", args=[row.pk])
    crumbs = [Crumb(_("组织"), reverse("estate:organisations")), Crumb(row.name, back)]
    return _page(request, rows_about(actor.street_id, row.pk), row.name, crumbs)


def of_person(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """Everything about one person, names masked."""
    actor, row = readable_person(request, person_id)
    back = reverse("estate:person", args=[row.pk])
    crumbs = [Crumb(_("人员"), reverse("estate:people")), Crumb(_("详情"), back)]
    return _page(request, rows_about(actor.street_id, row.pk), "", crumbs)


def _page(
    request: HttpRequest, rows: QuerySet[Fact], name: str, crumbs: list[Crumb]
) -> HttpResponseBase:
    since, until = _day(request, "since"), _day(request, "until")
    if since is not None:
        rows = rows.filter(at__gte=start_of(since))
    if until is not None:
        rows = rows.filter(at__lt=end_of(until))
    known = register_kinds()
    ours = [pair for pair in kinds() if pair[0] in known]
    listing = Listing(
        request,
        rows,
        COLUMNS,
        searches=with_words,
        filters=(Filter("kind", _("类别"), ours, "kind"),),
    )
    if listing.export:
        return download(listing, _("经过"), now=clock.now())
    context = {
        "listing": listing,
        "name": name,
        "since": since,
        "until": until,
        "crumbs": [*crumbs, Crumb(_("经过"))],
    }
    return render(request, "estate/history.html", context)


COLUMNS = (
    Column("at", _lazy("时刻"), "at", "instant", order=("id",)),
    Column("sentence", _lazy("事实"), masked_sentence),
    Column("by", _lazy("身份"), "by"),
)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
