"""What the screens share: the compound of an address, its tabs and crumbs, the month asked for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.deliver.billing.permissions import may_see, may_see_homes
from mulin.deliver.billing.queries.items import compound_of
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

WHY = {
    "known": gettext_lazy("已经出过账"),
    "exempt": gettext_lazy("登记为不收"),
    "no_area": gettext_lazy("没有建筑面积"),
    "no_space": gettext_lazy("没有登记车位"),
    "not_read": gettext_lazy("没有抄表"),
    "first": gettext_lazy("首次抄表，只作起码"),
    "no_share": gettext_lazy("没有分摊到费用"),
    "no_price": gettext_lazy("没有收费标准"),
    "nothing": gettext_lazy("金额为零"),
}


def compound_here(request: HttpRequest, compound_id: UUID) -> tuple[Actor, Compound]:
    """Who asks, and the compound, where he may read its sums."""
    actor = acting(request)
    compound = compound_of(actor.street_id, compound_id)
    require(may_see(actor, compound.pk))
    return actor, compound


def homes_here(request: HttpRequest, compound_id: UUID) -> tuple[Actor, Compound]:
    """The same, where he may read what single homes owe."""
    actor, compound = compound_here(request, compound_id)
    require(may_see_homes(actor, compound.pk))
    return actor, compound


def crumbs(compound: Compound | None = None, *last: Crumb) -> tuple[Crumb, ...]:
    home = Crumb(_("收费"), reverse("billing:list"))
    if compound is None:
        return (home, *last)
    return (home, Crumb(compound.name, reverse("billing:compound", args=[compound.pk])), *last)


def month_asked(request: HttpRequest) -> date:
    """``?month=2026-11``, else this month."""
    year, _dash, month = request.GET.get("month", "").partition("-")
    if year.isdigit() and month.isdigit() and 1990 <= int(year) <= 2199 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return clock.today().replace(day=1)
