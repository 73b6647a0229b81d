"""Who proved himself in this browser, for which vote, until when; and how often guessing is allowed.

The session holds which lines of the roll somebody may sign, never a choice. It ends after half an
hour without a click, when another person takes over, or when another vote is entered.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from mulin.decide.assembly.actions.codes import code_blind
from mulin.decide.assembly.actions.proving import MESSAGE_VALID
from mulin.decide.assembly.models import Poll, RollHolder
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.kit.rights import Actor
from mulin.kit.words import said

VOTER, BY_MESSAGE = "mulin_voter", "mulin_vote_message"
IDLE = timedelta(minutes=30)
REFRESHED_AFTER = timedelta(minutes=1)
MESSAGE_TRIES = 5
ADDRESS_WINDOW = 600
ADDRESS_TRIES = 30
MESSAGES_AN_HOUR, MESSAGES_A_DAY = 5, 10
CODES_AN_HOUR = 10
"""Wrong codes of messages for one person: each message has a million, and more can be asked for."""
HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True)
class Proof:
    """What the session knows: the lines of the roll, and when the person was last here."""

    holder_ids: tuple[UUID, ...]
    seen_at: datetime


def remember(
    request: HttpRequest, poll: Poll, holders: Sequence[RollHolder], now: datetime
) -> None:
    """This browser now votes for these lines, in this vote only."""
    if not request.user.is_authenticated:  # signing in has drawn a new key already
        request.session.cycle_key()
    request.session.pop(BY_MESSAGE, None)
    request.session[VOTER] = {
        "poll": poll.pk.hex,
        "holders": [holder.pk.hex for holder in holders],
        "seen": int(now.timestamp()),
    }


def proof_in(request: HttpRequest, poll: Poll, now: datetime) -> Proof | None:
    """Whose ballots this browser may fill in, or None where that has to be proved (again)."""
    held: dict[str, Any] | None = request.session.get(VOTER)
    if held is None or held["poll"] != poll.pk.hex:
        return None
    seen = datetime.fromtimestamp(held["seen"], tz=now.tzinfo)
    if not timedelta(seconds=-60) <= now - seen < IDLE:
        forget(request)
        return None
    if now - seen > REFRESHED_AFTER:
        held["seen"] = int(now.timestamp())
        request.session.modified = True
    return Proof(tuple(UUID(h) for h in held["holders"]), seen)


def forget(request: HttpRequest) -> None:
    """Nobody votes in this browser any more."""
    request.session.pop(VOTER, None)
    request.session.pop(BY_MESSAGE, None)


def actor_for(request: HttpRequest, holder: RollHolder) -> Actor:
    """The voter as facts name him: a person of the roll, by his capacity and not by name."""
    account = request.user.pk if request.user.is_authenticated else None
    return Actor(holder.street_id, account, holder.person_id, holder.name, said("业主"))


# ── the code that came by text message ──────────────────────────────────────────────────────────


def await_message(
    request: HttpRequest, poll: Poll, holder: RollHolder | None, code: str, now: datetime
) -> None:
    """Remember which code was sent to whom; for strangers the same is kept, with nobody in it."""
    request.session[BY_MESSAGE] = {
        "poll": poll.pk.hex,
        "holder": holder.pk.hex if holder else "",
        "blind": code_blind(poll, code).hex(),
        "until": int((now + MESSAGE_VALID).timestamp()),
        "tries": 0,
    }


def awaited(request: HttpRequest, poll: Poll, now: datetime) -> bool:
    """Whether this browser asked for a message that may still arrive."""
    held = request.session.get(BY_MESSAGE)
    return bool(held and held["poll"] == poll.pk.hex and now.timestamp() < held["until"])


def holder_by_message(
    request: HttpRequest, poll: Poll, code: str, now: datetime
) -> RollHolder | None:
    """Whose code this is, if it is the one this browser asked for; a few tries only."""
    if not awaited(request, poll, now):
        return None
    held: dict[str, Any] = request.session[BY_MESSAGE]
    held["tries"] += 1
    request.session.modified = True
    if held["tries"] > MESSAGE_TRIES or not held["holder"]:
        return None
    guessed = f"assembly/sms-code/{held['holder']}"
    if int(cache.get(guessed) or 0) >= CODES_AN_HOUR:
        return None
    if not hmac.compare_digest(held["blind"], code_blind(poll, code).hex()):
        _count(guessed, HOUR)
        return None
    rows = RollHolder.objects.of(poll.street_id).filter(poll=poll, pk=UUID(held["holder"]))
    found: RollHolder | None = rows.select_related("poll").first()
    return found


def may_ask_message(request: HttpRequest, phone: str) -> bool:
    """A handful of messages an hour, per telephone number (however typed) and network address."""
    try:
        number = telephone(phone)
    except BadNumber:
        number = "none"
    limits = (
        (f"assembly/sms-from/{_address(request)}", HOUR, MESSAGES_AN_HOUR),
        (f"assembly/sms/{number}", HOUR, MESSAGES_AN_HOUR),
        (f"assembly/sms-day/{number}", DAY, MESSAGES_A_DAY),
    )
    return all(_count(key, seconds) <= most for key, seconds, most in limits)


# ── guessing, by network address ────────────────────────────────────────────────────────────────


def too_many_failures(request: HttpRequest) -> bool:
    """Whether this address guessed wrong so often that nothing is compared for a while."""
    return int(cache.get(_failures(request)) or 0) >= ADDRESS_TRIES


def count_failure(request: HttpRequest) -> None:
    _count(_failures(request), ADDRESS_WINDOW)


def too_often(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether one network address did something more than ``most`` times in an hour."""
    return _count(f"assembly/{what}-from/{_address(request)}", HOUR) > most


def _failures(request: HttpRequest) -> str:
    return f"assembly/prove/{_address(request)}"


def _address(request: HttpRequest) -> str:
    """As the sign-in throttle knows it, proxies considered. One line of IPv6 is a whole network:
    its subscriber has as many addresses as he likes."""
    told = str(get_adapter().get_client_ip(request))
    try:
        known = ip_address(told)
    except ValueError:
        return told
    if known.version == 4:
        return told
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two calls
        return 1


# ── the key of the voter's own copy, which only this browser keeps ──────────────────────────────


def own_key_of(request: HttpRequest, poll: Poll) -> bytes | None:
    """The key that opens what this browser cast, if it still has it."""
    try:
        key = bytes.fromhex(request.COOKIES.get(_cookie(poll), ""))
    except ValueError:
        return None
    return key if len(key) == 16 else None


def keep_own_key(response: HttpResponse, poll: Poll, key: bytes) -> None:
    """Kept where no script reads it, until voting is over."""
    response.set_cookie(
        _cookie(poll),
        key.hex(),
        expires=poll.closes_at,
        path="/m/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop_own_key(response: HttpResponse, poll: Poll) -> None:
    """The next person at this telephone shall not see what the last one chose."""
    response.delete_cookie(_cookie(poll), path="/m/", samesite="Lax")


def _cookie(poll: Poll) -> str:
    return f"mulin_own_{poll.pk.hex[-12:]}"
