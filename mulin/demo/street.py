"""The street's organisation: one property office, one agency, 24 centres, and who serves whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from mulin.demo import names
from mulin.demo.posts import appointed, newcomer, officer
from mulin.demo.profile import COMMUNITIES, CompoundPlan
from mulin.demo.scene import PHONE, SINCE, Scene
from mulin.demo.sign_ins import SLUG
from mulin.ground.estate.actions.organisations import begin_engagement, register_organisation
from mulin.ground.estate.actions.places import create_community, create_compound
from mulin.ground.estate.actions.streets import open_street
from mulin.ground.estate.models import Engagement, Organisation
from mulin.kit.rights import Role, system_actor

REGION = "510100"
SOCIAL_WORKERS = 8
COMMITTEES = {"commodity": 0.58, "old": 0.31}
"""How often a compound has an owners' committee."""
ENTRUSTED = len(names.COMPANIES) - 1
Kind = Organisation.Kind


def tell_street(plans: Sequence[CompoundPlan], *, now: datetime) -> Scene:
    """Open the street, its organisations and its compounds; nobody lives there yet."""
    street = open_street(SLUG, names.STREET, REGION, phone=PHONE, synthetic=True, now=now)
    scene = Scene(street, system_actor(street.pk, "演示数据"), now, list(plans))
    _office(scene)
    _professions(scene)
    _communities(scene)
    for plan in plans:
        _compound(scene, plan)
    for plan in plans[:3]:
        _live_bodies(scene, plan)
    return scene


def body(scene: Scene, kind: str, name: str, **where: object) -> Organisation:
    """An organisation, as the office registers it."""
    return register_organisation(
        kind,
        name,
        phone=PHONE,
        by=scene.by,
        now=scene.now,
        **where,  # type: ignore[arg-type]
    )


def engage(scene: Scene, who: Organisation, kind: str, **whom: object) -> None:
    begin_engagement(who, kind, since=SINCE, by=scene.by, now=scene.now, **whom)  # type: ignore[arg-type]


def _office(scene: Scene) -> None:
    """The street office and its property office; from now on its head of section acts."""
    street_office = body(scene, Kind.STREET_OFFICE, names.OFFICE)
    property_office = body(scene, Kind.PROPERTY_OFFICE, names.PROPERTY_OFFICE)
    scene.bodies |= {"street": street_office, "office": property_office}
    newcomer(scene, "jiedao", "林禾安")
    appointed(scene, "jiedao", property_office, Role.STREET_OFFICER, "物业科科长")
    officer(scene, "jiedao")
    newcomer(scene, "secretary", "贺景行")
    appointed(scene, "secretary", street_office, Role.STREET_OFFICER, "分管副主任")


def _professions(scene: Scene) -> None:
    """The agency that the office coaches, and those whose skill it draws on."""
    agency = body(scene, Kind.SOCIAL_WORK_AGENCY, names.AGENCY)
    scene.bodies["agency"] = agency
    engage(scene, scene.bodies["office"], Engagement.Kind.COACHES, coached=agency)
    for kind, named in (
        (Kind.LAW_FIRM, names.LAW_FIRMS),
        (Kind.ACCOUNTING_FIRM, names.ACCOUNTANTS),
        (Kind.SOCIAL_ORGANISATION, names.SOCIAL),
        (Kind.MERCHANT, names.MERCHANTS[:1]),
    ):
        for name in named:
            scene.bodies[name] = body(scene, kind, name)
            engage(scene, scene.bodies[name], Engagement.Kind.ADVISES, coached=agency)
    for name in (*names.CLUBS, *names.MERCHANTS[1:]):
        kind = Kind.CLUB if name in names.CLUBS else Kind.MERCHANT
        scene.bodies[name] = body(scene, kind, name)
    scene.companies = [
        body(scene, Kind.PROPERTY_COMPANY, f"{name}{names.MARK}") for name in names.COMPANIES
    ]
    for number in range(SOCIAL_WORKERS):
        newcomer(scene, f"social-{number}")


def _communities(scene: Scene) -> None:
    """Each community with its residents' committee and the centre the agency coaches."""
    for number in range(COMMUNITIES):
        name = names.community(number)
        community = create_community(name, by=scene.by, now=scene.now)
        scene.communities.append(community)
        residents = body(
            scene, Kind.RESIDENTS_COMMITTEE, f"{name}居民委员会{names.MARK}", community=community
        )
        scene.residents.append(residents)
        centre = body(
            scene, Kind.GUIDANCE_CENTRE, f"{name}物业服务指导中心{names.MARK}", community=community
        )
        scene.centres.append(centre)
        engage(scene, scene.bodies["agency"], Engagement.Kind.COACHES, coached=centre)
        lawyers = scene.bodies[names.LAW_FIRMS[number % len(names.LAW_FIRMS)]]
        engage(scene, lawyers, Engagement.Kind.ADVISES, community=community)
        _people_of(scene, number, centre)


def _people_of(scene: Scene, number: int, centre: Organisation) -> None:
    """The centre's head, the committee's worker, and the social worker who comes round."""
    community = scene.communities[number]
    newcomer(scene, f"centre-{number}")
    worker = Role.COMMUNITY_WORKER
    appointed(scene, f"centre-{number}", centre, worker, "指导中心负责人", community=community)
    key = "shequ" if number == 0 else f"worker-{number}"
    newcomer(scene, key, "苏云舒" if number == 0 else "")
    appointed(scene, key, scene.residents[number], worker, "物业专员", community=community)
    social = f"social-{number % SOCIAL_WORKERS}"
    agency = scene.bodies["agency"]
    appointed(scene, social, agency, Role.SOCIAL_WORKER, "驻点社工", community=community)


def _compound(scene: Scene, plan: CompoundPlan) -> None:
    rnd = Random(f"compound {plan.number}")
    compound = create_compound(
        scene.communities[plan.community],
        slug=plan.slug,
        name=plan.name,
        kind=plan.kind,
        mode=plan.mode,
        region=REGION,
        address=f"锦禾大道 {plan.number * 4 + 8} 号",
        first_delivered_on=plan.delivered,
        by=scene.by,
        now=scene.now,
    )
    scene.compounds.append(compound)
    engage(scene, scene.centres[plan.community], Engagement.Kind.COVERS, compound=compound)
    if plan.mode != "self_managed":
        company = scene.companies[
            ENTRUSTED if plan.mode == "entrusted" else plan.number % ENTRUSTED
        ]
        engage(scene, company, Engagement.Kind.MANAGES, compound=compound)
    if plan.is_pilot or rnd.random() < COMMITTEES.get(plan.kind, 0):
        scene.committees[plan.number] = body(
            scene,
            Kind.OWNERS_COMMITTEE,
            f"{names.plain(plan.name)}业主委员会{names.MARK}",
            compound=compound,
        )


def _live_bodies(scene: Scene, plan: CompoundPlan) -> None:
    """What stands beside the committee in a compound that lives in full."""
    compound, name = scene.compounds[plan.number], names.plain(plan.name)
    for kind, what in (
        (Kind.PARTY_BRANCH, "党支部"),
        (Kind.SUPERVISORY_COMMITTEE, "监督委员会"),
        (Kind.SOCIAL_ORGANISATION, "物业志愿服务队"),
        (Kind.CLUB, "青年社"),
    ):
        body(scene, kind, f"{name}{what}{names.MARK}", compound=compound)
    developer = body(scene, Kind.DEVELOPER, names.developer(plan.number))
    engage(scene, developer, Engagement.Kind.DEVELOPED, compound=compound)
