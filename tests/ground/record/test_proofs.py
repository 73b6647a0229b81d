"""A proof taken from the database leads from a fact to a day's head, and holds without it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from mulin.ground.record import sealer
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event, personal
from mulin.ground.record.models import DayHead, Fact, Link
from mulin.ground.record.proofs import proof_of
from mulin.kit.canonical import canonical
from mulin.kit.rights import Actor
from mulin.law.record import proof
from mulin.law.record.reading import Node
from tests.cast import Cast

Act = Callable[..., Actor]
Put = Callable[..., Fact]


@dataclass(frozen=True)
class LampLit(Event):
    """Something happened, so that tests have something to prove."""

    sentence: ClassVar[str] = "{who}点了 {lamps} 盏灯。"
    lamps: int
    who: str = personal()


@pytest.fixture
def put(actor: Act, now: datetime) -> Put:
    def lamp(lamps: int = 1, *, by: str = "street_officer", at: datetime = now) -> Fact:
        with transaction.atomic():
            return record(LampLit(lamps, "苏演示"), by=actor(by), at=at, on=at.date())

    return lamp


def test_a_proof_leads_to_the_days_head(cast: Cast, put: Put, now: datetime, today: date) -> None:
    facts = [put(n) for n in range(6)]
    head = sealer.drain(cast.yun.pk, now=now)
    made = proof_of(facts[2], today, now=now)
    assert (made.seq, len(made.path)) == (3, 3)
    assert (made.head.day, made.head.seq, made.head.hash) == (today, 6, head.hash)
    assert proof.broken(made) == ""
    assert [step.fact for step in made.path] == [fact.digest for fact in facts[3:]]


def test_a_proof_survives_the_file(cast: Cast, put: Put, now: datetime, today: date) -> None:
    made = proof_of(put(), today, now=now)
    text = canonical(proof.write(made))
    faults: list[str] = []
    assert proof.read(Node(json.loads(text), "", faults)) == made
    assert faults == []


def test_a_fact_that_waits_for_its_link_is_linked_first(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    fact = put()
    assert not Link.objects.of(cast.yun).exists()
    assert proof_of(fact, today, now=now).seq == 1


def test_the_path_ends_with_the_day_asked_for(cast: Cast, put: Put, now: datetime) -> None:
    first = put()
    for days in range(4):
        put(at=now + timedelta(days=days))
        sealer.drain(cast.yun.pk, now=now + timedelta(days=days))
    ends = [proof_of(first, (now + timedelta(days=d)).date(), now=now).head.seq for d in range(4)]
    assert ends == [2, 3, 4, 5]


def test_a_day_without_facts_has_no_head_and_the_next_one_serves(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    first = put()
    sealer.drain(cast.yun.pk, now=now)
    put()
    sealer.drain(cast.yun.pk, now=now + timedelta(days=3))
    made = proof_of(first, today + timedelta(days=1), now=now)
    assert made.head.day == today + timedelta(days=3)
    far = proof_of(first, today + timedelta(days=30), now=now)
    assert far == made


def test_a_fact_linked_after_midnight_is_proved_by_the_later_head(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    put()
    sealer.drain(cast.yun.pk, now=now)
    late = put()
    made = proof_of(late, today, now=now + timedelta(days=1))
    assert (made.head.day, made.path) == (today + timedelta(days=1), ())
    assert proof.broken(made) == ""


def test_each_street_proves_by_its_own_chain(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    for _ in range(3):
        put()
    far = put(by="neighbour_officer")
    sealer.drain(cast.yun.pk, now=now)
    assert proof_of(far, today, now=now).seq == 1


def test_no_personal_value_stands_in_a_proof(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    fact = put()
    text = canonical(proof.write(proof_of(fact, today, now=now))).decode()
    assert "苏演示" not in text
    assert fact.personal["who"][0] not in text
    assert fact.commitments["who"] in text


def test_erasing_a_personal_value_leaves_the_proof_as_it_was(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    fact = put()
    before = proof_of(fact, today, now=now)
    Fact.objects.of(cast.yun).filter(pk=fact.pk).update(personal={})
    erased = Fact.objects.of(cast.yun).get(pk=fact.pk)
    assert proof_of(erased, today, now=now) == before


def test_a_changed_row_makes_a_proof_that_breaks_at_its_link(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    facts = [put(n) for n in range(4)]
    sealer.drain(cast.yun.pk, now=now)
    facts[0].body = {"lamps": 99}
    assert proof.broken(proof_of(facts[0], today, now=now)).startswith("第 1 环不成立")
    Fact.objects.of(cast.yun).filter(pk=facts[2].pk).update(digest="0" * 64)
    assert proof.broken(proof_of(facts[1], today, now=now)).startswith("第 3 环不成立")


def test_a_chain_without_heads_proves_nothing(
    cast: Cast, put: Put, now: datetime, today: date
) -> None:
    fact = put()
    sealer.drain(cast.yun.pk, now=now)
    DayHead.objects.of(cast.yun).erase()
    with pytest.raises(LookupError, match="link 1"):
        proof_of(fact, today, now=now)


def test_four_statements_however_long_the_day(
    cast: Cast,
    put: Put,
    now: datetime,
    today: date,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    facts = [put(n) for n in range(30)]
    sealer.drain(cast.yun.pk, now=now)
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        assert len(proof_of(facts[0], today, now=now).path) == 29
