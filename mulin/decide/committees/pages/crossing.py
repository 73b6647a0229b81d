"""The two lists and the "two 100 %": cross-appointments today, people willing to stand."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions.willing import note_willing, withdraw_willing
from mulin.decide.committees.forms import ReasonForm, WillingForm
from mulin.decide.committees.models import Willing
from mulin.decide.committees.pages.common import crumbs_of
from mulin.decide.committees.permissions import HIDDEN, may_diagnose, may_import_bodies, may_keep_in
from mulin.decide.committees.queries import crossing as queries
from mulin.decide.committees.queries.bodies import communities_to_show, places_to_keep, title_of
from mulin.decide.committees.queries.willing import WORDS, Checked, checked, willing_for
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.kit.words import joined
from mulin.law.terms import add_months

YEARS = (1, 3, 5)
CROSSED, ALONE, DUE = "crossed", "alone", "due"


@require_safe
def crossing(request: HttpRequest) -> HttpResponseBase:
    """Both rates, and the rows behind whichever was clicked."""
    actor, today = acting(request), clock.today()
    require(may_diagnose(actor))
    years = next((y for y in YEARS if str(y) == request.GET.get("years")), 3)
    since = add_months(today, -12 * years)
    persons = queries.elsewhere(actor, today)
    shown = request.GET.get("show", CROSSED)
    listing, title = _listing(request, actor, persons, shown, since, today)
    if listing.export:
        return download(listing, title, now=clock.now())
    context = {
        "listing": listing,
        "title": title,
        "shown": shown,
        "years": years,
        "choices": YEARS,
        "since": since,
        "rates": queries.two_hundred(actor, persons, since, today),
        "willing": willing_for(actor).count(),
        "crumbs": crumbs_of(
            Crumb(_("诊断"), reverse("committees:diagnosis")), Crumb(_("两张清单和两个一百"))
        ),
    }
    return render(request, "committees/crossing.html", context)


def _listing(
    request: HttpRequest,
    actor: Actor,
    persons: dict[UUID, list[str]],
    shown: str,
    since: date,
    today: date,
) -> tuple[Listing, str]:
    if shown == ALONE:
        rows = queries.without_cross(actor, persons, today)
        return _terms(request, actor, rows), _("没有交叉任职的业委会")
    if shown == DUE:
        rows = queries.due_terms(actor, since, today)
        return _terms(request, actor, rows, renewed=True), _("期内届满的业委会")
    rows = queries.crossed_members(actor, persons, today)
    columns = (
        Column("name", _("姓名"), "person.name", order=("person__name",)),
        Column(
            "body",
            _("业委会"),
            "term.body.name",
            order=("term__body__name",),
            href=lambda m: reverse("committees:body", args=[m.term.body_id]),
        ),
        Column("title", _("业委会职务"), lambda m: title_of(m.term.body.kind, m.post)),
        Column("other", _("同时担任"), lambda m: joined("；", persons[m.person_id])),
        Column("since", _("任职起"), "listed_on", "day", order=("listed_on",)),
        Column("community", _("社区"), "term.body.compound.community.name"),
    )
    searches = ("person__name", "term__body__name")
    filters = (_community(actor, "term__body__compound__community_id"),)
    return Listing(request, rows, columns, searches, filters), _("现任交叉任职清单")


def _terms(request: HttpRequest, actor: Actor, rows: Any, *, renewed: bool = False) -> Listing:
    columns = [
        Column(
            "body",
            _("业委会"),
            "body.name",
            order=("body__name",),
            href=lambda t: reverse("committees:body", args=[t.body_id]),
        ),
        Column("ordinal", _("届次"), "ordinal", "number"),
        Column("ends", _("任期届满"), "ends_on", "day", order=("ends_on",)),
        Column("community", _("社区"), "body.compound.community.name"),
    ]
    filters = [_community(actor, "body__compound__community_id")]
    if renewed:
        words = {True: _("已换届"), False: _("未换届")}
        columns.append(
            Column(
                "renewed",
                _("换届"),
                lambda t: words[t.renewed],
                "state",
                state=lambda t: "done" if t.renewed else "late",
            )
        )
        filters.append(
            Filter(
                "renewed",
                _("换届"),
                (("yes", words[True]), ("no", words[False])),
                lambda found, v: found.filter(renewed=v == "yes"),
            )
        )
    return Listing(request, rows, columns, ("body__name", "body__compound__name"), filters)


@require_safe
def willing(request: HttpRequest) -> HttpResponseBase:
    """People willing to stand, each with what the register says of the home he named."""
    actor, today = acting(request), clock.today()
    require(may_diagnose(actor))
    rows = willing_for(actor)
    found = checked(rows, today)
    filters = (
        Filter(
            "check",
            _("底册核对"),
            [(verdict, words) for verdict, (_mark, words) in WORDS.items()],
            lambda q, v: q.filter(pk__in=[pk for pk, one in found.items() if one.verdict == v]),
        ),
        Filter("source", _("来源"), Willing.Source.choices, "source"),
        _community(actor, "compound__community_id"),
    )
    listing = Listing(
        request, rows, _willing_columns(actor, found), ("name", "room", "compound__name"), filters
    )
    if listing.export:
        return download(listing, _("意向人选清单"), now=clock.now())
    context = {
        "listing": listing,
        "may_note": may_import_bodies(actor) is None,
        "crumbs": crumbs_of(
            Crumb(_("两张清单和两个一百"), reverse("committees:crossing")), Crumb(_("意向人选"))
        ),
    }
    return render(request, "committees/willing.html", context)


@require_http_methods(["GET", "POST"])
def new_willing(request: HttpRequest) -> HttpResponse:
    """Somebody is willing to stand."""
    actor = acting(request)
    require(may_import_bodies(actor))
    places = {str(c.pk): c for c in places_to_keep(actor)}
    form = WillingForm([(pk, c.name) for pk, c in places.items()], request.POST or None)
    back = reverse("committees:willing")
    question = Question(
        _("登记意向人选"),
        _("已登记，产权核对见清单。"),
        back,
        intro=_("名单只是建议：任何业主都可以自荐或被推荐，不在名单上也可以参选。"),
        crumbs=crumbs_of(Crumb(_("意向人选"), back), Crumb(_("登记"))),
    )

    def act(typed: dict[str, Any]) -> None:
        note_willing(
            places[typed["compound"]],
            typed["name"],
            typed["room"],
            typed["source"],
            agreed=typed["agreed"],
            once=typed["once"],
            by=actor,
            now=clock.now(),
        )

    return ask(request, form, question, act)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, willing_id: UUID) -> HttpResponse:
    """Somebody no longer wants to stand."""
    actor = acting(request)
    row = Willing.objects.of(actor.street_id).filter(pk=willing_id).first()
    if row is None:
        raise Refused(HIDDEN)
    require(may_keep_in(actor, row.compound_id))
    back = reverse("committees:willing")
    crumbs = crumbs_of(Crumb(_("意向人选"), back))
    question = Question(_("退出意向人选名单"), _("已退出。"), back, crumbs=crumbs)

    def act(typed: dict[str, Any]) -> None:
        withdraw_willing(row, typed["why"], by=actor, now=clock.now())

    return ask(request, ReasonForm(request.POST or None), question, act)


def _willing_columns(actor: Actor, found: dict[UUID, Checked]) -> tuple[Column, ...]:
    def kept(row: Willing) -> bool:
        return may_keep_in(actor, row.compound_id) is None

    return (
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("name", _("姓名"), "name", personal="name"),
        Column("room", _("房号"), "room", order=("room",)),
        Column(
            "check",
            _("底册核对"),
            lambda w: found[w.pk].words,
            "state",
            state=lambda w: found[w.pk].mark,
        ),
        Column("source", _("来源"), "get_source_display"),
        Column("noted", _("登记"), "noted_on", "day", order=("noted_on",)),
        Column(
            "withdraw",
            _("操作"),
            lambda w: _("退出") if kept(w) else "",
            href=lambda w: reverse("committees:withdraw_willing", args=[w.pk]) if kept(w) else "",
        ),
    )


def _community(actor: Actor, lookup: str) -> Filter:
    named = [(str(c.pk), c.name) for c in communities_to_show(actor)]
    return Filter("community", _("社区"), named, lookup)
