"""What committees publish on screen: one committee's list, and the street's list of those behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.committees.actions.opening import Published, disclose
from mulin.decide.committees.forms_advice import DisclosedForm
from mulin.decide.committees.pages.common import crumbs_of, found
from mulin.decide.committees.papers import File
from mulin.decide.committees.permissions import (
    HIDDEN,
    MEETS,
    may_diagnose,
    may_hold_meetings,
    may_see_bodies,
)
from mulin.decide.committees.queries import opening as queries
from mulin.decide.committees.queries.bodies import bodies_for, term_in_office
from mulin.ground.estate.models import Organisation
from mulin.ground.estate.pages.asking import Question, ask
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.kit.words import joined
from mulin.law.disclosure import ITEMS, State

BOTH = ["GET", "POST"]
Rows = dict[UUID, queries.Behind]
MARKS = {State.OVERDUE: "late", State.SOON: "soon", State.OPEN: "idle", State.PUBLISHED: "done"}


@require_safe
def checklist(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One committee: every item with its rhythm, article, last publication and next day."""
    actor, body = found(request, organisation_id)
    if body.kind not in MEETS:
        raise Refused(HIDDEN)
    term = term_in_office(body)
    today = clock.today()
    owed = queries.list_of(body, term, today) if term else []
    context: dict[str, Any] = {
        "body": body,
        "term": term,
        "owed": [(one, MARKS[one.standing.state]) for one in owed],
        "late": sum(one.standing.state is State.OVERDUE for one in owed),
        "published": queries.published_by(body),
        "keeps": term is not None and may_hold_meetings(actor, body) is None,
        "crumbs": _crumbs(body),
    }
    template = "committees/phone/open.html" if is_phone(request) else "committees/open.html"
    return render(request, template, context)


@require_http_methods(BOTH)
def new(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Put down that something was published."""
    actor, body = found(request, organisation_id)
    require(may_hold_meetings(actor, body))
    first = {"published_on": clock.today(), "item": request.GET.get("item", "")}
    form = DisclosedForm(
        queries.notices_to_link(body),
        request.POST or None,
        files=request.FILES or None,
        initial=first,
    )
    back = reverse("committees:open", args=[body.pk])

    def act(typed: dict[str, Any]) -> None:
        what = Published(*(typed[name] for name in Published._fields))
        notice = UUID(typed["notice"]) if typed["notice"] else None
        file = File(typed["file"].name, typed["file"]) if typed["file"] else None
        disclose(body, what, notice, file, once=typed["once"], by=actor, now=clock.now())

    question = Question(
        f"{_('登记公开')} · {body.name}",
        _("已登记，本小区业主看得到。"),
        back,
        intro=_("业主看得到登记的内容；文件里不要有住户的姓名、房号和电话。"),
        crumbs=(*_crumbs(body, back), Crumb(_("登记公开"))),
    )
    return ask(request, form, question, act)


@require_safe
def behind(request: HttpRequest) -> HttpResponseBase:
    """Committees of the street that are behind: by how many items, which ones; as a file too."""
    actor, today = acting(request), clock.today()
    if is_phone(request):
        require(may_see_bodies(actor))
        mine = [b for b in bodies_for(actor, today) if b.kind in MEETS]
        return render(request, "committees/phone/open_mine.html", {"bodies": mine})
    require(may_diagnose(actor))
    rows = {row.body.pk: row for row in queries.behind(actor, today)}
    bodies = Organisation.objects.of(actor.street_id).filter(pk__in=rows).annotate(**_counts(rows))
    listing = Listing(
        request,
        bodies.select_related("compound__community").order_by("-late", "-near", "name", "id"),
        _columns(rows),
        searches=("name", "compound__name", "compound__community__name"),
        filters=_filters(rows),
    )
    if listing.export:
        return download(listing, _("信息公开"), now=clock.now())
    late = sum(bool(row.overdue) for row in rows.values())
    context = {
        "listing": listing,
        "late": late,
        "well": len(rows) - late,
        "crumbs": crumbs_of(Crumb(_("信息公开"))),
    }
    return render(request, "committees/open_list.html", context)


def _counts(rows: Rows) -> dict[str, Case]:
    """How many items are overdue and how many nearly, as columns a list can be ordered by."""

    def column(number: Callable[[queries.Behind], int]) -> Case:
        whens = [When(pk=pk, then=Value(n)) for pk, row in rows.items() if (n := number(row))]
        return Case(*whens, default=Value(0), output_field=IntegerField())

    return {"late": column(lambda row: len(row.overdue)), "near": column(lambda row: row.soon)}


def _columns(rows: Rows) -> tuple[Column, ...]:
    def state(body: Organisation) -> str:
        row = rows[body.pk]
        return "late" if row.overdue else "soon" if row.soon else "done"

    def word(body: Organisation) -> str:
        row = rows[body.pk]
        if row.overdue:
            return _("%(n)d 项过期") % {"n": len(row.overdue)}
        return _("%(n)d 项快到期") % {"n": row.soon} if row.soon else _("都已公开")

    return (
        Column(
            "name",
            _("业委会"),
            "name",
            order=("name",),
            href=lambda b: reverse("committees:open", args=[b.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("state", _("情况"), word, "state", state=state, order=("-late", "-near", "name")),
        Column(
            "which",
            _("过期未公开"),
            lambda b: joined("、", [one.item.title for one in rows[b.pk].overdue]),
        ),
        Column("late", _("过期项数"), lambda b: len(rows[b.pk].overdue), "number", on="file"),
        Column("community", _("社区"), "compound.community.name"),
    )


def _filters(rows: Rows) -> tuple[Filter, ...]:
    def standing(found: Any, value: str) -> Any:
        late = [pk for pk, row in rows.items() if row.overdue]
        return found.filter(pk__in=late) if value == "late" else found.filter(~Q(pk__in=late))

    def item(found: Any, value: str) -> Any:
        owing = (
            pk for pk, row in rows.items() if any(one.item.code == value for one in row.overdue)
        )
        return found.filter(pk__in=list(owing))

    return (
        Filter("state", _("情况"), (("late", _("有过期的")), ("well", _("没有过期的"))), standing),
        Filter("item", _("缺哪一项"), [(one.code, one.title) for one in ITEMS], item),
    )


def _crumbs(body: Organisation, here: str = "") -> tuple[Crumb, ...]:
    there = reverse("committees:body", args=[body.pk])
    return crumbs_of(Crumb(body.name, there), Crumb(_("信息公开"), here))
