"""Casting on the phone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.taking import Signed, new_ballot, polled, take
from mulin.decide.assembly.choices import Choices, checked, context_of, packed
from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.queries.motions import motions_of
from mulin.kit.rights import Actor, Refusal, require


def cast_online(
    poll_id: UUID,
    signed: Signed,
    choices: Choices,
    *,
    ballot_id: UUID,
    own_key: bytes,
    by: Actor,
    now: datetime,
) -> Ballot:
    """Take an owner's ballot from his phone. The same ``ballot_id`` again gives the same ballot."""
    with transaction.atomic():
        poll, entry = polled(by.street_id, poll_id, signed.entry_id)
        done = Ballot.objects.of(poll.street_id).filter(pk=ballot_id, poll=poll).first()
        if done is not None:
            return done
        require(_may_cast_now(poll, now))
        checked(choices, motions_of(poll, entry), on_phone=True)
        ballot = new_ballot(poll, signed, choices, ballot_id=ballot_id, at=now)
        ballot.own_copy = keys.seal_own_copy(own_key, context_of(ballot.pk), packed(choices))
        return take(poll, entry, ballot, by=by, now=now)


def _may_cast_now(poll: Poll, now: datetime) -> Refusal | None:
    human = f"请联系{poll.contact_name}：{poll.contact_phone}。"
    if poll.state in {Poll.State.DRAFT, Poll.State.LOCKED, Poll.State.POSTED}:
        return Refusal("还没有开始投票。", f"{poll.opens_on} 起可以投。{human}")
    if not poll.is_voting or (poll.closes_at is not None and now >= poll.closes_at):
        return Refusal("投票已经截止，这张票没有收进来。", human)
    if poll.closes_at is None:
        return Refusal("投票没有设定截止时间。", human)
    return None
