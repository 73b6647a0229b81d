"""Between the first ballot and the count: what is done to the box past the verbs is named.

No result betrays it yet, so that the box is held against the facts of what came in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from mulin.decide.assembly.actions.casting import cast_slip
from mulin.decide.assembly.actions.disowning import disown
from mulin.decide.assembly.actions.locking import correct_area
from mulin.decide.assembly.actions.paper import confirm_paper, count_box, enter_paper, settle_paper
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.events import PollLocked
from mulin.decide.assembly.models import Ballot, CountSheet, Poll, RollEntry, RollHolder, RollUnit
from mulin.decide.assembly.queries.custody import faults_in_custody
from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.kit import clock
from mulin.kit.canonical import fingerprint
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import OWN_KEY, World, voting
from tests.standing import standing

Tamper = Callable[[World], Any]


def built(cast: Cast) -> World:
    """A box with everything in it: changed, handed in together, disowned, read twice, disputed."""
    world = voting(cast, now=clock.now())
    locked(world)
    for place in (0, 1, 2):
        world.vote(place, world.all("agree"))
    world.vote(0, world.all("against"), now=later(world, 1))
    together(world, 3, 4)
    disown(world.vote(5).pk, by=world.voter(5), now=later(world, 1))
    papers(world)
    return world


kept, world = standing(built)


def later(world: World, minutes: int) -> datetime:
    return world.now + timedelta(minutes=minutes)


def locked(world: World) -> None:
    """The fact that locking leaves, and one area corrected twice since."""
    units = list(RollUnit.objects.of(world.street).filter(poll=world.poll).order_by("id"))
    digest = fingerprint([[u.label, u.area, u.use, u.status] for u in units])
    event = PollLocked(world.poll.title, "", len(units), len(units), "", digest, "", {})
    office = system_actor(world.street)
    with transaction.atomic():
        say(event, world.poll, by=office, now=world.now)
    for area in (units[7].area + 12, units[7].area + 15):
        fresh = RollUnit.objects.of(world.street).get(pk=units[7].pk)
        correct_area(world.poll, fresh, area, "测绘报告更正", by=office, now=world.now)


def together(world: World, *places: int) -> None:
    """Several entries of one person, handed in with one form and one fact."""
    mine = world.holder(places[0])
    others = [world.holder(place).pk for place in places]
    rows = RollHolder.objects.of(world.street).filter(pk__in=others)
    rows.update(signer=mine.signer, person_id=mine.person_id)
    votes = [Signed(world.entries[p].pk, mine.signer, Ballot.Channel.ONLINE) for p in places]
    cast_slip(
        world.poll.pk,
        votes,
        world.all(),
        once=uuid7(),
        own_key=OWN_KEY,
        by=world.voter(places[0]),
        now=world.now,
    )


def papers(world: World) -> None:
    """One read twice alike, one settled by a third, one invalid."""
    for place, second, invalid in ((6, "agree", ""), (7, "against", ""), (8, "agree", "没有签名")):
        paper = enter_paper(
            world.poll.pk,
            world.paper(place),
            world.all("agree"),
            ballot_id=uuid7(),
            box="1号箱",
            invalid=invalid,
            received_at=world.now,
            by=world.counter(0),
            now=world.now,
        )
        said = world.all(second)
        confirm_paper(paper.pk, said, invalid=invalid, by=world.counter(1), now=world.now)
        if second == "against":
            settle_paper(paper.pk, said, invalid="", by=world.counter(2), now=world.now)
    count_box(
        world.poll.pk,
        box="1号箱",
        papers=3,
        invalid=1,
        counted_by="甲、乙",
        by=world.counter(0),
        now=world.now,
    )


def at(world: World, place: int) -> Any:
    """The ballots of one entry."""
    return Ballot.objects.of(world.street).filter(entry=world.entries[place])


def live(world: World, place: int) -> Any:
    return at(world, place).filter(replaced_at__isnull=True)


def swap(world: World) -> None:
    one, other = live(world, 1).get(), live(world, 2).get()
    live(world, 1).update(envelope=other.envelope)
    live(world, 2).update(envelope=one.envelope)


def stuff(world: World) -> None:
    """A ballot of somebody who has not voted, as whoever holds the database could write it."""
    spare, holder = live(world, 1).get(), world.holder(9)
    spare.pk, spare.entry_id, spare.signer = uuid7(), holder.entry_id, holder.signer
    spare.receipt = "AAAA-BBBB-CCCC"
    spare.save(force_insert=True)


def revive(world: World) -> None:
    """The earlier ballot counts again in place of the one the owner changed it to."""
    last = live(world, 0).get()
    first = at(world, 0).exclude(pk=last.pk).get()
    at(world, 0).filter(pk=last.pk).update(replaced_at=world.now)
    at(world, 0).filter(pk=first.pk).update(replaced_at=None)


def entries(world: World, place: int) -> Any:
    return RollEntry.objects.of(world.street).filter(pk=world.entries[place].pk)


def units(world: World, place: int) -> Any:
    return RollUnit.objects.of(world.street).filter(entry=world.entries[place])


def sheets(world: World) -> Any:
    return CountSheet.objects.of(world.street).filter(poll=world.poll)


def test_a_box_that_only_verbs_touched_has_no_fault(world: World) -> None:
    assert faults_in_custody(world.poll) == []
    assert faults_of_polls(world.street) == []


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda w: live(w, 1).erase(), "名册第 2 号有一张登记过的票不见了"),
        (lambda w: at(w, 0).exclude(replaced_at=None).erase(), "名册第 1 号有一张登记过的票不见了"),
        (lambda w: live(w, 4).erase(), "号有一张登记过的票不见了"),
        (lambda w: live(w, 7).erase(), "名册第 8 号有一张登记过的票不见了"),
        (lambda w: live(w, 1).update(envelope=b"x" * 60), "名册第 2 号的票箱里有一张没有登记过"),
        (lambda w: live(w, 4).update(envelope=b"x" * 60), "没有登记过或被改动的票"),
        (lambda w: live(w, 7).update(envelope=b"x" * 60), "名册第 8 号的票箱里有一张没有登记过"),
        (swap, "名册第 2 号的票箱里有一张没有登记过或被改动的票"),
        (stuff, "名册第 10 号的票箱里有一张没有登记过或被改动的票"),
        (lambda w: live(w, 1).update(entry=w.entries[9]), "名册第 2 号有一张登记过的票不见了"),
        (
            lambda w: live(w, 1).update(channel=Ballot.Channel.OFFICIAL),
            "官方系统的票有 1 张，登记导入的是 0 张",
        ),
        (revive, "名册第 1 号计入的不是按规则应计的那张票"),
        (lambda w: live(w, 1).update(replaced_at=w.now), "名册第 2 号计入的不是按规则应计的那张票"),
        (lambda w: live(w, 1).update(invalid="无法辨认"), "名册第 2 号的手机票被记为无效"),
        (
            lambda w: live(w, 1).update(disowned_at=w.now, replaced_at=w.now),
            "名册第 2 号有票被停用，却没有登记",
        ),
        (
            lambda w: at(w, 5).update(disowned_at=None, replaced_at=None),
            "名册第 6 号有停用的票被放回",
        ),
        (lambda w: sheets(w).update(papers=4), "1号箱的点票单与登记的不一致"),
        (lambda w: sheets(w).erase(), "1号箱的点票单与登记的不一致"),
        (lambda w: entries(w, 1).update(area=1), "名册第 2 号的面积与各套房屋的合计不符"),
        (lambda w: units(w, 1).update(area=1), "名册房屋与锁定时存证的不一致"),
        (lambda w: units(w, 7).update(area=1), "名册房屋与锁定时存证的不一致"),
        (lambda w: units(w, 1).update(status="unsold"), "名册房屋与锁定时存证的不一致"),
        (lambda w: units(w, 1).update(counts=False), "名册第 2 号的面积与各套房屋的合计不符"),
    ],
)
def test_what_is_done_to_the_box_past_the_verbs_is_named(
    world: World, tamper: Tamper, named: str
) -> None:
    tamper(world)
    found = faults_in_custody(world.poll)
    assert found
    assert named in "；".join(found)
    assert len(faults_of_polls(world.street)) == 1


def test_a_paper_nobody_read_a_second_time_cannot_be_called_taken(world: World) -> None:
    paper = enter_paper(
        world.poll.pk,
        world.paper(9),
        world.all(),
        ballot_id=uuid7(),
        box="1号箱",
        invalid="",
        received_at=world.now,
        by=world.counter(0),
        now=world.now,
    )
    assert faults_in_custody(world.poll) == []
    at(world, 9).filter(pk=paper.pk).update(state=Ballot.State.TAKEN)
    assert faults_in_custody(world.poll) == ["名册第 10 号有一张纸质票没有复核，却记为已收"]


def test_a_box_that_was_touched_is_not_opened_and_nothing_is_written(world: World) -> None:
    stuff(world)
    with pytest.raises(Refused, match="没有开票：名册第 10 号的票箱里有一张没有登记过"):
        judged(world)
    poll = Poll.objects.of(world.street).get(pk=world.poll.pk)
    assert poll.state == Poll.State.CLOSED
    assert not poll.opened_key
    assert not poll.result


def test_a_box_left_alone_is_opened(world: World) -> None:
    assert judged(world).is_judged
