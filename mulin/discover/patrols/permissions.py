"""Who plans, walks, visits, orders and reads. Default deny; strangers learn nothing."""

from __future__ import annotations

from uuid import UUID

from mulin.discover.patrols.models import Hazard, Plan, Visit
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
PLANNERS = (*OFFICE, Role.PROPERTY_MANAGER, Role.COMMITTEE_MEMBER)
VISITORS = (*OFFICE, Role.SOCIAL_WORKER)
FINDERS = (*PLANNERS, Role.SOCIAL_WORKER)
READERS = (*FINDERS, Role.AUDITOR)
RESIDENTS = (Role.OWNER, Role.TENANT)

HIDDEN = Refusal(said("没有找到。"), said("请从巡查或隐患的列表重新进入。"), hidden=True)
ENDED = Refusal(said("这个计划已经停用。"), said("要继续巡查的，请另外定一个计划。"))
OVER = Refusal(said("这条隐患已经结束，不能再改。"), said("又出现的，请重新上报。"))
ASK_OFFICE = said("请告诉社区或者街道的工作人员。")


def may_see_patrols(actor: Actor) -> Refusal | None:
    """Open the lists; what they hold is narrowed by :func:`reach`."""
    return None if any(grant.role in READERS for grant in actor.grants) else HIDDEN


def may_see_place(actor: Actor, compound_id: UUID) -> Refusal | None:
    """The patrols and hazards of a compound, as those who work on them see them."""
    return None if actor.has(*READERS, compound_id=compound_id) else HIDDEN


def may_plan(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Set points and make plans."""
    if actor.has(*PLANNERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("点位和计划由物业、业委会、社区或者街道来定。"), ASK_OFFICE)
    return HIDDEN


def may_plan_for(actor: Actor, compound_id: UUID, organisation_id: UUID) -> Refusal | None:
    """The office plans for everybody, others for their own people."""
    if refused := may_plan(actor, compound_id):
        return refused
    office = actor.has(*OFFICE, compound_id=compound_id)
    if office or organisation_id in actor.organisations:
        return None
    return Refusal(said("您只能给自己单位定巡查计划。"), said("请把“由谁巡查”选成自己的单位。"))


def may_change_plan(actor: Actor, plan: Plan) -> Refusal | None:
    """A plan in use, by who may plan for its people."""
    if actor.street_id != plan.street_id:
        return HIDDEN
    if refused := may_plan_for(actor, plan.compound_id, plan.organisation_id):
        return refused
    return ENDED if plan.ended_on is not None else None


def may_see_plan(actor: Actor, plan: Plan) -> Refusal | None:
    """A plan and its rounds."""
    return HIDDEN if actor.street_id != plan.street_id else may_see_place(actor, plan.compound_id)


def may_walk(actor: Actor, plan: Plan, *, named: frozenset[UUID]) -> Refusal | None:
    """Sign in at a plan's points. ``named``: the people it names; else everybody of its body."""
    if actor.street_id != plan.street_id:
        return HIDDEN
    if actor.person_id is not None and actor.person_id in {*named, plan.chief_id}:
        return None
    ours = plan.organisation_id in actor.organisations
    if not named and ours and actor.has(*READERS, compound_id=plan.compound_id):
        return None
    if actor.has(*READERS, compound_id=plan.compound_id):
        return Refusal(
            said("这条路线不是您巡查的。"), said("请让计划里写的人去，或者先改计划的巡查人。")
        )
    return HIDDEN


def may_explain(actor: Actor, plan: Plan, *, named: frozenset[UUID]) -> Refusal | None:
    """Say why a round was missed: those who walk it, and those who plan it."""
    if may_walk(actor, plan, named=named) is None:
        return None
    return may_plan_for(actor, plan.compound_id, plan.organisation_id)


def may_find(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Report a hazard."""
    if actor.has(*FINDERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("您的岗位只能查看。"), ASK_OFFICE)
    return HIDDEN


def may_see_hazard(actor: Actor, hazard: Hazard) -> Refusal | None:
    """Everything about a hazard."""
    if actor.street_id != hazard.street_id:
        return HIDDEN
    return may_see_place(actor, hazard.compound_id)


def may_carry_hazard(actor: Actor, hazard: Hazard) -> Refusal | None:
    """Measures at once, and telling that it was put right: whoever works in the compound."""
    if refused := may_see_hazard(actor, hazard):
        return refused
    if refused := may_find(actor, hazard.compound_id):
        return refused
    return None if hazard.is_open else OVER


def may_file(actor: Actor, hazard: Hazard) -> Refusal | None:
    """Put it into a matter, however it stands: whoever works in the compound."""
    return may_see_hazard(actor, hazard) or may_find(actor, hazard.compound_id)


def may_order(actor: Actor, hazard: Hazard) -> Refusal | None:
    """Grade, order, extend and look again: the community and the street, never the one ordered."""
    if refused := may_see_hazard(actor, hazard):
        return refused
    if not actor.has(*OFFICE, compound_id=hazard.compound_id):
        return Refusal(
            said("定级、下通知和复查由社区或者街道来做。"),
            said("您可以先采取临时措施，整改好了点“报完成”。"),
        )
    return None if hazard.is_open else OVER


def may_visit(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Score a company's service."""
    if actor.has(*VISITORS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("督导由物业服务指导中心、社区或者街道来做。"), ASK_OFFICE)
    return HIDDEN


def may_see_visit(actor: Actor, visit: Visit) -> Refusal | None:
    """A visit; before it is sent only those who score."""
    if actor.street_id != visit.street_id:
        return HIDDEN
    if actor.has(*VISITORS, compound_id=visit.compound_id):
        return None
    if visit.state == Visit.State.DRAFT:
        return HIDDEN
    if visit.company_id in actor.organisations:
        return None
    others = (Role.COMMITTEE_MEMBER, Role.AUDITOR)
    return None if actor.has(*others, compound_id=visit.compound_id) else HIDDEN


def may_score(actor: Actor, visit: Visit) -> Refusal | None:
    """Score, send, and look again."""
    if refused := may_see_visit(actor, visit):
        return refused
    return may_visit(actor, visit.compound_id)


def may_answer(actor: Actor, visit: Visit) -> Refusal | None:
    """The company's answer to what was found."""
    if refused := may_see_visit(actor, visit):
        return refused
    if visit.company_id in actor.organisations:
        return None
    return Refusal(said("由被督导的物业企业回复。"), said("可以请他们的项目经理登录后回复。"))


def reach(actor: Actor, *roles: Role) -> frozenset[UUID] | None:
    """Compounds in which the actor holds one of the roles; ``None``: every one of the street."""
    wanted = roles or READERS
    if actor.has(*wanted):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in wanted))


def is_office(actor: Actor) -> bool:
    """Whether the actor works for the community or the street anywhere."""
    return any(grant.role in OFFICE for grant in actor.grants)
