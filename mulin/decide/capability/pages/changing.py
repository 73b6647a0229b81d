"""Screens on which what is planned is changed: a training, a reception day, a rhythm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.capability.actions.moving import Change, change_training, move_day
from mulin.decide.capability.actions.receiving import Rhythm, fix_rhythm
from mulin.decide.capability.actions.trainings import still_planned
from mulin.decide.capability.forms import MoveForm, RhythmForm, TrainingChangeForm
from mulin.decide.capability.pages.common import (
    reception_crumbs,
    schedule_at,
    training_at,
    training_crumbs,
)
from mulin.decide.capability.pages.receptions import page
from mulin.decide.capability.permissions import may_receive, may_run
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.clock import SHANGHAI
from mulin.kit.rights import require


@require_http_methods(["GET", "POST"])
def training(request: HttpRequest, training_id: UUID) -> HttpResponse:
    """Another day, place or speaker."""
    actor, found = training_at(request, training_id)
    require(may_run(actor, found) or still_planned(found))
    shown = {name: getattr(found, name) for name in ("topic", "about", "speaker", "place")}
    shown |= {"minutes": found.minutes, "capacity": found.capacity}
    shown["starts_at"] = found.starts_at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    form = TrainingChangeForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        typed: dict[str, Any] = dict(form.cleaned_data)
        why, now = typed.pop("why"), clock.now()
        change = Change(**typed)
        if tried(form, lambda: change_training(found, change, why, by=actor, now=now)):
            messages.success(request, _("已改，报了名的人会收到。"))
            return redirect("trainings:training", found.pk)
    context = {
        "form": form,
        "training": found,
        "crumbs": training_crumbs(
            Crumb(found.number, reverse("trainings:training", args=[found.pk])),
            Crumb(_("更改安排")),
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "capability/training_change.html", context, status=status)


@require_POST
def day(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Receive on another day instead."""
    actor, found = schedule_at(request, schedule_id)
    form = MoveForm(request.POST, auto_id="move-%s")
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        first, to, why = typed["day"], typed["to"], typed["why"]
        if tried(form, lambda: move_day(found, first, to, why, by=actor, now=now)):
            messages.success(request, _("已改期，贴上了小区公示栏。"))
            return redirect("receptions:schedule", found.pk)
    return page(request, actor, found, moving=form)


@require_http_methods(["GET", "POST"])
def rhythm(request: HttpRequest, schedule_id: UUID) -> HttpResponse:
    """Another rhythm, hour or place from a day on; the present one ends the day before."""
    actor, found = schedule_at(request, schedule_id)
    require(may_receive(actor, found))
    shown = {name: getattr(found, name) for name in ("nth", "weekday", "place")}
    shown |= {"opens": found.opens.strftime("%H:%M"), "closes": found.closes.strftime("%H:%M")}
    form = RhythmForm(request.POST or None, bodies=(), initial={**shown})
    del form.fields["body"]
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        told, now = Rhythm(**form.cleaned_data), clock.now()
        made = tried(
            form,
            lambda: fix_rhythm(found.body, found.compound, told, once=once, by=actor, now=now),
        )
        if made is not None:
            messages.success(request, _("已改，原来的安排到前一天为止。"))
            return redirect("receptions:schedule", made.pk)
    context = {
        "form": form,
        "once": once,
        "offered": True,
        "changing": found,
        "crumbs": reception_crumbs(
            Crumb(found.body.name, reverse("receptions:schedule", args=[found.pk])),
            Crumb(_("换时间地点")),
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "capability/reception_new.html", context, status=status)
