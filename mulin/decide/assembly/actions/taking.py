"""Taking a ballot onto the pile: what the phone and the counter have in common.

Everything here shares the poll (closing holds it alone) and locks the entry of the roll, so that
two tabs and two co-owners at the same second are taken one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.choices import Choices, context_of, packed
from mulin.decide.assembly.events import BallotCast
from mulin.decide.assembly.models import Ballot, Poll, RollEntry
from mulin.ground.streets import locks
from mulin.kit.canonical import sm3
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.law.compound_rules import Revote


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
        raise Refused(Refusal("没有找到您的这张票。", "请联系计票人核对名册。", hidden=True))
    return poll, entry


def new_ballot(
    poll: Poll, signed: Signed, choices: Choices, *, ballot_id: UUID | None, at: datetime
) -> Ballot:
    """A ballot with its choices sealed to the poll's key, not yet on the pile."""
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
    ballot.envelope = keys.seal_choices(poll.public_key, context_of(ballot.pk), packed(choices))
    return ballot


def take(poll: Poll, entry: RollEntry, ballot: Ballot, *, by: Actor, now: datetime) -> Ballot:
    """Put the ballot on the pile by the poll's rule on voting again, and on record."""
    live = Ballot.objects.of(poll.street_id).filter(
        poll=poll, entry=entry, signer=ballot.signer, replaced_at__isnull=True
    )
    before = live.first()
    if before is not None:
        _replace(poll, before, ballot, now=now)
    ballot.save(force_insert=True)
    say(
        BallotCast(
            title=poll.title,
            channel=Ballot.Channel(ballot.channel).label,
            seq=entry.seq,
            envelope=sm3(bytes(ballot.envelope)),
            replaces=before is not None,
        ),
        poll,
        by=by,
        now=now,
    )
    return ballot


def _replace(poll: Poll, before: Ballot, ballot: Ballot, *, now: datetime) -> None:
    """Let the rule decide which of one signer's two ballots lives on; both stay on record."""
    rule = Revote(poll.rules.get("revote", Revote.LAST))
    if rule is not Revote.LAST:
        raise Refused(
            Refusal(
                "您已经投过票了。",
                "按这次表决的规则，投出后不能再改。如果那张票不是您投的，请点“不是我投的”。",
            )
        )
    if ballot.cast_at < before.cast_at:
        ballot.replaced_at = now
        return
    Ballot.objects.of(poll.street_id).filter(pk=before.pk).update(replaced_at=now)
