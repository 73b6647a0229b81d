"""Taking ballots: who may sign, what a second ballot does, and that nothing is half done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.casting import ballot_of, cast_online, cast_slip
from mulin.decide.assembly.actions.counting import open_and_judge
from mulin.decide.assembly.actions.paper import (
    confirm_paper,
    count_box,
    enter_paper,
    settle_paper,
)
from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.actions.telling import tell_cast
from mulin.decide.assembly.choices import context_of, unpacked
from mulin.decide.assembly.models import Ballot, Poll, PollOfficer, RollHolder
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.world import ELECTION, OWN_KEY, PASSPHRASES, TWO, World, voting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast)


def enter(
    world: World,
    who: str | int,
    word: str = "agree",
    *,
    hours: int = 1,
    invalid: str = "",
    by: int = 0,
) -> Ballot:
    """First entry of a paper, received ``hours`` after the world's now."""
    received = world.now + timedelta(hours=hours)
    return enter_paper(
        world.poll.pk,
        world.paper(who),
        world.all(word),
        ballot_id=uuid7(),
        box="1号箱",
        invalid=invalid,
        received_at=received,
        by=world.counter(by),
        now=received,
    )


def test_a_ballot_is_taken_with_one_fact_that_does_not_say_how(world: World) -> None:
    before = Fact.objects.of(world.street).count()
    ballot = world.vote("owner", world.all("against"))
    facts = Fact.objects.of(world.street).order_by("-id")
    assert facts.count() == before + 1
    assert facts[0].kind == "BallotCast"
    assert "against" not in str(facts[0].body) + str(facts[0].personal)
    assert b"against" not in bytes(ballot.envelope)


def test_an_owners_ballot_costs_two_trips_to_the_database(world: World) -> None:
    def cast_one(who: int) -> None:
        holder = world.holder(who)
        cast_online(
            world.poll.pk,
            Signed(holder.entry_id, holder.signer, Ballot.Channel.ONLINE),
            world.all(),
            ballot_id=uuid7(),
            own_key=OWN_KEY,
            by=world.voter(who),
            now=world.now,
        )

    cast_one(0)  # what is frozen is kept from here on
    with CaptureQueriesContext(connection) as sent:
        cast_one(1)
    statements = [q["sql"] for q in sent if "SAVEPOINT" not in q["sql"]]
    # SQLite has no trips: it is asked the two questions and given the two rows one by one.
    assert len(statements) == (2 if connection.vendor == "postgresql" else 4)


def test_the_own_copy_opens_with_the_voters_key_only(world: World) -> None:
    ballot = world.vote("owner", world.all("against"))
    plain = keys.open_own_copy(OWN_KEY, context_of(ballot.pk), ballot.own_copy)
    assert set(unpacked(plain).values()) == {"against"}
    with pytest.raises(keys.WrongKey):
        keys.open_own_copy(b"another key of16", context_of(ballot.pk), ballot.own_copy)


def test_the_same_form_sent_twice_gives_the_same_receipt(world: World) -> None:
    once = uuid7()
    assert world.vote(0, once=once).receipt == world.vote(0, once=once).receipt
    assert Ballot.objects.of(world.street).count() == 1


def test_a_vote_again_replaces_the_earlier_one_and_keeps_it(world: World) -> None:
    first = world.vote("owner")
    second = world.vote("owner", now=world.now + timedelta(minutes=5))
    assert world.live() == [second]
    first.refresh_from_db()
    assert first.replaced_at is not None


@pytest.mark.parametrize("rule", ["first", "none"])
def test_where_the_rules_allow_no_change_the_phone_says_so(cast: Cast, rule: str) -> None:
    world = voting(cast, rules={"revote": rule})
    first = world.vote("owner")
    with pytest.raises(Refused, match="不能再改"):
        world.vote("owner")
    assert world.live() == [first]


def test_a_paper_received_earlier_wins_where_the_first_counts(cast: Cast) -> None:
    world = voting(cast, rules={"revote": "first"})
    online = world.vote("owner", now=world.now + timedelta(hours=5))
    paper = enter(world, "owner", hours=1)
    late = enter(world, "co_owner", hours=7)
    assert {b.pk for b in world.live()} == {paper.pk, late.pk}
    online.refresh_from_db()
    assert online.replaced_at is not None


def test_a_paper_in_the_box_is_always_registered_so_that_the_box_can_match(cast: Cast) -> None:
    world = voting(cast, rules={"revote": "none"})
    online = world.vote("owner")
    paper = enter(world, "owner", hours=2)
    assert paper.replaced_at is not None
    assert [b.pk for b in world.live()] == [online.pk]
    assert Ballot.objects.of(world.street).filter(box="1号箱").count() == 1


def test_an_invalid_paper_never_takes_the_place_of_a_valid_ballot(world: World) -> None:
    online = world.vote("owner")
    enter(world, "owner", hours=3, invalid="没有签名")
    assert [b.pk for b in world.live()] == [online.pk]


def test_a_paper_settled_as_invalid_lets_the_earlier_ballot_live_again(world: World) -> None:
    online = world.vote("owner")
    paper = enter(world, "owner", hours=3)
    assert [b.pk for b in world.live()] == [paper.pk]
    confirm_paper(paper.pk, world.all("against"), invalid="", by=world.counter(1), now=world.now)
    settle_paper(paper.pk, world.all(), invalid="没有签名", by=world.counter(2), now=world.now)
    assert [b.pk for b in world.live()] == [online.pk]


def test_a_stranger_to_the_entry_cannot_sign_for_it(world: World) -> None:
    stranger, owner = world.holder(3), world.holder(0)
    signed = Signed(owner.entry_id, stranger.signer, Ballot.Channel.ONLINE)
    with pytest.raises(Refused, match="不在这户的名册上"):
        cast_online(
            world.poll.pk,
            signed,
            world.all(),
            ballot_id=uuid7(),
            own_key=OWN_KEY,
            by=world.voter(3),
            now=world.now,
        )


def test_nothing_is_written_where_one_of_several_entries_is_refused(world: World) -> None:
    mine = world.holder(0)
    votes = [
        Signed(mine.entry_id, mine.signer, Ballot.Channel.ONLINE),
        Signed(world.entries[2].pk, mine.signer, Ballot.Channel.ONLINE),
    ]
    with pytest.raises(Refused):
        cast_slip(
            world.poll.pk,
            votes,
            world.all(),
            once=uuid7(),
            own_key=OWN_KEY,
            by=world.voter(0),
            now=world.now,
        )
    assert not Ballot.objects.of(world.street).exists()
    assert not Message.objects.of(world.street).exists()


def test_one_person_with_two_entries_hands_in_two_ballots_and_makes_one_fact(world: World) -> None:
    mine, other = world.holder(0), world.holder(2)
    rows = RollHolder.objects.of(world.street).filter(pk=other.pk)
    rows.update(signer=mine.signer, person_id=mine.person_id)
    votes = [Signed(h.entry_id, mine.signer, Ballot.Channel.ONLINE) for h in (mine, other)]
    once = uuid7()
    first, again = (
        cast_slip(
            world.poll.pk,
            votes,
            world.all(),
            once=once,
            own_key=OWN_KEY,
            by=world.voter(0),
            now=world.now,
        )
        for _ in range(2)
    )
    assert [b.pk for b in first] == [b.pk for b in again]
    assert len(world.live()) == 2
    fact = Fact.objects.of(world.street).get(kind="BallotCast")
    assert "第 1、3 号" in fact.sentence


def test_telling_of_more_homes_costs_no_more_statements(world: World) -> None:
    RollHolder.objects.of(world.street).update(has_phone=True)
    ballots = [world.vote(at) for at in (0, 2, 3)]
    costs, messages = [], Message.objects.of(world.street)
    for told in (ballots[:1], ballots):
        messages.erase()
        with transaction.atomic(), CaptureQueriesContext(connection) as sent:
            tell_cast(told, now=world.now)
        costs.append(len(sent))
        assert messages.exclude(disown_code="").count() == len(told)
    assert costs[0] == costs[1]


def test_the_ids_of_one_forms_ballots_differ_and_repeat() -> None:
    once, one, two = uuid7(), uuid7(), uuid7()
    assert ballot_of(once, one) == ballot_of(once, one) != ballot_of(once, two)
    assert ballot_of(once, one).version == 7


def test_an_unfilled_motion_is_named(world: World) -> None:
    choices = world.all()
    choices.pop(world.motions[1].pk.hex)
    with pytest.raises(Refused, match="充电棚"):
        world.vote(0, choices)


def test_no_more_names_than_seats_are_taken_on_the_phone(cast: Cast) -> None:
    world = voting(cast, asked=(*TWO, ELECTION))
    names = [c.pk.hex for c in world.motions[2].candidates.all()]
    with pytest.raises(Refused, match="最多选 2 人"):
        world.vote(0, {**world.all(), world.motions[2].pk.hex: names})
    world.vote(0, {**world.all(), world.motions[2].pk.hex: names[:2]})


def test_after_the_hour_no_ballot_comes_in_even_before_the_closing_is_written(world: World) -> None:
    with pytest.raises(Refused, match="已经截止"):
        world.vote(0, now=world.poll.closes_at)
    world.vote(0, now=world.poll.closes_at - timedelta(microseconds=1))


def test_the_voter_and_the_coowners_are_told_and_never_how(world: World) -> None:
    world.vote("owner", world.all("against"))
    messages = list(Message.objects.of(world.street).order_by("id"))
    assert len(messages) == 1  # the co-owner of the first room has no telephone
    assert "回执" in messages[0].text
    assert messages[0].disown_code in messages[0].text
    world.vote("co_owner", world.all("against"))
    told = Message.objects.of(world.street).exclude(pk=messages[0].pk).get()
    assert told.person_id == world.cast.persons["owner"].pk
    assert not told.disown_code
    assert not any("反对" in m.text for m in Message.objects.of(world.street))


def test_from_the_phone_to_the_verdict(world: World) -> None:
    for index in range(9):
        world.vote(index, world.all("agree" if index < 8 else "against"))
    paper = enter(world, 9)
    confirm_paper(paper.pk, world.all(), invalid="", by=world.counter(1), now=world.now)
    count_box(
        world.poll.pk,
        box="1号箱",
        papers=1,
        invalid=0,
        counted_by="罗计票、梁计票",
        by=world.counter(0),
        now=world.now,
    )
    end = world.poll.closes_at
    close_voting(world.poll.pk, by=system_actor(world.street), now=end)
    assert not Ballot.objects.of(world.street).exclude(own_copy=b"").exists()
    rows = PollOfficer.objects.of(world.street).filter(duty=PollOfficer.Duty.COUNTER)
    officers = list(rows.order_by("share_index"))
    typed = [(officers[0].pk, PASSPHRASES[0]), (officers[2].pk, PASSPHRASES[2])]
    poll = open_and_judge(world.poll, typed, by=world.counter(0), now=end)
    assert poll.state == Poll.State.JUDGED
    strict = poll.result["motions"][0]["strict"]
    assert strict["agree"]["persons"] == 9
    assert strict["against"]["persons"] == 1
    assert strict["passed"]
