"""Screens of trainings: the list, planning one, the training itself, and what is done on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.capability.actions import taking_part
from mulin.decide.capability.actions import trainings as actions
from mulin.decide.capability.forms import (
    DoorForm,
    HandoutForm,
    HoldForm,
    JudgeForm,
    TrainingForm,
    WhyForm,
)
from mulin.decide.capability.models import Training
from mulin.decide.capability.pages.common import training_at, training_crumbs
from mulin.decide.capability.pages.door import door_address, door_qr
from mulin.decide.capability.permissions import may_plan, may_read_list, may_run, oversees, plans
from mulin.decide.capability.queries import trainings as queries
from mulin.ground.page.address import only_here
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

MARKS = {
    Training.State.PLANNED: "now",
    Training.State.HELD: "done",
    Training.State.CANCELLED: "no",
}


@require_safe
def trainings(request: HttpRequest) -> HttpResponseBase:
    """Every training the actor sees: search, filter, order, export."""
    actor = acting(request)
    if is_phone(request):
        return redirect("trainings:mine")
    listing = Listing(
        request,
        queries.trainings_for(actor),
        _columns(),
        searches=("number", "topic", "speaker", "place"),
        filters=(
            Filter("state", _("状态"), Training.State.choices, "state"),
            Filter("kind", _("形式"), Training.Kind.choices, "kind"),
        ),
    )
    if listing.export:
        return download(listing, _("培训和沙龙"), now=clock.now())
    context = {
        "listing": listing,
        "waiting": list(queries.waiting_for(actor, clock.now())[:5]),
        "may_plan": plans(actor),
        "oversees": oversees(actor),
        "crumbs": training_crumbs(),
    }
    return render(request, "capability/trainings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a training."""
    actor = acting(request)
    if not plans(actor):
        require(may_plan(actor, None, None))
    communities = {str(one.pk): one for one in queries.communities_to(actor)}
    compounds = {str(one.pk): one for one in queries.compounds_to(actor)}
    whole = [("", _("全街道"))] if may_plan(actor, None, None) is None else []
    named = [(pk, one.name) for pk, one in communities.items()]
    named += [(pk, one.name) for pk, one in compounds.items()]
    form = TrainingForm(request.POST or None, places=[*whole, *named])
    form.fields["where"].required = not whole
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        where = typed.pop("where")
        plan = actions.Plan(
            **{**typed, "audience": tuple(typed["audience"])},
            community=communities.get(where),
            compound=compounds.get(where),
        )
        now = clock.now()
        made = tried(form, lambda: actions.plan_training(plan, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已安排，通知已发出。"))
            return redirect("trainings:training", made.pk)
    context = {"form": form, "once": once, "crumbs": training_crumbs(Crumb(_("安排培训")))}
    status = 422 if form.errors else 200
    return render(request, "capability/training_new.html", context, status=status)


@require_safe
def training(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """One training."""
    actor, found = training_at(request, training_id)
    return page(request, actor, found)


@require_POST
def sign_up(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Take a seat."""
    actor, found = training_at(request, training_id)
    form = forms.Form(request.POST)
    form.is_valid()
    if tried(form, lambda: taking_part.sign_up(found, by=actor, now=clock.now())):
        messages.success(request, _("已报名。到时扫门口的二维码签到。"))
        return redirect("trainings:training", found.pk)
    return page(request, actor, found, signing=form)


@require_POST
def withdraw(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Give the seat back."""
    actor, found = training_at(request, training_id)
    form = forms.Form(request.POST)
    form.is_valid()
    if tried(form, lambda: taking_part.withdraw(found, by=actor, now=clock.now())):
        messages.success(request, _("已退出，名额让给别人。"))
        return redirect("trainings:training", found.pk)
    return page(request, actor, found, signing=form)


@require_POST
def judge(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Say how it was."""
    actor, found = training_at(request, training_id)
    form = JudgeForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        score, text, now = int(typed["score"]), typed["words"], clock.now()
        if tried(form, lambda: taking_part.judge(found, score, text, by=actor, now=now)):
            messages.success(request, _("谢谢，已记下。"))
            return redirect("trainings:training", found.pk)
    return page(request, actor, found, judging=form)


@require_POST
def came(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Write down somebody who came and is not on the list."""
    actor, found = training_at(request, training_id)
    require(may_run(actor, found))
    form = DoorForm(request.POST)
    if form.is_valid():
        name, origin, now = form.cleaned_data["name"], form.cleaned_data["origin"], clock.now()
        if tried(form, lambda: taking_part.note_came(found, None, name, origin, by=actor, now=now)):
            return redirect(f"{reverse('trainings:training', args=[found.pk])}#people")
    return page(request, actor, found, coming=form)


@require_POST
def came_listed(request: HttpRequest, training_id: UUID, participant_id: UUID) -> HttpResponse:
    """Tick somebody of the list, or vouch for a name typed at the door."""
    actor, found = training_at(request, training_id)
    require(may_run(actor, found))
    form, now = forms.Form(request.POST), clock.now()
    form.is_valid()
    confirming = request.POST.get("do") == "confirm"
    if tried(
        form,
        lambda: (
            taking_part.confirm_came(found, participant_id, by=actor, now=now)
            if confirming
            else taking_part.note_came(found, participant_id, "", "", by=actor, now=now)
        ),
    ):
        return redirect(f"{reverse('trainings:training', args=[found.pk])}#people")
    return page(request, actor, found, signing=form)


@require_POST
def hold(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """It was held."""
    actor, found = training_at(request, training_id)
    form = HoldForm(request.POST)
    if form.is_valid():
        minutes, text = form.cleaned_data["minutes"], form.cleaned_data["summary"]
        now = clock.now()
        if tried(form, lambda: actions.hold_training(found, minutes, text, by=actor, now=now)):
            messages.success(request, _("已登记办完，到场的人都记了时长。"))
            return redirect("trainings:training", found.pk)
    return page(request, actor, found, holding=form)


@require_POST
def call_off(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """It does not take place."""
    actor, found = training_at(request, training_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: actions.call_training_off(found, why, by=actor, now=now)):
            messages.success(request, _("已取消，报了名的人会收到消息。"))
            return redirect("trainings:training", found.pk)
    return page(request, actor, found, dropping=form)


@require_POST
def handout(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Hand out a paper."""
    actor, found = training_at(request, training_id)
    form = HandoutForm(request.POST, request.FILES)
    if form.is_valid():
        file, now = form.cleaned_data["paper"], clock.now()
        if tried(form, lambda: actions.keep_handout(found, file.name, file, by=actor, now=now)):
            messages.success(request, _("资料已添加。"))
            return redirect("trainings:training", found.pk)
    return page(request, actor, found, adding=form)


def page(request: HttpRequest, actor: Actor, found: Training, **typed: forms.Form) -> HttpResponse:
    runs, now = may_run(actor, found), clock.now()
    address, coming = door_address(request, found), queries.coming_to(found)
    listed = may_read_list(actor, found)
    mine = queries.mine_in(actor, found)
    context: dict[str, Any] = {
        "training": found,
        "mark": MARKS[Training.State(found.state)],
        "coming_count": coming,
        "left": queries.seats_left(found, coming),
        "begun": now >= found.starts_at,
        "invited": queries.is_invited(actor, found),
        "mine": mine,
        "may_judge": mine is not None and mine.confirmed_at is not None and now > found.starts_at,
        "papers": queries.papers_of(found),
        "opinion": queries.opinion_of(found),
        "people": queries.participants_of(found) if listed else [],
        "listed": listed,
        "runs": runs is None,
        "address": address,
        "qr": door_qr(address) if runs is None else "",
        "only_here": only_here(request),
        "coming": DoorForm(),
        "holding": HoldForm(initial={"minutes": found.minutes}),
        "dropping": WhyForm(),
        "adding": HandoutForm(),
        "judging": JudgeForm(
            initial={"score": mine.score, "words": mine.words} if mine is not None else None
        ),
        "crumbs": training_crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    template = "phone/training.html" if is_phone(request) else "training.html"
    return render(request, f"capability/{template}", context, status=422 if bad else 200)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "topic",
            _("主题"),
            "topic",
            order=("topic",),
            href=lambda row: reverse("trainings:training", args=[row.pk]),
        ),
        Column("number", _("编号"), "number", order=("number",)),
        Column("kind", _("形式"), "get_kind_display", order=("kind",)),
        Column("starts", _("时间"), "starts_at", "instant", order=("starts_at",)),
        Column("place", _("地点"), "place"),
        Column("speaker", _("主讲人"), "speaker"),
        Column("audience", _("对象"), lambda row: "、".join(row.audience)),
        Column("coming", _("报名"), "coming", "number", order=("coming",)),
        Column("came", _("到场"), "came", "number", order=("came",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: MARKS[Training.State(row.state)],
        ),
    )
