"""Voting on the phone: choose, sign, take the receipt. No step needs a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.assembly.actions.casting import may_cast_now
from mulin.decide.assembly.actions.taking import phone_stopped
from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.pages import voter_session as here
from mulin.decide.assembly.pages.ballot_form import (
    Item,
    items_from,
    items_with,
    missing,
)
from mulin.decide.assembly.pages.proof import frame, poll_of
from mulin.decide.assembly.pages.signing import drawn_in, hand_in
from mulin.decide.assembly.papers import receipt_address, receipt_qr
from mulin.decide.assembly.queries.motion_cards import cards_of
from mulin.decide.assembly.queries.voter import (
    Signing,
    Slip,
    address_of,
    own_choices,
    rules_of,
    signings_of,
    slips_of,
    turnout,
)
from mulin.ground.page.context import BIG_COOKIE
from mulin.ground.page.trying import once_of
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refusal, Refused, require
from mulin.kit.words import said

S = TypeVar("S", bound=Signing)
NOT_YOURS = Refusal(said("这张票不在您可以投的里面。"), said("请重新扫码核对身份。"), hidden=True)


@never_cache
@require_safe
def slips(request: HttpRequest, key: str) -> HttpResponse:
    """Which ballots are mine; where there is one, straight to it."""
    poll = poll_of(request, key)
    proof = here.proof_in(request, poll, clock.now())
    if proof is None:
        return redirect("phone:prove", address_of(poll))
    mine = slips_of(poll, proof.holder_ids)
    if len(mine) == 1:
        step = "phone:receipt" if mine[0].ballots else "phone:ballot"
        return redirect(step, address_of(poll), mine[0].number)
    return render(request, "assembly/phone/slips.html", {**frame(poll, 1), "slips": mine})


@never_cache
@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Choose. A POST is somebody coming back, or leafing through in large type."""
    entered = _enter(request, key, number)
    if isinstance(entered, HttpResponse):
        return entered
    poll, slip = entered
    if request.method == "POST":
        items = _items(request, poll, slip)
        return _ballot(request, poll, slip, items, at=_leaf(request, items))
    earlier = next(iter(slip.ballots), None)
    said = own_choices(earlier, here.own_key_of(request, poll)) if earlier else None
    cards = cards_of(poll, slip.motions, [e.pk for e in slip.entries])
    return _ballot(request, poll, slip, items_with(cards, said))


@never_cache
@require_POST
def sign(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Look over what was chosen, and sign; what is missing is said, and nothing ticked is lost."""
    entered = _enter(request, key, number)
    if isinstance(entered, HttpResponse):
        return entered
    poll, slip = entered
    items = _items(request, poll, slip, costs_shown=False)
    if missing(items):
        at = items.index(missing(items)[0])
        items = _items(request, poll, slip)
        return _ballot(request, poll, slip, items, at=at, told=True, status=422)
    return _sign(request, poll, slip, items, once=uuid7())


@never_cache
@require_POST
def cast(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Hand the ballot in. The same form again gives the same receipt.

    Owners come by the hundred in the last hour: where all is well nothing is read that only a page
    would show.
    """
    poll = poll_of(request, key)
    signing = _mine(request, poll, number, signings_of)
    if signing is None:
        return redirect("phone:prove", address_of(poll))
    items = _items(request, poll, signing, costs_shown=False)
    once = once_of(request)
    try:
        own_key = hand_in(request, poll, signing, items, once)
    except Refused as refused:
        return _not_taken(request, key, number, once, refused.refusal)
    response = redirect("phone:receipt", address_of(poll), signing.number)
    here.keep_own_key(response, poll, own_key)
    return response


def _not_taken(
    request: HttpRequest, key: str, number: int, once: UUID, refusal: Refusal
) -> HttpResponseBase:
    """The page that is right again after a ballot was not taken; nothing that was filled in is lost."""
    entered = _enter(request, key, number)
    if isinstance(entered, HttpResponse):
        return entered
    poll, slip = entered
    items = _items(request, poll, slip)
    if missing(items):
        return _ballot(request, poll, slip, items, told=True, status=422)
    return _sign(request, poll, slip, items, once=once, refusal=refusal, status=422)


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The receipt; and, in the voter's own browser while voting goes on, what he chose."""
    poll, now = poll_of(request, key), clock.now()
    slip = _mine(request, poll, number, slips_of)
    if slip is None:
        return redirect("phone:prove", address_of(poll))
    if not slip.ballots:
        return redirect("phone:ballot", address_of(poll), number)
    own_key = here.own_key_of(request, poll)
    said = own_choices(slip.ballots[0], own_key)
    cards = cards_of(poll, slip.motions, [e.pk for e in slip.entries])
    context = {
        **frame(poll, 4),
        "slip": slip,
        "rooms": {e.pk: e.first_unit for e in slip.entries},
        "receipts": [
            (b, _room(slip, b), receipt_qr(receipt_address(request, b.receipt)))
            for b in slip.ballots
        ],
        "items": items_with(cards, said) if said is not None else None,
        "may_change": may_cast_now(poll, now) is None and rules_of(poll).revote == "last",
        "paper": any(b.channel != Ballot.Channel.ONLINE for b in slip.ballots),
    }
    return render(request, "assembly/phone/receipt.html", context)


def _enter(request: HttpRequest, key: str, number: int) -> tuple[Poll, Slip] | HttpResponse:
    """The vote and the slip, while votes are taken; else the way back to the first step."""
    poll = poll_of(request, key)
    slip = _mine(request, poll, number, slips_of)
    if slip is None:
        return redirect("phone:prove", address_of(poll))
    if may_cast_now(poll, clock.now()):
        return redirect("phone:prove", address_of(poll))
    require(phone_stopped(poll) if slip.disowned else None)
    return poll, slip


def _mine(
    request: HttpRequest,
    poll: Poll,
    number: int,
    of: Callable[[Poll, Iterable[UUID]], Sequence[S]],
) -> S | None:
    """What is signed under that number, None where nobody has proved himself."""
    proof = here.proof_in(request, poll, clock.now())
    if proof is None:
        return None
    for one in of(poll, proof.holder_ids):
        if one.number == number:
            return one
    raise Refused(NOT_YOURS)


def _items(
    request: HttpRequest, poll: Poll, signing: Signing, *, costs_shown: bool = True
) -> list[Item]:
    entries = [e.pk for e in signing.entries]
    cards = cards_of(poll, signing.motions, entries, costs_shown=costs_shown)
    return items_from(cards, request.POST)


def _leaf(request: HttpRequest, items: list[Item]) -> int:
    """Which motion comes next in large type; one without a choice is not passed by."""
    at, go = (_int(request.POST.get(name)) for name in ("at", "go"))
    stays = go > at and 0 <= at < len(items) and items[at] in missing(items)
    return min(max(at if stays else go, 0), max(len(items) - 1, 0))


def _ballot(
    request: HttpRequest,
    poll: Poll,
    slip: Slip,
    items: list[Item],
    *,
    at: int = 0,
    told: bool = False,
    status: int = 200,
) -> HttpResponse:
    big = request.COOKIES.get(BIG_COOKIE) == "1"
    stays = big and request.POST.get("go") and _int(request.POST["go"]) > at
    context = {
        **frame(poll, 1),
        "slip": slip,
        "items": items,
        "missing": missing(items),
        "told": told or bool(stays),
        "needs": " ".join(item.name for item in items),
        "turnout": None if big else turnout(poll),
        "rules": rules_of(poll),
        "at_motion": at,
        "item": items[at] if items else None,
        "before": at - 1,
        "after": at + 1,
        "last": at >= len(items) - 1,
    }
    template = "big_ballot" if big else "ballot"
    return render(request, f"assembly/phone/{template}.html", context, status=status)


def _sign(
    request: HttpRequest,
    poll: Poll,
    slip: Slip,
    items: list[Item],
    *,
    once: UUID,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **frame(poll, 2),
        "slip": slip,
        "items": items,
        "once": once,
        "refusal": refusal,
        "typed": request.POST.get("signature_typed", ""),
        "drawn": drawn_in(request),
        "agreed": request.POST.get("agree") == "1",
        "others": [n for n in slip.owners if n != slip.holders[0].name],
        "rules": rules_of(poll),
    }
    return render(request, "assembly/phone/sign.html", context, status=status)


def _room(slip: Slip, cast_ballot: Ballot) -> str:
    return next(e.first_unit for e in slip.entries if e.pk == cast_ballot.entry_id)


def _int(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 7 else 0
