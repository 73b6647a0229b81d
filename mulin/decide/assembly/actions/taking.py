"""Taking a ballot onto the pile: what the phone and the counter have in common.

Everything here shares the poll (closing holds it alone) and locks the entry of the roll, so that
two tabs and two co-owners at the same second are taken one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.choices import context_of
from mulin.decide.assembly.events import BallotCast
from mulin.decide.assembly.models import Ballot, Poll, RollEntry, RollHolder
from mulin.ground.streets import locks
from mulin.kit.canonical import fingerprint, sm3
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.compound_rules import Revote

NOT_FOUND = Refusal(said("没有找到您的这张票。"), said("请联系计票人核对名册。"), hidden=True)
NOT_ON_ROLL = Refusal(
    said("签票人不在这户的名册上。"), said("请核对签名的是哪位业主；代签的请登记为代理人。")
)


@dataclass(frozen=True)
class Signed:
    """Who signs for which entry of the roll, and with what evidence.

    ``signer`` is the owner's key on the roll (the principal's, where somebody acts for him).
    """

    entry_id: UUID
    signer: str
    channel: Ballot.Channel
    signature_id: UUID | None = None
    photo_id: UUID | None = None
    proxy: str = ""
    proxy_paper_id: UUID | None = None


def polled(street_id: UUID, poll_id: UUID, entry_id: UUID) -> tuple[Poll, RollEntry]:
    """The poll, shared until we are done, and the entry, ours until then."""
    locks.share(poll_id)
    poll = Poll.objects.of(street_id).filter(pk=poll_id).first()
    entries = RollEntry.objects.of(street_id).select_for_update()
    entry = entries.filter(pk=entry_id, poll_id=poll_id).first()
    if poll is None or entry is None:
        raise Refused(NOT_FOUND)
    return poll, entry


def on_roll(entry: RollEntry, signed: Signed) -> Refusal | None:
    """A ballot is signed by an owner of its entry, as the roll knows him."""
    holders = RollHolder.objects.of(entry.street_id).filter(entry=entry, signer=signed.signer)
    return None if holders.exists() else NOT_ON_ROLL


def new_ballot(
    poll: Poll,
    signed: Signed,
    plain: bytes,
    *,
    ballot_id: UUID | None,
    at: datetime,
) -> Ballot:
    """A ballot with its choices, ``plain``, sealed to the poll's key; not yet on the pile."""
    ballot = Ballot(
        id=ballot_id or uuid7(),
        street_id=poll.street_id,
        poll=poll,
        entry_id=signed.entry_id,
        signer=signed.signer,
        channel=signed.channel,
        signature_id=signed.signature_id,
        photo_id=signed.photo_id,
        proxy=signed.proxy,
        proxy_paper_id=signed.proxy_paper_id,
        receipt=readable_code(),
        cast_at=at,
    )
    ballot.envelope = keys.seal_choices(bytes(poll.public_key), context_of(ballot.pk), plain)
    return ballot


@dataclass(frozen=True)
class Taken:
    """A ballot for the pile, which :func:`say_taken` writes together with its fact.

    ``seq`` is its entry's number on the roll; ``replaces``: another of the signer's stood there;
    ``heard_of``: an owner of the entry has a telephone, on which he is told.
    """

    seq: int
    ballot: Ballot
    replaces: bool
    heard_of: bool = True


def put_on_pile(
    poll: Poll, seq: int, ballot: Ballot, others: list[Ballot], *, now: datetime
) -> Taken:
    """Make room for the ballot by the poll's rule on voting again.

    ``others`` are the earlier ballots of the same signer, read after the entry was locked.
    """
    if ballot.channel == Ballot.Channel.ONLINE:
        require(_may_add_online(poll, others))
    settled = [b for b in others if may_live(b)]
    return Taken(seq, ballot, _leave_one(poll, settled, ballot, now=now))


def say_taken(poll: Poll, taken: Sequence[Taken], *, by: Actor, now: datetime) -> None:
    """Write what one person handed in, one ballot or one for each of his entries, with one fact."""
    seals = [sm3(bytes(one.ballot.envelope)) for one in taken]
    several = len(taken) > 1
    event = BallotCast(
        title=poll.title,
        channel=Ballot.Channel(taken[0].ballot.channel).label,
        seq="、".join(str(one.seq) for one in taken) if several else taken[0].seq,
        envelope=fingerprint(seals) if several else seals[0],
        replaces=any(one.replaces for one in taken),
    )
    say(event, poll, by=by, now=now, beside=[one.ballot for one in taken])


def relive(poll: Poll, entry: RollEntry, signer: str, *, now: datetime) -> Ballot | None:
    """Ask the rule again which ballot of a signer lives, after one of them was changed."""
    rows = [b for b in earlier_of(poll, entry.pk, signer) if may_live(b)]
    if not rows:
        return None
    best = winner(poll, rows)
    ballots = Ballot.objects.of(poll.street_id)
    beaten = [b.pk for b in rows if b is not best and b.replaced_at is None]
    ballots.filter(pk__in=beaten).update(replaced_at=now)
    ballots.filter(pk=best.pk).update(replaced_at=None)
    return best


def may_live(ballot: Ballot) -> bool:
    """Neither disowned by its owner nor taken off the pile with the file it came in."""
    return ballot.disowned_at is None and ballot.state != Ballot.State.WITHDRAWN


def earlier_of(poll: Poll, entry_id: UUID, signer: str) -> list[Ballot]:
    """Every ballot of a signer for an entry, in the order they were registered."""
    rows = Ballot.objects.of(poll.street_id).filter(poll=poll, entry_id=entry_id, signer=signer)
    return list(rows.order_by("id").only(*_JUDGED_BY))


_JUDGED_BY = (
    "street_id",
    "channel",
    "state",
    "invalid",
    "cast_at",
    "replaced_at",
    "disowned_at",
)


def _leave_one(poll: Poll, others: list[Ballot], ballot: Ballot, *, now: datetime) -> bool:
    """Set ``replaced_at`` so that one of them lives; whether ``ballot`` takes another's place."""
    live = [b for b in others if b.replaced_at is None]
    if winner(poll, [*live, ballot]) is not ballot:
        ballot.replaced_at = now
        return False
    if live:
        beaten = Ballot.objects.of(poll.street_id).filter(pk__in=[b.pk for b in live])
        beaten.update(replaced_at=now)
    return bool(live)


def winner(poll: Poll, ballots: list[Ballot]) -> Ballot:
    """An invalid ballot never takes a valid one's place, nor an opinion on the phone that of a vote
    where phone votes do not count; else the rule goes by when they came."""
    formal = [b for b in ballots if _is_formal(poll, b)] or ballots
    valid = [b for b in formal if not b.invalid] or formal
    if Revote(poll.rules.get("revote", Revote.LAST)) is Revote.LAST:
        return max(reversed(valid), key=lambda b: b.cast_at)
    return min(valid, key=lambda b: b.cast_at)


def _is_formal(poll: Poll, ballot: Ballot) -> bool:
    return bool(poll.online_counts) or ballot.channel != Ballot.Channel.ONLINE


def _way_to_change(poll: Poll) -> str:
    last = Revote(poll.rules.get("revote", Revote.LAST)) is Revote.LAST
    return (
        said("截止前再交一张纸质票")
        if last
        else said("当面说明情况，按这次表决的规则投出后一般不能改")
    )


def phone_stopped(poll: Poll) -> Refusal:
    """After a ballot that was not the owner's own doing only paper is taken from him."""
    return Refusal(
        said("这户的手机投票已经停用，因为有一张票被业主否认过。"),
        said(
            "请带身份证到窗口投纸质票。请联系{contact_name}：{contact_phone}。",
            contact_name=poll.contact_name,
            contact_phone=poll.contact_phone,
        ),
    )


def _may_add_online(poll: Poll, earlier: list[Ballot]) -> Refusal | None:
    """The phone can refuse a second ballot; a paper that lies in a box cannot be refused."""
    if not earlier:
        return None
    human = said(
        "请联系{contact_name}：{contact_phone}。",
        contact_name=poll.contact_name,
        contact_phone=poll.contact_phone,
    )
    if any(b.disowned_at for b in earlier):
        return phone_stopped(poll)
    live = [b for b in earlier if b.replaced_at is None and not b.invalid]
    if not poll.online_counts and any(_is_formal(poll, b) for b in live):
        return Refusal(
            said("您的正式票已经收到。手机上只是意向征询，不能代替它，所以这次没有收。"),
            said(
                "要改正式票，请{way_to_change}。{human}",
                way_to_change=_way_to_change(poll),
                human=human,
            ),
        )
    if live and Revote(poll.rules.get("revote", Revote.LAST)) is not Revote.LAST:
        return Refusal(
            said("您已经投过票了，按这次表决的规则，投出后不能再改。"),
            said("如果那张票不是您投的，{human}", human=human),
        )
    return None
