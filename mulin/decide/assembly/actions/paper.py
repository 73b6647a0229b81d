"""Paper ballots: typed in twice by two people, compared, and counted box by box."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.actions.taking import (
    Signed,
    earlier_of,
    new_ballot,
    on_roll,
    polled,
    put_on_pile,
    relive,
    say_taken,
)
from mulin.decide.assembly.choices import Choices, checked, context_of, packed, padded
from mulin.decide.assembly.events import BoxCounted, PaperConfirmed, PaperDisputed
from mulin.decide.assembly.models import Ballot, CountSheet, Poll, RollEntry
from mulin.decide.assembly.permissions import may_handle_papers, only_company
from mulin.decide.assembly.queries.motions import motions_of
from mulin.ground import secrets
from mulin.ground.streets import locks
from mulin.kit.canonical import sm3
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NO_LAST_WORD = Refusal(said("物业人员不能作最后复核。"), said("请计票人或社区工作人员复核。"))
ENTERING = {Poll.State.VOTING, Poll.State.CLOSED}


def enter_paper(
    poll_id: UUID,
    signed: Signed,
    choices: Choices,
    *,
    ballot_id: UUID,
    box: str,
    invalid: str,
    received_at: datetime,
    by: Actor,
    now: datetime,
    seen: int | None = None,
) -> Ballot:
    """First entry of a paper ballot; it counts once a second person has entered the same.

    ``received_at`` is when it was put into the box: the rule on voting again goes by it. ``seen``:
    how many papers of this entry were typed in when the form was opened; with more of them,
    somebody else may be holding this very paper.
    """
    with transaction.atomic():
        poll, entry = polled(by.street_id, poll_id, signed.entry_id)
        require(may_handle_papers(by, poll) or _may_enter(poll, received_at))
        done = Ballot.objects.of(poll.street_id).filter(pk=ballot_id, poll=poll).first()
        if done is not None:
            return done
        require(on_roll(entry, signed) or _typed_meanwhile(entry, seen))
        motions = motions_of(poll, entry)
        checked(choices, motions, on_phone=False)
        ballot = new_ballot(
            poll, signed, padded(choices, motions), ballot_id=ballot_id, at=received_at
        )
        ballot.state = Ballot.State.PENDING
        ballot.box, ballot.invalid, ballot.entered_by = box, invalid, by.account_id
        ballot.comparison = _comparison(ballot, choices, invalid)
        others = earlier_of(poll, entry.pk, ballot.signer)
        taken = put_on_pile(poll, entry.seq, ballot, others, now=now)
        say_taken(poll, [taken], by=by, now=now)
        return ballot


def confirm_paper(
    ballot_id: UUID, choices: Choices, *, invalid: str, by: Actor, now: datetime
) -> Ballot:
    """Second entry by another person. The same: taken. Different: disputed, nothing is lost."""
    with transaction.atomic():
        ballot, poll = _paper(by.street_id, ballot_id)
        require(may_handle_papers(by, poll) or _may_confirm(ballot, by, poll))
        checked(choices, motions_of(poll, ballot.entry), on_phone=False)
        agreed = bytes(ballot.comparison) == _comparison(ballot, choices, invalid)
        state = Ballot.State.TAKEN if agreed else Ballot.State.DISPUTED
        Ballot.objects.of(poll.street_id).filter(pk=ballot.pk).update(
            state=state,
            comparison=b"" if agreed else ballot.comparison,
            confirmed_by=by.account_id,
            confirmed_at=now,
        )
        seq = ballot.entry.seq
        event = (
            PaperConfirmed(poll.title, seq, sm3(bytes(ballot.envelope)))
            if agreed
            else PaperDisputed(poll.title, seq)
        )
        say(event, poll, by=by, now=now)
        ballot.state = state
        return ballot


def settle_paper(
    ballot_id: UUID, choices: Choices, *, invalid: str, by: Actor, now: datetime
) -> Ballot:
    """A third person, looking at the photo, says what a disputed ballot says."""
    with transaction.atomic():
        ballot, poll = _paper(by.street_id, ballot_id)
        require(may_handle_papers(by, poll) or _may_settle(ballot, by, poll))
        motions = motions_of(poll, ballot.entry)
        checked(choices, motions, on_phone=False)
        said = padded(choices, motions)
        envelope = keys.seal_choices(bytes(poll.public_key), context_of(ballot.pk), said)
        Ballot.objects.of(poll.street_id).filter(pk=ballot.pk).update(
            state=Ballot.State.TAKEN,
            envelope=envelope,
            invalid=invalid,
            comparison=b"",
            confirmed_by=by.account_id,
            confirmed_at=now,
        )
        say(
            PaperConfirmed(poll.title, ballot.entry.seq, sm3(envelope)),
            poll,
            by=by,
            now=now,
        )
        ballot.state, ballot.invalid = Ballot.State.TAKEN, invalid
        relive(poll, ballot.entry, ballot.signer, now=now)
        return ballot


def count_box(
    poll_id: UUID,
    *,
    box: str,
    papers: int,
    invalid: int,
    counted_by: str,
    by: Actor,
    now: datetime,
    instead: bool = False,
) -> CountSheet:
    """Put down what two people counted out of one box; ``instead`` of an earlier sheet of it."""
    with transaction.atomic():
        locks.share(poll_id)
        poll = Poll.objects.of(by.street_id).get(pk=poll_id)
        require(may_handle_papers(by, poll) or _may_enter(poll, None))
        if invalid > papers:
            raise Refused(Refusal(said("无效票比总票数还多。"), said("请重新核对点票单。")))
        require(None if instead else _counted_already(poll, box, (papers, invalid)))
        sheet = CountSheet(
            street_id=poll.street_id,
            poll=poll,
            box=box,
            papers=papers,
            invalid=invalid,
            counted_by=counted_by,
            counted_at=now,
        )
        CountSheet.objects.bulk_create(
            [sheet],
            update_conflicts=True,
            unique_fields=["street", "poll", "box"],
            update_fields=["papers", "invalid", "counted_by", "counted_at"],
        )
        say(BoxCounted(poll.title, box, papers, invalid), poll, by=by, now=now)
        return sheet


def _typed_meanwhile(entry: RollEntry, seen: int | None) -> Refusal | None:
    rows = Ballot.objects.of(entry.street_id).filter(entry=entry, channel=Ballot.Channel.PAPER)
    if seen is None or rows.count() <= seen:
        return None
    return Refusal(
        said("您打开这一页以后，这户刚由别人录过一张纸票。"),
        said("手上就是那一张的，不要再录，请去复核；确实是另一张的，再按一次“录好第一遍”。"),
    )


def _counted_already(poll: Poll, box: str, counted: tuple[int, int]) -> Refusal | None:
    """Another sheet of the same box is not replaced by accident, or by whoever counted it too."""
    known = CountSheet.objects.of(poll.street_id).filter(poll=poll, box=box).first()
    if known is None or (known.papers, known.invalid) == counted:
        return None
    return Refusal(
        said(
            "{box}已经登记过点票单：{papers} 张，其中无效 {invalid} 张，{by}点的。",
            box=box,
            papers=known.papers,
            invalid=known.invalid,
            by=known.counted_by,
        ),
        said("请一起重新点一遍；要改成现在的数，勾“换掉已登记的点票单”再登记。"),
    )


def _paper(street_id: UUID, ballot_id: UUID) -> tuple[Ballot, Poll]:
    """A paper ballot and its poll, locked in the order casting locks: poll, entry, ballot."""
    ballots = Ballot.objects.of(street_id).filter(pk=ballot_id, channel=Ballot.Channel.PAPER)
    found = ballots.values_list("poll_id", "entry_id").first()
    if found is None:
        raise Refused(Refusal(said("没有找到这张纸质票。"), said("请重新扫码。"), hidden=True))
    poll, entry = polled(street_id, *found)
    ballot: Ballot = ballots.select_for_update().get()
    ballot.entry = entry
    return ballot, poll


def _comparison(ballot: Ballot, choices: Choices, invalid: str) -> bytes:
    said = packed({**choices, "": invalid}).decode()
    return secrets.blind(ballot.street_id, f"paper/{ballot.pk.hex}", said)


def _may_enter(poll: Poll, received_at: datetime | None) -> Refusal | None:
    if poll.state not in ENTERING:
        return Refusal(
            said(
                "这次表决{state}，不能录入纸质票。",
                state=poll.get_state_display(),
            ),
            said("投票期内和截止后、开票前可以录入。"),
        )
    late = received_at is not None and poll.closes_at and received_at >= poll.closes_at
    if late:
        return Refusal(said("这张票是截止以后收到的。"), said("按规则不能计入，请另行登记保存。"))
    return None


def _may_confirm(ballot: Ballot, by: Actor, poll: Poll) -> Refusal | None:
    if ballot.state != Ballot.State.PENDING:
        return Refusal(said("这张票已经复核过了。"), said("请扫下一张。"))
    if ballot.entered_by == by.account_id:
        return Refusal(said("第一次录入的就是您本人。"), said("请另一位工作人员复核。"))
    return NO_LAST_WORD if only_company(by, poll) else None


def _may_settle(ballot: Ballot, by: Actor, poll: Poll) -> Refusal | None:
    if ballot.state != Ballot.State.DISPUTED:
        return Refusal(said("这张票没有不一致，无需裁定。"), said("请返回列表。"))
    if by.account_id in {ballot.entered_by, ballot.confirmed_by}:
        return Refusal(said("您录入过这张票。"), said("请第三人对照影像裁定。"))
    return NO_LAST_WORD if only_company(by, poll) else None
