"""A pact goes to the owners' vote and comes back with what became of it, carried by the chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.counting import announce
from mulin.decide.assembly.actions.drafts import discard_draft
from mulin.decide.assembly.models import Motion, Poll
from mulin.deliberate.pacts.actions import adopting, drafting, talking
from mulin.deliberate.pacts.models import Version
from mulin.ground.record.models import Fact
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.procedures.actions.carrying import read_on
from mulin.procedures.actions.pacts import put_pact_to_vote
from mulin.procedures.actions.rooms import begin_to_read
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import Asked, World, voting

As = Callable[..., Actor]
PACT = Asked("management_pact", "通过《管理规约》", 0, "none", "全文见公示。")


@pytest.fixture
def officer(actor: As) -> Actor:
    return actor("street_officer", on=clock.today())


@pytest.fixture
def ripe(cast: Cast, officer: Actor) -> Version:
    """A version whose comments are in."""
    then = clock.now() - timedelta(days=9)
    version = drafting.begin_pact(
        cast.a.compound, "management_pact", "首次制定", once=uuid7(), by=officer, now=then
    )
    until = clock.today() - timedelta(days=1)
    return talking.open_comments(version, until, by=officer, now=then)


def read(cast: Cast) -> int:
    drain(cast.yun.pk, now=clock.now())
    return read_on(cast.yun.pk, now=clock.now())


def state(version: Version) -> str:
    return str(Version.objects.of(version.street_id).get(pk=version.pk).state)


def voted_on(cast: Cast, version: Version, officer: Actor, word: str) -> World:
    """A vote with its ballots, judged and announced, that decides on the version."""
    world = voting(cast, now=clock.now(), asked=(PACT,))
    begin_to_read(cast.yun.pk)
    adopting.put_to_vote(version, world.poll.pk, world.motions[0].pk, by=officer, now=clock.now())
    for place in range(len(world.entries)):
        world.vote(place, world.all(word))
    poll = judged(world)
    assert read(cast) == 0
    assert state(version) == "voting"
    announce(poll, body="结果", paper_id=None, by=officer, now=clock.now())
    return world


def test_the_button_freezes_the_text_and_drafts_the_vote_once(
    cast: Cast, ripe: Version, client_as: Callable[[str], Client]
) -> None:
    client, once = client_as("committee_chair"), uuid7()
    for _ in range(2):
        answer = client.post(reverse("procedures:pact_vote", args=[ripe.pk]), {"once": once})
        assert answer.status_code == 302
        assert answer.url == reverse("assembly:poll", args=[once])
    poll = Poll.objects.of(cast.yun).get()
    motion = Motion.objects.of(cast.yun).get()
    version = Version.objects.of(cast.yun).select_related("text_paper").get()
    assert (poll.is_draft, motion.kind) == (True, "management_pact")
    assert (version.poll_id, version.motion_id, version.state) == (poll.pk, motion.pk, "voting")
    assert version.text_paper is not None
    assert version.text_paper.digest[:16] in motion.text


def test_a_vote_that_passed_brings_the_pact_into_force_with_its_day_and_only_once(
    cast: Cast, ripe: Version, officer: Actor
) -> None:
    world = voted_on(cast, ripe, officer, "agree")
    assert read(cast) == 1
    assert read(cast) == 0
    version = Version.objects.of(cast.yun).get(pk=ripe.pk)
    assert (version.state, version.in_force_on) == ("in_force", clock.today())
    assert world.poll.number in version.adopted_how
    assert Fact.objects.of(cast.yun).filter(kind="PactInForce").count() == 1


def test_a_vote_that_failed_says_so_on_the_pact(cast: Cast, ripe: Version, officer: Actor) -> None:
    voted_on(cast, ripe, officer, "against")
    assert read(cast) == 1
    assert state(ripe) == "not_adopted"


def test_a_draft_that_was_discarded_gives_the_text_back(
    cast: Cast, ripe: Version, officer: Actor
) -> None:
    poll_id = put_pact_to_vote(ripe, once=uuid7(), by=officer, now=clock.now())
    discard_draft(Poll.objects.of(cast.yun).get(pk=poll_id), by=officer, now=clock.now())
    assert read(cast) == 1
    assert state(ripe) == "comments"


def test_a_vote_that_never_asked_about_it_gives_the_text_back(
    cast: Cast, ripe: Version, officer: Actor
) -> None:
    world = voting(cast, now=clock.now(), asked=(PACT,))
    begin_to_read(cast.yun.pk)
    adopting.put_to_vote(ripe, world.poll.pk, uuid7(), by=officer, now=clock.now())
    announce(judged(world), body="结果", paper_id=None, by=officer, now=clock.now())
    assert read(cast) == 1
    assert state(ripe) == "comments"


def test_where_it_may_not_go_to_the_vote_the_pacts_page_says_why(
    cast: Cast, ripe: Version, client_as: Callable[[str], Client]
) -> None:
    there = reverse("procedures:pact_vote", args=[ripe.pk])
    refused = client_as("property_manager").post(there, {"once": uuid7()}, follow=True)
    assert "起草和提请通过" in refused.content.decode()
    assert client_as("other_compound_owner").post(there).status_code == 404
    assert not Poll.objects.of(cast.yun).exists()
