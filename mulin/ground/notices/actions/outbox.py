"""How messages leave: claimed under a lease, handed to the channel, and marked.

A message is claimed in a transaction of its own and handed over outside any; two workers never
claim the same one (``SKIP LOCKED``). Where a worker dies between handing over and marking, the
lease runs out and the message is tried once more: told twice rather than not at all.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mulin.ground.estate.identities import open_phone
from mulin.ground.notices.channels import Channel, GoesByHand, NotDelivered
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.secrets import Unsealable
from mulin.kit.ids import readable_code
from mulin.kit.words import kept, said

CLAIM = 10
"""Messages claimed at a time: a channel has half a minute for each before the lease is over."""
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)

HELD = said("机主表示这个号码不是收件人，核对以前不再发送。")
EXPIRED = said("已过有效时间，没有再发。")
NOT_ON_PAPER = said("没有短信通道，内容又只给本人看，不能印在名单上；请本人到窗口办理。")
UNREADABLE = said("号码打不开，密封它的密钥不在这台机器上。")


def claim(street_id: UUID, *, now: datetime, limit: int = CLAIM) -> list[Message]:
    """Take due messages of a street for sending; none of them is anybody else's until the lease
    is over. Each gets the code of its "not me" page."""
    with transaction.atomic():
        due = Q(state=Message.State.WAITING, due_at__lte=now)
        stranded = Q(state=Message.State.SENDING, leased_until__lt=now)
        rows = Message.objects.of(street_id).filter(due | stranded)
        rows = rows.exclude(channel=Message.Channel.PRINTED).order_by("due_at", "id")
        mine = list(rows.select_for_update(skip_locked=True)[:limit])
        for message in mine:
            message.state, message.leased_until = Message.State.SENDING, now + LEASE
            message.attempts += 1
            if message.channel == Message.Channel.SMS:
                message.disown_code = message.disown_code or readable_code()
            message.save(update_fields=["state", "leased_until", "attempts", "disown_code"])
        return mine


def hand_over(message: Message, channel: Channel, *, now: datetime) -> str:
    """Give one claimed message to the channel and write down what became of it; the new state."""
    if message.channel == Message.Channel.INBOX:
        return _mark(message, Message.State.SENT, now=now)
    if message.expires_at is not None and message.expires_at <= now:
        return _mark(message, Message.State.FAILED, now=now, error=EXPIRED)
    if _held(message):
        return _mark(message, Message.State.FAILED, now=now, error=HELD)
    try:
        number = open_phone(message.street_id, bytes(message.to_sealed))
    except Unsealable:
        return _mark(message, Message.State.FAILED, now=now, error=UNREADABLE)
    try:
        channel.send(number, text_of(message))
    except GoesByHand:
        if not message.shown:
            return _mark(message, Message.State.FAILED, now=now, error=NOT_ON_PAPER)
        return _mark(message, Message.State.WAITING, now=now, by_hand=True)
    except NotDelivered as trouble:
        sentence = trouble.sentence
        if number in sentence:  # the sentence of somebody else's platform
            sentence = sentence.replace(number, message.to_masked)
        return _failed(message, sentence, trouble, now)
    except Exception as trouble:
        sentence = said("发送通道出错（{what}）。", what=type(trouble).__name__)
        return _failed(message, sentence, None, now)
    return _mark(message, Message.State.SENT, now=now)


def text_of(message: Message) -> str:
    """The text as it leaves, with the way to say "not me" where the text does not tell one."""
    code, site = message.disown_code, settings.MULIN_PUBLIC_URL
    if not code or not site or code in message.text:
        return message.text
    return f"{message.text}不是您本人？点 {site}/n/not-me/{code}/"


def back_off(attempt: int) -> timedelta:
    """The pause after the given attempt (1, 2, …): doubling, an hour at most, spread a little."""
    plain = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
    return plain * random.uniform(0.8, 1.2)  # noqa: S311 - spreading load, not secrecy


def _failed(message: Message, sentence: str, trouble: NotDelivered | None, now: datetime) -> str:
    """Try again later, or give up with the sentence."""
    for_good = trouble is not None and trouble.for_good
    if for_good or message.attempts >= MOST_ATTEMPTS:
        return _mark(message, Message.State.FAILED, now=now, error=sentence)
    due = now + back_off(message.attempts)
    return _mark(message, Message.State.WAITING, now=now, error=sentence, due_at=due)


def _mark(
    message: Message,
    state: str,
    *,
    now: datetime,
    error: str = "",
    due_at: datetime | None = None,
    by_hand: bool = False,
) -> str:
    """Write the outcome, as long as the claim is still ours."""
    values: dict[str, Any] = {"state": state, "error": error[:200], "leased_until": None}
    values["error_said"] = kept(error)
    if state == Message.State.SENT:
        values["sent_at"] = now
    if due_at is not None:
        values["due_at"] = due_at
    if by_hand:
        values["channel"] = Message.Channel.PRINTED
    ours = Message.objects.of(message.street_id).filter(
        pk=message.pk, state=Message.State.SENDING, attempts=message.attempts
    )
    ours.update(**values)
    return state


def _held(message: Message) -> bool:
    rows = WrongNumber.objects.of(message.street_id)
    held = rows.filter(blind=bytes(message.to_blind), settled_at__isnull=True)
    return bool(message.to_blind) and bool(held.exists())
