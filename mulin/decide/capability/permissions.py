"""Who may plan, read lists, receive and see who came. Default deny; every refusal says why."""

from __future__ import annotations

from uuid import UUID

from mulin.decide.capability.models import Schedule, Training
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor, Refusal, Role, Scope
from mulin.kit.words import said

PLANNERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
OVERSEERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.AUDITOR)
"""Who reads the lists of trainings and receptions in the places they look after."""
RECEIVERS = (Role.COMMITTEE_MEMBER, Role.PROPERTY_MANAGER)
RESIDENTS = (Role.OWNER, Role.TENANT)
AUDIENCES: dict[str, tuple[Role, ...]] = {
    "for_committees": (Role.COMMITTEE_MEMBER,),
    "for_companies": (Role.PROPERTY_MANAGER,),
    "for_workers": (Role.COMMUNITY_WORKER, Role.SOCIAL_WORKER),
    "for_owners": RESIDENTS,
}
"""Field of a training → the roles it invites."""
BODIES = (
    Organisation.Kind.OWNERS_COMMITTEE,
    Organisation.Kind.INTERIM_COMMITTEE,
    Organisation.Kind.AUTONOMY_COMMITTEE,
    Organisation.Kind.PROPERTY_COMPANY,
)
"""Kinds of bodies that receive owners."""
NO_TRAINING = Refusal(
    said("没有找到这次培训。"), said("请从培训列表重新进入，或再扫一次二维码。"), hidden=True
)
NO_RECEPTION = Refusal(
    said("没有找到这个接待安排。"), said("请从接待日列表重新进入。"), hidden=True
)
NO_ENTRY = Refusal(said("手册里没有这一条。"), said("请从手册目录重新进入。"), hidden=True)


def may_answer(actor: Actor) -> Refusal | None:
    """Write the street's own words beneath an entry."""
    if actor.has(Role.STREET_OFFICER):
        return None
    return Refusal(said("本街道补充由街道来写。"), said("有补充的，请告诉街道物业科。"))


def may_plan(actor: Actor, community_id: UUID | None, compound_id: UUID | None) -> Refusal | None:
    """Plan and run trainings of a place; those of the whole street are the street's."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    if compound_id is not None and actor.has(*PLANNERS, compound_id=compound_id):
        return None
    if community_id is not None and any(
        g.role == Role.COMMUNITY_WORKER
        and g.scope is Scope.COMMUNITY
        and g.scope_id == community_id
        for g in actor.grants
    ):
        return None
    if plans(actor):
        return Refusal(
            said("面向全街道或别的社区的培训由街道安排。"), said("请选您所在的社区或小区。")
        )
    return Refusal(said("培训由街道、社区安排和登记。"), said("想参加的请报名；想办的请告诉社区。"))


def may_run(actor: Actor, training: Training) -> Refusal | None:
    """Change, hold and call off a training, and note who came."""
    return may_plan(actor, training.community_id, training.compound_id)


def may_read_list(actor: Actor, training: Training) -> bool:
    """Who came, by name: those who run it, and the auditor."""
    return may_run(actor, training) is None or actor.has(
        Role.AUDITOR, compound_id=training.compound_id
    )


def plans(actor: Actor) -> bool:
    """Whether the actor plans trainings anywhere."""
    return any(grant.role in PLANNERS for grant in actor.grants)


def oversees(actor: Actor) -> bool:
    """Whether the actor reads records of training anywhere."""
    return any(grant.role in OVERSEERS for grant in actor.grants)


def may_oversee(actor: Actor) -> Refusal | None:
    """Open the records of training."""
    if oversees(actor):
        return None
    return Refusal(
        said("培训记录由街道、社区和审计查看。"), said("您自己参加过的培训在“培训和沙龙”里。")
    )


def may_schedule(actor: Actor, body: Organisation, compound_id: UUID) -> Refusal | None:
    """Fix a body's reception days in a compound, enter who came, and read what they came with."""
    if actor.has(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, compound_id=compound_id):
        return None
    if _of_the_body(actor, body.pk, compound_id):
        return None
    if actor.has(*OVERSEERS, *RECEIVERS, *RESIDENTS, compound_id=compound_id):
        return Refusal(
            said("接待安排和登记由{body}自己来做。", body=body.name), said("请告诉他们或者社区。")
        )
    return NO_RECEPTION


def may_receive(actor: Actor, schedule: Schedule) -> Refusal | None:
    """Enter who came, call a day off, hand over."""
    return may_schedule(actor, schedule.body, schedule.compound_id)


def may_see_schedule(actor: Actor, schedule: Schedule) -> Refusal | None:
    """When a body receives: everybody of the compound."""
    if actor.street_id == schedule.street_id and actor.has(
        *OVERSEERS, *RECEIVERS, *RESIDENTS, Role.SOCIAL_WORKER, compound_id=schedule.compound_id
    ):
        return None
    return NO_RECEPTION


def may_see_visits(actor: Actor, schedule: Schedule) -> bool:
    """What owners came with: the body itself, its community, its street, the auditor."""
    return actor.has(*OVERSEERS, compound_id=schedule.compound_id) or _of_the_body(
        actor, schedule.body_id, schedule.compound_id
    )


def receives(actor: Actor) -> bool:
    """Whether the actor enters receptions anywhere."""
    return any(grant.role in (*RECEIVERS, *PLANNERS) for grant in actor.grants)


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose reception days the actor sees; ``None``: every one of the street."""
    if actor.has(*OVERSEERS, Role.SOCIAL_WORKER):
        return None
    wanted = (*OVERSEERS, *RECEIVERS, *RESIDENTS, Role.SOCIAL_WORKER)
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in wanted))


def _of_the_body(actor: Actor, body_id: UUID, compound_id: UUID) -> bool:
    return any(
        g.role in RECEIVERS and g.organisation_id == body_id and g.reaches(compound_id)
        for g in actor.grants
    )
