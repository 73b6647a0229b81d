"""The first step on the phone: finding the vote and saying who one is."""

from __future__ import annotations

import os
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.assembly.actions.casting import may_cast_now
from mulin.decide.assembly.actions.proving import (
    message_code,
    no_match,
    prove,
    prove_by_message,
)
from mulin.decide.assembly.models import Poll, RollHolder
from mulin.decide.assembly.pages import voter_session as here
from mulin.decide.assembly.permissions import may_handle_papers
from mulin.decide.assembly.queries.paper_desk import entry_by
from mulin.decide.assembly.queries.voter import NO_POLL, address_of, poll_at
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused

STEPS = (
    gettext_lazy("核对身份"),
    gettext_lazy("选择"),
    gettext_lazy("签名"),
    gettext_lazy("拿回执"),
)
SHOWN_AFTER = {Poll.State.CLOSED, Poll.State.JUDGED, Poll.State.ANNOUNCED, Poll.State.FINAL}


def poll_of(request: HttpRequest, key: str) -> Poll:
    """The vote of an address; its street becomes the page's, for the telephone on refusals."""
    poll = poll_at(key)
    request.street = poll.street  # type: ignore[attr-defined]
    return poll


def frame(poll: Poll, at: int) -> dict[str, object]:
    """What every step shows: the vote, its address, the steps, and whether phone votes count."""
    return {
        "poll": poll,
        "key": address_of(poll),
        "steps": STEPS,
        "at": at,
        "survey": not poll.online_counts,
    }


def find(request: HttpRequest) -> HttpResponse:
    """``/m/``: for whoever has no camera: the number on the notice, typed."""
    typed = request.GET.get("q", "").strip()
    if typed:
        try:
            return redirect("phone:prove", address_of(poll_at(typed)))
        except Refused as refused:
            return render(
                request,
                "assembly/phone/find.html",
                {"typed": typed, "refusal": refused.refusal},
                status=404,
            )
    return render(request, "assembly/phone/find.html", {"typed": ""})


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Say who one is: a code and the end of the identity number."""
    poll, now = poll_of(request, key), clock.now()
    if key != address_of(poll) and request.method == "GET":
        return _by_paper(request, poll, key)
    refusal = may_cast_now(poll, now)
    if refusal is not None:
        return render(request, "assembly/phone/closed.html", _closed(poll, refusal))
    if request.method == "GET" and here.proof_in(request, poll, now):
        return redirect("phone:slips", address_of(poll))
    if request.method == "GET":
        return _form(request, poll)
    return _judge(request, poll)


def _by_paper(request: HttpRequest, poll: Poll, key: str) -> HttpResponse:
    """The QR code of a paper: to its owner the vote; whoever enters papers is offered that one."""
    actor: Actor | None = getattr(request, "actor", None)
    entry = entry_by(poll, key) if actor is not None and may_enter(actor, poll) else None
    if entry is None:
        return redirect("phone:prove", address_of(poll))
    return render(request, "assembly/phone/scanned.html", {**frame(poll, 0), "entry": entry})


def may_enter(actor: Actor, poll: Poll) -> bool:
    """Somebody who takes papers in, while they are taken in."""
    taking = poll.state in (Poll.State.VOTING, Poll.State.CLOSED)
    return taking and may_handle_papers(actor, poll) is None


@never_cache
@require_POST
def message(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a code by text message; whoever is on the roll or not reads the same answer."""
    poll, now = poll_of(request, key), clock.now()
    phone, last_four = request.POST.get("phone", ""), request.POST.get("last_four", "")
    if not phone.strip() or not last_four.strip():
        return _form(request, poll, asked="empty", status=422)
    if here.may_ask_message(request, phone.strip()):
        code = f"{secrets.randbelow(10**6):06d}"
        sent = message_code(poll, phone, last_four, code, key=f"code/{uuid7().hex}", now=now)
        here.await_message(request, poll, sent, code, now)
    return _form(request, poll, asked="sent")


@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody else takes this telephone: nothing of the first person stays behind."""
    poll = poll_of(request, key)
    here.forget(request)
    response = redirect("phone:prove", address_of(poll))
    here.drop_own_key(response, poll)
    return response


def _judge(request: HttpRequest, poll: Poll) -> HttpResponse:
    now = clock.now()
    code, last_four = request.POST.get("code", ""), request.POST.get("last_four", "")
    if not code.strip() or not last_four.strip():
        missing = _("还没有填口令。") if not code.strip() else _("还没有填证件号码的后四位。")
        return _form(request, poll, error=missing, status=422)
    if here.too_many_failures(request):
        return _form(request, poll, error=str(no_match(poll)), status=422)
    try:
        holders = _proved(request, poll, code, last_four)
    except Refused as refused:
        here.count_failure(request)
        return _form(request, poll, error=shown(refused.refusal), status=422)
    here.remember(request, poll, holders, now)
    response: HttpResponseRedirect = redirect("phone:slips", address_of(poll))
    if here.own_key_of(request, poll) is None:
        here.keep_own_key(response, poll, os.urandom(16))
    return response


def _proved(request: HttpRequest, poll: Poll, code: str, last_four: str) -> list[RollHolder]:
    """By a message this browser asked for, else by the code of a letter."""
    now = clock.now()
    holder = here.holder_by_message(request, poll, code, now)
    if holder is not None:
        return prove_by_message(holder, last_four, now=now)
    return prove(poll, code, last_four, now=now)


def _form(
    request: HttpRequest, poll: Poll, *, error: str = "", asked: str = "", status: int = 200
) -> HttpResponse:
    waiting = here.awaited(request, poll, clock.now())
    context = {**frame(poll, 0), "error": error, "asked": asked, "waiting": waiting}
    if error or asked == "empty":
        context["typed"] = request.POST  # to be compared with the letter, not typed once more
    return render(request, "assembly/phone/prove.html", context, status=status)


def _closed(poll: Poll, refusal: object) -> dict[str, object]:
    return {
        **frame(poll, 0),
        "refusal": refusal,
        "over": poll.state in SHOWN_AFTER or (poll.is_voting and poll.closes_at is not None),
    }


__all__ = ["NO_POLL", "STEPS", "find", "frame", "leave", "message", "poll_of", "start"]
