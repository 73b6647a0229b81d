"""Matters of the street: opened, moved along the chain, with the votes that belong to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.assembly.actions.adopting import adopt_rules
from mulin.decide.assembly.actions.belonging import join_matter
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.votes import DRAFTED, Told
from mulin.ground.estate.models import Compound
from mulin.ground.matters.actions import About, close, move_stage, open_matter
from mulin.ground.matters.actions.filing import (
    Who,
    add_party,
    file_paper,
    meet_deadline,
    set_deadline,
)
from mulin.ground.matters.actions.handing import hand_over
from mulin.ground.matters.actions.joining import link, merge, split
from mulin.ground.matters.models import Matter, Party
from mulin.ground.matters.queries import hands_near
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.compound_rules import CompoundRules

Stage = Matter.Stage


def rules_of_procedure(scene: Scene) -> Telling:
    """The three living compounds have their rules of procedure on record."""
    yield at(day_of(scene.now) + timedelta(days=5), 10)
    for number in range(3):
        rules = CompoundRules(proxy_limit=3)
        adopt_rules(
            scene.compounds[number],
            rules,
            {"proxy_limit": "议事规则第18条（演示）", "online": "议事规则第21条（演示）"},
            adopted_on=day_of(scene.now) - timedelta(days=400),
            by=scene.acting("jiedao"),
            now=scene.now,
        )


def with_vote(told: Told, title: str, found: str, agreed: str) -> Telling:
    """Discovered, deliberated, and brought to the vote."""
    scene, plan = told.scene, told.plan
    start = plan.opens - timedelta(days=DRAFTED)
    yield at(max(start - timedelta(days=30), day_of(scene.now) + timedelta(days=2)), 10)
    matter = _open(scene, scene.compounds[plan.number], title, plan.by, About(Matter.Kind.SELF))
    yield at(max(start - timedelta(days=20), day_of(scene.now) + timedelta(days=1)), 15)
    move_stage(matter, Stage.DELIBERATE, found, by=told.by, now=scene.now)
    yield at(start, 9)
    move_stage(matter, Stage.DECIDE, agreed, by=told.by, now=scene.now)
    yield at(start, 11)
    join_matter(told.poll.pk, matter, by=told.by, now=scene.now)
    told.matter = matter


def carried_out(told: Told, done: str, *, after: datetime) -> Telling:
    """After the vote: carried out, looked at once more, closed."""
    yield after
    by, scene = told.by, told.scene
    if told.matter is None:
        return
    move_stage(told.matter, Stage.DELIVER, "表决通过并归档，开始落实", by=by, now=scene.now)
    yield after + timedelta(days=3)
    move_stage(told.matter, Stage.SUPERVISE, "落实情况公示，接受业主监督", by=by, now=scene.now)
    yield after + timedelta(days=6)
    close(told.matter, done, by=by, now=scene.now)


def of_the_street(scene: Scene, now: datetime) -> Telling:
    """A matter of no compound, one whose file is full, and two of one leak that became one."""
    yield at(day_of(scene.now) + timedelta(days=30), 14)
    dark = _open(scene, None, "全街道老旧小区夜间照明排查", "jiedao", About(Matter.Kind.FACILITY))
    yield at(day_of(scene.now) + timedelta(days=25), 10)
    spot = About(Matter.Kind.SAFETY, spot="地下一层车库南入口")
    rain = _open(scene, scene.compounds[4], "地下车库雨季倒灌", "jiedao", spot)
    by = scene.acting("jiedao")
    parts = Party.Part
    for part, who in (
        (parts.CONCERNED, Who(name="车库南侧 46 个车位的使用人")),
        (parts.OWES, Who(organisation=scene.companies[4 % len(scene.companies)])),
    ):
        add_party(rain, part, who, once=uuid7(), by=by, now=scene.now)
    yield at(day_of(scene.now) + timedelta(days=4), 9)
    letter = photos.letter(
        "联席会议纪要",
        [
            "到场：居委会、物业、业委会、业主代表 6 人",
            "物业五日内清淤，备好挡水板",
            "两个方案交业主代表讨论",
        ],
    )
    file_paper(rain, "联席会议纪要", letter, by=scene.acting("jiedao"), now=scene.now)
    yield from _talked_over(scene, rain, dark, day_of(now))
    yield at(day_of(scene.now) + timedelta(days=2), 16)
    yield from _one_leak(scene)


def _talked_over(scene: Scene, rain: Matter, dark: Matter, last: date) -> Telling:
    """Two plans, days that were promised, another hand, a part that became a matter of its own."""
    yield at(day_of(scene.now) + timedelta(days=7), 10)
    by, today = scene.acting("jiedao"), day_of(scene.now)
    why = "居委会、物业、业主代表现场看过，形成两个方案"
    move_stage(rain, Stage.DELIBERATE, why, by=by, now=scene.now)
    soon, later = today + timedelta(days=5), max(today, last) + timedelta(days=4)
    owed = [
        set_deadline(rain, what, on, "联席会议纪要", once=uuid7(), by=by, now=scene.now)
        for what, on in (("物业清淤、备好挡水板", soon), ("两个方案交业主代表讨论", later))
    ]
    meet_deadline(owed[0], by=by, now=scene.now)
    why = "涉及市政排水，由街道牵头"
    hand = next(
        one for one in hands_near(rain, today) if one.person and one.person.pk == by.person_id
    )
    hand_over(rain, hand.organisation, hand.person, why, by=by, now=scene.now)
    why = "入口道路属市政，另行协调"
    split(rain, "南入口道路排水沟改造", why, once=uuid7(), by=by, now=scene.now)
    link(rain, dark.number, "同一次排查发现", by=by, now=scene.now)


def _one_leak(scene: Scene) -> Telling:
    """The committee and the community opened one each; they are one."""
    roof = About(Matter.Kind.FACILITY, spot="3 号楼顶层")
    mine = _open(scene, scene.compounds[0], "3 号楼顶层渗水", "yeweihui", roof)
    yield scene.now + timedelta(hours=1)
    theirs = _open(scene, scene.compounds[0], "顶楼漏水，住户反映三次", "shequ", roof)
    yield scene.now + timedelta(hours=1)
    by = scene.acting("shequ")
    merge(theirs, mine.number, "同一处渗水，两处受理", by=by, now=scene.now)


def _open(scene: Scene, compound: Compound | None, title: str, key: str, about: About) -> Matter:
    by = scene.acting(key)
    return open_matter(
        compound, title, Stage.DISCOVER, about=about, by=by, now=scene.now, once=uuid7()
    )
