"""Screens of tasks: the list, giving out, one task with its pictures, acceptance, a compound's targets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.campaigns.actions.accepting import judge_site, submit_site
from mulin.discover.campaigns.actions.opening import set_targets
from mulin.discover.campaigns.actions.tasks import (
    Order,
    finish_task,
    give_tasks,
    judge_task,
    take_picture,
)
from mulin.discover.campaigns.forms import FinishForm, JudgeForm, OrderForm, PhotoForm
from mulin.discover.campaigns.models import Campaign, Picture, Site, Target, Task
from mulin.discover.campaigns.pages.common import campaign_at, chosen_site, crumbs, frame
from mulin.discover.campaigns.permissions import (
    HIDDEN,
    may_do,
    may_judge,
    may_submit,
)
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries import tasks as asked
from mulin.ground.estate.models import Building
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def tasks(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """Everything that is to be done: search, filter, order, export."""
    actor, found = campaign_at(request, campaign_id)
    visible = asked.tasks_for(actor, found)
    context = frame(actor, found, "tasks", _("任务"))
    listing = Listing(
        request,
        visible,
        _columns(found),
        searches=("title", "place", "compound__name", "building__label"),
        filters=_filters(found, context["sites"]),
    )
    if listing.export:
        return download(listing, _("行动任务"), now=clock.now())
    return render(request, "campaigns/tasks.html", context | {"listing": listing})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Give out one more task."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "tasks", _("布置任务"))
    site = chosen_site(request, context["runs"])
    if site is None:
        require(may_judge(actor, next(iter(queries.places_of(found))), None))
        raise Refused(HIDDEN)
    houses = {str(one.pk): one for one in _houses(site)}
    aims = Target.objects.of(actor.street_id).filter(site=site).order_by("order")
    teams = {str(one.pk): one for one in queries.teams_of(found)}
    form = OrderForm(
        request.POST or None,
        houses=[(pk, str(one)) for pk, one in houses.items()],
        aims=[(one.code, one.title) for one in aims],
        teams=[(pk, one.name) for pk, one in teams.items()],
        initial={"due_on": found.ends_on},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        order = Order(
            typed["title"], typed["due_on"], typed["place"], typed["aim"], teams.get(typed["team"])
        )
        chosen = [houses[pk] for pk in typed["buildings"]]
        made = tried(
            form,
            lambda: give_tasks(found, site.compound, order, chosen, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("布置了 %(n)d 项。") % {"n": len(made)})
            return redirect("campaigns:tasks", found.pk)
    context |= {"form": form, "site": site}
    return render(request, "campaigns/task_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, campaign_id: UUID, task_id: UUID) -> HttpResponse:
    """One task: before and after side by side, and what can be done about it."""
    actor, found = _task(request, task_id)
    if found.campaign_id != campaign_id:
        raise Refused(HIDDEN)
    forms: dict[str, django_forms.Form] = {}
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        forms = _acted(request, actor, found, verb)
        if not forms:
            return redirect("campaigns:task", campaign_id, found.pk)
    kept = asked.pictures_of(found)
    context: dict[str, Any] = {
        "campaign": found.campaign,
        "task": found,
        "mark": queries.TASK_MARKS[Task.State(found.state)],
        "before": [one for one in kept if one.phase == Picture.Phase.BEFORE],
        "after": [one for one in kept if one.phase == Picture.Phase.AFTER],
        "may_judge": may_judge(actor, found.compound_id, found.doer_id),
        "passed": passages(actor, "task", found.pk),
        "judging": found.state == Task.State.DONE,
        "doing": found.campaign.is_open
        and found.state in (Task.State.OPEN, Task.State.RETURNED)
        and may_do(actor, found, queries.my_memberships(actor, found.campaign)) is None,
        "photographing": PhotoForm(),
        "finishing": FinishForm(),
        "judgement": JudgeForm(),
        "crumbs": (
            *crumbs(found.campaign, _("任务"))[:2],
            Crumb(_("任务"), reverse("campaigns:tasks", args=[campaign_id])),
            Crumb(found.title),
        ),
        **forms,
    }
    return render(request, "campaigns/task.html", context, status=422 if forms else 200)


@require_POST
def site_verb(request: HttpRequest, campaign_id: UUID, site_id: UUID) -> HttpResponse:
    """A compound hands in, is accepted or sent back, or changes what it set itself."""
    actor, found = campaign_at(request, campaign_id)
    rows = Site.objects.of(actor.street_id).filter(campaign=found, pk=site_id)
    site: Site | None = rows.select_related("compound").first()
    if site is None:
        raise Refused(HIDDEN)
    require(may_submit(actor, site))
    verb, remark, now = request.POST.get("verb", ""), request.POST.get("remark", ""), clock.now()
    if verb == "submit":
        told(request, lambda: submit_site(site, by=actor, now=now), _("已提交社区验收。"))
    elif verb in ("accept", "return"):
        good = verb == "accept"
        word = _("验收通过。") if good else _("已退回整改。")
        told(
            request,
            lambda: judge_site(site, accepted=good, remark=remark, by=actor, now=now),
            word,
        )
    elif verb == "targets":
        planned = _planned(request)
        told(request, lambda: set_targets(site, planned, by=actor, now=now), _("目标改好了。"))
    return redirect("campaigns:campaign", found.pk)


def _acted(
    request: HttpRequest, actor: Actor, found: Task, verb: str
) -> dict[str, django_forms.Form]:
    """Do what was asked; the form that was refused, else nothing."""
    now = clock.now()
    if verb == "photo":
        photo = PhotoForm(request.POST, request.FILES)
        return {} if photographed(actor, found, photo) else {"photographing": photo}
    if verb == "finish":
        form = FinishForm(request.POST, request.FILES)
        if finished(actor, found, form):
            messages.success(request, _("交了，等社区验收。"))
            return {}
        return {"finishing": form}
    judged = JudgeForm(request.POST)
    if judged.is_valid():
        remark = judged.cleaned_data["remark"]
        good = verb == "accept"
        if tried(
            judged, lambda: judge_task(found, accepted=good, remark=remark, by=actor, now=now)
        ):
            return {}
    return {"judgement": judged}


def photographed(actor: Actor, found: Task, form: PhotoForm) -> bool:
    """Try to keep a picture of before; what is refused stands in the form."""
    if not form.is_valid():
        return False
    photo, now = form.cleaned_data["photo"], clock.now()
    before = Picture.Phase.BEFORE
    return tried(form, lambda: take_picture(found, before, photo, by=actor, now=now)) is not None


def finished(actor: Actor, found: Task, form: FinishForm) -> bool:
    """Try to hand a task in; what is refused stands in the form."""
    if not form.is_valid():
        return False
    typed, now = form.cleaned_data, clock.now()
    return tried(form, lambda: finish_task(found, **typed, by=actor, now=now)) is not None


def _planned(request: HttpRequest) -> dict[UUID, int]:
    """Target → number, of what was typed well."""
    found = {}
    for name in request.POST:
        typed = request.POST[name]
        if name.startswith("target-") and typed.isascii() and typed.isdigit() and len(typed) < 8:
            try:
                found[UUID(name.removeprefix("target-"))] = int(typed)
            except ValueError:
                continue
    return found


def _task(request: HttpRequest, task_id: UUID) -> tuple[Actor, Task]:
    """The task, for who works on it or reads its compound."""
    actor = acting(request)
    found = asked.task_of(actor.street_id, task_id)
    if found is None:
        raise Refused(HIDDEN)
    if may_do(actor, found, queries.my_memberships(actor, found.campaign)) is not None:
        campaign_at(request, found.campaign_id)
        mine = asked.tasks_for(actor, found.campaign).filter(pk=found.pk)
        if not mine.exists():
            raise Refused(HIDDEN)
    return actor, found


def _houses(site: Site) -> list[Building]:
    rows = Building.objects.of(site.street_id).filter(
        compound=site.compound_id, ended_on__isnull=True
    )
    return list(rows.order_by("order", "label"))


def _columns(campaign: Campaign) -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("任务"),
            "title",
            order=("title",),
            href=lambda row: reverse("campaigns:task", args=[campaign.pk, row.pk]),
        ),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("where", _("地点"), "where", order=("building__order", "place")),
        Column("team", _("队伍"), lambda row: row.team.name if row.team else ""),
        Column("before", _("整治前"), "before", "number", order=("before",)),
        Column("after", _("整治后"), "after", "number", order=("after",)),
        Column("amount", _("完成"), "amount", "number", order=("amount",)),
        Column("due", _("期限"), "due_on", "day", order=("due_on",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.TASK_MARKS[Task.State(row.state)],
        ),
    )


def _filters(campaign: Campaign, sites: list[Site]) -> tuple[Filter, ...]:
    today = clock.today()
    unfinished = (Task.State.OPEN, Task.State.RETURNED)
    late = {
        "late": lambda rows: rows.filter(state__in=unfinished, due_on__lt=today),
        "left": lambda rows: rows.filter(state__in=unfinished),
    }
    teams = [(str(one.pk), one.name) for one in queries.teams_of(campaign)]
    return (
        Filter("state", _("状态"), Task.State.choices, "state"),
        Filter(
            "due",
            _("期限"),
            [("late", _("逾期")), ("left", _("还没做完"))],
            lambda rows, value: late[value](rows),
        ),
        Filter(
            "compound",
            _("小区"),
            [(str(one.compound_id), one.compound.name) for one in sites],
            "compound_id",
        ),
        Filter("team", _("队伍"), teams, "team_id"),
    )
