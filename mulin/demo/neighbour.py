"""A small street beside the demo street: whoever works there sees nothing of the other one."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.decide.assembly.actions import drafted, drafts
from mulin.demo import motions, names
from mulin.demo.homes import roster_of
from mulin.demo.posts import appointed, newcomer, officer
from mulin.demo.profile import CompoundPlan, plan_street
from mulin.demo.scene import PHONE, Scene, at, lately
from mulin.ground.estate.actions.organisations import register_organisation
from mulin.ground.estate.actions.places import create_community, create_compound
from mulin.ground.estate.actions.roster import write_roster
from mulin.ground.estate.actions.streets import open_street
from mulin.ground.estate.models import Organisation
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.record.sealer import drain
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Role, system_actor

SLUG, REGION = "demo2", "310115"
HOMES = (36, 24)


def tell_neighbour(*, now: datetime) -> None:
    """A street with one community and two compounds, and one vote that is being prepared."""
    began = lately(now, timedelta(days=20))
    street = open_street(SLUG, names.NEIGHBOUR, REGION, phone=PHONE, synthetic=True, now=began)
    scene = Scene(street, system_actor(street.pk, "演示数据"), began)
    office = register_organisation(
        Organisation.Kind.STREET_OFFICE,
        f"澜石街道办事处{names.MARK}",
        phone=PHONE,
        by=scene.by,
        now=began,
    )
    newcomer(scene, "linjie", "叶知秋")
    appointed(scene, "linjie", office, Role.STREET_OFFICER, "物业科科员")
    officer(scene, "linjie")
    community = create_community("澜石桥社区", by=scene.by, now=began)
    for plan in plan_street(0.001, seed=7, first=HOMES)[: len(HOMES)]:
        _compound(scene, community, plan)
    scene.now = lately(now, timedelta(days=2))
    _vote(scene)
    drain(street.pk, now=now)


def _compound(scene: Scene, community: object, plan: CompoundPlan) -> None:
    name = ("澜石里", "石桥新村")[plan.number] + names.MARK
    compound = create_compound(
        community,  # type: ignore[arg-type]
        slug=f"n{plan.number + 1}",
        name=name,
        kind=plan.kind,
        mode=plan.mode,
        first_delivered_on=plan.delivered,
        by=scene.by,
        now=scene.now,
    )
    scene.compounds.append(compound)
    terms = RosterTerms(area_source="register")
    write_roster(compound, roster_of(plan), terms, by=scene.by, now=scene.now)


def _vote(scene: Scene) -> None:
    """The heading and one motion; officers are still missing, and the screen says so."""
    opens = day_of(scene.now) + timedelta(days=30)
    heading = drafted.PollDraft(
        title=f"{opens.year} 年石桥楼道整修业主表决",
        convener="澜石里业主委员会",
        contact_name="叶知秋",
        contact_phone=PHONE,
        opens_on=opens,
        closes_at=at(opens + timedelta(days=15), 18),
    )
    poll = drafts.draft_poll(
        scene.compounds[0], heading, poll_id=uuid7(), by=scene.by, now=scene.now
    )
    drafts.put_motion(poll, motions.FACADE, motion_id=uuid7(), by=scene.by, now=scene.now)
