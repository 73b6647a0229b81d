"""One vote by its verbs alone, from the draft to the archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from mulin.decide.assembly.actions import (
    casting,
    counting,
    drafts,
    locking,
    officers,
    paper,
    running,
)
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.models import Ballot, Poll, PollOfficer, RollEntry, RollHolder
from mulin.decide.assembly.queries.live import progress_of
from mulin.ground.notices.actions import prove_posting
from mulin.ground.record.models import Fact
from mulin.ground.record.sealer import drain
from mulin.ground.record.verify import verify_street
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.questions import DecisionKind
from tests.cast import Cast

SECRETS = {"counter_1": "梁上燕子三月又来", "counter_2": "苹果树下老王的家"}
Acting = Callable[..., Actor]
T0 = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OPENS = date(2026, 3, 23)
T1 = datetime(2026, 3, 23, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 4, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def staff(actor: Acting) -> Actor:
    return actor("community_worker")


@pytest.fixture
def poll(cast: Cast, staff: Actor, actor: Acting) -> Poll:
    """A poll of compound A, one ordinary motion, locked, posted and open."""
    draft = drafts.PollDraft(
        title="2026 年第一次业主大会",
        convener="业主委员会",
        contact_name="唐监票",
        contact_phone="021-00000003",
        opens_on=OPENS,
        closes_at=CLOSES,
        online_counts=True,
        online_basis="本小区议事规则第21条（已核对）",
    )
    poll = drafts.draft_poll(cast.a.compound, draft, poll_id=uuid7(), by=staff, now=T0)
    drafts.put_motion(
        poll,
        drafts.MotionDraft(kind=DecisionKind.USE_MAINTENANCE_FUND, title="更换电梯", cost=1_000_00),
        motion_id=uuid7(),
        by=staff,
        now=T0,
    )
    for role in ("counter_1", "counter_2"):
        drafts.name_officer(poll, cast.persons[role], "counter", "业主", by=staff, now=T0)
    drafts.name_officer(poll, cast.persons["witness"], "witness", "居委会", by=staff, now=T0)
    poll = locking.lock_poll(poll, by=staff, now=T0)
    for role, words in SECRETS.items():
        officers.keep_share(poll, words, by=actor(role), now=T0)
    officers.print_envelope(poll, by=staff, now=T0)
    notice = running.post_poll(poll, body="", paper_id=None, by=staff, now=T0)
    prove_posting(
        notice,
        posting_id=uuid7(),
        place="1号楼大堂",
        posted_on=date(2026, 3, 2),
        photo_id=None,
        by=staff,
        now=T0,
    )
    return running.open_voting(poll, by=staff, now=T1)


def signer(poll: Poll, entry: RollEntry) -> RollHolder:
    return RollHolder.objects.of(poll.street_id).filter(entry=entry).order_by("id")[0]


def cast_for(poll: Poll, entry: RollEntry, choice: str, when: datetime) -> Ballot:
    holder = signer(poll, entry)
    motion = poll.motions.of(poll.street_id).get()
    voter = Actor(poll.street_id, None, holder.person_id, holder.name, "业主")
    return casting.cast_online(
        poll.pk,
        Signed(entry.pk, holder.signer, Ballot.Channel.ONLINE),
        {motion.pk.hex: choice},
        ballot_id=uuid7(),
        own_key=b"k" * 16,
        by=voter,
        now=when,
    )


def entries(poll: Poll) -> list[RollEntry]:
    return list(RollEntry.objects.of(poll.street_id).filter(poll=poll).order_by("seq"))


def close_and_open(poll: Poll, staff: Actor, actor: Acting) -> Poll:
    poll = running.close_voting(poll.pk, by=staff, now=CLOSES)
    by_role = {
        o.person.name: o.pk
        for o in PollOfficer.objects.of(poll.street_id).filter(poll=poll, duty="counter")
    }
    given: list[tuple[UUID, str]] = [
        (by_role["罗计票"], SECRETS["counter_1"]),
        (by_role["梁计票"], SECRETS["counter_2"]),
    ]
    return counting.open_and_judge(poll, given, by=actor("counter_1"), now=CLOSES)


def test_the_roll_counts_a_pair_as_one_and_an_owner_of_two_as_one(poll: Poll) -> None:
    assert (poll.roll_persons, len(entries(poll))) == (11, 11)
    assert poll.number == "BJ-2026-0001"


def test_a_vote_goes_from_its_draft_to_the_archive(
    poll: Poll, staff: Actor, actor: Acting, cast: Cast
) -> None:
    for entry in entries(poll)[:9]:
        cast_for(poll, entry, "agree", T1)
    assert progress_of(poll).participating.persons == 9
    poll = close_and_open(poll, staff, actor)
    result = poll.result["motions"][0]
    assert result["passed"] is True
    assert result["strict"]["agree"]["persons"] == 9
    counting.announce(poll, body="", paper_id=None, by=staff, now=CLOSES)
    objection = counting.raise_objection(
        poll_again(poll),
        objection_id=uuid7(),
        name="钱演示",
        unit_label="1-1-101",
        text="请核对面积",
        contact="",
        by=actor("owner"),
        now=CLOSES + timedelta(days=1),
    )
    with pytest.raises(Refused, match="异议期"):
        counting.finalise(poll_again(poll), by=staff, now=CLOSES + timedelta(days=2))
    counting.answer_objection(objection, "已核对登记簿，面积无误。", by=staff, now=CLOSES)
    poll = counting.finalise(poll_again(poll), by=staff, now=CLOSES + timedelta(days=40))
    assert poll.state == Poll.State.FINAL
    drain(poll.street_id, now=CLOSES)
    assert verify_street(poll.street_id).holds


def test_the_result_is_the_same_when_judged_again(poll: Poll, staff: Actor, actor: Acting) -> None:
    for entry in entries(poll)[:9]:
        cast_for(poll, entry, "against", T1)
    poll = close_and_open(poll, staff, actor)
    assert counting.rejudged(poll)[1] == poll.result


def test_changing_ones_mind_keeps_both_ballots_and_counts_the_last(
    poll: Poll, staff: Actor, actor: Acting
) -> None:
    first = entries(poll)[0]
    cast_for(poll, first, "agree", T1)
    cast_for(poll, first, "against", T1 + timedelta(hours=1))
    assert Ballot.objects.of(poll.street_id).filter(poll=poll).count() == 2
    poll = close_and_open(poll, staff, actor)
    assert poll.result["motions"][0]["strict"]["against"]["persons"] == 1
    assert poll.result["motions"][0]["strict"]["agree"]["persons"] == 0


def test_no_ballot_is_taken_at_the_hour_of_closing(poll: Poll) -> None:
    with pytest.raises(Refused, match="截止"):
        cast_for(poll, entries(poll)[0], "agree", CLOSES)


def test_one_counter_alone_cannot_open(poll: Poll, staff: Actor, actor: Acting) -> None:
    poll = running.close_voting(poll.pk, by=staff, now=CLOSES)
    officer = PollOfficer.objects.of(poll.street_id).get(poll=poll, person__name="罗计票")
    twice = [(officer.pk, SECRETS["counter_1"])] * 2
    with pytest.raises(Refused, match="两名不同的计票人"):
        counting.open_and_judge(poll, twice, by=actor("counter_1"), now=CLOSES)


def test_paper_counts_after_a_second_person_entered_the_same(
    poll: Poll, staff: Actor, actor: Acting
) -> None:
    entry = entries(poll)[0]
    motion = poll.motions.of(poll.street_id).get()
    signed = Signed(entry.pk, signer(poll, entry).signer, Ballot.Channel.PAPER)
    said = {motion.pk.hex: "agree"}
    ballot = paper.enter_paper(
        poll.pk,
        signed,
        said,
        ballot_id=uuid7(),
        box="1号箱",
        invalid="",
        received_at=T1,
        by=actor("counter_1"),
        now=T1,
    )
    with pytest.raises(Refused, match="您本人"):
        paper.confirm_paper(ballot.pk, said, invalid="", by=actor("counter_1"), now=T1)
    assert (
        paper.confirm_paper(ballot.pk, said, invalid="", by=actor("counter_2"), now=T1).state
        == "taken"
    )
    with pytest.raises(Refused, match="点票单"):
        close_and_open(poll, staff, actor)
    paper.count_box(
        poll.pk,
        box="1号箱",
        papers=1,
        invalid=0,
        counted_by="罗、梁",
        by=actor("counter_1"),
        now=T1,
    )
    poll = close_and_open(poll_again(poll), staff, actor)
    assert poll.result["motions"][0]["strict"]["agree"]["persons"] == 1


def test_no_fact_says_how_anybody_voted(poll: Poll) -> None:
    cast_for(poll, entries(poll)[0], "against", T1)
    told = Fact.objects.of(poll.street_id).filter(kind="BallotCast").get()
    assert "against" not in str(told.body)
    assert "反对" not in told.sentence


def poll_again(poll: Poll) -> Poll:
    again: Poll = Poll.objects.of(poll.street_id).get(pk=poll.pk)
    return again
