"""The verbs of campaigns: doors, duty, stock, acceptance, destruction, upkeep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from mulin.discover.campaigns.actions.doors import hand_over_doors, list_doors, put_first
from mulin.discover.campaigns.actions.duty import Plan, arrive, plan_shifts, swap
from mulin.discover.campaigns.actions.goods import Booking, Spray, book, disinfect
from mulin.discover.campaigns.actions.opening import end_campaign, open_campaign
from mulin.discover.campaigns.actions.purging import destroy_doors
from mulin.discover.campaigns.actions.tasks import finish_task, judge_task
from mulin.discover.campaigns.actions.telling import note, tell_residents
from mulin.discover.campaigns.actions.upkeep import Line, end_upkeep, mark_day, plan_upkeep
from mulin.discover.campaigns.actions.visiting import Found, give_help, knock, read_note
from mulin.discover.campaigns.jobs import destroy_due
from mulin.discover.campaigns.models import (
    Campaign,
    Door,
    Entry,
    Goods,
    Member,
    ShiftChange,
    Stock,
    Task,
    UpkeepMark,
    Visit,
)
from mulin.discover.campaigns.queries.doors import next_door
from mulin.discover.campaigns.queries.upkeep import lines_for, slots
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.campaigns.flooding import draft, listed, opened, photo, team

Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


@pytest.fixture
def flood(cast: Cast, officer: Actor, now: datetime) -> Campaign:
    return opened(cast, officer, now)


def test_who_may_not_open_learns_why(cast: Cast, actor: Who, now: datetime) -> None:
    wanted = draft("flood", now)
    with pytest.raises(Refused, match="街道和社区发起"):
        open_campaign(wanted, [cast.a.compound], once=uuid7(), by=actor("owner"), now=now)
    worker = actor("community_worker")
    with pytest.raises(Refused, match="不归您的社区管"):
        open_campaign(wanted, [cast.a.compound, cast.b.compound], once=uuid7(), by=worker, now=now)
    nameless = type(wanted)(**(vars(wanted) | {"purpose": "", "purge_on": None}))
    with pytest.raises(Refused, match="哪天销毁"):
        open_campaign(nameless, [cast.a.compound], once=uuid7(), by=worker, now=now)


def test_each_household_is_listed_once_and_keeps_its_team(
    cast: Cast, flood: Campaign, officer: Actor, now: datetime
) -> None:
    one = team(cast, flood, officer, now, "一队", "property_manager")
    two = team(cast, flood, officer, now, "二队", "owner")
    first = list_doors(flood, cast.a.compound, cast.a.buildings[:1], [one], by=officer, now=now)
    doors = listed(cast, flood, [one, two], officer, now)
    assert first == 6
    assert len(doors) == len(cast.a.units)
    assert {door.unit_id for door in doors} == {unit.pk for unit in cast.a.units}
    assert [door.team_id for door in doors[:6]] == [one.pk] * 6
    with pytest.raises(Refused, match="已经在名单上"):
        listed(cast, flood, [one], officer, now)
    moved = [door.pk for door in doors[:2]]
    assert hand_over_doors(flood, cast.a.compound, moved, two, "人手", by=officer, now=now) == 2
    assert Door.objects.of(cast.yun).filter(team=two).count() == 2 + 4


def test_a_visit_is_one_however_often_it_is_sent_and_help_is_not_forgotten(
    cast: Cast, flood: Campaign, officer: Actor, actor: Who, now: datetime
) -> None:
    ours = team(cast, flood, officer, now, "一队", "owner")
    doors = listed(cast, flood, [ours], officer, now)
    owner, once = actor("owner"), uuid7()
    asked = Found("help", 0, "carry", "三楼，腿脚不便")
    made = knock(doors[0], asked, once=once, by=owner, now=now)
    assert knock(doors[0], asked, once=once, by=owner, now=now) == made
    with pytest.raises(Refused, match="刚才已由"):
        knock(doors[0], Found("met", 0), once=uuid7(), by=officer, now=now)
    knock(doors[0], Found("not_home", 1), once=uuid7(), by=owner, now=now)
    door = Door.objects.of(cast.yun).get(pk=doors[0].pk)
    assert (door.outcome, door.rounds) == ("help", 2)
    with pytest.raises(Refused, match="需要什么"):
        knock(doors[1], Found("help", 0), once=uuid7(), by=owner, now=now)
    with pytest.raises(Refused, match="没有找到"):
        knock(doors[1], Found("met", 0), once=uuid7(), by=actor("tenant"), now=now)
    worker = actor("community_worker")
    give_help(door, "扶到楼下", by=worker, now=now)
    assert read_note(made, "核对地址", by=worker, now=now) == "三楼，腿脚不便"
    for stranger in ("property_manager", "committee_chair", "owner"):
        with pytest.raises(Refused):
            read_note(made, "看看", by=actor(stranger), now=now)
    told = (
        Fact.objects.of(cast.yun).filter(kind="CampaignDoorVisited").values_list("body", flat=True)
    )
    assert all(set(body) == {"number", "round"} for body in told)


def test_the_next_door_is_the_first_one_then_new_ones_then_who_was_not_home(
    cast: Cast, flood: Campaign, officer: Actor, now: datetime
) -> None:
    ours = team(cast, flood, officer, now, "一队", "owner")
    doors = listed(cast, flood, [ours], officer, now)
    put_first(doors[5], "本人同意登记", by=officer, now=now)
    assert next_door(ours) == doors[5]
    for door in [doors[5], *doors[:5], *doors[6:]]:
        outcome = "not_home" if door == doors[2] else "met"
        knock(door, Found(outcome, 0), once=uuid7(), by=officer, now=now)
    assert next_door(ours) == doors[2]
    knock(doors[2], Found("met", 1), once=uuid7(), by=officer, now=now)
    assert next_door(ours) is None


def test_doors_are_destroyed_on_the_day_and_their_totals_stay(
    cast: Cast, flood: Campaign, officer: Actor, now: datetime
) -> None:
    ours = team(cast, flood, officer, now, "一队", "owner")
    doors = listed(cast, flood, [ours], officer, now)
    knock(doors[0], Found("help", 0, "move", "孕妇"), once=uuid7(), by=officer, now=now)
    with pytest.raises(Refused, match="还要用"):
        destroy_doors(flood, by=officer, now=now)
    assert destroy_due(now=now) == 0
    assert destroy_due(now=now + timedelta(days=40)) == 1
    assert not Door.objects.of(cast.yun).exists()
    assert not Visit.objects.of(cast.yun).exists()
    flood.refresh_from_db()
    assert (flood.tally["doors"], flood.tally["helps"], flood.tally["visits"]) == (12, 1, 1)
    assert "孕妇" not in str(list(Fact.objects.of(cast.yun).values_list("body", "personal")))


def test_watches_are_filled_in_turn_gaps_show_and_nobody_stands_twice(
    cast: Cast, flood: Campaign, officer: Actor, actor: Who, now: datetime
) -> None:
    team(cast, flood, officer, now, "一队", "owner", "co_owner")
    people = list(Member.objects.of(cast.yun).filter(campaign=flood).order_by("name"))
    day = day_of(now)
    plan = Plan("东门", day, day, time(8), 8, 3)
    made = plan_shifts(flood, cast.a.compound, plan, people, by=officer, now=now)
    assert [one.person_id for one in made] == [p.person_id for p in (*people, people[0])]
    with pytest.raises(Refused, match="已经排了班"):
        plan_shifts(flood, cast.a.compound, plan, people, by=officer, now=now)
    gate = Plan("西门", day, day, time(8), 8, 1)
    west = plan_shifts(flood, cast.a.compound, gate, people[:1], by=officer, now=now)
    assert west[0].person_id is None
    with pytest.raises(Refused, match="那时在"):
        swap(west[0], people[0].person, "顶班", by=officer, now=now)
    own = "owner" if people[1].person_id == cast.persons["owner"].pk else "co_owner"
    swap(made[1], None, "家里有事", by=actor(own), now=now)
    assert ShiftChange.objects.of(cast.yun).get().why == "家里有事"
    with pytest.raises(Refused, match="不是这一班的时间"):
        arrive(made[0], by=officer, now=now + timedelta(days=2))
    arrive(made[0], by=officer, now=made[0].starts_at)


def test_the_stock_is_exact_and_never_below_zero(cast: Cast, officer: Actor, now: datetime) -> None:
    flood = opened(cast, officer, now, both=True)
    here, there = cast.a.compound, cast.b.compound

    def booked(kind: str, many: int, **more: object) -> Entry:
        line = Booking(kind, many, "街道", **more)  # type: ignore[arg-type]
        return book(flood, here, "沙袋", "只", line, once=uuid7(), by=officer, now=now)

    assert booked("received", 100_50).balance == 100_50
    assert booked("used", 30_25).balance == 70_25
    with pytest.raises(Refused, match=r"只剩 70\.25"):
        booked("used", 70_26)
    with pytest.raises(Refused, match="哪个小区"):
        booked("moved_out", 10_00)
    booked("moved_out", 20_00, to=there)
    goods = Goods.objects.of(cast.yun).get(name="沙袋")
    left = dict(
        Stock.objects.of(cast.yun).filter(goods=goods).values_list("compound_id", "balance")
    )
    assert left == {here.pk: 50_25, there.pk: 20_00}
    spray = Spray("大堂", "含氯消毒液", "500 mg/L", cast.a.buildings[0], goods, 50_26)
    with pytest.raises(Refused, match="不够"):
        disinfect(flood, here, spray, once=uuid7(), by=officer, now=now)
    ready = type(spray)(**(vars(spray) | {"used": 50_25}))
    row = disinfect(flood, here, ready, photo=photo(), once=uuid7(), by=officer, now=now)
    assert row.entry is not None
    assert row.entry.balance == 0
    lines = Entry.objects.of(cast.yun).filter(goods=goods, compound=here)
    assert sum(line.signed for line in lines) == 0


def test_nobody_accepts_his_own_work(cast: Cast, officer: Actor, actor: Who, now: datetime) -> None:
    campaign = opened(cast, officer, now, "cleanup")
    task = Task.objects.of(cast.yun).filter(campaign=campaign, aim="dumps").get()
    worker = actor("community_worker")
    finish_task(task, amount=5, photo=photo(), by=worker, now=now)
    with pytest.raises(Refused, match="自己验收"):
        judge_task(task, accepted=True, remark="", by=worker, now=now)
    with pytest.raises(Refused, match="为什么退回"):
        judge_task(task, accepted=False, remark=" ", by=officer, now=now)
    judge_task(task, accepted=True, remark="", by=officer, now=now)
    target = campaign.targets.get(street=cast.yun, code="dumps")
    assert (target.planned, target.done) == (6, 5)
    with pytest.raises(Refused, match="验收通过"):
        judge_task(task, accepted=True, remark="", by=officer, now=now)


def test_residents_are_told_once_and_a_closed_campaign_takes_no_more(
    cast: Cast, flood: Campaign, officer: Actor, now: datetime
) -> None:
    once, place = uuid7(), [cast.a.compound]
    args = ("防汛提示", "请收好花盆", "请收好花盆")
    sent = tell_residents(flood, place, *args, once=once, by=officer, now=now)
    assert sent == len({owner.pk for owner in cast.a.owners})
    assert tell_residents(flood, place, *args, once=once, by=officer, now=now) == 0
    assert PublicNotice.objects.of(cast.yun).filter(purpose="campaign_told").count() == 1
    end_campaign(flood, "预警解除", by=officer, now=now)
    with pytest.raises(Refused, match="已结束"):
        note(flood, cast.a.compound, "又下雨了", once=uuid7(), by=officer, now=now)


def test_a_plan_shows_what_was_done_left_out_and_missed(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    today = day_of(now)
    since = today - timedelta(days=3)
    line = Line("修剪绿篱", "花园", "王师傅", "every", (), 1, time(8, 30), since)
    company = actor("property_manager")
    row = plan_upkeep(cast.a.compound, line, once=uuid7(), by=company, now=now)
    with pytest.raises(Refused, match="没有照片"):
        mark_day(row, today, by=company, now=now)
    mark_day(row, today - timedelta(days=1), photo=photo(), by=company, now=now)
    mark_day(row, today - timedelta(days=1), photo=photo(), by=company, now=now)
    mark_day(row, today - timedelta(days=2), left_out="下雨", by=company, now=now)
    with pytest.raises(Refused, match="还没有到"):
        mark_day(row, today + timedelta(days=1), photo=photo(), by=company, now=now)
    assert UpkeepMark.objects.of(cast.yun).count() == 2
    found = slots(lines_for(officer), since, today + timedelta(days=1), today)
    assert [one.state for one in found] == ["missed", "left_out", "done", "today", "coming"]
    end_upkeep(row, today, "改由绿化公司做", by=company, now=now)
    assert [
        s.state for s in slots(lines_for(officer), today, today + timedelta(days=5), today)
    ] == ["today"]
