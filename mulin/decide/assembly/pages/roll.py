"""The frozen roll, unit by unit, and the correction of an area on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from mulin.decide.assembly.actions.locking import correct_area
from mulin.decide.assembly.forms import AreaCorrectionForm
from mulin.decide.assembly.models import Poll, RollUnit
from mulin.decide.assembly.pages.common import crumbs_of, found, head_of, refusal_words, status_of
from mulin.decide.assembly.pages.drafting import GET_POST
from mulin.decide.assembly.permissions import HIDDEN, may_correct_roll, may_see_progress
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.live_page import buildings_of
from mulin.ground.estate.models import Unit
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, require

SOURCES, USES = dict(Unit.AreaSource.choices), dict(Unit.Use.choices)
COUNTS = (("1", _lazy("计票")), ("0", _lazy("不计票")))
TABLE = (
    Column("unit", _lazy("房号"), "label", order=("order",)),
    Column("names", _lazy("业主"), "entry.names", personal="names"),
    Column("area", _lazy("专有部分面积 ㎡"), "area", kind="area", order=("area",)),
    Column("source", _lazy("面积来源"), lambda row: SOURCES.get(row.area_source, row.area_source)),
    Column("use", _lazy("用途"), lambda row: USES.get(row.use, row.use)),
    Column("counts", _lazy("计票"), lambda row: _("计票") if row.counts else _("不计票")),
    Column("seq", _lazy("名册号"), "entry.seq", kind="number", order=("entry__seq",)),
)


@require_GET
def roll(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Every unit as it was frozen, with what was corrected since."""
    actor, poll = _locked(request, poll_id)
    buildings = [(b.id.hex, b.name) for b in buildings_of(poll)]
    listing = Listing(
        request,
        RollUnit.objects.of(poll.street_id)
        .filter(poll=poll)
        .select_related("entry")
        .order_by("order"),
        TABLE,
        searches=("label", "entry__code"),
        filters=(
            Filter("building", _("楼栋"), buildings, "building_id"),
            Filter("counts", _("计票"), COUNTS, _by_counts),
        ),
        per_page=60,
    )
    if listing.export:
        return download(
            listing, (_("%(number)s 计票名册") % {"number": poll.number}), now=clock.now()
        )
    for row in listing.rows:
        row.source, row.use_word = SOURCES.get(row.area_source, ""), USES.get(row.use, row.use)
    context = head_of(poll) | {
        "listing": listing,
        "corrections": corrections_of(poll),
        "why_not": refusal_words(may_correct_roll(actor, poll)),
        "crumbs": crumbs_of(poll, _("计票名册")),
    }
    return render(request, "assembly/roll.html", context)


@GET_POST
def correct(request: HttpRequest, poll_id: UUID, roll_unit_id: UUID) -> HttpResponseBase:
    """Correct the area of one unit, with the reason that becomes public."""
    actor, poll = _locked(request, poll_id)
    refused = may_correct_roll(actor, poll)
    unit = _unit(poll, roll_unit_id)
    form = AreaCorrectionForm(request.POST or None, initial={"seen": unit.area})
    if request.method == "POST" and refused is not None:
        raise Refused(refused)
    if request.method == "POST" and form.is_valid():
        unit.area = form.cleaned_data["seen"]
        done = tried(form, lambda: _correct(poll, unit, form, actor))
        if done is not None:
            messages.success(
                request,
                (
                    _("%(label)s 的面积已更正，两个数字和理由都会印在结果公告上。")
                    % {"label": unit.label}
                ),
            )
            return redirect("assembly:roll", poll.pk)
        unit = _unit(poll, roll_unit_id)
    context = head_of(poll) | {
        "unit": unit,
        "form": form,
        "why_not": refusal_words(refused),
        "source": SOURCES.get(unit.area_source, unit.area_source),
        "crumbs": crumbs_of(poll, _("更正面积")),
    }
    return render(request, "assembly/roll_unit.html", context, status=status_of(form))


def _correct(poll: Poll, unit: RollUnit, form: AreaCorrectionForm, actor: Actor) -> bool:
    data = form.cleaned_data
    correct_area(poll, unit, data["area"], data["why"], by=actor, now=clock.now())
    return True


def _locked(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    actor, poll = found(request, poll_id)
    require(may_see_progress(actor, poll))
    if poll.is_draft:
        raise Refused(
            Refusal(_("名册还没有锁定。"), _("请在底册里核对房屋和业主，锁定时会带过来。"))
        )
    return actor, poll


def _unit(poll: Poll, roll_unit_id: UUID) -> RollUnit:
    rows = RollUnit.objects.of(poll.street_id).filter(poll=poll, pk=roll_unit_id)
    unit: RollUnit | None = rows.select_related("entry").first()
    if unit is None:
        raise Refused(HIDDEN)
    return unit


def _by_counts(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(counts=value == "1")
