"""Writing steps down and taking them back; objections received and settled."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.works.actions.stepping import (
    SUBSIDY,
    reach_step,
    receive_objection,
    settle_objection,
    withdraw_step,
)
from mulin.deliver.works.forms import ObjectionForm, SettleForm, StepForm, WhyForm
from mulin.deliver.works.models import Milestone, Objection, Project
from mulin.deliver.works.pages.common import crumbs_of, project_here
from mulin.deliver.works.pages.projects import show
from mulin.deliver.works.permissions import HIDDEN, may_carry, may_keep_papers
from mulin.deliver.works.queries.progress import progress_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Refused
from mulin.law.lifts.papers import PAPERS
from mulin.law.lifts.phases import OF_STEP
from mulin.law.progress import Line


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, project_id: UUID, step: str) -> HttpResponse:
    """One step: whose it is, its day and article, its papers; write down that it was done."""
    actor, project = project_here(request, project_id)
    line = _line(project, step)
    form = StepForm(line.step, request.POST or None, initial={"day": clock.today()})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        made = tried(
            form,
            lambda: reach_step(
                project,
                step,
                typed["day"],
                outcome=typed.get("outcome", ""),
                note=typed["note"],
                once=once,
                by=actor,
                now=now,
            ),
        )
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("works:project", project.pk)
    done = project.milestones.filter(step=step, withdrawn_on__isnull=True).first()
    context = {
        "project": project,
        "line": line,
        "phase": OF_STEP[step],
        "form": form,
        "once": once,
        "done": done,
        "withdrawing": WhyForm(),
        "papers": [paper for paper in PAPERS if paper.after == step],
        "why_not": str((may_keep_papers if step == SUBSIDY else may_carry)(actor, project) or ""),
        "crumbs": crumbs_of(project, Crumb(line.step.title)),
    }
    return render(request, "works/step.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, project_id: UUID, milestone_id: UUID) -> HttpResponse:
    """Take a step back that was written by mistake."""
    actor, project = project_here(request, project_id)
    rows = Milestone.objects.of(project.street_id).filter(project=project, pk=milestone_id)
    found: Milestone | None = rows.select_related("project").first()
    if found is None:
        raise Refused(HIDDEN)
    try:
        withdraw_step(found, request.POST.get("why", ""), by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
        return redirect("works:step", project.pk, found.step)
    messages.success(request, _("已撤回，理由记入存证。"))
    return redirect("works:step", project.pk, found.step)


@require_POST
def object_to(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """A written objection came in."""
    actor, project = project_here(request, project_id)
    form, once = ObjectionForm(request.POST), once_of(request)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        made = tried(
            form,
            lambda: receive_objection(
                project, typed["room"], typed["text"], typed["day"], once=once, by=actor, now=now
            ),
        )
        if made is not None:
            messages.success(request, _("异议已登记。解决以前不能送联合审查。"))
            return redirect("works:project", project.pk)
    return show(request, project_id, objecting=form)


@require_POST
def settle(request: HttpRequest, project_id: UUID, lift_objection_id: UUID) -> HttpResponse:
    """An objection is settled."""
    actor, project = project_here(request, project_id)
    rows = Objection.objects.of(project.street_id).filter(project=project, pk=lift_objection_id)
    found: Objection | None = rows.select_related("project").first()
    if found is None:
        raise Refused(HIDDEN)
    form = SettleForm(request.POST)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        how, result, day = typed["how"], typed["result"], typed["day"]
        if tried(form, lambda: settle_objection(found, how, result, day, by=actor, now=now)):
            messages.success(request, _("协调结果已登记。"))
            return redirect("works:project", project.pk)
    return show(request, project_id, settling=form)


def _line(project: Project, step: str) -> Line:
    found = progress_of(project, clock.today())
    line = next((one for one in found.table.lines if one.step.code == step), None)
    if line is None:
        raise Refused(HIDDEN)
    return line
