"""The parties' own pages on the phone: what concerns them, and what they may say at any time."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.deliberate.mediation.actions import consenting
from mulin.deliberate.mediation.actions.agreeing import sign_accord
from mulin.deliberate.mediation.actions.ending import stop_dispute
from mulin.deliberate.mediation.causes import name_of
from mulin.deliberate.mediation.forms import OwnConsentForm, WhyForm, WishForm, named
from mulin.deliberate.mediation.models import Accord, Dispute, Side, Signature, Talk
from mulin.deliberate.mediation.permissions import HIDDEN, desk_of, may_apply, sides_of
from mulin.deliberate.mediation.queries.cases import MARKS, dispute_of, file_of, mine_of
from mulin.deliberate.mediation.queries.near import candidates
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said
from mulin.law import mediation as law

PNG = "data:image/png;base64,"
LARGEST_SIGNATURE = 400_000
PHONE_MARKS = {"done": "ok", "now": "wait", "soon": "wait", "late": "bad", "no": "off"}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Cases in which the reader is a party."""
    actor = acting(request)
    rows = [(one, _phone_mark(one)) for one in mine_of(actor)]
    context = {
        "rows": rows,
        "may_apply": may_apply(actor, next(iter(actor.compounds), None)) is None,
        "mediates": bool(desk_of(actor)),
        "law": law,
    }
    return render(request, "mediation/phone/mine.html", context)


@require_safe
def one(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """One own case."""
    actor, found, sides = _own(request, dispute_id)
    return _page(request, actor, found, sides)


@require_POST
def consent(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """Yes or no to being mediated."""
    actor, found, side = _side(request, dispute_id, side_id)
    form = OwnConsentForm(request.POST)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        verb, shares = consenting.give_consent, typed["shares"]
        if tried(form, lambda: verb(side, typed["stance"], shares=shares, by=actor, now=now)):
            messages.success(request, _("已记下您的意见。"))
            return redirect("mediation:my_dispute", found.pk)
    return _page(request, actor, found, [side], consenting=form)


@require_POST
def wish(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """Whom one would like to have, or not."""
    actor, found, side = _side(request, dispute_id, side_id)
    free = {str(c.mediator.pk): c.mediator for c in _free(found)}
    form = WishForm(request.POST, mediators=named(list(free.values())))
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        wished, verb = free.get(typed["mediator"]), consenting.wish_mediator
        if tried(form, lambda: verb(side, wished, typed["objection"], by=actor, now=now)):
            messages.success(request, _("已告诉调委会。"))
            return redirect("mediation:my_dispute", found.pk)
    return _page(request, actor, found, [side], wishing=form)


@require_POST
def stop(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """No more of it."""
    actor, found, side = _side(request, dispute_id, side_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: stop_dispute(side, why, by=actor, now=now)):
            messages.success(request, _("调解已终止，您还可以走下面的途径。"))
            return redirect("mediation:my_dispute", found.pk)
    return _page(request, actor, found, [side], stopping=form)


@require_POST
def sign(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> HttpResponse:
    """One's name under the agreement, drawn on the screen."""
    actor, found, side = _side(request, dispute_id, side_id)
    form, file = forms.Form(request.POST), file_of(found, clock.today())
    if form.is_valid() and file.accord is not None:
        accord: Accord = file.accord
        drawn, now, how = _drawn(request), clock.now(), Signature.How.SCREEN
        if drawn is None:
            form.add_error(None, _("还没有写名字。请用手指在框里写，或者到调委会当面签。"))
        elif tried(form, lambda: sign_accord(accord, side, drawn, how, by=actor, now=now)):
            messages.success(request, _("已签名。"))
            return redirect("mediation:my_dispute", found.pk)
    return _page(request, actor, found, [side], signing=form)


def _own(request: HttpRequest, dispute_id: UUID) -> tuple[Actor, Dispute, list[Side]]:
    actor = acting(request)
    found = dispute_of(actor.street_id, dispute_id)
    sides = sides_of(actor, found)
    if not sides:
        raise Refused(HIDDEN)
    return actor, found, sides


def _side(request: HttpRequest, dispute_id: UUID, side_id: UUID) -> tuple[Actor, Dispute, Side]:
    actor, found, sides = _own(request, dispute_id)
    side = next((one for one in sides if one.pk == side_id), None)
    if side is None:
        raise Refused(HIDDEN)
    side.dispute = found
    return actor, found, side


def _free(found: Dispute) -> list[Any]:
    return [c for c in candidates(found, clock.today()) if not c.reasons]


def _page(
    request: HttpRequest, actor: Actor, found: Dispute, sides: list[Side], **typed: forms.Form
) -> HttpResponse:
    today, side = clock.today(), sides[0]
    file = file_of(found, today)
    accord = file.accord
    signed = {row.side_id for row in file.signatures}
    waits = accord is not None and accord.state == Accord.State.DRAFT and side.pk not in signed
    choices = named([c.mediator for c in _free(found)]) if found.is_open else []
    start = {"mediator": str(side.wishes_id or ""), "objection": side.objection}
    context: dict[str, Any] = {
        "file": file,
        "dispute": found,
        "side": side,
        "mark": _phone_mark(found),
        "cause": name_of(found.cause),
        "late": found.late_on(today),
        "talks": [talk for talk in file.talks if talk.state != Talk.State.MISSED],
        "may_sign": waits and side.part != Side.Part.THIRD,
        "owed": [line for line in file.lines if line.promise.done_on is None],
        "days_left": (accord.confirm_by - today).days if accord and accord.confirm_by else 0,
        "consenting": OwnConsentForm(),
        "wishing": WishForm(mediators=choices, initial=start),
        "stopping": WhyForm(),
        "ways": [law.WAY_BY_CODE[code] for code in found.ways if code in law.WAY_BY_CODE],
        "law": law,
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "mediation/phone/case.html", context, status=422 if bad else 200)


def _phone_mark(found: Dispute) -> str:
    late = found.is_open and found.late_on(clock.today())
    return "bad" if late else PHONE_MARKS.get(MARKS[Dispute.State(found.state)], "off")


def _drawn(request: HttpRequest) -> bytes | None:
    """The picture of a signature that came with the form. Raises Refused for one that is no picture."""
    drawn = request.POST.get("signature", "")
    if not drawn.startswith(PNG) or len(drawn) > LARGEST_SIGNATURE:
        return None
    try:
        return base64.b64decode(drawn.removeprefix(PNG), validate=True)
    except binascii.Error:
        raise Refused(Refusal(said("签名没有传完整。"), said("请重写一遍。"))) from None
