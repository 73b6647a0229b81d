"""The catalogue at the office: what is offered, what each affair wants, what the street says of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.counter.actions.offering import Local, set_offer
from mulin.discover.counter.forms import OfferForm
from mulin.discover.counter.permissions import HIDDEN, may_see_counter, may_set_offers
from mulin.discover.counter.queries.offers import all_offers, by_group, offer_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Every affair of the catalogue, by chapter."""
    actor = acting(request)
    require(may_see_counter(actor))
    rows = all_offers(actor.street_id)
    context = {
        "groups": by_group(rows),
        "offered": sum(one.is_offered for one in rows),
        "unseen": sum(one.row is None for one in rows),
        "all": len(rows),
        "may_set": may_set_offers(actor) is None,
        "crumbs": (Crumb(_("办事指南")),),
    }
    return render(request, "counter/offers.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, affair_code: str) -> HttpResponse:
    """One affair: the guide, and what the street says of it."""
    actor = acting(request)
    require(may_see_counter(actor))
    found = offer_of(actor.street_id, affair_code)
    if found is None:
        raise Refused(HIDDEN)
    form = OfferForm(request.POST or None, initial=_initial(found.row))
    if request.method == "POST":
        require(may_set_offers(actor))
        if form.is_valid():
            local = Local(**form.cleaned_data)
            if tried(form, lambda: set_offer(affair_code, local, by=actor, now=clock.now())):
                messages.success(request, _("已记下，指南上马上就是新的。"))
                return redirect("counter:offer", affair_code)
    context = {
        "one": found,
        "form": form,
        "may_set": may_set_offers(actor) is None,
        "why_not": may_set_offers(actor),
        "crumbs": (Crumb(_("办事指南"), reverse("counter:offers")), Crumb(found.affair.title)),
    }
    return render(request, "counter/offer.html", context, status=422 if form.errors else 200)


def _initial(row: object) -> dict[str, object]:
    names = ("offered", "days", "decides", "note", "source")
    return {name: getattr(row, name) for name in names} if row is not None else {}
