"""A vote under way is nobody's but its compound's: list, page, papers and verbs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Poll
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import World, voting

As = Callable[[str], Client]
READ = (
    "poll",
    "notice",
    "notice_pdf",
    "deliveries",
    "roll",
    "count_sheets_pdf",
    "proxy_pdf",
    "prints",
    "ballots_pdf",
    "register_pdf",
    "roll_pdf",
    "announcement",
    "announcement_pdf",
    "result_json",
    "objections",
    "basics",
    "motions",
    "rules",
    "officers",
    "lock",
)
WRITE = (
    "post",
    "prove",
    "open",
    "close",
    "void",
    "repin",
    "recount",
    "announce",
    "finalise",
    "full_record",
    "deliveries",
    "objections",
    "discard",
)
OUTSIDERS = ("stranger", "other_compound_owner", "neighbour_officer", "neighbour_owner", "leaver")


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def told_nothing(client: Client, world: World, method: str, name: str) -> None:
    url = reverse(f"assembly:{name}", args=[world.poll.pk])
    typed = {"why": "好奇", "entries": ["1"], "method": "failed", "once": str(uuid7())}
    answer = client.get(url) if method == "get" else client.post(url, typed)
    assert answer.status_code in {302, 403, 404, 405}, (name, answer.status_code)
    if answer.status_code == 302:
        assert "/accounts/" in answer["Location"], name
    if hasattr(answer, "content"):
        assert world.poll.title.encode() not in answer.content, name


@pytest.mark.parametrize("role", OUTSIDERS)
def test_an_outsider_learns_nothing_and_changes_nothing(
    client_as: As, world: World, role: str
) -> None:
    world.vote(0)
    client, facts = client_as(role), Fact.objects.count()
    for state in ("voting", "judged"):
        for name in READ:
            told_nothing(client, world, "get", name)
        for name in WRITE:
            told_nothing(client, world, "post", name)
        if state == "voting":
            assert Fact.objects.count() == facts
            judged(world)
            facts = Fact.objects.count()
    assert Fact.objects.count() == facts
    listed = client.get(reverse("assembly:list"))
    assert world.poll.title.encode() not in getattr(listed, "content", b"")


@pytest.mark.parametrize("name", WRITE)
def test_the_company_concerned_changes_nothing(
    client_as: As, world: World, cast: Cast, name: str
) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(concerns_id=cast.company.pk)
    facts = Fact.objects.count()
    told_nothing(client_as("property_manager"), world, "post", name)
    assert Fact.objects.count() == facts
    assert again(world).state == Poll.State.VOTING


def test_an_owner_reads_his_own_vote_but_sees_nobody_elses(client_as: As, world: World) -> None:
    world.vote(1)
    told = client_as("owner").get(reverse("assembly:poll", args=[world.poll.pk]))
    assert told.status_code == 200
    assert world.entries[1].first_unit.encode() not in told.content
    for name in ("deliveries", "prints", "objections"):
        url = reverse(f"assembly:{name}", args=[world.poll.pk])
        assert client_as("owner").get(url).status_code in {403, 404}, name
