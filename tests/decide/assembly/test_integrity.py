"""Whatever of a judged vote is changed in the database is named by ``mulin verify``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mulin.decide.assembly.actions.counting import announce, raise_objection
from mulin.decide.assembly.models import Ballot, Delivery, Motion, Poll, RollEntry, RollUnit
from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.ground.estate.models import Compound
from mulin.ground.record.models import Fact, Link
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.site.commands import record
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import ELECTION, TWO, World, voting
from tests.standing import standing

Capture = pytest.CaptureFixture[str]
Change = Callable[[World], Any]


def built(cast: Cast) -> World:
    """Nine of eleven have voted, and two counters have counted."""
    made = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    for place in range(9):
        made.vote(place, made.all("agree" if place % 4 else "against"))
    judged(made)
    return made


kept, world = standing(built)


def polls(world: World) -> Any:
    return Poll.objects.of(world.street).filter(pk=world.poll.pk)


def results(world: World, change: Callable[[dict[str, Any]], Any]) -> None:
    poll = again(world)
    change(poll.result["motions"][0])
    polls(world).update(result=poll.result)


def ballots(world: World) -> Any:
    return Ballot.objects.of(world.street).filter(poll=world.poll)


def first(rows: Any) -> Any:
    return rows.filter(pk=rows.order_by("pk")[0].pk)


def test_what_was_judged_and_left_alone_has_no_fault(world: World) -> None:
    assert faults_of_polls(world.street) == []
    assert faults_of_polls(world.cast.other.pk) == []


def test_votes_that_are_not_judged_have_none_either(cast: Cast) -> None:
    world = voting(cast, now=clock.now(), number="BJ-2026-0118")
    world.vote(0)
    assert faults_of_polls(world.street) == []


def test_a_compound_may_change_its_name(world: World) -> None:
    Compound.objects.of(world.street).filter(pk=world.poll.compound_id).update(name="新名字")
    assert faults_of_polls(world.street) == []


def test_a_vote_given_up_after_the_count_is_checked_all_the_same(world: World) -> None:
    polls(world).update(state=Poll.State.VOIDED)
    assert faults_of_polls(world.street) == []
    results(world, lambda m: m.update(passed=not m["passed"]))
    assert len(faults_of_polls(world.street)) == 1


def swap_envelopes(world: World) -> None:
    one, other = ballots(world).order_by("pk")[:2]
    ballots(world).filter(pk=one.pk).update(envelope=other.envelope)


def late_delivery(world: World) -> None:
    Delivery(
        id=uuid7(),
        street_id=world.street,
        poll=world.poll,
        entry=world.entries[10],
        method=Delivery.Method.IN_PERSON,
        delivered_on=clock.today(),
        proved=True,
        by="别人",
        at=clock.now(),
    ).save()


def lower_quorum(world: World) -> None:
    law = world.poll.law
    law["answers"]["majority_use_maintenance_fund"]["value"]["quorum"]["denominator"] = 6
    polls(world).update(law=law)


CHANGES: dict[str, tuple[Change, str]] = {
    "verdict": (
        lambda w: results(w, lambda m: m.update(passed=not m["passed"])),
        "存放的结果被改动，「用专项维修资金更换 1、2 号楼电梯」的是否通过",
    ),
    "figure": (
        lambda w: results(w, lambda m: m["strict"]["agree"].update(persons=99)),
        "的严格口径·同意·人数：写的是 99，重新计票得到 6",
    ),
    "result gone": (lambda w: polls(w).update(result={}), "存放的结果被改动"),
    "ballot gone": (lambda w: first(ballots(w)).erase(), "重新计票的结果与开票时存证的不一致（"),
    "ballot moved": (swap_envelopes, "封存的票或名册被改动，无法重新计票（WrongKey）"),
    "ballot rewritten": (
        lambda w: first(ballots(w)).update(envelope=b"\0" * 200),
        "封存的票或名册被改动",
    ),
    "ballot declared invalid": (
        lambda w: first(ballots(w)).update(invalid="没有签名"),
        "重新计票的结果与开票时存证的不一致",
    ),
    "channel": (
        lambda w: first(ballots(w)).update(channel=Ballot.Channel.PAPER),
        "票、名册或计票规则与开票时存证的不一致",
    ),
    "area": (
        lambda w: first(RollUnit.objects.of(w.street).filter(poll=w.poll)).update(area=99_999),
        "重新计票的结果与开票时存证的不一致",
    ),
    "owner": (
        lambda w: first(RollEntry.objects.of(w.street).filter(poll=w.poll)).update(key="p:00"),
        "票、名册或计票规则与开票时存证的不一致",
    ),
    "delivery": (late_delivery, "票、名册或计票规则与开票时存证的不一致"),
    "title": (
        lambda w: first(Motion.objects.of(w.street).filter(poll=w.poll)).update(title="别的事"),
        "票、名册或计票规则与开票时存证的不一致",
    ),
    "kind": (
        lambda w: first(Motion.objects.of(w.street).filter(poll=w.poll)).update(kind="nonsense"),
        "封存的票或名册被改动，无法重新计票（ValueError）",
    ),
    "rules": (lambda w: polls(w).update(rules={"silent": 5}), "无法重新计票"),
    "phone ballots": (
        lambda w: polls(w).update(online_counts=False),
        "重新计票的结果与开票时存证的不一致",
    ),
    "number": (lambda w: polls(w).update(number="BJ-2026-0001"), "编号与开票时存证的"),
    "state": (lambda w: polls(w).update(state=Poll.State.VOTING), "状态却是“投票中”"),
    "key gone": (lambda w: polls(w).update(opened_key=b""), "票箱的密钥却不见了"),
    "key changed": (lambda w: polls(w).update(opened_key=b"\1" * 60), "票箱打不开：密钥文件"),
    "law": (lower_quorum, "重新计票的结果与开票时存证的不一致（"),
}


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=list(CHANGES))
def test_every_change_of_a_judged_vote_is_named(world: World, change: Change, told: str) -> None:
    change(world)
    (fault,) = faults_of_polls(world.street)
    assert told in fault
    assert fault.startswith("表决“2026 年第二次业主大会表决”（BJ-2026-")


def test_a_result_without_its_fact_is_named(world: World) -> None:
    Fact.objects.of(world.street).filter(kind="PollJudged").erase()
    (fault,) = faults_of_polls(world.street)
    assert fault.endswith("有计票结果，却没有开票的事实")


def test_a_judged_vote_that_is_gone_is_named(world: World) -> None:
    Fact.objects.of(world.street).filter(kind="PollJudged").update(subject_id=uuid7())
    faults = faults_of_polls(world.street)
    assert any(fault.endswith("（BJ-2026-0117）已开票，却不在数据库里") for fault in faults)


# ── The command ──────────────────────────────────────────────────────────────────────────────────


def test_the_command_walks_chains_and_votes(world: World, capsys: Capture) -> None:
    assert record.verify_chains([]) == 0
    told = capsys.readouterr()
    assert "环都对得上" in told.out
    assert told.err == ""


def test_the_command_names_the_vote_whose_result_was_changed(world: World, capsys: Capture) -> None:
    results(world, lambda m: m["strict"]["agree"].update(persons=99))
    assert record.verify_chains([]) == 1
    told = capsys.readouterr().err
    assert "云溪街道" in told
    assert "写的是 99" in told


def tampered_fact(world: World) -> None:
    facts = Fact.objects.of(world.street).filter(kind="PollJudged")
    facts.update(body=facts.get().body | {"result_digest": "0" * 64})


def tampered_person(world: World) -> None:
    fact = Fact.objects.of(world.street).exclude(personal={}).order_by("id")[0]
    name, (salt, _) = next(iter(fact.personal.items()))
    changed = fact.personal | {name: [salt, "别人"]}
    Fact.objects.of(world.street).filter(pk=fact.pk).update(personal=changed)


ROWS: dict[str, tuple[Change, str]] = {
    "fact": (tampered_fact, "的事实被改动：PollJudged"),
    "link": (lambda w: Link.objects.of(w.street).filter(seq=3).erase(), "第 3 环缺失"),
}


@pytest.mark.parametrize(("change", "told"), ROWS.values(), ids=list(ROWS))
def test_the_command_names_the_changed_row(
    world: World, capsys: Capture, change: Change, told: str
) -> None:
    drain(world.street, now=clock.now())
    change(world)
    assert record.verify_chains([]) == 1
    assert told in capsys.readouterr().err


def test_the_command_names_the_personal_value_that_was_swapped(
    cast: Cast, world: World, capsys: Capture
) -> None:
    staff = cast.actor("community_worker", clock.today())
    announce(again(world), body="", paper_id=None, by=staff, now=clock.now())
    raise_objection(
        again(world),
        objection_id=uuid7(),
        name="钱演示",
        unit_label="",
        text="请核对",
        contact="",
        by=cast.actor("owner", clock.today()),
        now=clock.now(),
    )
    drain(world.street, now=clock.now())
    tampered_person(world)
    assert record.verify_chains([]) == 1
    assert "的个人字段被改动：ObjectionRaised.name" in capsys.readouterr().err
