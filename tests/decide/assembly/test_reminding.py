"""Reminders keep to the rhythm set before the vote; voting closes at its hour by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mulin.decide.assembly.actions.paper import enter_paper
from mulin.decide.assembly.actions.reminding import remind, reminder_days_of
from mulin.decide.assembly.jobs import close_due, remind_due
from mulin.decide.assembly.models import Poll, ReminderRound
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.world import World, voting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast)


def state(world: World) -> str:
    return str(Poll.objects.of(world.street).get(pk=world.poll.pk).state)


def told(world: World) -> list[Message]:
    return list(Message.objects.of(world.street).filter(key__startswith="remind/"))


def test_only_those_whose_ballot_is_not_in_are_reminded_and_nobody_is_pressed(
    world: World,
) -> None:
    world.vote(1)
    day = reminder_days_of(world.poll)[0]
    noon = start_of(day) + timedelta(hours=12)
    enter_paper(
        world.poll.pk,
        world.paper(2),
        world.all(),
        ballot_id=uuid7(),
        box="1号箱",
        invalid="",
        received_at=world.now,
        by=world.counter(),
        now=world.now,
    )
    sent = remind(world.poll.pk, day, by=system_actor(world.street), now=noon)
    people = {m.person_id for m in told(world)}
    assert world.holder(1).person_id not in people
    assert world.holder(2).person_id not in people
    assert sent.reached == sum(m.channel == Message.Channel.SMS for m in told(world)) == 9
    assert all("由您自己定" in m.text for m in told(world))
    assert not any("已经有" in m.text or "%" in m.text for m in told(world))


def test_a_planned_day_is_sent_once(world: World) -> None:
    day = reminder_days_of(world.poll)[0]
    noon = start_of(day) + timedelta(hours=12)
    for _ in range(3):
        remind_due(now=noon)
    assert ReminderRound.objects.of(world.street).count() == 1
    assert Fact.objects.of(world.street).filter(kind="RemindersSent").count() == 1


def test_after_a_standstill_only_the_latest_planned_day_is_sent(world: World) -> None:
    days = reminder_days_of(world.poll)
    remind_due(now=start_of(days[-1]) + timedelta(hours=1))
    assert [r.due_on for r in ReminderRound.objects.of(world.street)] == [days[-1]]


def test_a_day_that_was_not_planned_is_refused(world: World) -> None:
    day = reminder_days_of(world.poll)[0] + timedelta(days=1)
    with pytest.raises(Refused, match="不在投票前定好"):
        remind(world.poll.pk, day, by=system_actor(world.street), now=start_of(day))


def test_where_somebody_is_concerned_no_list_of_the_missing_is_printed(world: World) -> None:
    world.poll.concerns = world.cast.company
    world.poll.save()
    day = reminder_days_of(world.poll)[0]
    remind(world.poll.pk, day, by=system_actor(world.street), now=start_of(day))
    assert told(world)
    assert not any(m.shown or m.channel == Message.Channel.PRINTED for m in told(world))


def test_voting_closes_at_its_hour_and_not_before(world: World) -> None:
    close_due(now=world.poll.closes_at - timedelta(seconds=1))
    assert state(world) == "voting"
    close_due(now=world.poll.closes_at)
    assert state(world) == "closed"
    close_due(now=world.poll.closes_at + timedelta(minutes=1))
    assert Fact.objects.of(world.street).filter(kind="VotingClosed").count() == 1


def test_nothing_opens_by_itself(world: World) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(state="posted")
    for tick in (close_due, remind_due):
        tick(now=world.now + timedelta(days=3))
    assert state(world) == "posted"
