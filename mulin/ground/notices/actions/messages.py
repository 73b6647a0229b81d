"""Messages: queued inside the verb that decides to send them, resent, disowned, carried by hand.

What leaves the house leaves through ``outbox.py``, never inside a verb's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Person
from mulin.ground.estate.numbers import telephone
from mulin.ground.notices.events import (
    MessageDisowned,
    MessageResent,
    MessagesCarried,
    NumberSettled,
)
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.notices.permissions import NO_SUCH_MESSAGE, may_handle_messages, may_resend
from mulin.ground.notices.queries.messages import of_compound
from mulin.ground.record.actions import record
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

BATCH = 1000


@dataclass(frozen=True)
class Outgoing:
    """One message to somebody of the register (``person_id``) or to a bare ``address``.

    ``shown``: the office may read the text on its list. ``by_hand``: where no telephone is known
    it goes on the list that is printed and carried. ``expires_at``: no use after that.
    """

    key: str
    text: str
    person_id: UUID | None = None
    address: str = ""
    channel: str = Message.Channel.SMS
    subject_id: UUID | None = None
    compound_id: UUID | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    disown_code: str = ""
    shown: bool = False
    by_hand: bool = False


@dataclass(frozen=True)
class _Address:
    sealed: bytes = b""
    masked: str = ""
    blind: bytes = b""


def send(
    to: UUID | str,
    text: str,
    *,
    key: str,
    channel: str = Message.Channel.SMS,
    subject_id: UUID | None = None,
    compound_id: UUID | None = None,
    street_id: UUID,
    now: datetime,
    due_at: datetime | None = None,
    shown: bool = False,
    by_hand: bool = False,
) -> Message | None:
    """Queue one message to a person or a telephone number, as part of the verb that decides to.

    The same ``key`` again gives the first message. None where nobody can be reached that way.
    """
    one = Outgoing(
        key=key,
        text=text,
        person_id=to if isinstance(to, UUID) else None,
        address=to if isinstance(to, str) else "",
        channel=channel,
        subject_id=subject_id,
        compound_id=compound_id,
        due_at=due_at,
        shown=shown,
        by_hand=by_hand,
    )
    send_all(street_id, [one], now=now)
    found: Message | None = Message.objects.of(street_id).filter(key=key).first()
    return found


def send_all(street_id: UUID, messages: Iterable[Outgoing], *, now: datetime) -> list[Message]:
    """Queue many messages in two statements; those that somebody can be reached by, as rows.

    Records no fact of its own: the verb that calls it states what happened.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message is queued inside the verb that decides to send it")
    wanted = list(messages)
    known = _addresses(street_id, wanted)
    rows = [row for m in wanted if (row := _row(street_id, m, known, now)) is not None]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return rows


def resend(message: Message, *, by: Actor, now: datetime) -> Message:
    """Try a message again that did not go out, to the number the register has today."""
    with transaction.atomic():
        rows = Message.objects.of(by.street_id).select_for_update()
        fresh: Message | None = rows.filter(pk=message.pk).first()
        if fresh is None:
            raise Refused(NO_SUCH_MESSAGE)
        require(may_resend(by, fresh, now))
        if fresh.state == Message.State.WAITING:
            return fresh
        address = _current(fresh)
        if _is_wrong(fresh.street_id, address.blind):
            raise Refused(_HELD)
        changes = {
            "to_sealed": address.sealed,
            "to_masked": address.masked,
            "to_blind": address.blind,
            "state": Message.State.WAITING,
            "due_at": now,
            "attempts": 0,
            "error": "",
            "error_said": None,
        }
        for name, value in changes.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(changes))
        _say(MessageResent(fresh.get_channel_display(), fresh.to_masked), fresh, by=by, now=now)
        return fresh


def disown(message: Message, *, by: Actor, now: datetime) -> Message:
    """Whoever got the message says that it is not for him; again, it changes nothing.

    The number is held back until the office has looked into it.
    """
    with transaction.atomic():
        rows = Message.objects.of(by.street_id).select_for_update()
        fresh: Message | None = rows.filter(pk=message.pk).first()
        if fresh is None:
            raise Refused(NO_SUCH_MESSAGE)
        if fresh.state == Message.State.DISOWNED:
            return fresh
        if fresh.channel != Message.Channel.SMS or fresh.state != Message.State.SENT:
            raise Refused(NO_SUCH_MESSAGE)
        fresh.state = Message.State.DISOWNED
        fresh.save(update_fields=["state"])
        flag = WrongNumber(
            street_id=fresh.street_id,
            person_id=fresh.person_id,
            blind=bytes(fresh.to_blind),
            masked=fresh.to_masked,
            compound_id=fresh.compound_id,
            message=fresh,
            reported_at=now,
        )
        WrongNumber.objects.bulk_create([flag], ignore_conflicts=True)
        channel = fresh.get_channel_display()
        _say(MessageDisowned(channel, fresh.to_masked), fresh, by=by, now=now)
        return fresh


def settle_number(flag: WrongNumber, how: str, *, by: Actor, now: datetime) -> WrongNumber:
    """The office has looked into a disowned number: messages may go there again, or it changed."""
    with transaction.atomic():
        rows = WrongNumber.objects.of(by.street_id).select_for_update()
        fresh: WrongNumber | None = rows.filter(pk=flag.pk).first()
        if fresh is None:
            raise Refused(NO_SUCH_MESSAGE)
        require(may_handle_messages(by, fresh.compound_id))
        if fresh.settled_at is not None:
            return fresh
        if not how.strip():
            raise Refused(
                Refusal(said("没有写核对结果。"), said("例如“已联系本人，号码已在底册更正”。"))
            )
        fresh.settled_at, fresh.settled_by = now, by.name
        fresh.settled_how = how.strip()[:200]
        fresh.save(update_fields=["settled_at", "settled_by", "settled_how"])
        record(
            NumberSettled(fresh.masked, fresh.settled_how),
            by=by,
            at=now,
            on=day_of(now),
            subject_id=fresh.pk,
            compound_id=fresh.compound_id,
        )
        return fresh


def carried(messages: Sequence[UUID], *, compound_id: UUID | None, by: Actor, now: datetime) -> int:
    """Note that printed messages of a compound were carried to their readers; how many."""
    require(may_handle_messages(by, compound_id))
    with transaction.atomic():
        rows = Message.objects.of(by.street_id).filter(
            of_compound(compound_id),
            pk__in=list(messages),
            channel=Message.Channel.PRINTED,
            state=Message.State.WAITING,
        )
        keys = sorted(rows.select_for_update().values_list("key", flat=True))
        if not keys:
            raise Refused(Refusal(said("没有勾选待送的通知。"), said("请勾选已经送到的，再登记。")))
        rows.update(state=Message.State.SENT, sent_at=now)
        record(
            MessagesCarried(len(keys), fingerprint(keys)[:12]),
            by=by,
            at=now,
            on=day_of(now),
            compound_id=compound_id,
        )
        return len(keys)


_HELD = Refusal(
    said("这个号码的机主说短信发错了人，还没有核对。"),
    said("请先在“号码有误”里核对处理，再重新发送。"),
)


def _row(
    street_id: UUID, m: Outgoing, known: Mapping[UUID | str, _Address], now: datetime
) -> Message | None:
    """The row of a message; None where it has nowhere to go."""
    channel = m.channel
    address = known.get(m.person_id or m.address, _Address())
    if channel == Message.Channel.SMS and not address.sealed:
        if not m.by_hand:
            return None
        channel = Message.Channel.PRINTED
    due = m.due_at or now
    there = channel == Message.Channel.INBOX and due <= now
    return Message(
        street_id=street_id,
        key=m.key,
        channel=channel,
        state=Message.State.SENT if there else Message.State.WAITING,
        person_id=m.person_id,
        to_sealed=address.sealed,
        to_masked=address.masked,
        to_blind=address.blind,
        text=m.text,
        shown=m.shown,
        disown_code=m.disown_code,
        subject_id=m.subject_id,
        compound_id=m.compound_id,
        created_at=now,
        sent_at=now if there else None,
        due_at=due,
        expires_at=m.expires_at,
    )


def _addresses(street_id: UUID, wanted: Sequence[Outgoing]) -> dict[UUID | str, _Address]:
    """Where the messages go, by person or by the address as it was given."""
    people = {m.person_id for m in wanted if m.person_id is not None}
    rows = Person.objects.of(street_id).filter(pk__in=list(people)).exclude(phone_masked="")
    values = rows.values_list("pk", "phone_sealed", "phone_masked", "phone_blind")
    found: dict[UUID | str, _Address] = {
        pk: _Address(bytes(sealed), masked, bytes(blind)) for pk, sealed, masked, blind in values
    }
    for number in {m.address for m in wanted if m.address}:
        sealed, masked, blind, _tail = Sealer(street_id).phone_values(telephone(number))
        found[number] = _Address(sealed, masked, blind)
    return found


def _current(message: Message) -> _Address:
    """The register's number of today; the one it was written to where no person is named."""
    person_id = message.person_id
    if person_id is None:
        return _Address(bytes(message.to_sealed), message.to_masked, bytes(message.to_blind))
    found = _addresses(message.street_id, [Outgoing("", "", person_id)]).get(person_id)
    if found is None:
        raise Refused(
            Refusal(said("底册里没有这个人的电话。"), said("请先在底册补登电话，或者打印送上门。"))
        )
    return found


def _is_wrong(street_id: UUID, blind: bytes) -> bool:
    rows = WrongNumber.objects.of(street_id).filter(blind=blind, settled_at__isnull=True)
    return bool(rows.exists())


def _say(
    event: MessageDisowned | MessageResent, message: Message, *, by: Actor, now: datetime
) -> None:
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=message.pk,
        compound_id=message.compound_id,
    )
