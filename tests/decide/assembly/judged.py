"""A vote of ``world`` brought to its result by the verbs, for tests of what comes after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mulin.decide.assembly.actions.counting import open_and_judge
from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.kit import clock
from tests.cast import Cast
from tests.decide.assembly.world import PASSPHRASES, TWO, Asked, World, voting


def again(world: World) -> Poll:
    """The poll as it stands now."""
    poll: Poll = Poll.objects.of(world.street).select_related("compound").get(pk=world.poll.pk)
    return poll


def closed(world: World) -> Poll:
    """Past its hour, sealed."""
    now = clock.now()
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        state=Poll.State.CLOSED, closes_at=now - timedelta(minutes=1), closed_at=now
    )
    return again(world)


def judged(world: World) -> Poll:
    """Opened by two counters and judged."""
    poll = closed(world)
    rows = PollOfficer.objects.of(world.street).filter(poll=poll, duty=PollOfficer.Duty.COUNTER)
    officers = list(rows.order_by("share_index"))
    given = [(o.pk, words) for o, words in zip(officers[:2], PASSPHRASES[:2], strict=True)]
    open_and_judge(poll, given, by=world.counter(0), now=clock.now())
    return again(world)


def result_of(
    cast: Cast,
    said: Mapping[int, str],
    *,
    asked: tuple[Asked, ...] = TWO,
    rules: Mapping[str, Any] | None = None,
) -> tuple[World, Poll]:
    """A vote in which the entries at these places said that, and what came of it."""
    world = voting(cast, now=clock.now(), asked=asked, rules=rules)
    for place, word in said.items():
        world.vote(place, world.all(word))
    return world, judged(world)
