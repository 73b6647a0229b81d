""" "This ballot is not mine": it is set aside, the counters hear of it, the owner votes on paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.casting import may_cast_now
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.actions.taking import polled, relive
from mulin.decide.assembly.actions.telling import tell_counters
from mulin.decide.assembly.events import BallotDisowned
from mulin.decide.assembly.models import Ballot, Poll, RollHolder
from mulin.decide.assembly.permissions import HIDDEN
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said


def disown(ballot_id: UUID, *, by: Actor, now: datetime) -> Ballot:
    """Set a phone ballot aside because its owner says it is not his. Again, it changes nothing.

    His codes stop working and the phone takes no more ballots of his; an earlier ballot of his
    own lives again until he votes at the counter. Refused once voting is over.
    """
    with transaction.atomic():
        ballots = Ballot.objects.of(by.street_id).filter(
            pk=ballot_id, channel=Ballot.Channel.ONLINE
        )
        found = ballots.values_list("poll_id", "entry_id").first()
        if found is None:
            raise Refused(HIDDEN)
        poll, entry = polled(by.street_id, *found)
        ballot: Ballot = ballots.select_for_update().get()
        if ballot.disowned_at is not None:
            return ballot
        if may_cast_now(poll, now):
            raise Refused(_too_late(poll))
        ballots.update(disowned_at=now, replaced_at=ballot.replaced_at or now)
        relive(poll, entry, ballot.signer, now=now)
        signers = RollHolder.objects.of(by.street_id).filter(entry=entry, signer=ballot.signer)
        signers.update(code_blind=b"")
        what = said("这张票已停用，请本人到窗口投纸质票")
        say(BallotDisowned(poll.title, entry.seq, what), poll, by=by, now=now)
        tell_counters(
            poll,
            said(
                "「{title}」名册第 {seq} 号（{first_unit}）表示手机票不是本人所投，该票已停用。"
                "请与业主联系，核对身份后收纸质票。",
                title=poll.title,
                seq=entry.seq,
                first_unit=entry.first_unit,
            ),
            key=f"disowned/{ballot.pk.hex}",
            now=now,
        )
        ballot.refresh_from_db()
        return ballot


def _too_late(poll: Poll) -> Refusal:
    return Refusal(
        said("投票已经截止，不能再在手机上停用这张票。"),
        said(
            "请尽快带身份证找{contact_name}（{contact_phone}），由计票人、监票人当面核对；结果公告后也可以书面提出异议。",
            contact_name=poll.contact_name,
            contact_phone=poll.contact_phone,
        ),
    )
