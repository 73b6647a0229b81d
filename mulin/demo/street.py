"""The street's organisation: one property office, one agency, 24 centres, and who serves whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from mulin.demo import names
from mulin.demo.profile import COMMUNITIES, CompoundPlan
from mulin.ground.estate.actions.appointments import appoint
from mulin.ground.estate.actions.organisations import begin_engagement, register_organisation
from mulin.ground.estate.actions.persons import details_of, register_person
from mulin.ground.estate.actions.places import create_community, create_compound
from mulin.ground.estate.actions.streets import open_street
from mulin.ground.estate.models import (
    Community,
    Compound,
    Engagement,
    Organisation,
    Person,
)
from mulin.ground.streets.models import Street
from mulin.kit.rights import Actor, Role, system_actor

SLUG = "demo"
REGION = "510100"
SINCE = date(2021, 6, 1)
COMPANIES = ("安澜物业", "和煦物业", "锦程物业", "百家物业", "清和物业", "同邻社会服务")
Kind = Organisation.Kind


@dataclass
class Scene:
    """Everything told so far, by name."""

    street: Street
    by: Actor
    now: datetime
    communities: list[Community] = field(default_factory=list)
    centres: list[Organisation] = field(default_factory=list)
    residents: list[Organisation] = field(default_factory=list)
    companies: list[Organisation] = field(default_factory=list)
    compounds: list[Compound] = field(default_factory=list)
    committees: dict[int, Organisation] = field(default_factory=dict)
    office: Organisation | None = None
    agency: Organisation | None = None
    people: dict[str, Person] = field(default_factory=dict)


def tell_street(plans: Sequence[CompoundPlan], *, now: datetime) -> Scene:
    """Open the street, its organisations and its compounds; nobody lives there yet."""
    street = open_street(SLUG, names.STREET, REGION, phone="028-00000000", synthetic=True, now=now)
    scene = Scene(street, system_actor(street.pk, "演示数据"), now)
    _offices(scene)
    _communities(scene)
    for plan in plans:
        _compound(scene, plan)
    return scene


def _organisation(scene: Scene, kind: str, name: str, **where: object) -> Organisation:
    return register_organisation(
        kind,
        name,
        phone="028-00000000",
        by=scene.by,
        now=scene.now,
        **where,  # type: ignore[arg-type]
    )


def _engage(scene: Scene, who: Organisation, kind: str, **whom: object) -> None:
    begin_engagement(who, kind, since=SINCE, by=scene.by, now=scene.now, **whom)  # type: ignore[arg-type]


def _offices(scene: Scene) -> None:
    """The street office, its property office, the agency, and the professions that advise."""
    _organisation(scene, Kind.STREET_OFFICE, "锦禾街道办事处（演示）")
    scene.office = _organisation(scene, Kind.PROPERTY_OFFICE, "锦禾街道物业管理办公室（演示）")
    scene.agency = _organisation(scene, Kind.SOCIAL_WORK_AGENCY, "同心物业社工服务中心（演示）")
    _engage(scene, scene.office, Engagement.Kind.COACHES, coached=scene.agency)
    for kind, name in (
        (Kind.LAW_FIRM, "明理律师事务所（演示）"),
        (Kind.ACCOUNTING_FIRM, "清账会计师事务所（演示）"),
        (Kind.CLUB, "锦禾邻里文艺社（演示）"),
        (Kind.MERCHANT, "锦禾商户联盟（演示）"),
    ):
        party = _organisation(scene, kind, name)
        _engage(scene, party, Engagement.Kind.ADVISES, coached=scene.agency)
    scene.companies = [
        _organisation(scene, Kind.PROPERTY_COMPANY, f"{name}（演示）") for name in COMPANIES
    ]


def _communities(scene: Scene) -> None:
    """Each community with its residents' committee and its guidance centre."""
    assert scene.agency is not None  # noqa: S101 - told by _offices
    for number in range(COMMUNITIES):
        name = names.community(number)
        community = create_community(name, by=scene.by, now=scene.now)
        scene.communities.append(community)
        scene.residents.append(
            _organisation(
                scene, Kind.RESIDENTS_COMMITTEE, f"{name}居民委员会（演示）", community=community
            )
        )
        centre = _organisation(
            scene, Kind.GUIDANCE_CENTRE, f"{name}物业服务指导中心（演示）", community=community
        )
        scene.centres.append(centre)
        _engage(scene, scene.agency, Engagement.Kind.COACHES, coached=centre)


def _compound(scene: Scene, plan: CompoundPlan) -> None:
    rnd = Random(plan.number)
    compound = create_compound(
        scene.communities[plan.community],
        slug=plan.slug,
        name=plan.name,
        kind=plan.kind,
        mode=plan.mode,
        region=REGION,
        address=f"锦禾大道 {plan.number * 4 + 8} 号",
        first_delivered_on=date(rnd.randint(1994, 2019), rnd.randint(1, 12), 1),
        by=scene.by,
        now=scene.now,
    )
    scene.compounds.append(compound)
    _engage(scene, scene.centres[plan.community], Engagement.Kind.COVERS, compound=compound)
    if plan.mode != "self_managed":
        company = scene.companies[5 if plan.mode == "entrusted" else plan.number % 5]
        _engage(scene, company, Engagement.Kind.MANAGES, compound=compound)
    if plan.number < 3 or rnd.random() < 0.5:
        scene.committees[plan.number] = _organisation(
            scene,
            Kind.OWNERS_COMMITTEE,
            f"{plan.name.removesuffix('（演示）')}业主委员会（演示）",
            compound=compound,
        )


def newcomer(scene: Scene, key: str, name: str) -> Person:
    """A person who holds a post; invented like everybody here."""
    person = register_person(details_of(name), by=scene.by, now=scene.now)
    scene.people[key] = person
    return person


def post(
    scene: Scene, key: str, organisation: Organisation, role: Role, title: str, **where: object
) -> None:
    """Appoint one of the people already in the scene."""
    appoint(
        scene.people[key],
        organisation,
        role,
        title,
        since=SINCE,
        basis="演示",
        by=scene.by,
        now=scene.now,
        **where,  # type: ignore[arg-type]
    )
