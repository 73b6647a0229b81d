"""Figures of mediation, each leading to its rows."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.deliberate.mediation.pages.common import crumbs
from mulin.deliberate.mediation.permissions import desk_of, may_see_figures
from mulin.deliberate.mediation.queries.figures import FEWEST, figures_for, years_of
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Role, acting, require


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """By cause, compound, committee and outcome, for a year."""
    actor, today = acting(request), clock.today()
    require(may_see_figures(actor))
    years = years_of(actor.street_id) or [today.year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else years[0]
    found = figures_for(actor, date(year, 1, 1), date(year, 12, 31), today)
    view = "street" if actor.has(Role.STREET_OFFICER) else "mine"
    context = {
        "figures": found,
        "year": year,
        "years": years,
        "fewest": FEWEST,
        "parts": (
            ("cause", _("按类别"), found.causes),
            ("compound", _("按小区"), found.compounds),
            ("panel", _("按调委会"), found.panels),
        ),
        "rows_url": f"{reverse('mediation:list')}?view={view}" if found.rows else "",
        "leads": bool(desk_of(actor).led),
        "crumbs": crumbs(Crumb(_("统计"))),
    }
    return render(request, "mediation/figures.html", context)
