"""A clean-up that was finished and reported, a flood campaign under way, a plan of upkeep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.net import net
from mulin.demo.scene import Scene, at
from mulin.discover.campaigns.actions.accepting import judge_site, submit_site
from mulin.discover.campaigns.actions.doors import list_doors, put_first
from mulin.discover.campaigns.actions.duty import Plan, arrive, plan_shifts, swap
from mulin.discover.campaigns.actions.goods import Booking, book
from mulin.discover.campaigns.actions.opening import Draft, end_campaign, open_campaign
from mulin.discover.campaigns.actions.tasks import finish_task, judge_task, take_picture
from mulin.discover.campaigns.actions.teams import set_team
from mulin.discover.campaigns.actions.telling import (
    note,
    publish_report,
    tell_residents,
    write_report,
)
from mulin.discover.campaigns.actions.upkeep import Line, mark_day, plan_upkeep
from mulin.discover.campaigns.actions.visiting import Found, give_help, knock
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Campaign, Door, Member, Site, Task, Team, Upkeep
from mulin.discover.campaigns.queries.report import draft, report_data
from mulin.discover.campaigns.rhythm import days_between
from mulin.ground.estate.models import Building, Compound
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

HOUSES, VISITS = 12, 110
BAGS = (("街道配发", 600_00, "received"), ("一队领用", 120_00, "used"), ("二队领用", 80_00, "used"))
UPKEEP = (
    ("清扫楼道和扶手", "1 至 12 号楼", "保洁组 何师傅", "weekly", (1, 3, 5), 0, time(8, 0), True),
    ("修剪绿篱", "中心花园", "绿化组 罗师傅", "weekly", (2,), 0, time(9, 0), False),
    (
        "清掏雨水口",
        "东门、地下车库坡道",
        "工程组 马师傅",
        "monthly",
        (1, 15),
        0,
        time(9, 30),
        False,
    ),
    ("消杀垃圾房", "北门垃圾房", "保洁组 何师傅", "every", (), 10, time(14, 0), False),
    ("擦拭儿童设施", "儿童乐园", "保洁组 苏师傅", "weekly", (6,), 0, time(7, 30), False),
)


def tellings(scene: Scene, now: datetime) -> list[Telling]:
    """What is found and put right together."""
    return [cleaned_up(scene, now), upkeep(scene, now), flood(scene, now), net(scene, now)]


def cleaned_up(scene: Scene, now: datetime) -> Telling:
    """The quarter's clean-up in a small compound: pictures, acceptance, report."""
    begins = day_of(now) - timedelta(days=48)
    yield at(begins, 9)
    place = _small(scene)
    campaign = _opened(scene, "cleanup", "第三季度集中整治", begins, 14, [place])
    tasks = list(Task.objects.of(scene.street).filter(campaign=campaign).order_by("id"))
    yield at(begins + timedelta(days=2), 10)
    before = photos.board(place.name, "整治前", begins.isoformat())
    for task in tasks[:4]:
        before.seek(0)
        take_picture(task, "before", before, by=scene.acting("shequ"), now=scene.now)
    yield at(begins + timedelta(days=9), 16)
    after = photos.board(place.name, "整治后", begins.isoformat())
    for at_place, task in enumerate(tasks):
        after.seek(0)
        amount = 1 if task.building_id else 2 + at_place % 3
        finish_task(task, amount=amount, photo=after, by=scene.acting("shequ"), now=scene.now)
    yield at(begins + timedelta(days=11), 15)
    for task in tasks:
        judge_task(task, accepted=True, remark="", by=scene.acting("jiedao"), now=scene.now)
    site = Site.objects.of(scene.street).get(campaign=campaign)
    submit_site(site, by=scene.acting("shequ"), now=scene.now)
    words = "各处看过，楼道清空，花坛补齐"
    judge_site(site, accepted=True, remark=words, by=scene.acting("jiedao"), now=scene.now)
    yield at(begins + timedelta(days=14), 17)
    end_campaign(campaign, "按期完成", by=scene.acting("jiedao"), now=scene.now)
    text = draft(campaign, report_data(campaign)) + "西侧花坛土层薄，明年春天换土再补种。"
    write_report(campaign, text, by=scene.acting("jiedao"), now=scene.now)
    publish_report(campaign, by=scene.acting("jiedao"), now=scene.now)


def flood(scene: Scene, now: datetime) -> Telling:
    """Rain since the day before yesterday: twelve buildings, two teams, some who wait for help."""
    begins = day_of(now) - timedelta(days=2)
    yield at(begins, 8)
    place = scene.compounds[0]
    campaign = _opened(scene, "flood", "和澜南道防汛应急", begins, 8, [place])
    by = scene.acting("shequ")
    teams = [
        set_team(
            campaign,
            name,
            [scene.people[key] for key in keys],
            leader=scene.people[keys[0]],
            compound=place,
            by=by,
            now=scene.now,
        )
        for name, keys in (("一队", ("shequ", "wuye")), ("二队", ("yezhu", "gongyou")))
    ]
    rows = Building.objects.of(scene.street).filter(compound=place, ended_on__isnull=True)
    houses = list(rows.order_by("order", "label")[:HOUSES])
    list_doors(campaign, place, houses, teams, by=by, now=scene.now)
    _roster(scene, campaign, place, begins)
    paper = BY_CODE["flood"].papers[0]
    tell_residents(
        campaign, [place], paper.title, paper.body, "", once=uuid7(), by=by, now=scene.now
    )
    for whom, many, kind in BAGS:
        book(
            campaign, place, "沙袋", "只", Booking(kind, many, whom), once=uuid7(), by=by, now=scene.now
        )  # fmt: skip
    yield at(begins, 10)
    _told(scene, campaign, place, "地下车库坡道积水 5 厘米，沙袋已垒，水泵已开", grave=True)
    _drained(scene, campaign)
    yield at(begins + timedelta(days=1), 9)
    yield from _knocked(scene, campaign, teams, now)
    _told(scene, campaign, place, "积水退完，车库恢复通行", grave=False)


def upkeep(scene: Scene, now: datetime) -> Telling:
    """The plan of the pilot compound: mostly done, some days missed, one left out for rain."""
    begins = day_of(now) - timedelta(days=40)
    yield at(begins, 9)
    place, by, rnd = scene.compounds[0], scene.acting("wuye"), Random("upkeep")
    lines = []
    for what, where, who, rhythm, days, gap, hour, mine in UPKEEP:
        person = scene.people["wuye"] if mine else None
        line = Line(what, where, who, rhythm, days, gap, hour, begins, None, person)
        lines.append(plan_upkeep(place, line, once=uuid7(), by=by, now=scene.now))
    yield at(day_of(now) - timedelta(days=1), 17)
    first, last = day_of(now) - timedelta(days=24), day_of(now) - timedelta(days=1)
    for row in lines:
        for day in days_between(row.rhythm, row.days, row.gap, row.valid_from, first, last):
            _marked(scene, row, day, rnd.random())


def _marked(scene: Scene, row: Upkeep, day: date, chance: float) -> None:
    by = scene.acting("wuye")
    if chance > 0.97:
        return
    if chance > 0.9:
        mark_day(row, day, left_out="下雨，改到第二天", by=by, now=scene.now)
        return
    picture = photos.board(row.place, row.what, "")
    mark_day(row, day, photo=picture, by=by, now=scene.now)


def _small(scene: Scene) -> Compound:
    """The smallest compound of the community whose worker can sign in, the pilot left out."""
    near = scene.acting("shequ").compounds - {scene.compounds[0].pk}
    mine = [plan for plan in scene.plans if scene.compounds[plan.number].pk in near]
    if not mine:
        return scene.compounds[0]
    return scene.compounds[min(mine, key=lambda plan: (len(plan.buildings), plan.number)).number]


def _opened(
    scene: Scene, kind: str, title: str, begins: date, days: int, places: Sequence[Compound]
) -> Campaign:
    ends = begins + timedelta(days=days)
    made = Draft(
        kind=kind,
        title=title,
        goal="不漏一户、不漏一处",
        organiser="锦禾街道物业管理办公室",
        starts_on=begins,
        ends_on=ends,
        purpose=BY_CODE[kind].purpose,
        purge_on=ends + timedelta(days=30),
    )
    return open_campaign(made, places, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)


def _roster(scene: Scene, campaign: Campaign, place: Compound, begins: date) -> None:
    people = list(Member.objects.of(scene.street).filter(campaign=campaign).order_by("id"))
    plan = Plan("小区值守点", begins, begins + timedelta(days=6), time(8), 12, 2)
    by = scene.acting("shequ")
    shifts = plan_shifts(campaign, place, plan, people[:3], by=by, now=scene.now)
    gate = Plan("地下车库入口", begins, begins + timedelta(days=6), time(20), 12, 1)
    plan_shifts(campaign, place, gate, people[3:], by=by, now=scene.now)
    arrive(shifts[0], by=by, now=scene.now)
    swap(shifts[7], None, "家里有事，另外找人", by=by, now=scene.now)


def _drained(scene: Scene, campaign: Campaign) -> None:
    """The drains are clear and accepted; the sheets of two buildings wait."""
    mine = Task.objects.of(scene.street).filter(campaign=campaign)
    drains, houses = mine.filter(aim="drains"), mine.filter(building__isnull=False)
    for task in [*drains, *houses.order_by("building__order")[:2]]:
        picture = photos.board(task.where, task.title, "")
        amount = 11 if task.aim else 1
        finish_task(task, amount=amount, photo=picture, by=scene.acting("shequ"), now=scene.now)
    for task in drains:
        judge_task(task, accepted=True, remark="", by=scene.acting("jiedao"), now=scene.now)


def _told(scene: Scene, campaign: Campaign, place: Compound, text: str, *, grave: bool) -> None:
    note(campaign, place, text, grave=grave, once=uuid7(), by=scene.acting("shequ"), now=scene.now)


def _knocked(scene: Scene, campaign: Campaign, teams: Sequence[Team], now: datetime) -> Telling:
    """Both teams walk the first half of their doors; one household's help has already come."""
    rnd = Random("flood")
    helps = [code for code, _word in campaign.helps]
    for team, key in zip(teams, ("shequ", "yezhu"), strict=True):
        rows = Door.objects.of(scene.street).filter(team=team).order_by("order")
        for door in rows[:VISITS]:
            chance = rnd.random()
            outcome = (
                "met" if chance < 0.8 else "not_home" if chance < 0.95 else
                "help" if chance < 0.98 else "refused"
            )  # fmt: skip
            need = rnd.choice(helps) if outcome == "help" else ""
            words = "老人一个人在家，膝盖不好" if outcome == "help" else ""
            found = Found(outcome, 0, need, words)
            knock(door, found, once=uuid7(), by=scene.acting(key), now=scene.now)
    yield at(day_of(scene.now), 15)
    waiting = Door.objects.of(scene.street).filter(campaign=campaign, outcome="help")
    if first := waiting.order_by("order").first():
        give_help(first, "已扶到一楼邻居家，药也送到", by=scene.acting("shequ"), now=scene.now)
    left = Door.objects.of(scene.street).filter(campaign=campaign, rounds=0).order_by("order")
    for door in left[:2]:
        put_first(door, "行动不便，本人同意登记", by=scene.acting("shequ"), now=scene.now)
