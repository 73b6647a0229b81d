"""The four sets of papers and the contracts of a project; the lift desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.works.actions.keeping import (
    Signed,
    Told,
    add_contract,
    follow_up,
    keep_paper,
    note_guidance,
    take_paper_out,
)
from mulin.deliver.works.forms import ContractForm, GuidanceForm, PaperForm
from mulin.deliver.works.models import Guidance, Project, ProjectPaper
from mulin.deliver.works.pages.common import crumbs_of, map_url, project_here, uuid_in
from mulin.deliver.works.permissions import (
    HIDDEN,
    may_keep_papers,
    may_note_guidance,
    may_see_place,
    may_use_desk,
)
from mulin.deliver.works.prints import offered
from mulin.deliver.works.queries.guidance import guidance_for
from mulin.deliver.works.queries.places import compounds_for
from mulin.deliver.works.queries.projects import file_of, project_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.lifts.risks import ContractKind

COLUMNS = (
    Column("day", _lazy("日期"), "day", "day", order=("day",)),
    Column("kind", _lazy("工作"), "get_kind_display", order=("kind",)),
    Column("way", _lazy("方式"), "get_way_display", order=("way",)),
    Column("topic", _lazy("事由"), "get_topic_display", order=("topic",)),
    Column("place", _lazy("小区"), "compound.name", order=("compound__name",)),
    Column("project", _lazy("项目"), "project.number", order=("project__number",)),
    Column("persons", _lazy("人次"), "persons", "number", order=("persons",)),
    Column("question", _lazy("问的什么"), "question"),
    Column("answer", _lazy("怎样答复"), "answer"),
    Column("follow_up", _lazy("回访"), "follow_up", "day", order=("follow_up",)),
    Column("followed_on", _lazy("已回访"), "followed_on", "day", order=("followed_on",)),
    Column("by", _lazy("接待人"), "by", order=("by",)),
)
FILTERS = (
    Filter("kind", _lazy("工作"), Guidance.Kind.choices, "kind"),
    Filter("topic", _lazy("事由"), Guidance.Topic.choices, "topic"),
    Filter("way", _lazy("方式"), Guidance.Way.choices, "way"),
)


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The four sets, what is missing of each, and where a paper is put in."""
    actor, project = project_here(request, project_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(may_keep_papers(actor, project))
        if form.is_valid():
            kind, file, now = form.cleaned_data["kind"], form.cleaned_data["file"], clock.now()
            if tried(form, lambda: keep_paper(project, kind, file, file.name, by=actor, now=now)):
                messages.success(request, _("已存入。"))
                return redirect("works:papers", project.pk)
    file_, prints = file_of(project, clock.today()), offered(project.street_id, clock.today())
    context = {
        "project": project,
        "sets": [
            (one, rows, gone, [p for p in prints if p.of is one]) for one, rows, gone in file_.sets
        ],
        "prints": {p.kind: p for p in prints if p.kind},
        "missing": sum(row.missing for row in file_.kept),
        "have": sum(bool(row.have) for row in file_.kept),
        "all": len(file_.kept),
        "form": form,
        "may_keep": may_keep_papers(actor, project) is None,
        "crumbs": crumbs_of(project, Crumb(_("四类材料"))),
    }
    return render(request, "works/papers.html", context, status=422 if form.errors else 200)


@require_POST
def take_out(request: HttpRequest, project_id: UUID, project_paper_id: UUID) -> HttpResponse:
    """A paper stands in the wrong place."""
    actor, project = project_here(request, project_id)
    rows = ProjectPaper.objects.of(project.street_id).filter(project=project, pk=project_paper_id)
    found: ProjectPaper | None = rows.select_related("project", "paper").first()
    if found is None:
        raise Refused(HIDDEN)
    why = request.POST.get("why", "")
    told(
        request,
        lambda: take_paper_out(found, why, by=actor, now=clock.now()),
        _("这一份已拿掉，理由记入存证。"),
    )
    return redirect("works:papers", project.pk)


@require_http_methods(["GET", "POST"])
def contracts(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The contracts by their terms, and every reminder with its reason."""
    actor, project = project_here(request, project_id)
    form, once = ContractForm(request.POST or None), once_of(request)
    if request.method == "POST":
        require(may_keep_papers(actor, project))
        if form.is_valid():
            typed, now = form.cleaned_data, clock.now()
            signed = Signed(**{**typed, "kind": ContractKind(typed["kind"])})
            if tried(form, lambda: add_contract(project, signed, once=once, by=actor, now=now)):
                messages.success(request, _("合同已登记，请看提醒。"))
                return redirect("works:contracts", project.pk)
    file = file_of(project, clock.today())
    context = {
        "project": project,
        "file": file,
        "form": form,
        "once": once,
        "together": sum(contract.price for contract in file.contracts),
        "may_keep": may_keep_papers(actor, project) is None,
        "crumbs": crumbs_of(project, Crumb(_("合同和提醒"))),
    }
    return render(request, "works/contracts.html", context, status=422 if form.errors else 200)


@require_safe
def desk(request: HttpRequest) -> HttpResponseBase:
    """What the lift desk did: consultations and hours beside projects."""
    actor, today = acting(request), clock.today()
    require(may_use_desk(actor))
    rows = guidance_for(actor)
    searches = ("question", "answer", "compound__name", "project__number", "by")
    listing = Listing(request, rows, COLUMNS, searches, FILTERS)
    if listing.export:
        return download(listing, _("加梯办台账"), now=clock.now())
    year = rows.filter(day__year=today.year)
    counts = {
        kind: year.filter(kind=kind).aggregate(n=Sum("persons"))["n"] or 0
        for kind in Guidance.Kind.values
    }
    context = {
        "listing": listing,
        "year": today.year,
        "consulted": counts[Guidance.Kind.CONSULTATION],
        "accompanied": counts[Guidance.Kind.ACCOMPANY],
        "due": rows.filter(follow_up__lte=today, followed_on__isnull=True)[:20],
        "may_note": may_note_guidance(actor, None) is None,
        "today": today,
        "crumbs": (Crumb(_("加装电梯"), map_url()), Crumb(_("加梯办"))),
    }
    return render(request, "works/desk.html", context)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Write down whom the desk answered, or an hour beside a project."""
    actor = acting(request)
    require(may_use_desk(actor))
    project = _project(actor, request.GET.get("project"))
    places: Sequence[tuple[str, Any]] = (
        () if project else [(str(c.pk), c.name) for c in compounds_for(actor)]
    )
    kind = Guidance.Kind.ACCOMPANY if project else Guidance.Kind.CONSULTATION
    initial = {"kind": kind, "day": clock.today(), "persons": 1}
    form = GuidanceForm(request.POST or None, places=places, initial=initial)
    once = once_of(request)
    require(may_note_guidance(actor, project.compound_id if project else None))
    if request.method == "POST" and form.is_valid():
        typed, now = dict(form.cleaned_data), clock.now()
        place = typed.pop("place", "")
        compound = next((c for c in compounds_for(actor) if str(c.pk) == place), None)
        told = Told(**typed)
        made = tried(
            form,
            lambda: note_guidance(
                told, compound=compound, project=project, once=once, by=actor, now=now
            ),
        )
        if made is not None:
            messages.success(request, _("已记下。"))
            return redirect("works:project", project.pk) if project else redirect("works:desk")
    here = (Crumb(_("加梯办"), "../"), Crumb(_("记一笔")))
    context = {
        "form": form,
        "once": once,
        "project": project,
        "crumbs": crumbs_of(project, here[-1]) if project else here,
    }
    return render(request, "works/note.html", context, status=422 if form.errors else 200)


@require_POST
def followed(request: HttpRequest, guidance_id: UUID) -> HttpResponse:
    """The person was asked again."""
    actor = acting(request)
    found: Guidance | None = guidance_for(actor).filter(pk=guidance_id).first()
    if found is None:
        raise Refused(HIDDEN)
    follow_up(found, by=actor, now=clock.now())
    messages.success(request, _("已登记回访。"))
    return redirect("works:desk")


def _project(actor: Actor, typed: str | None) -> Project | None:
    found = project_of(actor.street_id, pk) if (pk := uuid_in(typed)) else None
    if found is not None:
        require(may_see_place(actor, found.compound_id))
    return found
