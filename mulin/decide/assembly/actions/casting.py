"""Casting on the phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.running import spoken
from mulin.decide.assembly.actions.taking import (
    NOT_FOUND,
    NOT_ON_ROLL,
    Signed,
    Taken,
    earlier_of,
    new_ballot,
    put_on_pile,
    say_taken,
)
from mulin.decide.assembly.actions.telling import tell_cast
from mulin.decide.assembly.choices import Choices, checked, context_of, padded
from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.queries.admission import admission
from mulin.decide.assembly.queries.frozen import frozen
from mulin.decide.assembly.queries.motions import asked_of
from mulin.ground.papers.actions import enter
from mulin.ground.papers.models import Paper
from mulin.kit.canonical import sm3
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NOT_YET = {Poll.State.DRAFT, Poll.State.LOCKED, Poll.State.POSTED}


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
    ballot = _filled_in(poll_id, signed, choices, ballot_id, own_key, by=by, now=now)
    with transaction.atomic():
        poll, one, _ = _take(ballot, now=now)
        if isinstance(one, Taken):
            say_taken(poll, [one], by=by, now=now)
            return one.ballot
        return one


def cast_slip(
    poll_id: UUID,
    votes: Sequence[Signed],
    choices: Choices,
    *,
    once: UUID,
    own_key: bytes,
    by: Actor,
    now: datetime,
    signature: Paper | None = None,
    seen: int | None = None,
) -> list[Ballot]:
    """One person's vote for all entries of the roll that are his: all of them or none.

    ``signature`` lies in the vault already; its row is written with the ballots. The same ``once``
    again gives the same ballots. Who has a telephone on the register is told that a ballot came
    in, never what it says. ``seen``: how many ballots of his he knew of when he began to sign; with
    more of them, another window or the counter was quicker, and he is asked once more.
    """
    ballots = [
        _filled_in(
            poll_id, signed, choices, ballot_of(once, signed.entry_id), own_key, by=by, now=now
        )
        for signed in sorted(votes, key=lambda signed: signed.entry_id)
    ]
    with transaction.atomic():
        if signature is not None:
            _sign(ballots, signature)
        done = [_take(ballot, now=now) for ballot in ballots]
        taken = [one for _, one, _ in done if isinstance(one, Taken)]
        if taken:
            require(_quicker([b for _, _, others in done for b in others], seen))
            say_taken(done[0][0], taken, by=by, now=now)
            tell_cast([one.ballot for one in taken if one.heard_of], now=now)
        return [one.ballot if isinstance(one, Taken) else one for _, one, _ in done]


def _filled_in(
    poll_id: UUID,
    signed: Signed,
    choices: Choices,
    ballot_id: UUID,
    own_key: bytes,
    *,
    by: Actor,
    now: datetime,
) -> Ballot:
    """The ballot, checked against what is frozen and sealed: all that needs no lock.

    Sealing takes longer than writing, and on SQLite everybody waits for whoever writes.
    """
    found = frozen(by.street_id, poll_id)
    if found is None:
        raise Refused(NOT_FOUND)
    poll, motions = found
    if poll.state in NOT_YET:  # no key to seal with, and nobody has cast
        require(may_cast_now(poll, now))
    asked = asked_of(motions, poll.street_id, signed.entry_id)
    said = {m.pk.hex: choices[m.pk.hex] for m in asked if m.pk.hex in choices}
    checked(said, asked, on_phone=True)
    plain = padded(said, asked)
    ballot = new_ballot(poll, signed, plain, ballot_id=ballot_id, at=now)
    ballot.own_copy = keys.seal_own_copy(own_key, context_of(ballot.pk), plain)
    return ballot


def _sign(ballots: Sequence[Ballot], signature: Paper) -> None:
    """Before any entry is locked, so that who waits for the same picture holds up nobody."""
    known = enter(signature)
    for ballot in ballots:
        ballot.signature_id = known.pk


def _quicker(others: Sequence[Ballot], seen: int | None) -> Refusal | None:
    """He signs a choice made before he, in another window, or somebody for him, handed one in."""
    if seen is None or len(others) <= seen:
        return None
    last = max(b.cast_at for b in others)
    return Refusal(
        said("您打开这一页以后，这户在 {at} 又收到过您的一张票。", at=spoken(last)),
        said("要以现在这一张为准，请再按一次“交票”；不要改的，关掉这页就行，那一张仍然有效。"),
    )


def _take(ballot: Ballot, *, now: datetime) -> tuple[Poll, Taken | Ballot, Sequence[Ballot]]:
    """The ballot for the pile, and those that were there before; or the very same one, where it
    lies there already."""
    found = admission(ballot.poll, ballot.entry_id, ballot.signer)
    if found is None:
        raise Refused(NOT_FOUND)
    poll = found.poll
    if ballot.pk in found.earlier:
        return poll, Ballot.objects.of(poll.street_id).get(pk=ballot.pk), ()
    require(may_cast_now(poll, now) or (None if found.on_roll else NOT_ON_ROLL))
    others = earlier_of(poll, ballot.entry_id, ballot.signer) if found.earlier else []
    taken = put_on_pile(poll, found.seq, ballot, others, now=now)
    return poll, replace(taken, heard_of=found.reachable), others


def ballot_of(once: UUID, entry_id: UUID) -> UUID:
    """The ballot that a form's once-token stands for, one for each entry voted for with it."""
    stamp, low = once.int >> 80, (1 << 62) - 1
    drawn = int(sm3(once.bytes + entry_id.bytes)[:16], 16) & low
    return UUID(int=stamp << 80 | 0x7 << 76 | (once.int >> 64 & 0xFFF) << 64 | 0b10 << 62 | drawn)


def may_cast_now(poll: Poll, now: datetime) -> Refusal | None:
    """None while phone ballots are taken; else since when, until when, and whom to ask."""
    if poll.is_voting and poll.closes_at is not None and now < poll.closes_at:
        return None
    human = said(
        "请联系{contact_name}：{contact_phone}。",
        contact_name=poll.contact_name,
        contact_phone=poll.contact_phone,
    )
    if poll.state in NOT_YET:
        return Refusal(
            said("还没有开始投票。"),
            said("{opens_on} 起可以投。{human}", opens_on=poll.opens_on, human=human),
        )
    if poll.is_voting and poll.closes_at is None:
        return Refusal(said("投票没有设定截止时间。"), human)
    return Refusal(said("投票已经截止，这张票没有收进来。"), human)
