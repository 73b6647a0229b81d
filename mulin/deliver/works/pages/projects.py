"""Projects: the list, opening one, one project with everything, ending it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.works.actions.projects import end_project, open_project
from mulin.deliver.works.forms import ObjectionForm, ProjectForm, SettleForm, WhyForm
from mulin.deliver.works.models import Project
from mulin.deliver.works.pages.common import (
    crumbs_of,
    crumbs_to,
    map_url,
    project_here,
    stairwell_here,
)
from mulin.deliver.works.pages.panel import STATE_MARKS, answers_of, rows_of, state_of
from mulin.deliver.works.permissions import (
    OF_PROCEDURES,
    may_carry,
    may_keep_papers,
    may_note_guidance,
    may_open_project,
    may_see_lifts,
    may_survey,
)
from mulin.deliver.works.queries import places
from mulin.deliver.works.queries.progress import next_steps, phases_of
from mulin.deliver.works.queries.projects import (
    File,
    file_of,
    guidance_of,
    projects_for,
    timeline,
)
from mulin.deliver.works.queries.shares import floors_of
from mulin.deliver.works.queries.subsidy import subsidy_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import acting, require
from mulin.law.lifts.phases import PHASES
from mulin.law.progress import Line

COLUMNS = (
    Column("number", _lazy("编号"), "number", order=("number",), face="m-num"),
    Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
    Column(
        "place",
        _lazy("单元"),
        lambda row: f"{row.building}{row.stairwell}",
        order=("compound__name", "building__order", "stairwell__order"),
    ),
    Column("phase", _lazy("阶段"), lambda row: _phase(row), order=("state", "phase")),
    Column("agreed", _lazy("同意"), "agreed", "number", order=("agreed",)),
    Column("asked", _lazy("户"), "asked", "number", order=("asked",)),
    Column("cost", _lazy("总价 元"), lambda row: row.cost or None, "money", order=("cost",)),
    Column("opened", _lazy("立项"), "opened_on", "day", order=("opened_on",)),
    Column("ended", _lazy("结束"), "ended_on", "day", order=("ended_on",)),
)
FILTERS = (
    Filter("state", _lazy("状态"), Project.State.choices, "state"),
    Filter("phase", _lazy("阶段"), [(str(p.number), p.title) for p in PHASES], "phase"),
)


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every project: search, filter, export."""
    actor = acting(request)
    require(may_see_lifts(actor))
    searches = ("number", "compound__name", "building__label")
    listing = Listing(request, projects_for(actor), COLUMNS, searches, FILTERS)
    if listing.export:
        return download(listing, _("加装电梯项目"), now=clock.now())
    rows = [
        {"row": row, "mark": STATE_MARKS[Project.State(row.state)], "phase": _phase(row)}
        for row in listing.rows
    ]
    crumbs = (Crumb(_("加装电梯"), map_url()), Crumb(_("项目")))
    return render(
        request, "works/projects.html", {"listing": listing, "rows": rows, "crumbs": crumbs}
    )


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, stairwell_id: UUID) -> HttpResponse:
    """Open a project for a stairwell."""
    actor, stairwell = stairwell_here(request, stairwell_id)
    require(may_open_project(actor, stairwell.compound_id))
    initial = {"scope": Project.Scope.STAIRWELL, "asked_on": clock.today()}
    form = ProjectForm(request.POST or None, initial=initial)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        made = tried(
            form,
            lambda: open_project(
                stairwell, typed["scope"], typed["asked_on"], once=once, by=actor, now=now
            ),
        )
        if made is not None:
            messages.success(request, _("已立项，编号 %(number)s。") % {"number": made.number})
            return redirect("works:project", made.pk)
    here = f"{stairwell.building}{stairwell}"
    context = {
        "stairwell": stairwell,
        "form": form,
        "once": once,
        "back": map_url(stairwell.compound, stairwell.pk),
        "crumbs": crumbs_to(stairwell.compound, Crumb(here), Crumb(_("立项"))),
    }
    return render(request, "works/open.html", context, status=422 if form.errors else 200)


@require_safe
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One project: phases, consent, shares, objections, papers missing, reminders, what happened."""
    return show(request, project_id)


@require_POST
def end(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Give a project up."""
    actor, found = project_here(request, project_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: end_project(found, why, by=actor, now=now)):
            messages.success(request, _("项目已终止，理由邻居看得到。"))
            return redirect("works:project", found.pk)
    return show(request, project_id, ending=form)


def show(request: HttpRequest, project_id: UUID, **forms: Any) -> HttpResponse:
    """The project's page; ``forms`` are those that came back with a mistake."""
    actor, found = project_here(request, project_id)
    today = clock.today()
    file = file_of(found, today)
    mark, word = state_of(file)
    bad = any(form.errors for form in forms.values())
    context: dict[str, Any] = {
        "project": found,
        "file": file,
        "mark": mark,
        "word": word,
        "phases": phases_of(found, file.progress, len(file.waiting)),
        "steps": _turns(found, file, today),
        "consents": [(one, rows_of(one)) for one in file.consents],
        "floors": floors_of(file.shares),
        "refusing": [s for s in file.shares if s.opinion == "against"],
        "answers": answers_of(file.survey),
        "guidance": guidance_of(found),
        "subsidy": subsidy_of(found, today),
        "said": timeline(found),
        "sees_procedures": any(g.role in OF_PROCEDURES for g in actor.grants),
        "why_not": str(may_carry(actor, found) or ""),
        "may_keep": may_keep_papers(actor, found) is None,
        "may_survey": may_survey(actor, found.compound_id) is None,
        "may_note": may_note_guidance(actor, found.compound_id) is None,
        "map_url": map_url(found.compound, found.stairwell_id),
        "today": today,
        "crumbs": crumbs_of(found),
        "ending": WhyForm(),
        "objecting": ObjectionForm(initial={"day": today}),
        "settling": SettleForm(initial={"day": today}),
        **forms,
    }
    return render(request, "works/project.html", context, status=422 if bad else 200)


def _turns(found: Project, file: File, today: date) -> list[Line]:
    """What can be written down now; the subsidy may still come when the lift runs."""
    if found.state == Project.State.DROPPED:
        return []
    return next_steps(file.progress, today)


def _phase(row: Project) -> str:
    if row.state != Project.State.OPEN:
        return row.get_state_display()
    return places.PHASE_WORDS[max(row.phase, 2)]
