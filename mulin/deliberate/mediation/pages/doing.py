"""What is done in a case before an agreement: parties, consent, mediators, sessions, causes, its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.deliberate.mediation.actions import applying, consenting, ending, seating
from mulin.deliberate.mediation.forms import (
    AgentForm,
    ConsentForm,
    SeatForm,
    SideForm,
    UnseatForm,
    WhyForm,
    named,
)
from mulin.deliberate.mediation.forms_working import BarForm, EndForm, LongerForm, MoveForm
from mulin.deliberate.mediation.models import Dispute, Side
from mulin.deliberate.mediation.pages.cases import page
from mulin.deliberate.mediation.pages.common import bodies_near, handled_at
from mulin.deliberate.mediation.permissions import HIDDEN, Standing
from mulin.deliberate.mediation.queries.near import candidates
from mulin.deliberate.mediation.queries.panels import panels_open
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused

Verb = Callable[[dict[str, Any]], Any]


def done(
    request: HttpRequest, actor: Actor, found: Dispute, form: forms.Form, verb: Verb, words: str
) -> HttpResponse:
    """Try a verb with what was typed; back to the case, or the case with the form as it was."""
    if form.is_valid() and tried(form, lambda: verb(form.cleaned_data)):
        messages.success(request, words)
        return redirect("mediation:dispute", found.pk)
    return page(request, actor, found, Standing.HANDLES, form=form)


def side_at(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> tuple[Actor, Dispute, Side]:
    """A party of a case, for who handles it."""
    actor, found = handled_at(request, dispute_id)
    rows = Side.objects.of(actor.street_id).filter(dispute=found).select_related("dispute")
    side: Side | None = rows.filter(pk=side_id).first()
    if side is None:
        raise Refused(HIDDEN)
    return actor, found, side


@require_POST
def add_side(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """One more party."""
    actor, found = handled_at(request, dispute_id)
    near = bodies_near(actor.street_id, found.compound_id, clock.today())
    bodies = {str(one.pk): one for one in near}
    form, once = SideForm(request.POST, bodies=named(near)), once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        body = bodies.get(typed["body"])
        who = applying.Who(typed["who"], typed["phone"], typed["room"], body)
        return applying.add_side(found, who, typed["part"], once=once, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已登记当事人。"))


@require_POST
def consent(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """What a party said of being mediated."""
    actor, found, side = side_at(request, dispute_id, side_id)
    form = ConsentForm(request.POST, key=side.pk.hex)

    def verb(typed: dict[str, Any]) -> Any:
        on = typed["on"] or clock.today()
        return consenting.note_consent(
            side,
            typed["stance"],
            typed["way"],
            on,
            shares=typed["shares"],
            by=actor,
            now=clock.now(),
        )

    return done(request, actor, found, form, verb, _("已登记。"))


@require_POST
def agent(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """Who speaks for a party."""
    actor, found, side = side_at(request, dispute_id, side_id)
    form = AgentForm(request.POST, request.FILES, key=side.pk.hex)

    def verb(typed: dict[str, Any]) -> Any:
        who = applying.Who(typed["who"], typed["phone"], typed["room"])
        file = typed["paper"]
        paper = (file.name, file) if file else None
        return applying.name_agent(side, who, typed["power"], paper, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已登记代理人。"))


@never_cache
@require_POST
def phone(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """A party's number in the clear, once, on the answer to the reason."""
    actor, found, side = side_at(request, dispute_id, side_id)
    form = WhyForm(request.POST, key=f"phone{side.pk.hex}")
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        number = tried(form, lambda: applying.read_side_phone(side, why, by=actor, now=now))
        if number is not None:
            messages.info(request, f"{side.name} {number}")
    return page(request, actor, found, Standing.HANDLES, form=form)


@require_POST
def seat(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Let a mediator sit in the case."""
    actor, found = handled_at(request, dispute_id)
    near = {str(c.mediator.pk): c.mediator for c in candidates(found, clock.today())}
    form = SeatForm(request.POST, mediators=named(list(near.values())))

    def verb(typed: dict[str, Any]) -> Any:
        chosen = near[typed["mediator"]]
        now = clock.now()
        return seating.seat_mediator(found, chosen, typed["chosen"], by=actor, now=now)

    return done(request, actor, found, form, verb, _("已定调解员。"))


@require_POST
def unseat(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """He does not sit any more."""
    actor, found = handled_at(request, dispute_id)
    near = {str(c.mediator.pk): c.mediator for c in candidates(found, clock.today())}
    form = UnseatForm(request.POST, mediators=named(list(near.values())))
    if form.is_valid():
        typed = form.cleaned_data
        verb, row = seating.unseat_mediator, near[typed["mediator"]]
        why, now = typed["why"], clock.now()
        if tried(form, lambda: verb(found, row, typed["near"], why, by=actor, now=now)):
            messages.success(request, _("已登记。"))
            return redirect("mediation:list")
    return page(request, actor, found, Standing.HANDLES, form=form)


@require_POST
def longer(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """More time."""
    actor, found = handled_at(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        now = clock.now()
        return consenting.lengthen(found, typed["until"], typed["why"], by=actor, now=now)

    return done(request, actor, found, LongerForm(request.POST), verb, _("期限已延长。"))


@require_POST
def move(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """To another committee; who moved it may not see it there."""
    actor, found = handled_at(request, dispute_id)
    panels = {str(p.pk): p for p in panels_open(actor.street_id, clock.today())}
    offered = [(pk, p.organisation.name) for pk, p in panels.items()]
    form = MoveForm(request.POST, panels=offered)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        panel, why, verb = panels[typed["panel"]], typed["why"], seating.move_dispute
        if tried(form, lambda: verb(found, panel, why, by=actor, now=now)):
            messages.success(request, _("已转交。"))
            return redirect("mediation:list")
    return page(request, actor, found, Standing.HANDLES, form=form)


@require_POST
def end(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """It ends without agreement."""
    actor, found = handled_at(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        how, why, ways = typed["how"], typed["why"], typed["ways"]
        return ending.end_dispute(found, how, why, ways, by=actor, now=clock.now())

    words = _("已终止，请把告知书交给当事人。")
    return done(request, actor, found, EndForm(request.POST), verb, words)


@require_POST
def bar(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Nobody may mediate this."""
    actor, found = handled_at(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        return ending.bar_dispute(found, typed["bar"], by=actor, now=clock.now())

    return done(request, actor, found, BarForm(request.POST), verb, _("已登记，并告知途径。"))
