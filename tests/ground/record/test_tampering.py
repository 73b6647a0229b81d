"""Somebody with the database's password: what he writes past the verbs is named, link by link.

What no check of the database alone can show is here too: a tail cut off and linked anew is whole in
itself, and only a head that was printed before tells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from mulin.ground.record.actions import record
from mulin.ground.record.digests import digest_of
from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.ground.record.sealer import drain
from mulin.ground.record.verify import verify_street
from mulin.kit.chain import link_hash
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, system_actor
from mulin.site import cli
from mulin.site.commands.record import verify_chains
from mulin.site.console import Stop
from tests.cast import Cast
from tests.ground.record.test_chain import TeaServed

Capture = pytest.CaptureFixture[str]
Tamper = Callable[[Any, datetime], None]


@pytest.fixture
def chain(cast: Cast, now: datetime) -> Cast:
    """Three facts a day on three days, each linked on its day."""
    by = system_actor(cast.yun.pk)
    for number in range(3):
        serve(by, now + timedelta(days=number), cups=3)
    return cast


def serve(by: Actor, at: datetime, *, cups: int) -> None:
    for cup in range(cups):
        record(TeaServed(cup, "苏演示"), by=by, at=at, on=day_of(at))
    drain(by.street_id, now=at)


def facts(street: Any, seq: int) -> Any:
    return Fact.objects.of(street).filter(pk=Link.objects.of(street).get(seq=seq).fact_id)


def links(street: Any, seq: int) -> Any:
    return Link.objects.of(street).filter(seq=seq)


def head_of(street: Any, at: datetime) -> Any:
    return DayHead.objects.of(street).filter(day=day_of(at))


def delete_fact(street: Any, now: datetime) -> None:
    """With its link: the database would refuse to let go of one alone."""
    gone = Link.objects.of(street).get(seq=4)
    Link.objects.of(street).filter(pk=gone.pk).erase()
    Fact.objects.of(street).filter(pk=gone.fact_id).erase()


def swap_facts(street: Any, now: datetime) -> None:
    one, other = (Link.objects.of(street).get(seq=seq) for seq in (4, 5))
    links(street, 4).erase()
    links(street, 5).update(fact=one.fact_id)
    Link(
        street_id=one.street_id,
        seq=4,
        fact_id=other.fact_id,
        prev=one.prev,
        hash=one.hash,
        at=one.at,
    ).save(force_insert=True)


def raw(column: str, text: str) -> Tamper:
    """Whatever a person at an SQL prompt may write into a column of JSON."""

    def write(street: Any, now: datetime) -> None:
        fact = facts(street, 4).get()
        key = fact.pk if connection.features.has_native_uuid_field else fact.pk.hex
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Fact._meta.db_table} SET {column} = %s WHERE street_id = %s AND id = %s",  # noqa: S608
                [text, fact.street_id if key == fact.pk else fact.street_id.hex, key],
            )

    return write


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda s, n: facts(s, 4).update(body={"cups": 9}), "第 4 环的事实被改动"),
        (lambda s, n: facts(s, 4).update(at=n), "第 4 环的事实被改动"),
        (lambda s, n: facts(s, 4).update(digest="0" * 64), "第 4 环的事实被改动"),
        (lambda s, n: facts(s, 4).update(personal={"guest": ["00", "别人"]}), "第 4 环的个人字段被改动"),
        (lambda s, n: facts(s, 4).update(personal={"host": ["00", "别人"]}), "第 4 环的个人字段被改动"),
        (raw("personal", '{"guest": ["no hex", 1]}'), "第 4 环的事实被改动"),
        (raw("personal", '{"guest": 5}'), "第 4 环的事实被改动"),
        (raw("personal", "[]"), "第 4 环的事实被改动"),
        (raw("body", '{"cups": 1.5}'), "第 4 环的事实被改动"),
        (raw("body", "7"), "第 4 环的事实被改动"),
        (raw("commitments", "null"), "第 4 环的事实被改动"),
        (delete_fact, "第 4 环缺失"),
        (swap_facts, "第 4 环的杂凑值不符"),
        (lambda s, n: links(s, 4).update(prev="0" * 64), "第 4 环与前一环不相接"),
        (lambda s, n: links(s, 4).update(hash="0" * 64), "第 4 环的杂凑值不符"),
        (lambda s, n: links(s, 4).update(seq=400), "第 4 环缺失"),
        (lambda s, n: links(s, 9).erase(), "链头记在第 9 环，链却止于第 8 环"),
        (lambda s, n: Head.objects.of(s).update(hash="0" * 64), "链头记在第 9 环"),
        (lambda s, n: head_of(s, n).update(hash="0" * 64), "的链头与链不符"),
        (lambda s, n: head_of(s, n).update(seq=2, hash=Link.objects.of(s).get(seq=2).hash), "的链头与链不符"),
        (lambda s, n: head_of(s, n).update(day=day_of(n) - timedelta(days=9)), "的链头与链不符"),
        (lambda s, n: head_of(s, n).erase(), "的链头不见了"),
    ],
)  # fmt: skip
def test_the_first_thing_that_does_not_hold_is_named(
    chain: Cast, now: datetime, tamper: Tamper, named: str
) -> None:
    assert verify_street(chain.yun.pk).broken == ""
    tamper(chain.yun.pk, now)
    assert named in verify_street(chain.yun.pk).broken


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its types")
@pytest.mark.parametrize("column", ["person_id", "at", '"on"'])
def test_a_row_that_cannot_be_read_any_more_is_named_and_ends_no_command(
    chain: Cast, now: datetime, column: str
) -> None:
    raw(column, "gestern")(chain.yun.pk, now)
    assert verify_street(chain.yun.pk).broken.startswith("第 4 环的事实被改动")


def cut_and_relink(street: Any, *, keep: int) -> None:
    """A thorough forger: everything after ``keep`` is changed, linked anew, and the heads with it."""
    tip = Link.objects.of(street).get(seq=keep).hash
    for link in Link.objects.of(street).filter(seq__gt=keep).select_related("fact").order_by("seq"):
        fact = link.fact
        fact.body = {"cups": 1000 + link.seq}
        digest = digest_of(fact)
        Fact.objects.of(street).filter(pk=fact.pk).update(body=fact.body, digest=digest)
        new = link_hash(tip, link.seq, digest)
        Link.objects.of(street).filter(pk=link.pk).update(prev=tip, hash=new)
        DayHead.objects.of(street).filter(seq=link.seq).update(hash=new)
        Head.objects.of(street).filter(seq=link.seq).update(hash=new)
        tip = new


def test_a_tail_linked_anew_is_whole_in_itself_and_only_a_printed_head_tells(
    chain: Cast, now: datetime, capsys: Capture
) -> None:
    street = chain.yun.pk
    early, late = (head_of(street, now + timedelta(days=n)).get().hash for n in (0, 2))
    assert verify_chains(["--anchor", late]) == 0
    cut_and_relink(street, keep=5)
    assert verify_street(street).broken == "", "nothing inside the database can show it"
    assert verify_chains([]) == 0
    capsys.readouterr()
    assert verify_chains(["--anchor", late]) == 1
    assert f"{late[:8]}… 不在任何街道的链上" in capsys.readouterr().err
    assert verify_chains(["--anchor", early]) == 0, "what stood before the cut is as it was"
    assert "第 3 环" in capsys.readouterr().out


def test_a_printed_head_may_be_typed_in_groups_and_a_short_one_is_refused(
    chain: Cast, now: datetime, capsys: Capture
) -> None:
    found = head_of(chain.yun.pk, now).get().hash.upper()
    grouped = " ".join(found[i : i + 8] for i in range(0, 64, 8))
    assert verify_chains(["--anchor", grouped]) == 0
    with pytest.raises(Stop, match="64 位十六进制"):
        verify_chains(["--anchor", found[:60]])


@pytest.mark.parametrize(
    "words", [["verify", "--anchor", "a" * 64], ["verify", f"--anchor={'a' * 64}"]]
)
def test_an_anchor_without_a_file_asks_the_database(words: list[str]) -> None:
    command = cli.choose(words)
    assert command is not None
    assert command.target.endswith("verify_chains")
