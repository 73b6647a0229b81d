"""What a vote tells people: always through the outbox, in the verb's own transaction.

No message ever says how somebody voted. Receipts and codes are for their reader alone; reminders
may stand on the office's list, unless the vote concerns somebody who could read it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from mulin.decide.assembly.models import Ballot, Poll, PollOfficer, RollHolder
from mulin.ground.notices.actions import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.kit.clock import SHANGHAI
from mulin.kit.ids import readable_code
from mulin.kit.masking import mask_name


def tell_code(
    poll: Poll, person_id: UUID, code: str, *, key: str, until: datetime, now: datetime
) -> None:
    """Send a one-time code to the telephone that the register knows."""
    text = (
        f"验证码 {code}，10 分钟内有效，用于{poll.compound.name}业主表决。"
        f"工作人员不会向您要。不是您本人操作，请不用理会，或打电话 {poll.contact_phone}。"
    )
    one = Outgoing(
        key, text, person_id, subject_id=poll.pk, compound_id=poll.compound_id, expires_at=until
    )
    send_all(poll.street_id, [one], now=now)


def tell_code_ended(holder: RollHolder, *, now: datetime) -> None:
    """Tell the counters that somebody went on guessing with one person's letter."""
    poll, entry = holder.poll, holder.entry
    tell_counters(
        poll,
        f"「{poll.title}」名册第 {entry.seq} 号（{entry.first_unit}）一封验证码信的口令连着配错证件号，"
        "已经停用。请与业主联系，核对身份后重新打印，或收纸质票。",
        key=f"code-ended/{holder.pk.hex}/{int(now.timestamp())}",
        now=now,
    )


def tell_shown(poll: Poll, holder: RollHolder, *, key: str, now: datetime) -> None:
    """Tell an owner that his ballots were shown at the counter."""
    if holder.person_id is None or not holder.has_phone:
        return
    text = (
        f"{_minute(now)} 有人凭您的证件在窗口查看了您在{poll.compound.name}表决中的票。"
        f"不是您本人，请打电话 {poll.contact_phone}。"
    )
    one = Outgoing(key, text, holder.person_id, subject_id=poll.pk, compound_id=poll.compound_id)
    send_all(poll.street_id, [one], now=now)


def tell_cast(ballots: Sequence[Ballot], *, now: datetime) -> None:
    """Tell the voter, whom he acts for, and his co-owners that a ballot came in."""
    if not ballots:
        return
    street_id, told = ballots[0].street_id, list[Outgoing]()
    entries = [ballot.entry_id for ballot in ballots]
    rows = RollHolder.objects.of(street_id).filter(entry_id__in=entries).select_related("entry")
    holders = sorted(rows, key=lambda h: bool(h.acts_as))  # the owner before who acts for him
    for ballot in ballots:
        own = [h for h in holders if h.entry_id == ballot.entry_id]
        signer = next((h.name for h in own if h.signer == ballot.signer), "共有人")
        reachable = [h for h in own if h.person_id is not None and h.has_phone]
        told += [_receipt_message(ballot, h, now) for h in reachable if h.signer == ballot.signer]
        told += [
            _coowner_message(ballot, h, signer, now)
            for h in reachable
            if h.signer != ballot.signer and not h.acts_as
        ]
    if told:
        send_all(street_id, told, now=now)


def tell_counters(poll: Poll, text: str, *, key: str, now: datetime) -> None:
    """Put a line into the inbox of every counter and witness of the poll."""
    officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll, person__isnull=False)
    people = dict.fromkeys(officers.values_list("person_id", flat=True))
    lines = [
        Outgoing(
            f"{key}/{person_id.hex}",
            text,
            person_id,
            channel=Message.Channel.INBOX,
            subject_id=poll.pk,
            compound_id=poll.compound_id,
        )
        for person_id in people
    ]
    send_all(poll.street_id, lines, now=now)


def tell_to_vote(
    poll: Poll, person_ids: Iterable[UUID], text: str, *, due_on: date, now: datetime
) -> int:
    """Remind people, once for each planned day; how many by telephone. The others go on a list
    that is printed and carried, unless nobody but the officers may know who is missing."""
    open_to_office = poll.concerns_id is None
    reminders = [
        Outgoing(
            f"remind/{poll.pk.hex}/{due_on}/{person_id.hex}",
            text,
            person_id,
            subject_id=poll.pk,
            compound_id=poll.compound_id,
            expires_at=poll.closes_at,
            shown=open_to_office,
            by_hand=open_to_office,
        )
        for person_id in person_ids
    ]
    rows = send_all(poll.street_id, reminders, now=now)
    return sum(row.channel == Message.Channel.SMS for row in rows)


def _receipt_message(ballot: Ballot, holder: RollHolder, now: datetime) -> Outgoing:
    code = readable_code()
    poll, room = ballot.poll, holder.entry.first_unit
    text = (
        f"{poll.compound.name} {room} 的表决票 {_minute(now)} 已收到，回执 {ballot.receipt}。"
        f"不是您投的，请在截止前点 {settings.MULIN_PUBLIC_URL}/m/not-mine/{code}/ "
        f"或打电话 {poll.contact_phone}。"
    )
    return _about(ballot, holder, text, code)


def _coowner_message(ballot: Ballot, holder: RollHolder, signer: str, now: datetime) -> Outgoing:
    poll, room = ballot.poll, holder.entry.first_unit
    who = mask_name(signer)
    text = (
        f"您共有的{poll.compound.name} {room}，{who} {_minute(now)} 投了一票。"
        f"一套房算一人，意见不同请在截止前商量好。疑问请打电话 {poll.contact_phone}。"
    )
    return _about(ballot, holder, text)


def _about(ballot: Ballot, holder: RollHolder, text: str, code: str = "") -> Outgoing:
    return Outgoing(
        f"cast/{ballot.pk.hex}/{holder.pk.hex}",
        text,
        cast(UUID, holder.person_id),
        subject_id=ballot.pk,
        compound_id=ballot.poll.compound_id,
        disown_code=code,
    )


def _minute(now: datetime) -> str:
    local = now.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{local:%H:%M}"
