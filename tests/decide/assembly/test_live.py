"""The page of a vote under way: one source for gauges, picture and table; flat in the roll's size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.decide.assembly.models import (
    Ballot,
    Delivery,
    Motion,
    Poll,
    RollEntry,
    RollUnit,
)
from mulin.decide.assembly.queries import lists
from mulin.decide.assembly.queries.countdown import time_left
from mulin.decide.assembly.queries.live_page import live_page
from mulin.decide.assembly.queries.picture import legend_of, picture_of
from mulin.decide.assembly.queries.steps import Progressed
from mulin.decide.assembly.queries.timetable import next_step, timetable
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.law.compound_rules import SameOwner
from tests.cast import Cast
from tests.conftest import NOW, TODAY
from tests.decide.assembly.judged import closed
from tests.decide.assembly.world import Asked, World, voting

As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return voting(cast, now=clock.now())


def url_of(world: World) -> str:
    return reverse("assembly:poll", args=[world.poll.pk])


def shown(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_gauges_picture_and_legend_are_counted_from_the_same_rows(world: World) -> None:
    for place in range(4):
        world.vote(place)
    read = live_page(world.poll, clock.today())
    share = read.shares[0]
    assert (share.participating.persons, share.roll.persons) == (4, 11)
    assert share.participating.area == sum(e.area for e in world.entries[:4])
    keys = {k.label: k.count for k in legend_of(read)}
    assert keys["线上已投"] == 4
    assert sum(keys.values()) == sum(read.counts.values()) == 12
    picture = picture_of(read, link=lambda seq: f"?entry={seq}")
    cells = [c for block in picture.blocks for c in block.cells]
    assert sum(c.pattern == "full" for c in cells) == 4


def test_a_motion_of_one_building_has_its_own_denominator(cast: Cast) -> None:
    first = cast.a.buildings[0]
    local = Asked(
        title="1 号楼加装电梯",
        kind="rebuild",
        scope=Motion.Scope.BUILDINGS,
        scope_ids=(first.pk.hex,),
    )
    world = voting(cast, now=clock.now(), asked=(Asked(), local))
    for place in range(3):
        world.vote(place, world.all(entry=world.entries[place]))
    whole, one = live_page(world.poll, clock.today()).shares
    assert (whole.words, one.words) == ("全体业主", "1号楼的业主")
    assert (whole.roll.persons, one.roll.persons) == (11, 6)
    assert (whole.participating.persons, one.participating.persons) == (3, 3)
    assert one.majority.approval.words == "四分之三以上"


def test_overlapping_owners_are_one_person_where_the_rules_say_so(cast: Cast) -> None:
    world = voting(cast, now=clock.now(), rules={"same_owner": SameOwner.MERGE_OVERLAPPING.value})
    pair, alone = world.entries[0], world.entries[1]
    key = f"{pair.key.split()[0]}"
    RollEntry.objects.of(world.street).filter(pk=alone.pk).update(key=key, cluster=pair.cluster)
    world.vote(0)
    world.vote(2)
    share = live_page(world.poll, clock.today()).shares[0]
    assert share.roll.persons == 10
    assert share.participating.persons == 2
    assert share.participating.area == sum(e.area for e in world.entries[:3])


def test_nothing_on_the_page_leans(client_as: As, world: World) -> None:
    for place in range(9):
        world.vote(place, world.all("against"))
    told = shown(client_as("street_officer"), url_of(world))
    for word in ("反对", "against", "同意率"):
        assert word not in told, word
    assert told.count("计票后显示") == 2


def test_the_counter_and_the_witness_may_follow_house_by_house(client_as: As, world: World) -> None:
    for role in ("counter_1", "witness", "auditor"):
        assert "尚未投票" in shown(client_as(role), url_of(world)), role


def test_who_has_not_voted_is_listed_masked_the_largest_first(client_as: As, world: World) -> None:
    world.vote(0)
    client = client_as("community_worker")
    told = shown(client, url_of(world))
    names = {h.name for h in world.holders}
    assert not any(name in told for name in names)
    assert "孙**" in told
    export = client.get(f"{url_of(world)}?export=csv")
    lines = b"".join(export).decode().splitlines()  # type: ignore[arg-type]
    assert len(lines) == 1 + 10
    assert not any(name in line for line in lines for name in names)
    areas = [float(line.split(",")[2]) for line in lines[1:]]
    assert areas == sorted(areas, reverse=True)


def test_a_cell_opens_its_card_without_the_page(client_as: As, world: World) -> None:
    ballot = world.vote("owner")
    seq = world.entries[0].seq
    client = client_as("community_worker")
    card = shown(client, f"{url_of(world)}?entry={seq}&part=household")
    assert "<html" not in card
    assert "收到线上票" in card
    assert ballot.receipt not in card
    assert "m-v-house" in shown(client, f"{url_of(world)}?entry={seq}")
    assert client.get(f"{url_of(world)}?entry=99999&part=household").status_code == 404
    fragment = client_as("property_manager").get(f"{url_of(world)}?entry={seq}&part=household")
    assert "收到线上票" not in fragment.content.decode()


def test_the_building_and_the_state_narrow_picture_and_table_alike(
    client_as: As, world: World
) -> None:
    second = world.cast.a.buildings[1]
    client = client_as("community_worker")
    told = shown(client, f"{url_of(world)}?building={second.pk.hex}")
    assert "1-1-201" not in told
    assert "2-1-201" in told
    Delivery(
        street_id=world.street,
        poll=world.poll,
        entry=world.entries[0],
        method=Delivery.Method.IN_PERSON,
        delivered_on=clock.today(),
        proved=True,
        by="苏社区",
        at=clock.now(),
    ).save(force_insert=True)
    delivered = shown(client, f"{url_of(world)}?state=delivered")
    assert "第 1–1 条" in delivered
    assert delivered.count("#cells-gone") == 11


def test_a_phone_vote_that_does_not_count_is_no_participation(cast: Cast) -> None:
    world = voting(cast, now=clock.now(), online_counts=False)
    world.vote(0)
    assert live_page(world.poll, clock.today()).shares[0].participating.persons == 0


def test_closing_by_hand_is_offered_only_after_the_hour(client_as: As, world: World) -> None:
    client = client_as("community_worker")
    close = reverse("assembly:close", args=[world.poll.pk])
    assert close not in shown(client, url_of(world))
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        closes_at=clock.now() - timedelta(minutes=1)
    )
    assert close in shown(client, url_of(world))
    client.post(close)
    told = shown(client, url_of(world))
    assert "票已封存" in told
    assert "计票人" in told


def test_a_closed_vote_lists_what_stands_before_opening(client_as: As, world: World) -> None:
    signed = world.paper(0)
    Ballot(
        street_id=world.street,
        poll=world.poll,
        entry_id=signed.entry_id,
        signer=signed.signer,
        channel=Ballot.Channel.PAPER,
        state=Ballot.State.PENDING,
        receipt="AAAA-BBBB-CCCC",
        box="1号箱",
        cast_at=clock.now(),
    ).save(force_insert=True)
    closed(world)
    told = shown(client_as("community_worker"), url_of(world))
    assert "还有 1 张纸质票待第二人复核" in told


def test_the_queries_do_not_grow_with_the_compound(client_as: As, world: World) -> None:
    client, url = client_as("community_worker"), url_of(world)
    client.get(url)
    small = _cost_of(client, url)
    _enlarge(world, 3_735)
    assert _cost_of(client, url) == small
    assert small - _shell(client) <= 12


def _shell(client: Client) -> int:
    """Statements of the sign-in and the frame around any page, as a page that is refused costs."""
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("assembly:poll", args=[uuid7()]))
    return len(seen) - 1


def _cost_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def _enlarge(world: World, many: int) -> None:
    """As many more entries and units, in the first building."""
    poll, like = world.poll, world.entries[0]
    unit = RollUnit.objects.of(world.street).filter(poll=poll).order_by("order")[0]
    entries, units = [], []
    for number in range(many):
        seq = 1_000 + number
        pk = uuid7()
        entries.append(
            RollEntry(
                id=pk,
                street_id=world.street,
                poll=poll,
                seq=seq,
                key=f"p:{seq:032x}",
                cluster=seq,
                names="虚构业主",
                first_unit=f"1-1-{seq}",
                building_id=like.building_id,
                units=1,
                area=8_000,
                code=f"Z{seq:06d}",
            )
        )
        units.append(
            RollUnit(
                street_id=world.street,
                poll=poll,
                entry_id=pk,
                unit_id=uuid7(),
                label=f"1-1-{seq}",
                building_id=unit.building_id,
                stairwell_id=unit.stairwell_id,
                floor=number // 40 + 1,
                order=seq,
                area=8_000,
                area_source="register",
                use="home",
                status="delivered",
            )
        )
    RollEntry.objects.bulk_create(entries, batch_size=2000)
    RollUnit.objects.bulk_create(units, batch_size=2000)


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [(20, "now", "最迟 "), (16, "soon", "最迟 "), (14, "late", "最迟 ")],
)
def test_the_day_of_the_notice_is_derived_and_pressing_as_it_nears(
    world: World, days: int, state: str, words: str
) -> None:
    poll = world.poll
    poll.state, poll.posted_on = Poll.State.LOCKED, None
    poll.opens_on = TODAY + timedelta(days=days)
    step = timetable(poll, TODAY, Progressed())[0]
    assert step.state == state
    assert step.when.startswith(words)
    assert "物业管理条例 第14条" in step.cite
    assert next_step(poll, TODAY).due == step.due


def test_a_notice_day_on_a_weekend_moves_earlier(world: World) -> None:
    poll = world.poll
    poll.state, poll.posted_on = Poll.State.LOCKED, None
    poll.opens_on = date(2026, 3, 29)  # fifteen days before is Saturday the 14th
    step = timetable(poll, TODAY, Progressed())[0]
    assert step.due == date(2026, 3, 13)
    assert "提前至" in step.text


def test_time_left_is_rounded_down(world: World) -> None:
    until = NOW + timedelta(days=4, hours=8, minutes=59)
    assert time_left(until, NOW) == "4 天 8 小时"
    assert time_left(NOW + timedelta(minutes=61), NOW) == "1 小时 1 分"
    assert time_left(NOW, NOW) == ""


def test_motions_of_one_circle_each_say_what_they_need(cast: Cast) -> None:
    asked = (Asked(), Asked(kind="change_common_use", title="设充电车位", cost=0, payment="none"))
    world = voting(cast, now=clock.now(), asked=asked)
    needed = [m.approval.bound for m in live_page(world.poll, clock.today()).majorities]
    assert needed == ["> 1/2", "≥ 3/4"]


@pytest.mark.parametrize("state", [state for state in Poll.State if state != "draft"])
def test_a_list_reckons_the_same_next_day_as_the_timetable(world: World, state: str) -> None:
    Poll.objects.of(world.street).filter(pk=world.poll.pk).update(
        state=state,
        judged_at=world.now,
        announced_on=TODAY if state in ("announced", "final") else None,
        objections_until=TODAY,
    )
    poll = Poll.objects.of(world.street).get(pk=world.poll.pk)
    listed = lists.listed(Poll.objects.of(world.street)).get(pk=world.poll.pk)
    told = next_step(poll, TODAY, timetable(poll, TODAY))
    with CaptureQueriesContext(connection) as asked:
        assert lists.next_of(listed, TODAY) == told
    assert len(asked) == 0
