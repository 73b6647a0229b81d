"""A roll is not frozen over two rows that may be one person, where that could change a verdict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import Candidate, Motion, Poll, RollEntry
from mulin.decide.assembly.queries.undecided import (
    ONE_PAPER,
    ONE_VOTER,
    effects_of,
)
from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Ownership, Person
from mulin.law.compound_rules import SameOwner
from tests.cast import Cast
from tests.decide.assembly.test_drafting import begin, complete, motion_of, rules_typed, to

As = Callable[[str], Client]
SAME, MERGE = SameOwner.SAME_GROUP, SameOwner.MERGE_OVERLAPPING


def groups(*written: str) -> list[frozenset[str]]:
    """``"A B"`` is one group of two owners."""
    return [frozenset(text.split()) for text in written]


@pytest.mark.parametrize(
    ("pairs", "written", "rule", "told"),
    [
        # One owner in two rows, a home each: one person or two.
        (["Aa"], ["A", "a"], SAME, {"Aa": ONE_VOTER}),
        (["Aa"], ["A", "a"], MERGE, {"Aa": ONE_VOTER}),
        # A home of his own and one with his wife: identical groups stay two persons either way.
        (["Aa"], ["A", "a B"], SAME, {}),
        # ... but groups that overlap would be merged.
        (["Aa"], ["A", "a B"], MERGE, {"Aa": ONE_VOTER}),
        # Already one person by a common home.
        (["Aa"], ["A", "a", "A B", "a B"], MERGE, {}),
        # Both rows own the same home: one signature or two.
        (["Aa"], ["A a"], SAME, {"Aa": ONE_PAPER}),
        # Only together do two pairs make two groups one.
        (["Aa", "Bb"], ["A B", "a b"], SAME, {"Aa": ONE_VOTER, "Bb": ONE_VOTER}),
        # Somebody whose twin stands on no paper of this motion.
        (["Aa"], ["A", "B"], SAME, {}),
        (["Aa"], ["A", "B"], MERGE, {}),
    ],
)
def test_a_pair_matters_where_it_changes_who_is_one_voter(
    pairs: list[str], written: list[str], rule: SameOwner, told: dict[str, str]
) -> None:
    found = effects_of([(p[0], p[1]) for p in pairs], groups(*written), rule)
    assert {"".join(two): effect for two, effect in found.items()} == told


@pytest.fixture
def client(client_as: As) -> Client:
    return client_as("community_worker")


def twins(cast: Cast, first: int = 2, second: int = 3) -> tuple[Person, Person]:
    """Two owners of compound A who are written alike: one name, one telephone."""
    sealer = Sealer(cast.yun.pk)
    one, other = sorted((cast.a.owners[first], cast.a.owners[second]), key=lambda p: p.pk)
    for person in (one, other):
        Person.objects.of(cast.yun).filter(pk=person.pk).update(
            name="丁演示", **sealer.phone_fields("13800001111")
        )
    return one, other


def state(cast: Cast, poll: Poll) -> str:
    return str(Poll.objects.of(cast.yun).get(pk=poll.pk).state)


def test_locking_names_the_pair_and_leads_to_deciding_it(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    first, second = twins(cast)
    refused = client.post(to(poll, "lock"), follow=True).content.decode()
    assert "还不能锁定" in refused
    assert "疑似同一人还没有认定" in refused
    assert "丁演示" not in refused
    assert "丁**（" in refused
    assert "算一个人还是两个人" in refused
    assert 'data-m-open="lock"' not in refused
    link = f"?pair={first.pk.hex}-{second.pk.hex}&amp;back={to(poll, 'lock')}"
    assert link in refused
    assert state(cast, poll) == "draft"
    deciding = client.get(f"{reverse('estate:duplicates')}{link.replace('&amp;', '&')}")
    assert f'href="{to(poll, "lock")}"' in deciding.content.decode()


def test_once_they_are_said_to_be_two_the_roll_is_frozen_with_both(
    client: Client, cast: Cast
) -> None:
    poll = complete(client, cast)
    first, second = twins(cast)
    typed = {"first": first.pk, "second": second.pk, "reason": "两人到窗口，不是同一人"}
    client.post(reverse("estate:distinct"), {**typed, "query": f"back={to(poll, 'lock')}"})
    client.post(to(poll, "lock"))
    assert state(cast, poll) == "locked"
    assert RollEntry.objects.of(cast.yun).filter(poll=poll).count() == 11


def test_once_they_are_merged_the_roll_is_frozen_with_one(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    first, second = twins(cast)
    typed = {"first": first.pk, "second": second.pk, "reason": "证件核对为同一人"}
    client.post(reverse("estate:merge"), typed)
    client.post(to(poll, "lock"))
    assert state(cast, poll) == "locked"
    assert RollEntry.objects.of(cast.yun).filter(poll=poll).count() == 10


def test_a_former_owner_of_the_same_name_does_not_stand_in_the_way(
    client: Client, cast: Cast
) -> None:
    poll = complete(client, cast)
    owner, unit = cast.a.owners[2], cast.a.units[2]
    before = Person(street=cast.yun, name=owner.name)
    before.save(force_insert=True)
    Ownership(street=cast.yun, unit=unit, person=before, valid_to=date(2024, 1, 1)).save(
        force_insert=True
    )
    client.post(to(poll, "lock"))
    assert state(cast, poll) == "locked"


def test_a_twin_outside_the_building_that_decides_does_not_stand_in_the_way(
    client: Client, cast: Cast
) -> None:
    poll = begin(client, cast)
    first = cast.a.buildings[0]
    client.post(to(poll, "motion_new"), motion_of(scope="buildings", buildings=[first.pk.hex]))
    for role, duty in (("counter_1", "counter"), ("counter_2", "counter"), ("witness", "witness")):
        client.post(to(poll, "officers"), {"duty": duty, "person": str(cast.persons[role].pk)})
    inside, outside = (
        [i for i, u in enumerate(cast.a.units[:10]) if (u.building_id == first.pk) is here]
        for here in (True, False)
    )
    twins(cast, inside[2], outside[0])
    assert "没有会影响计票的疑似重复" in client.get(to(poll, "lock")).content.decode()
    twins(cast, inside[2], inside[3])
    assert "1 对还没有认定" in client.get(to(poll, "lock")).content.decode()


def test_one_who_stands_twice_is_told_apart_first(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    motion = Motion(
        street=cast.yun, poll=poll, order=2, kind="elect_committee", seats=2, title="选"
    )
    motion.save(force_insert=True)
    both = twins(cast)
    other = cast.a.owners[5]
    for order, person in enumerate((*both, other), start=1):
        Candidate(
            street=cast.yun, motion=motion, person=person, order=order, name=person.name
        ).save(force_insert=True)
    assert "都是候选人" in client.get(to(poll, "lock")).content.decode()


def test_who_may_not_decide_is_told_who_does(client: Client, client_as: As, cast: Cast) -> None:
    poll = complete(client, cast)
    twins(cast)
    told = client_as("committee_chair").get(to(poll, "lock")).content.decode()
    assert "由社区工作人员或街道在底册里认定" in told
    assert reverse("estate:duplicates") + "?pair" not in told


def test_the_way_back_leads_nowhere_else(client: Client) -> None:
    url = reverse("estate:duplicates")
    for back in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert back not in client.get(url, {"back": back}).content.decode()


def test_merged_rules_are_asked_as_well(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    twins(cast, 0, 2)  # the first home has a second owner: other groups, one person if merged
    assert "没有会影响计票" in client.get(to(poll, "lock")).content.decode()
    rules = rules_typed(same_owner="merge_overlapping", same_owner_source="议事规则第5条")
    client.post(to(poll, "rules"), rules)
    assert "1 对还没有认定" in client.get(to(poll, "lock")).content.decode()


def test_a_paper_that_nobody_may_sign_is_told_before_the_lock(client: Client, cast: Cast) -> None:
    poll = complete(client, cast)
    assert "没有人能签这张票" not in client.get(to(poll, "lock")).content.decode()
    Person.objects.of(cast.yun).filter(pk=cast.a.owners[2].pk).update(died_on=date(2026, 1, 5))
    told = client.get(to(poll, "lock")).content.decode()
    assert "1 户的业主已去世" in told
    assert 'data-m-open="lock"' in told
    client.post(to(poll, "lock"))
    entry = next(
        e
        for e in RollEntry.objects.of(cast.yun).filter(poll=poll)
        if e.key == f"p:{cast.a.owners[2].pk.hex}"
    )
    Poll.objects.of(cast.yun).filter(pk=poll.pk).update(state="voting")
    url = to(poll, "paper_entry", entry.seq)
    assert "这户没有人能签票" in client.get(url).content.decode()
