"""Two files at the same second, and a file beside a ballot on the phone: nothing counts twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from mulin.decide.assembly.actions import official
from mulin.decide.assembly.models import Ballot, OfficialBallot, Poll
from mulin.ground.streets.models import StreetQuerySet
from mulin.kit.rights import Refused
from tests.cast import Cast
from tests.decide.assembly.official import beijing, brought, row, staff
from tests.decide.assembly.world import World
from tests.races import at_once, in_a_file

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(cast: Cast, tmp_path: Path) -> Iterator[World]:
    made = beijing(cast)
    with in_a_file(tmp_path / "race.sqlite3"):
        yield made


def confirming(world: World, *batches: Any) -> list[Any]:
    by = staff(world)
    return at_once(
        *(
            lambda pk=b.pk: official.take_official(pk, leave_faulty=False, by=by, now=world.now)
            for b in batches
        )
    )


def test_two_files_with_the_same_serials_bring_each_once(world: World) -> None:
    rows = [row(world, place) for place in range(1, 6)]
    answers = confirming(world, brought(world, *rows), brought(world, *rows))
    assert sorted(batch.taken for batch in answers) == [0, 5], answers
    assert Ballot.objects.of(world.street).count() == 5


@pytest.mark.postgres
def test_without_the_lock_on_the_poll_the_second_file_breaks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(world, place) for place in range(1, 6)]
    batches = brought(world, *rows), brought(world, *rows)
    lock = StreetQuerySet.select_for_update

    def unlocked(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self if self.model is Poll else lock(self, *args, **kwargs)

    monkeypatch.setattr(StreetQuerySet, "select_for_update", unlocked)
    both = threading.Barrier(2, timeout=10)
    known = official.serials_taken

    def together(*args: Any, **kwargs: Any) -> Any:
        found = known(*args, **kwargs)
        both.wait()
        return found

    monkeypatch.setattr(official, "serials_taken", together)
    answers = confirming(world, *batches)
    assert any(isinstance(a, IntegrityError) for a in answers), answers


def test_a_phone_opinion_at_the_same_second_never_wins(world: World) -> None:
    batch, by = brought(world, row(world, 1)), staff(world)
    answers = at_once(
        lambda: official.take_official(batch.pk, leave_faulty=False, by=by, now=world.now),
        lambda: world.vote(1, world.all("against")),
    )
    assert all(not isinstance(a, Exception) or isinstance(a, Refused) for a in answers), answers
    live = [b for b in world.live() if b.signer == world.holder(1).signer]
    assert [b.channel for b in live] == ["official"]
    assert OfficialBallot.objects.of(world.street).get().taken


def held_while_the_phone_votes(world: World, **lock: Any) -> Any:
    """What the phone gets while the vote's row is held, as a file that is taken holds it."""

    def voted() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        return world.vote(1, world.all("against"))

    with transaction.atomic():
        Poll.objects.of(world.street).select_for_update(**lock).get(pk=world.poll.pk)
        return at_once(voted)[0]


@pytest.mark.postgres
def test_the_phone_does_not_wait_for_the_row_of_its_vote(world: World) -> None:
    assert isinstance(held_while_the_phone_votes(world), Ballot)


@pytest.mark.postgres
def test_under_a_stronger_lock_it_would_wait_and_the_two_could_block_each_other(
    world: World,
) -> None:
    assert isinstance(held_while_the_phone_votes(world, no_key=False), OperationalError)
