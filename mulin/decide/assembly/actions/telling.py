"""What a vote tells people: always through the outbox, in the verb's own transaction.

A message is queued once by its key. Its address is the register's sealed telephone number; whoever
has none is told at the counter, or at the door where the message says ``by_hand``. No message
ever says how somebody voted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from mulin.decide.assembly.models import Ballot, Poll, PollOfficer, RollHolder
from mulin.ground.notices.actions import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.kit.clock import SHANGHAI
from mulin.kit.ids import readable_code
from mulin.kit.masking import mask_name


@dataclass(frozen=True)
class Told:
    """One message to one person. ``subject_id`` is the poll or the ballot it is about.

    ``shown``: the office may read it on its list; never receipts or codes.
    """

    person_id: UUID
    key: str
    text: str
    subject_id: UUID
    disown_code: str = ""
    compound_id: UUID | None = None
    expires_at: datetime | None = None
    shown: bool = False
    by_hand: bool = False


def tell(street_id: UUID, messages: Iterable[Told], *, now: datetime) -> int:
    """Queue text messages for those whose telephone is known; how many those are."""
    queued = send_all(street_id, [Outgoing(**vars(m)) for m in messages], now=now)
    return len({row.person_id for row in queued if row.channel == Message.Channel.SMS})


def tell_cast(ballots: Sequence[Ballot], *, now: datetime) -> None:
    """Tell the voter, whom he acts for, and his co-owners that a ballot came in."""
    for ballot in ballots:
        rows = RollHolder.objects.of(ballot.street_id).filter(entry_id=ballot.entry_id)
        reachable = rows.filter(person_id__isnull=False, has_phone=True).select_related("entry")
        mine = [h for h in reachable if h.signer == ballot.signer]
        others = [h for h in reachable if h.signer != ballot.signer and not h.acts_as]
        told = [_receipt_message(ballot, h, now) for h in mine]
        told += [_coowner_message(ballot, h, now) for h in others]
        tell(ballot.street_id, told, now=now)


def tell_counters(poll: Poll, text: str, *, key: str, now: datetime) -> None:
    """Put a line into the inbox of every counter and witness of the poll."""
    officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll, person__isnull=False)
    people = dict.fromkeys(officers.values_list("person_id", flat=True))
    messages = [
        Outgoing(
            key=f"{key}/{person_id.hex}",
            text=text,
            person_id=person_id,
            channel=Message.Channel.INBOX,
            subject_id=poll.pk,
            compound_id=poll.compound_id,
        )
        for person_id in people
    ]
    send_all(poll.street_id, messages, now=now)


def _receipt_message(ballot: Ballot, holder: RollHolder, now: datetime) -> Told:
    code = readable_code()
    poll, room = ballot.poll, holder.entry.first_unit
    text = (
        f"{poll.compound.name} {room} 的表决票 {_minute(now)} 已收到，回执 {ballot.receipt}。"
        f"不是您投的，请在截止前点 {settings.MULIN_PUBLIC_URL}/m/not-mine/{code}/ "
        f"或打电话 {poll.contact_phone}。"
    )
    return _told(ballot, holder, text, code)


def _coowner_message(ballot: Ballot, holder: RollHolder, now: datetime) -> Told:
    poll, room = ballot.poll, holder.entry.first_unit
    signers = {h.signer: h.name for h in holder.entry.holders.of(poll.street_id)}
    who = mask_name(signers.get(ballot.signer, "共有人"))
    text = (
        f"您共有的{poll.compound.name} {room}，{who} {_minute(now)} 投了一票。"
        f"一套房算一人，意见不同请在截止前商量好。疑问请打电话 {poll.contact_phone}。"
    )
    return _told(ballot, holder, text)


def _told(ballot: Ballot, holder: RollHolder, text: str, code: str = "") -> Told:
    key = f"cast/{ballot.pk.hex}/{holder.pk.hex}"
    place, reader = ballot.poll.compound_id, cast(UUID, holder.person_id)
    return Told(reader, key, text, ballot.pk, code, compound_id=place)


def _minute(now: datetime) -> str:
    local = now.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{local:%H:%M}"
