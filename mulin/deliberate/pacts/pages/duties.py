"""Screens of duty lists: what holds in a place, one list revised, all lines as a list and a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliberate.pacts.actions import duties as verbs
from mulin.deliberate.pacts.documents import duties_sheet
from mulin.deliberate.pacts.forms import DutiesForm, WhyForm
from mulin.deliberate.pacts.models import DutyList
from mulin.deliberate.pacts.pages.common import duty_crumbs
from mulin.deliberate.pacts.permissions import (
    HIDDEN,
    READERS,
    may_read_duties,
    may_set_duties,
    reach,
)
from mulin.deliberate.pacts.queries import duties as queries
from mulin.deliberate.pacts.standards import Rhythm, StandardDuty, parties
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.streets.models import Street
from mulin.ground.texts.answering import answer, made
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """What every party has to do in a compound, or by the street's default."""
    actor = acting(request)
    places = _places(actor)
    here = _asked(request, places)
    may = may_set_duties(actor, here.pk if here else None)
    context = {
        "held": queries.held_in(actor.street_id, here),
        "here": here,
        "places": places,
        "why_not": str(may or ""),
        "may_set": may is None,
        "street_wide": not is_phone(request),
        "crumbs": duty_crumbs(),
    }
    template = "pacts/phone/duties.html" if is_phone(request) else "pacts/duties.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest) -> HttpResponse:
    """The next version of a party's list, for the street or for one compound."""
    actor, party = acting(request), request.GET.get("party", "")
    here = _asked(request, _places(actor))
    if party not in parties():
        raise Refused(HIDDEN)
    require(may_set_duties(actor, here.pk if here else None))
    held = next(one for one in queries.held_in(actor.street_id, here) if one.party.code == party)
    form = DutiesForm(request.POST or None, duties=_lines(held))
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        lines, why = form.duties, form.cleaned_data["why"]
        revised = tried(
            form,
            lambda: verbs.revise_duties(
                here, party, lines, why, once=once, by=actor, now=clock.now()
            ),
        )
        if revised is not None:
            messages.success(request, _("职责清单第 %(n)d 版已生效。") % {"n": revised.number})
            return redirect(_there(here))
    context = {
        "held": held,
        "here": here,
        "form": form,
        "once": once,
        "crumbs": duty_crumbs(Crumb(held.party.title)),
    }
    return render(request, "pacts/revise.html", context, status=422 if form.errors else 200)


@require_safe
def duty_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One version of one list, with the others."""
    return _page(request, _list(request, list_id))


@require_POST
def give_back(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """A compound's own list ends; the street's holds again."""
    found = _list(request, list_id)
    actor, form = acting(request), WhyForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        done = tried(form, lambda: verbs.return_to_default(found, why, by=actor, now=clock.now()))
        if done is not None:
            messages.success(request, _("已改回街道统一的清单。"))
            return redirect(_there(found.compound))
    return _page(request, found, form)


@require_safe
def lines(request: HttpRequest) -> HttpResponseBase:
    """Every line in force as one list: search, filter, order, export."""
    actor = acting(request)
    if not any(grant.role in READERS for grant in actor.grants):
        raise Refused(HIDDEN)
    listing = Listing(
        request,
        queries.lines_for(actor),
        _columns(),
        searches=("text", "basis", "answers", "duty_list__compound__name"),
        filters=(
            Filter(
                "party",
                _("哪一方"),
                [(c, p.title) for c, p in parties().items()],
                "duty_list__party",
            ),
            Filter("rhythm", _("多久一次"), [(r.value, r.label) for r in Rhythm], "rhythm"),
        ),
    )
    if listing.export:
        return download(listing, _("职责清单"), now=clock.now())
    context = {"listing": listing, "crumbs": duty_crumbs(Crumb(_("逐项查")))}
    return render(request, "pacts/lines.html", context)


@require_safe
def file(request: HttpRequest, file_format: str) -> HttpResponse:
    """The lists that hold in a place, as PDF or Word, to print and hang."""
    actor = acting(request)
    here = _asked(request, _places(actor))
    street = Street.objects.get(pk=actor.street_id)
    where = here.name if here else street.name
    sheet = duties_sheet(street, where, queries.held_in(actor.street_id, here))
    name = _("%(where)s各方职责清单") % {"where": where}
    return answer(made(sheet, file_format, clock.today()), name, file_format)


def _page(request: HttpRequest, found: DutyList, form: WhyForm | None = None) -> HttpResponse:
    actor = acting(request)
    may = may_set_duties(actor, found.compound_id)
    context = {
        "found": found,
        "duties": queries.duties_of(found),
        "versions": queries.versions_of(found),
        "may_give_back": may is None and found.compound_id is not None and found.ended_on is None,
        "form": form or WhyForm(),
        "crumbs": duty_crumbs(Crumb(found.standard.title)),
    }
    bad = form is not None and form.errors
    return render(request, "pacts/duty_list.html", context, status=422 if bad else 200)


def _list(request: HttpRequest, list_id: UUID) -> DutyList:
    actor = acting(request)
    found = queries.list_of(actor.street_id, list_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_read_duties(actor, found))
    return found


def _places(actor: Actor) -> list[Compound]:
    """Compounds whose lists the actor may read. Nobody without a post or a home sees any."""
    if not any(grant.role in READERS for grant in actor.grants):
        raise Refused(HIDDEN)
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    return list(rows.order_by("name", "id"))


def _asked(request: HttpRequest, places: list[Compound]) -> Compound | None:
    """The compound of the address; None is the street, and a resident is shown his own first."""
    asked = request.GET.get("compound", "")
    found = next((one for one in places if str(one.pk) == asked), None)
    if asked and found is None:
        raise Refused(HIDDEN)
    return found or (places[0] if is_phone(request) and places else None)


def _lines(held: queries.Held) -> list[StandardDuty]:
    """What the form begins from: the list that holds, else the template."""
    if held.list is None:
        return list(held.party.duties)
    return [
        StandardDuty(one.text, one.basis, Rhythm(one.rhythm), one.answers) for one in held.duties
    ]


def _there(here: Compound | None) -> str:
    query = f"?compound={here.pk}" if here else ""
    return f"{reverse('pacts:duties')}{query}"


def _columns() -> tuple[Column, ...]:
    def where(row: Any) -> str:
        place = row.duty_list.compound
        return place.name if place else _("全街道")

    return (
        Column(
            "text",
            _("职责"),
            "text",
            order=("text",),
            href=lambda row: reverse("pacts:duty_list", args=[row.duty_list_id]),
        ),
        Column("party", _("哪一方"), lambda row: row.duty_list.standard.title),
        Column("where", _("适用"), where),
        Column("basis", _("依据"), "basis"),
        Column("rhythm", _("多久一次"), "get_rhythm_display", order=("rhythm",)),
        Column("answers", _("谁负责"), "answers", order=("answers",)),
        Column("since", _("起"), "duty_list.since", "day"),
    )
