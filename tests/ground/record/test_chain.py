"""The chain holds, and names what was tampered with where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from mulin.ground.record import sealer
from mulin.ground.record.actions import record
from mulin.ground.record.digests import commitment, digest_of
from mulin.ground.record.events import Event, personal
from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.ground.record.verify import verify_street
from mulin.kit import clock
from mulin.kit.canonical import sm3
from mulin.kit.chain import GENESIS, link_hash
from mulin.kit.rights import Actor
from tests.cast import Cast

Act = Callable[..., Actor]


@dataclass(frozen=True)
class TeaServed(Event):
    """Something happened, so that tests have something to record."""

    sentence: ClassVar[str] = "给{guest}上了 {cups} 杯茶。"
    cups: int
    guest: str = personal()


@pytest.fixture
def serve(actor: Act, now: datetime, today: date) -> Callable[..., list[Fact]]:
    def serve_tea(count: int, *, by: str = "street_officer", at: datetime = now) -> list[Fact]:
        found = []
        for cups in range(count):
            with transaction.atomic():
                event = TeaServed(cups=cups, guest="苏演示")
                found.append(record(event, by=actor(by), at=at, on=today))
        return found

    return serve_tea


Serve = Callable[..., list[Fact]]


def test_what_was_recorded_is_linked_in_order_and_holds(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    facts = serve(7)
    head = sealer.drain(cast.yun.pk, now=now)
    links = list(Link.objects.of(cast.yun).order_by("seq"))
    assert [link.seq for link in links] == list(range(1, 8))
    assert [link.fact_id for link in links] == [fact.pk for fact in facts]
    assert links[0].prev == GENESIS
    assert head.hash == links[-1].hash
    verdict = verify_street(cast.yun.pk)
    assert verdict.holds
    assert (verdict.links, verdict.head) == (7, head.hash)


def test_a_link_is_the_hash_of_the_one_before_its_number_and_the_fact(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    fact = serve(1)[0]
    sealer.drain(cast.yun.pk, now=now)
    link = Link.objects.of(cast.yun).get()
    assert link.hash == sm3(f"{'0' * 64}:1:{fact.digest}".encode())


def test_draining_again_changes_nothing(cast: Cast, serve: Serve, now: datetime) -> None:
    serve(3)
    first = sealer.drain(cast.yun.pk, now=now)
    again = sealer.drain(cast.yun.pk, now=now + timedelta(hours=1))
    assert (first.seq, first.hash) == (again.seq, again.hash)
    assert sealer.tick(cast.yun.pk, now=now) == 0


def test_more_than_one_batch_is_linked(
    cast: Cast, serve: Serve, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 3)
    serve(8)
    assert sealer.drain(cast.yun.pk, now=now).seq == 8
    assert verify_street(cast.yun.pk).holds


def test_each_street_has_its_own_chain(cast: Cast, serve: Serve, now: datetime) -> None:
    serve(2)
    serve(3, by="neighbour_officer")
    assert sealer.drain(cast.yun.pk, now=now).seq == 2
    assert verify_street(cast.other.pk).links == 0
    assert sealer.drain(cast.other.pk, now=now).seq == 3


def test_an_empty_chain_holds(cast: Cast, now: datetime) -> None:
    assert verify_street(cast.yun.pk).holds
    assert sealer.drain(cast.yun.pk, now=now).seq == 0
    assert verify_street(cast.yun.pk).holds


def _facts_update(cast: Cast, seq: int, **values: object) -> None:
    fact = Link.objects.of(cast.yun).get(seq=seq).fact_id
    Fact.objects.of(cast.yun).filter(pk=fact).update(**values)


def test_a_changed_body_is_named(cast: Cast, serve: Serve, now: datetime) -> None:
    serve(5)
    sealer.drain(cast.yun.pk, now=now)
    _facts_update(cast, 3, body={"cups": 99})
    verdict = verify_street(cast.yun.pk)
    assert not verdict.holds
    assert verdict.broken.startswith("第 3 环的事实被改动：TeaServed")


@pytest.mark.parametrize(
    "change",
    [
        {"by": "别人"},
        {"kind": "TeaSpilt"},
        {"account_id": 999},
        {"on": date(2020, 1, 1)},
        {"commitments": {}},
        {"subject_id": "016f5e66-e800-7000-8000-000000000000"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_every_part_of_a_fact_is_protected(
    cast: Cast, serve: Serve, now: datetime, change: dict[str, object]
) -> None:
    serve(2)
    sealer.drain(cast.yun.pk, now=now)
    _facts_update(cast, 2, **change)
    assert verify_street(cast.yun.pk).broken.startswith("第 2 环的事实被改动")


def test_a_fact_rewritten_with_a_new_digest_does_not_fit_its_link(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(3)
    sealer.drain(cast.yun.pk, now=now)
    fact = Link.objects.of(cast.yun).select_related("fact").get(seq=2).fact
    fact.body = {"cups": 99}
    _facts_update(cast, 2, body=fact.body, digest=digest_of(fact))
    assert verify_street(cast.yun.pk).broken == "第 2 环的杂凑值不符"


def test_a_chain_rewritten_from_one_link_on_betrays_itself_by_the_days_head(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(2)
    sealer.drain(cast.yun.pk, now=now)
    serve(1)
    sealer.drain(cast.yun.pk, now=now + timedelta(days=1))
    _forge(cast, from_seq=2)
    assert verify_street(cast.yun.pk).broken == "2026-03-02 的链头与链不符"


def _forge(cast: Cast, from_seq: int) -> None:
    """What somebody with the database's password and our source would do."""
    prev = Link.objects.of(cast.yun).get(seq=from_seq - 1).hash
    for link in Link.objects.of(cast.yun).filter(seq__gte=from_seq).order_by("seq"):
        fact = link.fact
        fact.body = {"cups": 1000}
        digest = digest_of(fact)
        _facts_update(cast, link.seq, body=fact.body, digest=digest)
        tip = link_hash(prev, link.seq, digest)
        Link.objects.of(cast.yun).filter(pk=link.pk).update(prev=prev, hash=tip)
        prev = tip
    Head.objects.of(cast.yun).update(hash=prev)


def test_a_deleted_link_is_missed(cast: Cast, serve: Serve, now: datetime) -> None:
    serve(5)
    sealer.drain(cast.yun.pk, now=now)
    Link.objects.of(cast.yun).filter(seq=4).erase()
    assert verify_street(cast.yun.pk).broken == "第 4 环缺失"


def test_a_chain_cut_short_does_not_reach_its_head(cast: Cast, serve: Serve, now: datetime) -> None:
    serve(5)
    sealer.drain(cast.yun.pk, now=now)
    Link.objects.of(cast.yun).filter(seq=5).erase()
    assert verify_street(cast.yun.pk).broken == "链头记在第 5 环，链却止于第 4 环"
    Head.objects.of(cast.yun).erase()
    assert verify_street(cast.yun.pk).broken == "链头记在第 0 环，链却止于第 4 环"


def test_a_fact_slipped_in_beside_the_chain_is_counted(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(1, at=now - timedelta(days=2))
    serve(1)
    sealer.drain(cast.yun.pk, now=now)
    first = Link.objects.of(cast.yun).get(seq=1)
    Link.objects.of(cast.yun).erase()
    second = Fact.objects.of(cast.yun).exclude(pk=first.fact_id).get()
    tip = link_hash(GENESIS, 1, second.digest)
    Link(street=cast.yun, seq=1, fact=second, prev=GENESIS, hash=tip, at=now).save()
    Head.objects.of(cast.yun).update(seq=1, hash=tip)
    DayHead.objects.of(cast.yun).update(seq=1, hash=tip)
    assert verify_street(cast.yun.pk).broken == "1 条事实没有入链"


def test_a_personal_value_moved_to_another_fact_is_named(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(2)
    sealer.drain(cast.yun.pk, now=now)
    other = Link.objects.of(cast.yun).select_related("fact").get(seq=1).fact.personal
    _facts_update(cast, 2, personal=other)
    assert verify_street(cast.yun.pk).broken == "第 2 环的个人字段被改动：TeaServed.guest"


def test_a_personal_value_changed_is_named(cast: Cast, serve: Serve, now: datetime) -> None:
    fact = serve(1)[0]
    sealer.drain(cast.yun.pk, now=now)
    _facts_update(cast, 1, personal={"guest": [fact.personal["guest"][0], "别人"]})
    assert "个人字段被改动" in verify_street(cast.yun.pk).broken


def test_an_erased_personal_value_leaves_the_chain_whole(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(2)
    sealer.drain(cast.yun.pk, now=now)
    _facts_update(cast, 1, personal={})
    assert verify_street(cast.yun.pk).holds
    fact = Link.objects.of(cast.yun).select_related("fact").get(seq=1).fact
    assert "已删除" in fact.sentence
    assert "苏演示" not in str(fact.body)


def test_salts_hide_equal_values() -> None:
    assert commitment("00" * 16, "苏演示") != commitment("01" * 16, "苏演示")


def test_a_verb_rolled_back_leaves_nothing(cast: Cast, serve: Serve, now: datetime) -> None:
    with transaction.atomic():
        serve(1)
        transaction.set_rollback(True)
    assert sealer.drain(cast.yun.pk, now=now).seq == 0
    assert not Fact.objects.of(cast.yun).exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_of_a_transaction_is_refused(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    with pytest.raises(RuntimeError, match="inside the verb's own transaction"):
        record(TeaServed(cups=1, guest="x"), by=actor("street_officer"), at=now, on=today)


def test_what_has_no_canonical_form_is_refused(
    cast: Cast, actor: Act, now: datetime, today: date
) -> None:
    event = TeaServed(cups=1.5, guest="x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="canonical"), transaction.atomic():
        record(event, by=actor("street_officer"), at=now, on=today)


def test_two_kinds_of_one_name_cannot_live_in_two_modules() -> None:
    with pytest.raises(TypeError, match="two kinds"):
        type("TeaServed", (Event,), {"__module__": "elsewhere"})


def test_the_head_of_a_day_is_the_last_link_of_that_day(
    cast: Cast, serve: Serve, now: datetime
) -> None:
    serve(2)
    sealer.drain(cast.yun.pk, now=now)
    serve(1)
    late = now.replace(hour=15, minute=59)  # 23:59 in China
    sealer.drain(cast.yun.pk, now=late)
    serve(1)
    sealer.drain(cast.yun.pk, now=late + timedelta(minutes=2))
    heads = {head.day: head.seq for head in DayHead.objects.of(cast.yun)}
    assert heads == {date(2026, 3, 2): 3, date(2026, 3, 3): 4}


def test_more_than_a_batch_is_linked_in_the_same_second(
    cast: Cast, serve: Serve, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 3)
    serve(8)
    assert sealer.tick(cast.yun.pk, now=clock.now()) == 8
    assert verify_street(cast.yun.pk).holds
