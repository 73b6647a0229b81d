"""Matters of the street: opened, moved along the chain, with the votes that belong to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.decide.assembly.actions.adopting import adopt_rules
from mulin.decide.assembly.actions.belonging import join_matter
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.votes import DRAFTED, Told
from mulin.ground.estate.models import Compound
from mulin.ground.matters.actions import close, move_stage, open_matter
from mulin.ground.matters.models import Matter
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
    matter = _open(scene, scene.compounds[plan.number], title, plan.by)
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


def of_the_street(scene: Scene) -> Telling:
    """A matter of no compound, and two that are still talked about."""
    yield at(day_of(scene.now) + timedelta(days=30), 14)
    _open(scene, None, "全街道老旧小区夜间照明排查", "jiedao")
    yield at(day_of(scene.now) + timedelta(days=25), 10)
    rain = _open(scene, scene.compounds[4], "地下车库雨季倒灌", "jiedao")
    yield at(day_of(scene.now) + timedelta(days=11), 10)
    why = "居委会、物业、业主代表现场看过，形成两个方案"
    move_stage(rain, Stage.DELIBERATE, why, by=scene.acting("jiedao"), now=scene.now)
    yield at(day_of(scene.now) + timedelta(days=9), 16)
    _open(scene, scene.compounds[0], "3 号楼顶层渗水", "yeweihui")


def _open(scene: Scene, compound: Compound | None, title: str, key: str) -> Matter:
    by = scene.acting(key)
    return open_matter(compound, title, Stage.DISCOVER, by=by, now=scene.now, once=uuid7())
