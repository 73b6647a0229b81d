"""What is done past the verbs to ballots of the official system is named, as with all ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mulin.decide.assembly.actions import official
from mulin.decide.assembly.models import Ballot, OfficialBallot
from mulin.decide.assembly.queries.custody import faults_in_custody
from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.ground.record.models import Fact
from mulin.kit.canonical import sm3
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.site.commands.record import verify_chains
from tests.cast import Cast
from tests.decide.assembly.judged import closed, judged
from tests.decide.assembly.official import beijing, count_box, on_paper, row, staff, taken
from tests.decide.assembly.world import World

Tamper = Callable[[World], Any]
CHANGED = "名册第 2 号的票箱里有一张没有登记过或被改动的票"
LISTED = "从《业主投票明细.xlsx》导入的票与存证的清单不一致"


@pytest.fixture
def world(cast: Cast) -> World:
    """Two files, one of them taken back, and a paper that an official ballot replaced."""
    world = beijing(cast)
    on_paper(world, 1, "agree", hours=5)
    count_box(world, 1)
    wrong = taken(world, row(world, 3, serial="X1"), row(world, 4, serial="X2"))
    official.withdraw_official(wrong.pk, "导错了文件", by=staff(world), now=world.now)
    taken(world, *(row(world, place) for place in (1, 2, 3)))
    return world


def at(world: World, place: int, **more: Any) -> Any:
    rows = Ballot.objects.of(world.street).filter(entry=world.entries[place], **more)
    return rows.filter(channel=Ballot.Channel.OFFICIAL)


def listed(world: World, place: int) -> Any:
    return OfficialBallot.objects.of(world.street).filter(entry=world.entries[place], taken=True)


def refill(world: World) -> None:
    """The ballot and the row that names it, both changed: only the fact is left to tell."""
    at(world, 1).update(envelope=b"x" * 60)
    listed(world, 1).update(seal=sm3(b"x" * 60))


def stuff(world: World) -> None:
    spare = at(world, 1).get()
    spare.pk, spare.entry_id, spare.signer = uuid7(), world.entries[9].pk, world.holder(9).signer
    spare.receipt = "AAAA-BBBB-CCCC"
    spare.save(force_insert=True)


def test_a_box_that_only_verbs_touched_has_no_fault(world: World) -> None:
    assert faults_in_custody(world.poll) == []
    assert faults_of_polls(world.street) == []


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda w: at(w, 1).update(envelope=b"x" * 60), CHANGED),
        (lambda w: at(w, 1).update(entry=w.entries[9]), "名册第 10 号的票箱里有一张没有登记过"),
        (lambda w: at(w, 1).update(signer="p:0"), CHANGED),
        (lambda w: at(w, 1).update(cast_at=w.now - timedelta(hours=9)), CHANGED),
        (lambda w: at(w, 1).update(invalid="无法辨认"), "名册第 2 号的官方系统票被记为无效"),
        (lambda w: at(w, 1).erase(), "名册第 2 号有一张登记过的票不见了"),
        (lambda w: at(w, 4).update(envelope=b"x" * 60), "名册第 5 号的票箱里有一张没有登记过"),
        (lambda w: at(w, 4).update(state="taken"), "官方系统的票有 4 张，登记导入的是 3 张"),
        (lambda w: listed(w, 1).update(serial="S9"), LISTED),
        (lambda w: listed(w, 1).erase(), LISTED),
        (refill, LISTED),
        (stuff, "名册第 10 号的票箱里有一张没有登记过或被改动的票"),
    ],
)
def test_what_is_done_to_an_official_ballot_past_the_verbs_is_named(
    world: World, tamper: Tamper, named: str
) -> None:
    tamper(world)
    assert named in "；".join(faults_in_custody(world.poll))
    assert len(faults_of_polls(world.street)) == 1


def test_the_command_names_the_official_ballot_that_was_changed(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    at(world, 1).update(envelope=b"x" * 60)
    assert verify_chains([]) == 1
    assert CHANGED in capsys.readouterr().err


def test_a_box_with_a_changed_official_ballot_is_not_opened(world: World) -> None:
    closed(world)
    refill(world)
    with pytest.raises(Refused, match=LISTED):
        judged(world)


def test_the_fact_still_tells_nobody_how(world: World) -> None:
    for fact in Fact.objects.of(world.street).filter(kind="OfficialTaken"):
        assert "agree" not in str(fact.body)
