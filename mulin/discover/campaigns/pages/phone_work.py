"""The rest of the work with a phone: a task's pictures, a line of the log, a disinfection, a watch."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.campaigns.actions.duty import arrive, swap
from mulin.discover.campaigns.forms import FinishForm, PhotoForm, WhyForm
from mulin.discover.campaigns.forms_work import MarkForm
from mulin.discover.campaigns.models import Member, Shift, Site, Task, Upkeep
from mulin.discover.campaigns.pages.goods import spray_form, sprayed
from mulin.discover.campaigns.pages.phone import member_at
from mulin.discover.campaigns.pages.tasks import finished, photographed
from mulin.discover.campaigns.pages.telling import note_form, noted
from mulin.discover.campaigns.pages.upkeep import day_context, marked
from mulin.discover.campaigns.permissions import HIDDEN
from mulin.discover.campaigns.queries import tasks as asked
from mulin.discover.campaigns.rhythm import falls_on
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, team_id: UUID, team_task_id: UUID) -> HttpResponse:
    """A task of my team: photograph how it was, then how it is."""
    member = member_at(request, team_id)
    actor, found = acting(request), asked.task_of(member.street_id, team_task_id)
    if found is None or found.team_id != member.team_id:
        raise Refused(HIDDEN)
    before = PhotoForm()
    form = FinishForm()
    if request.method == "POST" and request.POST.get("verb") == "photo":
        before = PhotoForm(request.POST, request.FILES)
        if photographed(actor, found, before):
            messages.success(request, _("整治前的照片放好了。"))
            return redirect(request.path)
    elif request.method == "POST":
        form = FinishForm(request.POST, request.FILES)
        if finished(actor, found, form):
            messages.success(request, _("交了，等社区验收。"))
            return redirect("campaign_work:mine")
    context = {
        "team": member.team,
        "task": found,
        "pictures": asked.pictures_of(found),
        "before": before,
        "form": form,
        "open": found.state in (Task.State.OPEN, Task.State.RETURNED),
    }
    bad = bool(before.errors or form.errors)
    return render(request, "campaigns/phone/task.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Report what is going on."""
    member = member_at(request, team_id)
    sites = _sites(member)
    form = note_form(request, sites, whole=False)
    once = once_of(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and noted(acting(request), member.campaign, sites, form, once)
    ):
        messages.success(request, _("报上去了。"))
        return redirect("campaign_work:team", team_id)
    context = {"form": form, "once": once, "team": member.team, "title": _("报告情况")}
    status = 422 if form.errors else 200
    return render(request, "campaigns/phone/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def disinfect(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Note a disinfection."""
    member = member_at(request, team_id)
    sites = _sites(member)
    site = next((s for s in sites if s.compound_id == member.team.compound_id), sites[0])
    form = spray_form(request, member.campaign, site)
    once = once_of(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and sprayed(acting(request), member.campaign, site, form, once)
    ):
        messages.success(request, _("消杀记下了。"))
        return redirect("campaign_work:team", team_id)
    context = {"form": form, "once": once, "team": member.team, "title": _("登记消杀")}
    status = 422 if form.errors else 200
    return render(request, "campaigns/phone/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest, my_shift_id: UUID) -> HttpResponse:
    """My watch: say that I am there, or that somebody else has to be found and why."""
    actor = acting(request)
    rows = Shift.objects.of(actor.street_id).filter(pk=my_shift_id, person_id=actor.person_id)
    found: Shift | None = rows.select_related("campaign", "compound").first()
    if found is None or actor.person_id is None:
        raise Refused(HIDDEN)
    form = WhyForm(request.POST or None if request.POST.get("verb") == "swap" else None)
    if request.method == "POST":
        now = clock.now()
        if request.POST.get("verb") != "swap":
            told(request, lambda: arrive(found, by=actor, now=now), _("到岗记下了。"))
            return redirect(request.path)
        if form.is_valid():
            why = form.cleaned_data["why"]
            if tried(form, lambda: swap(found, None, why, by=actor, now=now)):
                messages.success(request, _("这一班已空出来，社区会另外找人。"))
                return redirect("campaign_work:mine")
    context = {"shift": found, "form": form, "begun": clock.now() >= found.starts_at}
    status = 422 if form.errors else 200
    return render(request, "campaigns/phone/shift.html", context, status=status)


@require_http_methods(["GET", "POST"])
def upkeep(request: HttpRequest, my_upkeep_id: UUID, my_day: str) -> HttpResponse:
    """My part of the plan: done with a photo, or not and why."""
    actor = acting(request)
    rows = Upkeep.objects.of(actor.street_id).filter(pk=my_upkeep_id, person_id=actor.person_id)
    found: Upkeep | None = rows.select_related("compound", "building", "street").first()
    if found is None or actor.person_id is None:
        raise Refused(HIDDEN)
    try:
        when = date.fromisoformat(my_day)
    except ValueError:
        raise Refused(HIDDEN) from None
    if not falls_on(found.rhythm, found.days, found.gap, found.valid_from, when):
        raise Refused(HIDDEN)
    form = MarkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and marked(actor, found, when, form):
        messages.success(request, _("记下了。"))
        return redirect("campaign_work:mine")
    context = day_context(actor, found, when, form)
    status = 422 if form.errors else 200
    return render(request, "campaigns/phone/upkeep.html", context, status=status)


def _sites(member: Member) -> list[Site]:
    """Where the team works: its compound, else all of the campaign."""
    rows = Site.objects.of(member.street_id).filter(campaign=member.campaign)
    if member.team.compound_id is not None:
        rows = rows.filter(compound=member.team.compound_id)
    return list(rows.select_related("compound").order_by("compound__name"))
