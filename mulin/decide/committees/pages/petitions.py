"""A petition for an extraordinary assembly on screen: signatures, sums, the street's order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.committees.actions import petitions as verbs
from mulin.decide.committees.forms_owners import (
    EndPetitionForm,
    OrderForm,
    PetitionForm,
    SignaturesForm,
)
from mulin.decide.committees.models import Petition, PetitionPaper
from mulin.decide.committees.pages.common import address, crumbs_of
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import (
    HIDDEN,
    KEEPERS,
    may_gather,
    may_order,
    may_petition,
    may_see_bodies,
    may_see_petition,
)
from mulin.decide.committees.queries import petitions as queries
from mulin.ground.estate.models import Compound
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.figures import AREA, PERSONS, Gauge
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refused, Role, acting, require

BOTH = ["GET", "POST"]
State = Petition.State
MARKS = {
    State.GATHERING: "now",
    State.HANDED: "soon",
    State.ORDERED: "late",
    State.CALLED: "done",
    State.CLOSED: "pause",
}
SHOWN_LINES = 300


@require_safe
def petitions(request: HttpRequest) -> HttpResponseBase:
    """Every petition the person may open."""
    actor = acting(request)
    require(may_see_bodies(actor))
    columns = (
        Column(
            "title",
            _("提议"),
            "title",
            order=("title",),
            href=lambda p: reverse("committees:petition", args=[p.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("opened", _("发起"), "opened_on", "day", order=("opened_on",)),
        Column("handed", _("提交"), "handed_on", "day", order=("handed_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda p: MARKS[State(p.state)],
        ),
    )
    filters = (Filter("state", _("状态"), State.choices, "state"),)
    rows = queries.petitions_for(actor)
    listing = Listing(request, rows, columns, ("title", "compound__name"), filters)
    if listing.export:
        return download(listing, _("业主提议"), now=clock.now())
    context = {
        "listing": listing,
        "may_open": bool(_places(actor)),
        "crumbs": crumbs_of(Crumb(_("业主提议"))),
    }
    return render(request, "committees/petitions.html", context)


@require_http_methods(BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """Open a petition."""
    actor = acting(request)
    require(may_see_bodies(actor))
    places = _places(actor)
    form = PetitionForm([(str(pk), p.name) for pk, p in places.items()], request.POST or None)
    back = reverse("committees:petitions")
    intro = _(
        "够数的业主提议，业委会应当召集临时业主大会会议。签名逐个与底册核对，人数和面积由系统算。"
    )
    question = Question(
        _("发起提议"),
        _("已发起，可以录入签名。"),
        back,
        intro=intro,
        crumbs=crumbs_of(Crumb(_("业主提议"), back), Crumb(_("发起"))),
    )

    def act(typed: dict[str, Any]) -> str:
        place = places[UUID(typed["compound"])]
        made = verbs.open_petition(
            place, typed["title"], typed["matter"], once=typed["once"], by=actor, now=clock.now()
        )
        return reverse("committees:petition", args=[made.pk])

    return ask(request, form, question, act)


@require_safe
def petition(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """One petition: how many of how many, every signature with what it counts, what comes next."""
    actor, row = _found(request, petition_id)
    total = queries.sum_of(row, clock.today())
    papers = PetitionPaper.objects.of(row.street_id).filter(petition=row).select_related("paper")
    wanted = request.GET.get("verdict", "")
    lines = [line for line in total.lines if wanted in ("", line.verdict)]
    counts = [
        (key, mark, word, sum(line.verdict == key for line in total.lines))
        for key, (mark, word) in queries.WORDS.items()
    ]
    context: dict[str, Any] = {
        "petition": row,
        "mark": MARKS[State(row.state)],
        "sum": total,
        "gauges": _gauges(total),
        "counts": counts,
        "wanted": wanted,
        "lines": [(one, mask_name(one.signature.name)) for one in lines[:SHOWN_LINES]],
        "more": max(len(lines) - SHOWN_LINES, 0),
        "papers": list(papers.order_by("id")),
        "gathers": may_gather(actor, row) is None,
        "orders": may_order(actor, row) is None and row.state == State.HANDED,
        "door": _door(actor, row),
        "steps": _steps(row),
        "crumbs": _crumbs(row),
    }
    return render(request, "committees/petition.html", context)


@require_http_methods(BOTH)
def sign(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """Enter signatures."""
    actor, row = _found(request, petition_id)
    require(may_gather(actor, row))
    form = SignaturesForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        sheets = [File(one.name, one) for one in typed["sheets"]]
        verbs.enter_signatures(row, typed["lines"], sheets, by=actor, now=clock.now())

    return ask(request, form, _question(row, _("录入签名"), _("已录入，核对结果见下表。")), act)


@require_POST
def hand_in(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """Hand it to the committee."""
    actor, row = _found(request, petition_id)
    try:
        verbs.hand_in(row, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("已提交业委会。"))
    return redirect("committees:petition", row.pk)


@require_http_methods(BOTH)
def order(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """The street orders the committee to call the meeting."""
    actor, row = _found(request, petition_id)
    require(may_order(actor, row))
    last = verbs.lawful_order(row, clock.today())
    form = OrderForm(request.POST or None, request.FILES or None, initial={"until": last})
    if last is None:
        form.fields["until"].help_text = _("本地没有核到责令的日数，由通知书写明。")

    def act(typed: dict[str, Any]) -> None:
        file = File(typed["file"].name, typed["file"])
        verbs.order_call(row, typed["until"], file, by=actor, now=clock.now())

    return ask(request, form, _question(row, _("责令限期召集"), _("已责令。")), act)


@require_http_methods(BOTH)
def end(request: HttpRequest, petition_id: UUID) -> HttpResponse:
    """The meeting was called, or the petition is withdrawn."""
    actor, row = _found(request, petition_id)
    form = EndPetitionForm(request.POST or None, initial={"day": clock.today()})

    def act(typed: dict[str, Any]) -> None:
        verbs.end_petition(row, typed["how"], typed["why"], typed["day"], by=actor, now=clock.now())

    return ask(request, form, _question(row, _("登记结果"), _("已登记。")), act)


def _found(request: HttpRequest, petition_id: UUID) -> tuple[Actor, Petition]:
    actor = acting(request)
    rows = Petition.objects.of(actor.street_id).select_related("compound__street", "street")
    row = rows.filter(pk=petition_id).first()
    if row is None:
        raise Refused(HIDDEN)
    require(may_see_petition(actor, row))
    return actor, row


def _places(actor: Actor) -> dict[UUID, Compound]:
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*KEEPERS):
        roles = (*KEEPERS, Role.OWNER)
        mine = frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))
        rows = rows.filter(pk__in=mine)
    return {p.pk: p for p in rows.order_by("name") if may_petition(actor, p.pk) is None}


def _gauges(total: queries.Sum) -> list[tuple[str, Gauge]]:
    """The shares the law asks for, each with its bar."""
    rule = total.rule.value if total.rule else None
    found = []
    if rule is not None and rule.persons is not None:
        gauge = Gauge.of(total.persons, total.all_persons, rule.persons, PERSONS)
        found.append((_("人数"), gauge))
    if rule is not None and rule.area is not None:
        found.append((_("面积"), Gauge.of(total.area, total.all_area, rule.area, AREA)))
    return found


def _door(actor: Actor, row: Petition) -> str:
    """The page that starts the whole procedure of an extraordinary assembly."""
    there = address("procedures:new")
    if not there or row.handed_on is None or not actor.has(*KEEPERS, compound_id=row.compound_id):
        return ""
    filled = {"code": "special_assembly", "compound": str(row.compound_id)}
    filled["anchor"] = row.handed_on.isoformat()
    return f"{there}?{urlencode(filled)}"


def _steps(row: Petition) -> list[dict[str, str]]:
    """Opened, handed in, ordered, called: what is behind and where it stands."""
    days = (
        (_("发起"), row.opened_on),
        (_("提交业委会"), row.handed_on),
        (_("街道责令"), row.ordered_on),
        (_("召集会议"), row.ended_on if row.state == State.CALLED else None),
    )
    at = {State.GATHERING: 1, State.HANDED: 3, State.ORDERED: 3}.get(State(row.state), 9)
    return [
        {
            "state": "done" if day else "now" if n == at else "idle",
            "name": name,
            "when": day.isoformat() if day else "—",
        }
        for n, (name, day) in enumerate(days)
    ]


def _question(row: Petition, title: str, done: str) -> Question:
    back = reverse("committees:petition", args=[row.pk])
    crumbs = (*_crumbs(row, back), Crumb(title))
    return Question(f"{title} · {row.title}", done, back, crumbs=crumbs)


def _crumbs(row: Petition, here: str = "") -> tuple[Crumb, ...]:
    there = reverse("committees:petitions")
    return crumbs_of(Crumb(_("业主提议"), there), Crumb(row.title, here))
