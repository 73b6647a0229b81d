"""The feasibility map: a street of compounds or one compound, and the list beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from mulin.deliver.works import picture
from mulin.deliver.works.models import Project, Survey
from mulin.deliver.works.pages.common import compound_here, map_url, uuid_in
from mulin.deliver.works.pages.panel import panel_of
from mulin.deliver.works.permissions import may_see_lifts, may_survey
from mulin.deliver.works.queries import places
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.kit.words import joined, said
from mulin.law.lifts.feasibility import FACTORS, Effect, Verdict

MARKS = {
    Verdict.FEASIBLE: "done",
    Verdict.CONDITIONAL: "soon",
    Verdict.NOT_FEASIBLE: "no",
    Verdict.OPEN: "idle",
}
NONE, RUNS = "none", "runs"
PHASE_CHOICES = (
    (NONE, said("还没有项目")),
    *((str(number), words) for number, words in places.PHASE_WORDS.items()),
    (RUNS, said("已运行")),
)
LEGEND = (
    (Verdict.FEASIBLE.value, said("可行")),
    (Verdict.CONDITIONAL.value, said("有条件")),
    (Verdict.NOT_FEASIBLE.value, said("不可行")),
    (Verdict.OPEN.value, said("待勘察")),
    (picture.LIFTED, said("已有电梯")),
)
GLYPHS = (
    ("ask", said("征询")),
    ("show", said("公示")),
    ("sign", said("签约审批")),
    ("build", said("施工")),
    ("check", said("验收登记")),
    ("runs", said("运行")),
    (picture.PHOTO, said("照片")),
)


@dataclass(frozen=True)
class Key:
    """One line of the legend with its count."""

    code: str
    words: str
    count: int


@require_safe
def feasibility(request: HttpRequest) -> HttpResponseBase:
    """The picture, the list, and what is known of the stairwell that was chosen."""
    actor, today = acting(request), clock.today()
    require(may_see_lifts(actor))
    compounds = list(places.compounds_for(actor))
    slug = request.GET.get("compound", "")
    compound = compound_here(actor, slug=slug) if slug else None
    if compound is None and len(compounds) == 1:
        compound = compounds[0]
    listing = _listing(request, actor, compound)
    if listing.export:
        return download(listing, _("加装电梯可行性"), now=clock.now())
    return _page(request, actor, compound, compounds, listing, today)


def _page(
    request: HttpRequest,
    actor: Actor,
    compound: Compound | None,
    compounds: list[Compound],
    listing: Listing,
    today: date,
) -> HttpResponse:
    picked = uuid_in(request.GET.get("stairwell"))
    sites, counts = places.sites_of(
        actor.street_id,
        [compound] if compound else compounds,
        stair_url=(lambda pk: _stair_url(request, pk)) if compound else None,
        site_url=None if compound else _site_url(compounds),
        picked=picked,
    )
    drawn = None
    if sites:
        drawn = picture.compound(sites[0]) if compound else picture.street(sites)
    context = {
        "compound": compound,
        "listing": listing,
        "rows": _rows(actor, listing, picked),
        "picture": drawn,
        "legend": [Key(k, w, counts.kinds[k]) for k, w in LEGEND if counts.kinds.get(k)],
        "glyphs": [Key(k, w, counts.glyphs[k]) for k, w in GLYPHS if counts.glyphs.get(k)],
        "counts": counts,
        "segments": _segments(request, counts),
        "chosen": listing.filters[0].chosen,
        "panel": panel_of(actor, compound, picked, today) if compound and picked else None,
        "may_survey": compound is not None and may_survey(actor, compound.pk) is None,
        "surveyed_on": _latest(compound) if compound else None,
        "crumbs": _crumbs(compound),
        "places": _switch(compounds, compound),
    }
    return render(request, "works/map.html", context)


def _listing(request: HttpRequest, actor: Actor, compound: Compound | None) -> Listing:
    columns = (
        Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
        Column("building", _lazy("楼栋"), lambda row: str(row.building), order=BY_BUILDING),
        Column("label", _lazy("单元"), str, order=("label",)),
        Column("floors", _lazy("层数"), "building.floors", "number", order=("building__floors",)),
        Column("verdict", _lazy("可行性"), _verdict, order=("verdict",), state=_mark),
        Column("phase", _lazy("阶段"), _phase, order=("phase",)),
        Column("why", _lazy("情况"), _why),
        Column("surveyed", _lazy("勘察日"), "surveyed_on", "day", order=("surveyed_on",)),
        Column("number", _lazy("项目"), lambda row: row.number or "", order=("number",)),
    )
    return Listing(
        request,
        places.stairs_for(actor, compound),
        columns if compound is None else columns[1:],
        searches=("compound__name", "building__label", "label", "number"),
        filters=(
            Filter("verdict", _lazy("可行性"), [(v.value, v.label) for v in Verdict], _of_verdict),
            Filter("phase", _lazy("阶段"), PHASE_CHOICES, _of_phase),
            Filter("why", _lazy("限制"), [(f.code, f.title) for f in FACTORS], _of_factor),
        ),
        per_page=40,
    )


BY_BUILDING = ("compound__name", "building__order", "building__label", "order")


def _of_verdict(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == Verdict.OPEN:
        return rows.filter(verdict=value) | rows.filter(verdict__isnull=True)
    return rows.filter(verdict=value)


def _of_phase(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == NONE:
        return rows.filter(number__isnull=True)
    if value == RUNS:
        return rows.filter(state=Project.State.DONE)
    return rows.filter(state=Project.State.OPEN, phase=int(value))


def _of_factor(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Stairwells to which this factor sets a condition, or which it rules out."""
    factor = next(one for one in FACTORS if one.code == value)
    against = [c.code for c in factor.choices if c.effect in (Effect.CONDITION, Effect.STOP)]
    seen = Survey.objects.filter(
        street_id=OuterRef("street_id"),
        stairwell_id=OuterRef("pk"),
        **{f"answers__{value}__in": against},
    )
    return rows.filter(Exists(seen))


def _verdict(row: Any) -> str:
    return places.verdict_of(row).label


def _mark(row: Any) -> str:
    return MARKS[places.verdict_of(row)]


def _phase(row: Any) -> str:
    if row.number is None:
        return ""
    return said("已运行") if row.state == Project.State.DONE else places.PHASE_WORDS[row.phase]


def _why(row: Any) -> str:
    if row.verdict is None:
        return said("还没有勘察")
    return joined("；", [finding.why for finding in places.assessment_of(row).decisive])


def _situation(row: Any, answers: places.Answers | None) -> str:
    """What limits the stairwell, and where its project stands."""
    waits = answers.words if answers and row.state == Project.State.OPEN else ""
    return joined("；", [waits, _why(row)])


def _rows(actor: Actor, listing: Listing, picked: UUID | None) -> list[dict[str, Any]]:
    found = list(listing.rows)
    answers = places.answers_of(actor.street_id, [r.project_id for r in found if r.project_id])
    return [
        {
            "row": row,
            "mark": _mark(row),
            "verdict": _verdict(row),
            "phase": _phase(row),
            "why": _situation(row, answers.get(row.project_id)),
            "answers": answers.get(row.project_id),
            "url": map_url(row.compound, row.pk),
            "picked": row.pk == picked,
        }
        for row in found
    ]


def _stair_url(request: HttpRequest, stairwell_id: UUID) -> str:
    query = request.GET.copy()
    query.pop("export", None)
    query["stairwell"] = str(stairwell_id)
    return f"?{query.urlencode()}#panel"


def _site_url(compounds: list[Compound]) -> places.Address:
    by_id = {compound.pk: compound for compound in compounds}
    return lambda pk: map_url(by_id[pk])


def _segments(request: HttpRequest, counts: places.Counts) -> list[tuple[str, str, int, str]]:
    """All, then each verdict, with what the picture holds of it."""
    found = []
    for value, words in (("", _("全部")), *((v.value, v.label) for v in Verdict)):
        number = counts.kinds.get(value, 0) if value else counts.stairs
        query = request.GET.copy()
        query.pop("page", None)
        query["verdict"] = value
        if number or not value:
            found.append((value, words, number, f"?{query.urlencode()}"))
    return found


def _latest(compound: Compound) -> date | None:
    rows = Survey.objects.of(compound.street_id).filter(stairwell__compound=compound)
    newest: date | None = (
        rows.order_by("-surveyed_on").values_list("surveyed_on", flat=True).first()
    )
    return newest


def _crumbs(compound: Compound | None) -> tuple[Crumb, ...]:
    if compound is None:
        return (Crumb(_("加装电梯")),)
    return (Crumb(_("加装电梯"), map_url()), Crumb(compound.name))


def _switch(compounds: list[Compound], here: Compound | None) -> list[dict[str, Any]]:
    if len(compounds) < 2:
        return []
    every = {"url": map_url(), "label": _("全部小区"), "current": here is None}
    return [
        every,
        *(
            {"url": map_url(c), "label": c.name, "current": here is not None and c.pk == here.pk}
            for c in compounds
        ),
    ]
