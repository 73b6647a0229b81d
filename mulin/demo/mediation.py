"""Mediation: three committees and a joint centre, and a case in every state a case can be in."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.deliberate.mediation.actions import (
    panels,
)
from mulin.deliberate.mediation.models import (
    Mediator,
    Panel,
)
from mulin.demo import mediation_cases as cases
from mulin.demo import names
from mulin.demo.diary import Telling
from mulin.demo.posts import account, newcomer
from mulin.demo.scene import SINCE, Scene, at
from mulin.demo.street import body
from mulin.ground.estate.models import Organisation
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

Kind = Organisation.Kind
Level = Panel.Level
DIRECTOR, MEMBER = Mediator.Duty.DIRECTOR, Mediator.Duty.MEDIATOR
PEOPLE = (
    ("tiaojie", "温如故", DIRECTOR, True, ("leak", "parking", "fees", "lift")),
    ("mediator-1", "霍守谦", MEMBER, False, ("noise", "pets", "family")),
    ("mediator-2", "祁秋芸", MEMBER, False, ("leak", "works", "light")),
    ("mediator-3", "娄正清", DIRECTOR, True, ("fees", "revenue", "committee")),
    ("mediator-4", "阮明德", MEMBER, False, ("injury", "parking")),
)
CENTRE = f"锦禾物业纠纷联合调解中心{names.MARK}"


def tell_mediation_people(scene: Scene) -> None:
    """Who mediates; the first committee's director can sign in."""
    for key, name, *_rest in PEOPLE:
        newcomer(scene, key, name)
    account(scene, "tiaojie")


def committees(scene: Scene, now: datetime) -> Telling:
    """Of the first two communities, of the street, and a joint centre; five mediators by one list."""
    yield at(day_of(scene.now) + timedelta(days=1), 10)
    by, made = scene.acting("jiedao"), []
    for level, community, place in (
        (Level.COMMUNITY, scene.communities[0], "社区党群服务中心 104 室"),
        (Level.STREET, None, "街道综治中心一楼"),
        (Level.CENTRE, None, "街道综治中心二楼"),
    ):
        named = f"{community.name}人民调解委员会{names.MARK}" if community else CENTRE
        if level == Level.STREET:
            named = f"锦禾街道人民调解委员会{names.MARK}"
        where = {"community": community} if community else {}
        organisation = body(scene, Kind.MEDIATION_COMMITTEE, named, **where)
        made.append(
            panels.open_panel(
                organisation, level, community, place, "028-00000104", "工作日 9:00–17:00",
                once=uuid7(), by=by, now=scene.now,
            )
        )  # fmt: skip
    rows = [
        panels.Enrolment(
            made[0] if at_ < 3 else made[1], scene.people[key], duty, full, good_at, SINCE,
            basis="居民会议推选（演示）",
        )
        for at_, (key, _name, duty, full, good_at) in enumerate(PEOPLE)
    ]  # fmt: skip
    panels.enrol_all(rows, by=by, now=scene.now)
    scene.actors.clear()
    yield scene.now + timedelta(days=2)
    why = "街道办公会纪要第 3 号：五万元以上先请机构研究。"
    panels.set_setting("amount", 5_000_000, why, by=scene.acting("jiedao"), now=scene.now)


def told(scene: Scene, now: datetime) -> list[Telling]:
    """The committees first, then the cases, in the order of their days."""
    return [
        committees(scene, now),
        cases.settled(scene, now),
        cases.waiting(scene, now),
        cases.large(scene, now),
        cases.to_sign(scene, now),
        cases.kept(scene, now),
        cases.before_the_court(scene, now),
        cases.failed(scene, now),
    ]
