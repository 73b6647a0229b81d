"""Where phone votes do not count they are an opinion: they never touch a vote that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions import paper
from mulin.decide.assembly.actions.reminding import remind
from mulin.decide.assembly.models import Ballot
from mulin.decide.assembly.queries.household import household
from mulin.decide.assembly.queries.live import progress_of
from mulin.decide.assembly.queries.mine import my_votes
from mulin.decide.assembly.queries.outcome import outcome_of
from mulin.decide.assembly.queries.records import live_ballots
from mulin.ground.notices.models import Message
from mulin.kit import clock
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import World, voting

As = Callable[[str], Client]
RULES: tuple[Any, ...] = ("last", "first", "none")


def surveying(cast: Cast, revote: str = "last") -> World:
    return voting(cast, now=clock.now(), online_counts=False, rules={"revote": revote})


def on_paper(world: World, who: int, word: str, *, hours: int = 0) -> Ballot:
    """Typed in by one and by another."""
    at = world.now - timedelta(hours=hours)
    ballot = paper.enter_paper(
        world.poll.pk,
        world.paper(who),
        world.all(word),
        ballot_id=uuid7(),
        box="1 号箱",
        invalid="",
        received_at=at,
        by=world.counter(0),
        now=world.now,
    )
    return paper.confirm_paper(
        ballot.pk, world.all(word), invalid="", by=world.counter(1), now=world.now
    )


@pytest.mark.parametrize("revote", RULES)
def test_a_paper_counts_whatever_was_said_on_the_phone_before(cast: Cast, revote: str) -> None:
    world = surveying(cast, revote)
    world.vote(0, world.all("against"), now=world.now - timedelta(hours=2))
    mine = on_paper(world, 0, "agree", hours=1)
    assert [b.pk for b in live_ballots(world.poll)] == [mine.pk]
    assert [b.channel for b in world.live()] == ["paper"]


@pytest.mark.parametrize("revote", RULES)
def test_after_a_paper_the_phone_says_that_it_changes_nothing(cast: Cast, revote: str) -> None:
    world = surveying(cast, revote)
    mine = on_paper(world, 0, "agree", hours=1)
    with pytest.raises(Refused) as refused:
        world.vote(0, world.all("against"))
    assert "正式票已经收到" in str(refused.value)
    assert "021-00000011" in str(refused.value)
    assert [b.pk for b in live_ballots(world.poll)] == [mine.pk]


def test_where_phone_votes_count_the_later_one_still_stands(cast: Cast) -> None:
    world = voting(cast, now=clock.now())
    on_paper(world, 0, "agree", hours=1)
    world.vote(0, world.all("against"))
    assert [b.channel for b in live_ballots(world.poll)] == ["online"]


def test_an_opinion_is_nobodys_taking_part(cast: Cast) -> None:
    world = surveying(cast)
    world.vote(0)
    assert progress_of(world.poll).participating.persons == 0
    seen = household(world.poll, world.entries[0].seq)
    assert seen is not None
    assert seen.state != "online"
    owner = cast.actor("owner", day_of(world.now))
    world.vote("owner")
    assert [vote.done for vote in my_votes(owner)] == [0]


def test_the_result_counts_papers_alone_and_says_so(cast: Cast, client_as: As) -> None:
    world = surveying(cast)
    world.vote(0)
    on_paper(world, 1, "agree", hours=1)
    paper.count_box(
        world.poll.pk,
        box="1 号箱",
        papers=1,
        invalid=0,
        counted_by="罗计票、梁计票",
        by=world.counter(0),
        now=world.now,
    )
    poll = judged(world)
    assert outcome_of(poll).valid == 1
    url = reverse("assembly:poll", args=[world.poll.pk])
    told = client_as("community_worker").get(url).content.decode()
    assert "线上 1 张只作意向征询，没有计入" in told
    assert poll.result["motions"][0]["strict"]["participating"]["persons"] == 1


def test_no_reminder_sends_anybody_to_a_phone_that_does_not_count(cast: Cast) -> None:
    world = surveying(cast)
    today = day_of(world.now)
    type(world.poll).objects.filter(pk=world.poll.pk).update(
        opens_on=today - timedelta(days=2), reminder_days=[2]
    )
    by = system_actor(world.street, "定时任务")
    remind(world.poll.pk, today, by=by, now=world.now)
    texts = set(Message.objects.of(world.street).values_list("text", flat=True))
    assert texts
    assert all("手机只作意向征询" in text for text in texts)
    assert not any("手机都可以" in text for text in texts)


def test_the_desk_tells_a_clerk_that_the_opinion_does_not_matter(cast: Cast, client_as: As) -> None:
    world = surveying(cast)
    world.vote(0)
    url = reverse("assembly:paper_entry", args=[world.poll.pk, world.entries[0].seq])
    told = client_as("community_worker").get(url).content.decode()
    assert "手机上只是征询，不影响这张纸票" in told
    assert "以最后收到的为准" not in told
