"""Before the close nothing in the database, and after it nothing that is handed out, says who chose what."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.exporting import export_full
from mulin.decide.assembly.actions.paper import confirm_paper, enter_paper, settle_paper
from mulin.decide.assembly.choices import packed, padded, unpacked
from mulin.decide.assembly.models import Ballot, Poll, RollUnit
from mulin.decide.assembly.queries.custody import faults_in_custody
from mulin.decide.assembly.queries.judging import judging_fact
from mulin.decide.assembly.queries.public_result import fate_of
from mulin.decide.assembly.queries.records import ballots_in_order
from mulin.kit import clock
from mulin.kit.canonical import fingerprint
from mulin.kit.ids import uuid7
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import ELECTION, TWO, World, voting

As = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def sizes(world: World) -> set[tuple[int, int]]:
    rows = Ballot.objects.of(world.street).filter(poll=world.poll)
    return {(len(bytes(b.envelope)), len(bytes(b.own_copy))) for b in rows}


def test_every_choice_makes_an_envelope_of_the_same_length(cast: Cast) -> None:
    world = voting(cast, asked=(*TWO, ELECTION))
    one, two, election = world.motions
    names = [c.pk.hex for c in election.candidates.all()]
    said: list[dict[str, Any]] = [
        {one.pk.hex: a, two.pk.hex: b, election.pk.hex: names[:chosen]}
        for a, b, chosen in (
            ("agree", "agree", 0),
            ("against", "against", 2),
            ("abstain", "agree", 1),
            ("agree", "abstain", 2),
        )
    ]
    for place, choices in enumerate(said):
        world.vote(place, choices)
    assert len(sizes(world)) == 1


def test_so_does_a_paper_whatever_it_says_left_blank_or_named_too_many(cast: Cast) -> None:
    world = voting(cast, asked=(*TWO, ELECTION))
    election = world.motions[2]
    everybody = [c.pk.hex for c in election.candidates.all()]
    assert len(everybody) > (election.seats or 0)
    said: list[dict[str, Any]] = [{}, world.all("against"), {election.pk.hex: everybody}]
    for place, choices in enumerate(said):
        paper = enter_paper(
            world.poll.pk,
            world.paper(place),
            choices,
            ballot_id=uuid7(),
            box="1号箱",
            invalid="",
            received_at=world.now,
            by=world.counter(0),
            now=world.now,
        )
        other = world.all("abstain")
        confirm_paper(paper.pk, other, invalid="", by=world.counter(1), now=world.now)
        settle_paper(paper.pk, choices, invalid="", by=world.counter(2), now=world.now)
    world.vote(5)
    assert {size for size, _ in sizes(world)} == {
        len(bytes(world.live()[-1].envelope)),
    }
    assert faults_in_custody(world.poll) == []


def test_what_fills_an_envelope_up_is_nothing_to_whoever_opens_it(cast: Cast) -> None:
    world = voting(cast)
    said = world.all("agree")
    full = padded(said, world.motions)
    assert len(full) > len(packed(said))
    assert unpacked(full) == said


@pytest.fixture
def counted(cast: Cast) -> World:
    """Nine of eleven have voted one after the other, in the order of the roll, and were counted."""
    world = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    for place in range(9):
        now = world.now + timedelta(seconds=place)
        world.vote(place, world.all("agree" if place % 4 else "against"), now=now)
    judged(world)
    world.poll.refresh_from_db()
    return world


def full(world: World) -> dict[str, Any]:
    return export_full(
        world.poll,
        "法院调取",
        by=world.cast.actor("street_officer", clock.today()),
        now=clock.now(),
    )


def test_the_full_record_lists_units_in_no_order_of_the_register(counted: World) -> None:
    document = full(counted)
    rows = RollUnit.objects.of(counted.street).filter(poll=counted.poll).order_by("order")
    keys = {row.pk.hex for row in rows}
    ids = [unit["id"] for unit in document["units"]]
    assert ids == sorted(ids)
    assert not keys & set(ids)
    assert not any(key in json.dumps(document) for key in keys)


def test_nor_ballots_in_the_order_in_which_they_came(counted: World) -> None:
    rows = Ballot.objects.of(counted.street).filter(poll=counted.poll)
    came = [ballot.pk for ballot in rows.order_by("cast_at")]
    listed = [ballot.pk for ballot in ballots_in_order(counted.poll)]
    assert sorted(listed) == sorted(came)
    assert listed != came
    assert listed == [ballot.pk for ballot in ballots_in_order(counted.poll)]
    assert len(full(counted)["ballots"]) == len(came)


def test_ballots_cast_by_proxies_keep_their_order_among_themselves(cast: Cast) -> None:
    world = voting(cast, now=clock.now(), rules={"proxy_limit": 1})
    rows = Ballot.objects.of(world.street)
    for place in range(9):
        ballot = world.vote(place, now=world.now + timedelta(seconds=place))
        if place % 2:
            rows.filter(pk=ballot.pk).update(proxy="p:an-attorney")
    listed = ballots_in_order(world.poll)
    by_proxy = [b.cast_at for b in listed if b.proxy]
    assert by_proxy == sorted(by_proxy)
    assert [b.pk for b in listed] != [b.pk for b in sorted(listed, key=lambda b: b.cast_at)]
    poll = judged(world)
    left_out = [e for e in poll.result["motions"][0]["excluded"] if e["reason"] == "proxy_limit"]
    assert len(left_out) == len(by_proxy) - 1
    fates = [fate_of(rows.select_related("poll").get(pk=b.pk))[0] for b in listed if b.proxy]
    assert fates == ["counted", "not", "not", "not"], "a receipt finds its own ballot in the record"


def test_which_ballot_was_left_out_is_told_only_to_who_may_have_the_record(
    counted: World, client_as: As
) -> None:
    poll = counted.poll
    poll.result["motions"][0]["excluded"] = [{"ballot": 3, "reason": "blank_item"}]
    poll.state = Poll.State.ANNOUNCED
    poll.save(update_fields=["result", "state"])
    url = reverse("assembly:result_json", args=[poll.pk])
    for who, told in (("owner", []), ("property_manager", []), ("street_officer", [3])):
        document = client_as(who).get(url).json()
        assert [e["ballot"] for e in document["motions"][0]["excluded"]] == told, who


def test_the_fact_of_the_count_commits_to_the_record_as_it_is_handed_out(counted: World) -> None:
    fact = judging_fact(counted.poll)
    assert fact is not None
    document = full(counted)
    beside = ("poll", "result", "head", "proof")
    committed = {k: v for k, v in document.items() if k not in beside}
    assert fingerprint(committed) == fact.body["record_digest"]


def shape(address: str) -> str:
    """An address without its identifiers and values: two of one kind are enough to look at."""
    bare = re.sub(r"[0-9a-f]{32}|[0-9a-f-]{36}|\d+", "…", address)
    return re.sub(r"=[^&]*", "=", bare)


def crawled(client: Client) -> dict[str, str]:
    """Every kind of page somebody reaches from the first one, without what changes by itself."""
    seen: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    todo = ["/"]
    while todo:
        address = todo.pop(0)
        answer = client.get(address, follow=True)
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        seen[address] = re.sub(
            r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"'
            r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d|value=\"[0-9a-f-]{36}\"",
            "",
            html,
        )
        for link in dict.fromkeys(re.findall(r'href="(/[^"#]*)"', html)):
            link = link.replace("&amp;", "&")
            if link in seen or link in todo or re.search("logout|static|export", link):
                continue
            kinds[shape(link)] += 1
            if kinds[shape(link)] <= 2:
                todo.append(link)
    return seen


def test_no_page_of_the_company_concerned_changes_when_owners_vote(
    cast: Cast, client_as: As
) -> None:
    world = voting(cast, now=clock.now())
    world.poll.concerns = cast.company
    world.poll.save()
    client = client_as("property_manager")
    crawled(client)  # what somebody looked at last is shown to himself
    before = crawled(client)
    for place in range(8):
        world.vote(place, world.all("agree" if place % 2 else "against"))
    cache.clear()
    after = crawled(client)
    assert len(before) > 20
    assert [page for page in before if before[page] != after.get(page)] == []
