"""The street's reading of the subsidy, and a project's application for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.works.actions.subsidising import (
    apply_for_subsidy,
    decide_subsidy,
    set_subsidy_rule,
)
from mulin.deliver.works.forms import ClaimForm, DecisionForm, SubsidyRuleForm
from mulin.deliver.works.models import Project, SubsidyClaim
from mulin.deliver.works.pages.common import crumbs_of, map_url, project_here
from mulin.deliver.works.permissions import (
    HIDDEN,
    may_keep_papers,
    may_see_lifts,
    may_set_subsidy_rule,
)
from mulin.deliver.works.queries.subsidy import rules_of, subsidy_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law import questions as q
from mulin.law.cases import LiftSubsidy
from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Ruling, Unanswered


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """What the region's text says, and what the street wrote down where that was not verified."""
    actor = acting(request)
    require(may_see_lifts(actor))
    form, once = SubsidyRuleForm(request.POST or None), once_of(request)
    if request.method == "POST":
        require(may_set_subsidy_rule(actor))
        if form.is_valid():
            typed, now = form.cleaned_data, clock.now()
            value = LiftSubsidy(
                typed["percent"] or 0,
                typed["amount"] or 0,
                typed["ceiling"] or 0,
                typed["least_floors"] or 0,
            )
            source, day = typed["source"], typed["starts_on"]
            if tried(
                form, lambda: set_subsidy_rule(value, source, day, once=once, by=actor, now=now)
            ):
                messages.success(request, _("补贴办法已登记，算出来的数会标“需本地复核”。"))
                return redirect("works:subsidy_rule")
    ruling, missing = _read(actor)
    context = {
        "form": form,
        "once": once,
        "rules": rules_of(actor.street_id),
        "ruling": ruling,
        "missing": missing,
        "today": clock.today(),
        "why_not": str(may_set_subsidy_rule(actor) or ""),
        "crumbs": (Crumb(_("加装电梯"), map_url()), Crumb(_("补贴办法"))),
    }
    return render(request, "works/subsidy_rule.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def subsidy(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """What a project may get, the application, and what came of it."""
    actor, project = project_here(request, project_id)
    found, once = subsidy_of(project, clock.today()), once_of(request)
    initial = {"asked": found.by_rule or project.subsidy or None, "day": clock.today()}
    form = ClaimForm(request.POST or None, initial=initial)
    if request.method == "POST":
        require(may_keep_papers(actor, project))
        if form.is_valid():
            asked, day, now = form.cleaned_data["asked"], form.cleaned_data["day"], clock.now()
            made = tried(
                form,
                lambda: apply_for_subsidy(
                    project, asked, day, rule=found.words, once=once, by=actor, now=now
                ),
            )
            if made is not None:
                messages.success(request, _("申请已登记，有了结果再回来登记。"))
                return redirect("works:subsidy", project.pk)
    return _page(request, actor, project, form=form, once=once)


@require_POST
def decide(request: HttpRequest, project_id: UUID, lift_claim_id: UUID) -> HttpResponse:
    """The money came or it did not."""
    actor, project = project_here(request, project_id)
    rows = SubsidyClaim.objects.of(project.street_id).filter(project=project, pk=lift_claim_id)
    claim: SubsidyClaim | None = rows.select_related("project").first()
    if claim is None:
        raise Refused(HIDDEN)
    require(may_keep_papers(actor, project))
    form = DecisionForm(request.POST)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        received, day, note = typed["received"] or 0, typed["day"], typed["note"]
        if tried(form, lambda: decide_subsidy(claim, received, day, note, by=actor, now=now)):
            messages.success(request, _("结果已登记。"))
            return redirect("works:subsidy", project.pk)
    return _page(request, actor, project, deciding=form)


def _page(request: HttpRequest, actor: Actor, project: Project, **forms: Any) -> HttpResponse:
    today = clock.today()
    found = subsidy_of(project, today)
    bad = any(getattr(form, "errors", None) for form in forms.values())
    context: dict[str, Any] = {
        "project": project,
        "subsidy": found,
        "form": ClaimForm(initial={"day": today}),
        "deciding": DecisionForm(initial={"day": today}),
        "once": once_of(request),
        "why_not": str(may_keep_papers(actor, project) or ""),
        "crumbs": crumbs_of(project, Crumb(_("补贴"))),
        **forms,
    }
    return render(request, "works/subsidy.html", context, status=422 if bad else 200)


def _read(actor: Actor) -> tuple[Ruling[LiftSubsidy] | None, str]:
    """The region's own answer today, or why there is none."""
    place = nearest(Street.objects.get(pk=actor.street_id).region)
    try:
        return place.ask(q.LIFT_SUBSIDY, clock.today()), ""
    except Unanswered as missing:
        return None, missing.reason
