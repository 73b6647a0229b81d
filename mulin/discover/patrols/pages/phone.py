"""The patroller's phone: today's rounds, one round, one point; and what neighbours may read."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.patrols.actions.handing import hand_over, take_over
from mulin.discover.patrols.actions.walking import SignIn, sign_in
from mulin.discover.patrols.forms_phone import HandoverForm, StopForm
from mulin.discover.patrols.models import Handover, Plan, Point, Stop
from mulin.discover.patrols.pages.common import round_picture
from mulin.discover.patrols.permissions import FINDERS, HIDDEN, RESIDENTS, may_walk
from mulin.discover.patrols.queries import figures, rounds
from mulin.discover.patrols.queries.hazards import for_neighbours, open_at
from mulin.discover.patrols.queries.plans import (
    named_for,
    plan_of,
    point_at,
    point_of,
    route_of,
    walked_by,
)
from mulin.discover.patrols.reckoning import AFTER, Slot, slot_named
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.kit.words import said
from mulin.law.safety.catalogue import template_named

NEXT = 6
"""Rounds that are shown ahead."""
NO_PLAN = Refusal(said("这里没有您要巡查的路线。"), said("请让主管把您写进巡查计划。"), hidden=True)
NO_ROUND = Refusal(
    said("现在没有经过这个点的巡查。"),
    said("每一圈提前 15 分钟可以开始；看到危险的，请直接上报隐患。"),
)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Today's rounds of the one who walks; a scanned code leads on to its point."""
    actor = acting(request)
    if code := request.GET.get("code", "").strip():
        return redirect("patrol:scanned", code.rstrip("/").rpartition("/")[2][:64] or "-")
    plans = walked_by(actor)
    if not plans:
        raise Refused(NO_PLAN)
    now = clock.now()
    today = clock.day_of(now)
    turns = rounds.turns_of(plans, today, now)
    shifts = sorted({one.name for plan in plans for one in plan.rota.shifts})
    context = {
        "turns": [turn for turn in turns if turn.slot.due_at + AFTER > now][:NEXT],
        "over": [turn for turn in turns[::-1] if turn.slot.due_at + AFTER <= now],
        "handovers": rounds.handovers_of(plans),
        "shifts": shifts,
        "plans": plans,
        "may_find": any(grant.role in FINDERS for grant in actor.grants),
    }
    return render(request, "patrols/phone/mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def scanned(request: HttpRequest, point_token: str) -> HttpResponse:
    """The address on the wall: leads to the round that comes by now, at this point."""
    actor = acting(request)
    point = point_at(actor.street_id, point_token)
    plans = [
        p for p in walked_by(actor) if point is not None and p.compound_id == point.compound_id
    ]
    if point is None or not plans:
        raise Refused(HIDDEN)
    for slot in rounds.open_slots(plans, clock.now()):
        row = rounds.round_at(slot)
        route = row.route if row else route_of(slot.plan)
        if point.pk.hex in route.keys:
            there = reverse("patrol:stop", args=[slot.plan.pk, slot.key, point.pk])
            return redirect(f"{there}?code={point_token}")
    raise Refused(NO_ROUND)


@never_cache
@require_safe
def round_page(request: HttpRequest, patrol_plan_id: UUID, patrol_slot: str) -> HttpResponse:
    """One round: how far it has come, the next point, and every form for when the signal is lost."""
    actor, slot = _slot(request, patrol_plan_id, patrol_slot)
    row = rounds.round_at(slot)
    lines = rounds.lines_for(slot, row)
    left = [line for line in lines if line.row is None]
    context = {
        "slot": slot,
        "plan": slot.plan,
        "round": row,
        "lines": lines,
        "following": left[0] if left else None,
        "left": len(left),
        "seen": len(lines) - len(left),
        "count": len(lines),
        "picture": round_picture(slot.plan.compound, lines),
        "forms": [_offline(slot, line) for line in left],
        "open": slot.open_at(clock.now()),
        "may_find": actor.has(*FINDERS, compound_id=slot.plan.compound_id),
    }
    return render(request, "patrols/phone/round.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def stop(
    request: HttpRequest, patrol_plan_id: UUID, patrol_slot: str, patrol_point_id: UUID
) -> HttpResponse:
    """One point: every check, a photo, and whatever else is to be said."""
    actor, slot = _slot(request, patrol_plan_id, patrol_slot)
    row = rounds.round_at(slot)
    lines = rounds.lines_for(slot, row)
    line = next((one for one in lines if one.stop.point.pk == patrol_point_id), None)
    point = point_of(actor.street_id, patrol_point_id)
    if line is None or point is None:
        raise Refused(HIDDEN)
    if line.row is not None and request.method == "GET":
        return redirect("patrol:round", slot.plan.pk, slot.key)
    code = request.GET.get("code", "")
    form = StopForm(
        request.POST or None,
        request.FILES or None,
        checks=line.stop.checks,
        initial={"token": code},
    )
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _signed(slot, point, form, actor))
        if made is not None:
            messages.success(request, _said(made, actor))
            return redirect("patrol:round", slot.plan.pk, slot.key)
    following = next((o for o in lines if o.row is None and o.order > line.order), None)
    context = {
        "slot": slot,
        "plan": slot.plan,
        "line": line,
        "point": point,
        "form": form,
        "scanned": code == point.token or form.data.get("token") == point.token,
        "code": code,
        "known": open_at(actor.street_id, point.pk),
        "following": following,
        "count": len(lines),
    }
    return render(request, "patrols/phone/stop.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest) -> HttpResponse:
    """Hand a shift over."""
    actor = acting(request)
    plans = [plan for plan in walked_by(actor) if plan.shifts]
    if not plans:
        raise Refused(NO_PLAN)
    form = HandoverForm(
        request.POST or None,
        plans=[(str(p.pk), f"{p.compound.name} {p.title}") for p in plans],
        shifts=sorted({one.name for plan in plans for one in plan.rota.shifts}),
        initial={"day": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        plan = next(one for one in plans if str(one.pk) == typed["plan"])
        made = tried(
            form,
            lambda: hand_over(
                plan,
                typed["day"],
                typed["shift"],
                typed["text"],
                typed["things"],
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已交班，等接班的人确认。"))
            return redirect("patrol:mine")
    context = {"form": form}
    return render(request, "patrols/phone/hand.html", context, status=422 if form.errors else 200)


@require_POST
def take(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Take a shift over."""
    actor = acting(request)
    rows = Handover.objects.of(actor.street_id).filter(pk=handover_id).select_related("plan")
    found: Handover | None = rows.first()
    if found is None or may_walk(actor, found.plan, named=named_for(found.plan)) is not None:
        raise Refused(HIDDEN)
    doubt = request.POST.get("doubt", "")
    try:
        take_over(found, doubt, by=actor, now=clock.now())
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, _("已接班。"))
    return redirect("patrol:mine")


@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """What neighbours read: dangers in common places, what is done about them, how rounds go."""
    actor = acting(request)
    homes = {c for g in actor.grants if g.role in RESIDENTS for c in g.compounds}
    if not homes:
        raise Refused(HIDDEN)
    today = clock.today()
    context = {
        "hazards": [(one, template_named(one.kind)) for one in for_neighbours(actor)],
        "walked": figures.of_homes(actor.street_id, homes, today - timedelta(days=29), today),
    }
    return render(request, "patrols/phone/safety.html", context)


def _slot(request: HttpRequest, plan_id: UUID, key: str) -> tuple[Actor, Slot]:
    """The round behind the address, for somebody who walks it."""
    actor = acting(request)
    plan: Plan | None = plan_of(actor.street_id, plan_id)
    if plan is None:
        raise Refused(HIDDEN)
    require(may_walk(actor, plan, named=named_for(plan)))
    slot = slot_named(plan, key, calendar_of(actor.street_id))
    if slot is None:
        raise Refused(HIDDEN)
    return actor, slot


def _signed(slot: Slot, point: Point, form: StopForm, actor: Actor) -> Stop:
    typed = form.cleaned_data
    told = SignIn(
        token=typed["token"],
        why=typed["why"],
        answers=form.answers,
        note=typed["note"],
        place=form.place,
        seen_at=form.seen_at,
        photos=typed["photos"],
    )
    return sign_in(slot, point, told, by=actor, now=clock.now())


def _said(made: Stop, actor: Actor) -> str:
    if made.person_id != actor.person_id:
        return _("%(by)s已经签过这个点，不用再签。") % {"by": made.by}
    if made.bad:
        return _("签好了，有问题的已记为隐患。")
    return _("签好了。")


def _offline(slot: Slot, line: rounds.StopLine) -> dict[str, Any]:
    """A point's form as the page keeps it; its code is there only as a digest."""
    point = line.stop.point
    return {
        "line": line,
        "point": point,
        "form": StopForm(checks=line.stop.checks),
        "url": reverse("patrol:stop", args=[slot.plan.pk, slot.key, point.pk]),
        "digest": sha256(point.token.encode()).hexdigest(),
    }
