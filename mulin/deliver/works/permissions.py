"""Who may survey, carry and read lifts. Default deny; strangers learn nothing."""

from __future__ import annotations

from uuid import UUID

from mulin.deliver.works.models import Guidance, Project
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

SURVEYORS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SOCIAL_WORKER, Role.SYSTEM)
CARRIERS = (*SURVEYORS, Role.COMMITTEE_MEMBER)
READERS = (*CARRIERS, Role.AUDITOR)
OF_PROCEDURES = tuple(role for role in (*READERS, Role.OWNER) if role != Role.SOCIAL_WORKER)
"""Who may open the board of procedures, to which a project leads."""
NEIGHBOURS = (*READERS, Role.OWNER, Role.TENANT)

HIDDEN = Refusal(said("没有找到。"), said("请从加装电梯的地图或列表重新进入。"), hidden=True)
ASK_DESK = said("请找加梯办或者社区办理。")
OVER = Refusal(said("这个项目已经结束，不能再改。"), said("需要更正的，请街道在记录里说明。"))


def may_see_lifts(actor: Actor) -> Refusal | None:
    """Open the map and the lists; what they hold is narrowed by :func:`reach`."""
    return None if any(grant.role in READERS for grant in actor.grants) else HIDDEN


def may_see_place(actor: Actor, compound_id: UUID) -> Refusal | None:
    """The surveys and projects of a compound, as those who work on them see them."""
    return None if actor.has(*READERS, compound_id=compound_id) else HIDDEN


def may_survey(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Write surveys and plans down."""
    if actor.has(*SURVEYORS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("勘察由街道、社区和加梯办登记。"), ASK_DESK)
    return HIDDEN


def may_open_project(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Begin a project: those who guide it, at the owners' wish."""
    if actor.has(*SURVEYORS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("立项由街道、社区和加梯办登记。"), ASK_DESK)
    return HIDDEN


def may_see_project(actor: Actor, project: Project) -> Refusal | None:
    """Everything about a project, each home's signed answer among it."""
    if actor.street_id != project.street_id:
        return HIDDEN
    return may_see_place(actor, project.compound_id)


def may_read_open(actor: Actor, project: Project) -> Refusal | None:
    """The page for neighbours: owners and tenants of the compound, and those who work on it."""
    if actor.street_id != project.street_id:
        return HIDDEN
    return None if actor.has(*NEIGHBOURS, compound_id=project.compound_id) else HIDDEN


def may_carry(actor: Actor, project: Project) -> Refusal | None:
    """Change an open project."""
    if refused := may_see_project(actor, project):
        return refused
    if not actor.has(*CARRIERS, compound_id=project.compound_id):
        return Refusal(said("您的岗位只能查看。"), ASK_DESK)
    return None if project.is_open else OVER


def may_keep_papers(actor: Actor, project: Project) -> Refusal | None:
    """Papers of a running lift go on to come: reports of every year."""
    if refused := may_see_project(actor, project):
        return refused
    if not actor.has(*CARRIERS, compound_id=project.compound_id):
        return Refusal(said("您的岗位只能查看。"), ASK_DESK)
    return OVER if project.state == Project.State.DROPPED else None


def may_set_subsidy_rule(actor: Actor) -> Refusal | None:
    """Write down how subsidies are reckoned in the street."""
    if actor.has(Role.STREET_OFFICER):
        return None
    if any(grant.role in READERS for grant in actor.grants):
        return Refusal(said("补贴办法由街道登记。"), said("请把文件交给街道物业办核对后登记。"))
    return HIDDEN


def may_use_desk(actor: Actor) -> Refusal | None:
    """See what the lift desk did."""
    return may_see_lifts(actor)


def may_note_guidance(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Write down whom the desk answered; without a place only those who work in the whole street
    or in some part of it."""
    held = actor.has(*SURVEYORS, compound_id=compound_id)
    anywhere = any(grant.role in SURVEYORS for grant in actor.grants)
    if held or (compound_id is None and anywhere):
        return None
    if any(grant.role in READERS for grant in actor.grants):
        return Refusal(said("接待和陪伴由加梯办的人登记。"), ASK_DESK)
    return HIDDEN


def may_follow(actor: Actor, row: Guidance) -> Refusal | None:
    """Tick off a follow-up."""
    if actor.street_id != row.street_id:
        return HIDDEN
    return may_note_guidance(actor, row.compound_id)


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose lifts the actor reads; ``None``: every one of the street."""
    if actor.has(*READERS):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))
