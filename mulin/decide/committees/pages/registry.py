"""The register of bodies: the list, one body, and everything that is put down about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions.terms import register_body
from mulin.decide.committees.forms import KIND_CHOICES, STREET_LEVEL, BodyForm
from mulin.decide.committees.models import Term
from mulin.decide.committees.pages.common import crumbs_of, found, term_mark
from mulin.decide.committees.permissions import (
    MEETS,
    may_ask_to_see,
    may_hold_meetings,
    may_import_bodies,
    may_keep,
    may_read_file,
    may_see_bodies,
)
from mulin.decide.committees.queries import bodies as queries
from mulin.decide.committees.queries.duties import law_panel
from mulin.decide.committees.queries.meetings import meetings_of
from mulin.decide.committees.queries.picture import pictures_of
from mulin.ground.estate.models import Community, Compound, Organisation
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.law.body_state import PARALYSED, Fault


@require_safe
def bodies(request: HttpRequest) -> HttpResponseBase:
    """Every body the person may see: search, filter, order, export."""
    actor, today = acting(request), clock.today()
    require(may_see_bodies(actor))
    visible = queries.bodies_for(actor, today)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("name", "compound__name", "community__name"),
        filters=_filters(actor, today),
    )
    if listing.export:
        return download(listing, _("业委会与组织"), now=clock.now())
    counts = queries.kind_counts(queries.bodies_for(actor, today))
    context = {
        "listing": listing,
        "figures": [(value, word, counts.get(value, 0)) for value, word in KIND_CHOICES],
        "total": sum(counts.values()),
        "kind": request.GET.get("kind", ""),
        "may_import": may_import_bodies(actor) is None,
        "crumbs": crumbs_of(),
    }
    return render(request, "committees/list.html", context)


@require_safe
def body(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One body: its term and members over time, what it owes next, its papers, what happened."""
    actor, row = found(request, organisation_id)
    today = clock.today()
    terms = queries.terms_of(row)
    members = queries.members_of(terms)
    term = next((one for one in terms if one.is_open), None)
    files = may_read_file(actor, row) is None
    may = may_keep(actor, row)
    context: dict[str, Any] = {
        "body": row,
        "term": term,
        "mark": term_mark(term.ends_on if term else None, today),
        "pictures": pictures_of(row, terms, members, today),
        "law": law_panel(row, term, today),
        "papers": queries.papers_of(row) if files else None,
        "said": queries.history_of(row, terms) if files else None,
        "keeps": may is None,
        "meetings": meetings_of(row, published=not files) if row.kind in MEETS else None,
        "may_ask": may_ask_to_see(actor, row) is None,
        "may_call": term is not None and may_hold_meetings(actor, row) is None,
        "urgent": (Fault.OVERDUE, *PARALYSED),
        "next_ordinal": max((t.ordinal for t in terms), default=0) + 1,
        "crumbs": crumbs_of(Crumb(row.name)),
    }
    return render(request, "committees/body.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a body and its present term."""
    actor = acting(request)
    require(may_import_bodies(actor))
    back = reverse("committees:list")
    form = BodyForm(_places(actor), request.POST or None, initial=_prefilled(request))
    question = Question(
        _("登记组织和届次"),
        _("已登记，可以接着登记成员。"),
        back,
        crumbs=crumbs_of(Crumb(_("登记"))),
    )

    def act(typed: dict[str, Any]) -> str:
        made = register_body(
            typed["kind"],
            typed["name"],
            _place(actor, typed["place"]),
            form.plan(),
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )
        return reverse("committees:body", args=[made.pk])

    return ask(request, form, question, act)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    today = clock.today()
    return {
        "kind": request.GET.get("kind", Organisation.Kind.OWNERS_COMMITTEE),
        "place": request.GET.get("place", ""),
        "starts_on": today,
        "seal": Term.Holding.UNKNOWN,
        "account": Term.Holding.UNKNOWN,
    }


def _places(actor: Actor) -> list[Any]:
    compounds = queries.places_to_keep(actor)
    named = [(f"x{c.pk.hex}", c.name) for c in compounds]
    communities = [(f"c{c.pk.hex}", c.name) for c in queries.communities_to_show(actor)]
    groups: list[Any] = [(_("小区"), named)]
    if actor.is_street:
        groups = [(STREET_LEVEL, _("全街道")), (_("社区"), communities), *groups]
    return groups


def _place(actor: Actor, chosen: str) -> Compound | Community | None:
    """``x…`` a compound, ``c…`` a community, else the street itself."""
    model = {"x": Compound, "c": Community}.get(chosen[:1])
    if model is None or chosen == STREET_LEVEL:
        return None
    found_row: Compound | Community | None = (
        model.objects.of(actor.street_id).filter(pk=UUID(chosen[1:])).first()
    )
    return found_row


def _columns(today: Any) -> tuple[Column, ...]:
    holding = dict(Term.Holding.choices)
    return (
        Column(
            "name",
            _("名称"),
            "name",
            order=("name",),
            href=lambda row: reverse("committees:body", args=[row.pk]),
        ),
        Column("kind", _("类别"), "get_kind_display", order=("kind", "name")),
        Column("place", _("小区、社区"), lambda r: str(r.compound or r.community or "")),
        Column("ordinal", _("届次"), "term_ordinal", "number", order=("term_ordinal",)),
        Column("ends", _("任期届满"), "term_ends_on", "day", order=("term_ends_on",)),
        Column(
            "state",
            _("任期"),
            lambda r: term_mark(r.term_ends_on, today)[1],
            "state",
            order=("term_ends_on",),
            state=lambda r: term_mark(r.term_ends_on, today)[0],
        ),
        Column("seats", _("席位"), "term_seats", "number", order=("term_seats",)),
        Column("sitting", _("在任"), "sitting", "number", order=("sitting",)),
        Column("filing", _("备案号"), "term_filing_number", order=("term_filing_number",)),
        Column("seal", _("印章"), lambda r: str(holding.get(r.term_seal, ""))),
        Column("account", _("账户"), lambda r: str(holding.get(r.term_account, ""))),
    )


def _filters(actor: Actor, today: Any) -> tuple[Filter, ...]:
    communities = [(str(c.pk), c.name) for c in queries.communities_to_show(actor)]
    return (
        Filter("kind", _("类别"), KIND_CHOICES, "kind"),
        Filter(
            "community",
            _("社区"),
            communities,
            lambda rows, pk: rows.filter(community_id=pk),
        ),
        Filter(
            "state", _("任期"), queries.STATES, lambda rows, v: queries.in_state(rows, v, today)
        ),
    )
