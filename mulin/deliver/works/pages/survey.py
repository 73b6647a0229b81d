"""The survey sheet of a building, filled in on a phone beside it; and the rules it is judged by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliver.works.actions.surveying import survey
from mulin.deliver.works.forms import SurveyForm
from mulin.deliver.works.models import Survey
from mulin.deliver.works.pages.common import building_here, map_url
from mulin.deliver.works.permissions import may_see_lifts, may_survey
from mulin.ground.estate.models import Building, Stairwell
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require
from mulin.law.lifts.feasibility import FACTORS, Verdict, assess, storeys

MARKS = {
    Verdict.FEASIBLE: "ok",
    Verdict.CONDITIONAL: "wait",
    Verdict.NOT_FEASIBLE: "bad",
    Verdict.OPEN: "none",
}


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, building_id: UUID) -> HttpResponse:
    """One sheet for the stairwells that are alike; the others follow one by one."""
    actor, building = building_here(request, building_id)
    require(may_survey(actor, building.compound_id))
    stairs = _stairs(building)
    form = SurveyForm(
        request.POST or None,
        request.FILES or None,
        stairwells=[(str(s.pk), str(s)) for s in stairs],
        initial=_begun(request, building, stairs),
    )
    if request.method == "POST" and form.is_valid():
        chosen = [s for s in stairs if str(s.pk) in form.cleaned_data["stairwells"]]
        found = tried(form, lambda: _write(actor, building, chosen, form))
        if found is not None:
            done = "、".join(str(stairwell) for stairwell in chosen)
            told = _("%(stairs)s：%(verdict)s，已存好。")
            messages.success(request, told % {"stairs": done, "verdict": found.verdict.label})
            return redirect("works:survey", building.pk)
    context = {
        "building": building,
        "form": form,
        "stairs": _lines(stairs),
        "back": map_url(building.compound),
        "next": _next(building),
    }
    return render(request, "works/survey.html", context, status=422 if form.errors else 200)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of feasibility, question by question, as the law's file has them."""
    require(may_see_lifts(acting(request)))
    crumbs = (Crumb(_("加装电梯"), map_url()), Crumb(_("评估依据")))
    return render(request, "works/rules.html", {"factors": FACTORS, "crumbs": crumbs})


def _write(actor: Actor, building: Building, chosen: list[Stairwell], form: SurveyForm) -> Any:
    typed = form.cleaned_data
    return survey(
        building,
        chosen,
        form.answers,
        typed["surveyed_on"],
        note=typed["note"],
        photo=typed["photo"],
        by=actor,
        now=clock.now(),
    )


def _stairs(building: Building) -> list[Stairwell]:
    rows = Stairwell.objects.of(building.street_id).filter(building=building)
    return list(rows.filter(ended_on__isnull=True).order_by("order", "label"))


def _begun(request: HttpRequest, building: Building, stairs: list[Stairwell]) -> dict[str, Any]:
    """A sheet that is opened again shows what was written; a new one what the register knows."""
    wanted = request.GET.get("stairwell", "")
    surveys = Survey.objects.of(building.street_id).filter(building=building)
    known = {str(row.stairwell_id): row for row in surveys}
    ids = [str(stairwell.pk) for stairwell in stairs]
    chosen = [wanted] if wanted in ids else [pk for pk in ids if pk not in known] or ids
    seen = known.get(chosen[0]) if chosen else None
    found: dict[str, Any] = {"stairwells": chosen, "surveyed_on": clock.today()}
    if seen is not None:
        return found | seen.answers | {"note": seen.note}
    if answer := storeys(building.floors):
        found["storeys"] = answer
    if building.has_elevator is not None:
        found["existing"] = "has" if building.has_elevator else "none"
    return found


def _lines(stairs: list[Stairwell]) -> list[dict[str, Any]]:
    """Each stairwell with its verdict, to see what is still to be done."""
    if not stairs:
        return []
    rows = Survey.objects.of(stairs[0].street_id).filter(building_id=stairs[0].building_id)
    known = {row.stairwell_id: row for row in rows}
    found = []
    for stairwell in stairs:
        seen = known.get(stairwell.pk)
        verdict = assess(seen.answers).verdict if seen else Verdict.OPEN
        found.append({"stairwell": stairwell, "verdict": verdict, "mark": MARKS[verdict]})
    return found


def _next(building: Building) -> Building | None:
    """The next building of the compound that nobody looked at yet."""
    seen = Survey.objects.of(building.street_id).filter(compound_id=building.compound_id)
    rows = Building.objects.of(building.street_id).filter(
        compound_id=building.compound_id, ended_on__isnull=True
    )
    rows = rows.exclude(has_elevator=True).exclude(pk=building.pk)
    found: Building | None = (
        rows.exclude(pk__in=seen.values("building_id")).order_by("order", "label").first()
    )
    return found
