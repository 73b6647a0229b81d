"""Every step of a ticket: one table of forms and verbs, one view that tries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from mulin.discover.intake.actions import (
    dispatching,
    escalating,
    gathering,
    judging,
    pausing,
    paying,
    working,
)
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.pages import phone_mine, phone_work
from mulin.discover.intake.pages import ticket as screen
from mulin.discover.intake.pages.common import onwards, ticket_at, uploads
from mulin.discover.intake.permissions import HIDDEN, may_open_board
from mulin.discover.intake.queries.sending import chosen, offices_near
from mulin.discover.intake.queries.tickets import visible
from mulin.ground.estate.models import Organisation
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

Typed = dict[str, Any]
Does = Callable[[Ticket, Typed, Actor, datetime], object]


@dataclass(frozen=True)
class Step:
    """What a button does, and what is said afterwards."""

    does: Does
    word: Any


def _send(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
    found = chosen(by.street_id, typed["to"])
    if found is None:
        raise Refused(HIDDEN)
    return dispatching.send_ticket(
        ticket, found.organisation, found.worker, in_turn=found.in_turn, by=by, now=now
    )


def _transfer(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
    organisation = Organisation.objects.of(by.street_id).filter(pk=typed["organisation"]).first()
    if organisation is None:
        raise Refused(HIDDEN)
    return dispatching.transfer_ticket(ticket, organisation, typed["why"], by=by, now=now)


def _merge(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
    into = visible(by).filter(number=typed["into"].strip().upper()).first()
    if into is None:
        raise Refused(Refusal(said("没有找到这个编号的工单。"), said("请核对编号。")))
    return gathering.merge(ticket, into, typed["why"], by=by, now=now)


def _matter(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
    rows = Matter.objects.of(by.street_id).filter(number=typed["number"].strip().upper())
    matter = rows.first()
    if matter is None or may_see_matter(by, matter) is not None:
        raise Refused(Refusal(said("没有找到这个编号的事项。"), said("请核对编号。")))
    return gathering.link_matter(ticket, matter, by=by, now=now)


def _done(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
    photos, before = uploads(typed["photos"]), uploads(typed["before"])
    return working.finish(ticket, typed["done"], photos, before, by=by, now=now)


def _remark(kind: str) -> Does:
    def does(ticket: Ticket, typed: Typed, by: Actor, now: datetime) -> object:
        photos = uploads(typed["photos"])
        return gathering.add_remark(ticket, kind, typed["text"], photos, by=by, now=now)

    return does


def _answer(*, agreed: bool) -> Does:
    return lambda t, typed, by, now: paying.answer_quote(t, agreed=agreed, by=by, now=now)


STEPS: dict[str, Step] = {
    "send": Step(_send, _lazy("已派单。")),
    "take": Step(
        lambda t, _t, by, now: dispatching.take_ticket(t, by=by, now=now), _lazy("已接单。")
    ),
    "transfer": Step(_transfer, _lazy("已转出。")),
    "back": Step(
        lambda t, x, by, now: dispatching.give_back(t, x["why"], by=by, now=now),
        _lazy("已退回派单员。"),
    ),
    "pause": Step(
        lambda t, x, by, now: pausing.pause_ticket(
            t, x["kind"], x["why"], x["expected"], by=by, now=now
        ),
        _lazy("已暂停，时限停算。"),
    ),
    "resume": Step(
        lambda t, _x, by, now: pausing.resume_ticket(t, by=by, now=now),
        _lazy("恢复办理，时限继续算。"),
    ),
    "extend": Step(
        lambda t, x, by, now: pausing.extend_ticket(t, x["days"], x["why"], by=by, now=now),
        _lazy("已延期。"),
    ),
    "contact": Step(
        lambda t, x, by, now: working.contact(t, x["words"], by=by, now=now), _lazy("已记下联系。")
    ),
    "done": Step(_done, _lazy("办完了，接着回复反映的人。")),
    "reply": Step(
        lambda t, x, by, now: working.answer(t, x["how"], x["text"], by=by, now=now),
        _lazy("已回复，等反映的人评价。"),
    ),
    "judge": Step(
        lambda t, x, by, now: judging.evaluate(
            t, x["solved"], x["score"], x["words"], by=by, now=now
        ),
        _lazy("谢谢，评价记下了。"),
    ),
    "close": Step(
        lambda t, x, by, now: judging.close_without_word(t, x["why"], by=by, now=now),
        _lazy("已办结。"),
    ),
    "decline": Step(
        lambda t, x, by, now: judging.decline(t, x["why"], by=by, now=now), _lazy("已登记不受理。")
    ),
    "payer": Step(
        lambda t, x, by, now: paying.decide_payer(
            t, x["payer"], x["money"], x["why"], by=by, now=now
        ),
        _lazy("已定由谁出钱。"),
    ),
    "quote": Step(
        lambda t, x, by, now: paying.quote(t, x["money"], x["why"], by=by, now=now),
        _lazy("已请居民确认，确认前停表。"),
    ),
    "agree": Step(_answer(agreed=True), _lazy("记下了：同意付费。")),
    "disagree": Step(_answer(agreed=False), _lazy("记下了：不同意付费。")),
    "nudge": Step(_remark("nudge"), _lazy("已催。")),
    "remark": Step(_remark("addition"), _lazy("记下了。")),
    "recast": Step(
        lambda t, x, by, now: gathering.recast(t, x["category"], by=by, now=now),
        _lazy("类别已改。"),
    ),
    "merge": Step(_merge, _lazy("已合并。")),
    "unmerge": Step(
        lambda t, x, by, now: gathering.unmerge(t, x["why"], by=by, now=now),
        _lazy("已拆开，单独办。"),
    ),
    "up": Step(
        lambda t, x, by, now: escalating.raise_up(t, x["why"], by=by, now=now), _lazy("已上报。")
    ),
    "matter": Step(_matter, _lazy("已归入事项。")),
    "follow": Step(
        lambda t, _x, by, now: gathering.follow(t, by=by, now=now), _lazy("记下了，办好会告诉您。")
    ),
}
BARE = ("take", "resume", "agree", "disagree", "follow")
"""Steps that ask for nothing."""


@require_POST
def step(request: HttpRequest, ticket_id: UUID, verb: str) -> HttpResponse:
    """Try a step; what is refused stands beside its form with everything that was typed."""
    if verb == "follow":
        return phone_mine.follow(request, ticket_id)
    actor, found = ticket_at(request, ticket_id)
    form = _form(request, actor, found, verb)
    now, told = clock.now(), STEPS[verb]
    if form.is_valid():
        result = tried(form, lambda: told.does(found, form.cleaned_data, actor, now) or True)
        if result is not None:
            messages.success(request, told.word)
            return redirect(onwards(request, _after(request, actor, found)))
    if verb in BARE:
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
        return redirect(onwards(request, _after(request, actor, found)))
    typed = {verb: form}
    where = request.POST.get("on", "")
    if where == "work":
        return phone_work.page(request, actor, found, **typed)
    if where == "mine" or may_open_board(actor) is not None:
        return phone_mine.page(request, actor, found, **typed)
    return screen.page(request, actor, found, **typed)


@require_POST
def number(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Show the number of somebody who is not in the register, once, for a reason."""
    actor, found = ticket_at(request, ticket_id)
    form = screen.fresh_forms(found, [])["number"].__class__(request.POST)
    if form.is_valid():
        why = form.cleaned_data["why"]
        shown = tried(form, lambda: gathering.read_number(found, why, by=actor, now=clock.now()))
        if shown is not None:
            messages.info(request, _("联系电话 %(phone)s，已记下查看。") % {"phone": shown})
            return redirect("intake:ticket", found.pk)
    return screen.page(request, actor, found, number=form)


def _form(request: HttpRequest, actor: Actor, found: Ticket, verb: str) -> forms.BaseForm:
    """The step's form, filled in; its choices are those the page offered."""
    if verb in BARE:
        return forms.Form(request.POST)
    dealing = verb in ("send", "transfer")
    offices = offices_near(found, actor, clock.now()) if dealing else []
    plain = screen.fresh_forms(found, offices)["remark" if verb == "nudge" else verb]
    more: Typed = {}
    if verb == "send":
        more["choices"] = plain.fields["to"].choices[1:]  # type: ignore[attr-defined]
    elif verb == "transfer":
        more["choices"] = plain.fields["organisation"].choices[1:]  # type: ignore[attr-defined]
    elif verb == "recast":
        more["choices"] = plain.fields["category"].choices  # type: ignore[attr-defined]
    made: forms.BaseForm = type(plain)(request.POST, request.FILES, **more)
    made.auto_id = plain.auto_id
    return made


def _after(request: HttpRequest, actor: Actor, found: Ticket) -> str:
    where = request.POST.get("on", "")
    if where == "work":
        return reverse("report:job", args=[found.pk])
    if where == "mine" or may_open_board(actor) is not None:
        return reverse("report:ticket", args=[found.pk])
    return reverse("intake:ticket", args=[found.pk])
