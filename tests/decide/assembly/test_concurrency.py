"""Many at once: no ballot is lost, none counted twice, none comes in behind the closing.

Every race is run on a real database: PostgreSQL as it is, SQLite in a file (the tests' own is in
memory, where threads would share one connection). The tests at the end take a lock away and show
that the same race then goes wrong: what is proved above is proved by the lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection

from mulin.decide.assembly.actions import casting
from mulin.decide.assembly.actions.paper import confirm_paper, enter_paper
from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.models import Ballot
from mulin.decide.assembly.queries import admission
from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.ground.record.models import Fact
from mulin.ground.streets import locks
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.world import World, voting
from tests.races import at_once, in_a_file

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = 0.4


@pytest.fixture
def world(cast: Cast, tmp_path: Path) -> Iterator[World]:
    """A vote in a database that threads reach by connections of their own."""
    made = voting(cast)
    with in_a_file(tmp_path / "race.sqlite3"):
        yield made


def rows(world: World) -> list[Ballot]:
    return list(Ballot.objects.of(world.street).filter(poll=world.poll).order_by("id"))


def facts(world: World) -> int:
    return Fact.objects.of(world.street).filter(kind="BallotCast").count()


def meet_after_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two casters wait for each other once both have looked for earlier ballots, if they can."""
    meeting, look = threading.Barrier(2), casting.admission

    def look_and_wait(*args: Any) -> Any:
        found = look(*args)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(SHORT)
        return found

    monkeypatch.setattr(casting, "admission", look_and_wait)


def without_row_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "_entry_sql", lambda: admission._ENTRY)


def without_poll_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "sharing", lambda thing_id: [])
    monkeypatch.setattr(locks, "hold", lambda thing_id: None)


def test_eight_owners_at_once_are_eight_ballots(world: World) -> None:
    answers = at_once(*(lambda i=i: world.vote(i) for i in range(8)))
    assert all(isinstance(a, Ballot) for a in answers), answers
    assert len(world.live()) == len({b.receipt for b in rows(world)}) == facts(world) == 8


def test_a_box_that_is_checked_while_owners_vote_has_no_fault(world: World) -> None:
    checks = [lambda: faults_of_polls(world.street) for _ in range(4)]
    answers = at_once(*(lambda i=i: world.vote(i) for i in range(6)), *checks)
    assert all(isinstance(a, Ballot) for a in answers[:6]), answers
    assert answers[6:] == [[], [], [], []]


def test_eight_tabs_of_one_owner_leave_one_ballot(world: World) -> None:
    answers = at_once(*(lambda: world.vote("owner") for _ in range(8)))
    assert all(isinstance(a, Ballot) for a in answers), answers
    assert len(rows(world)) == facts(world) == 8
    assert len(world.live()) == 1


def test_two_tabs_that_look_at_the_same_moment_leave_one_ballot(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after_reading(monkeypatch)
    answers = at_once(lambda: world.vote("owner"), lambda: world.vote("owner"))
    assert all(isinstance(a, Ballot) for a in answers), answers
    assert len(rows(world)) == 2
    assert len(world.live()) == 1


def test_two_coowners_in_the_same_second_both_have_their_say(world: World) -> None:
    answers = at_once(
        lambda: world.vote("owner", world.all("agree")),
        lambda: world.vote("co_owner", world.all("against")),
    )
    assert all(isinstance(a, Ballot) for a in answers), answers
    assert len({b.signer for b in world.live()}) == len(world.live()) == 2


def test_a_form_sent_eight_times_at_once_is_one_ballot(world: World) -> None:
    once = uuid7()
    answers = at_once(*(lambda: world.vote("owner", once=once) for _ in range(8)))
    assert len({a.receipt for a in answers}) == 1, answers
    assert len(rows(world)) == facts(world) == 1


def test_phone_and_paper_of_one_owner_at_once_leave_one_ballot(world: World) -> None:
    later = world.now + timedelta(hours=1)

    def paper() -> Ballot:
        return enter_paper(
            world.poll.pk,
            world.paper("owner"),
            world.all(),
            ballot_id=uuid7(),
            box="1号箱",
            invalid="",
            received_at=later,
            by=world.counter(),
            now=later,
        )

    answers = at_once(paper, lambda: world.vote("owner"))
    assert all(isinstance(a, Ballot) for a in answers), answers
    assert [b.channel for b in world.live()] == [Ballot.Channel.PAPER]


def test_two_people_confirming_the_same_paper_confirm_it_once(world: World) -> None:
    paper = enter_paper(
        world.poll.pk,
        world.paper("owner"),
        world.all(),
        ballot_id=uuid7(),
        box="1号箱",
        invalid="",
        received_at=world.now,
        by=world.counter(0),
        now=world.now,
    )
    answers = at_once(
        *(
            lambda i=i: confirm_paper(
                paper.pk, world.all(), invalid="", by=world.counter(i), now=world.now
            )
            for i in (1, 2)
        )
    )
    assert sorted(type(a).__name__ for a in answers) == ["Ballot", "Refused"]
    assert Fact.objects.of(world.street).filter(kind="PaperConfirmed").count() == 1


def close_during_a_cast(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """Somebody casts; between his being admitted and his ballot lying on the pile, voting closes."""
    admitted, put = threading.Event(), casting.put_on_pile

    def put_slowly(*args: Any, **kwargs: Any) -> Any:
        admitted.set()
        threading.Event().wait(SHORT)
        return put(*args, **kwargs)

    def close() -> Any:
        admitted.wait(10)
        return close_voting(world.poll.pk, by=system_actor(world.street), now=world.poll.closes_at)

    monkeypatch.setattr(casting, "put_on_pile", put_slowly)
    cast_answer, close_answer = at_once(lambda: world.vote("owner"), close)
    return cast_answer, close_answer


def counted_at_close(world: World) -> int:
    fact = Fact.objects.of(world.street).get(kind="VotingClosed")
    return int(fact.body["ballots"])


def test_closing_waits_for_the_ballot_that_was_admitted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot, closed = close_during_a_cast(world, monkeypatch)
    assert isinstance(ballot, Ballot), ballot
    assert closed.state == "closed"
    assert counted_at_close(world) == len(rows(world)) == 1
    assert not bytes(rows(world)[0].own_copy)


def test_whoever_was_told_yes_is_in_the_closing_count(world: World) -> None:
    end = world.poll.closes_at

    def close() -> Any:
        return close_voting(world.poll.pk, by=system_actor(world.street), now=end)

    answers = at_once(close, *(lambda i=i: world.vote(i) for i in range(8)))
    taken = [a for a in answers[1:] if isinstance(a, Ballot)]
    refused = [a for a in answers[1:] if isinstance(a, Refused)]
    assert len(taken) + len(refused) == 8, answers
    assert counted_at_close(world) == len(rows(world)) == len(taken)


# ── the same races with a lock taken away ───────────────────────────────────────────────────────


@pytest.mark.postgres
def test_without_the_lock_on_the_entry_a_ballot_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after_reading(monkeypatch)
    without_row_locks(monkeypatch)
    answers = at_once(lambda: world.vote("owner"), lambda: world.vote("owner"))
    assert sum(isinstance(a, IntegrityError) for a in answers) == 1, answers


@pytest.mark.postgres
def test_without_lock_and_constraint_one_owner_counts_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_after_reading(monkeypatch)
    without_row_locks(monkeypatch)
    once = next(c for c in Ballot._meta.constraints if c.name == "ballot_live_once")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Ballot, once)
    try:
        at_once(lambda: world.vote("owner"), lambda: world.vote("owner"))
        assert len(world.live()) == 2
    finally:
        Ballot.objects.of(world.street).erase()
        with connection.schema_editor() as editor:
            editor.add_constraint(Ballot, once)


@pytest.mark.postgres
def test_without_the_lock_on_the_poll_a_ballot_comes_in_behind_the_closing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_poll_locks(monkeypatch)
    close_during_a_cast(world, monkeypatch)
    assert counted_at_close(world) == 0
    assert len(rows(world)) == 1
