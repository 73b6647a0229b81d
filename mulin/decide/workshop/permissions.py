"""Who lends, who acts under a mandate, who answers. Default deny; a refusal names the power that lacks."""

from __future__ import annotations

from uuid import UUID

from mulin.decide.workshop.models import Advice, GreenRequest, Mandate, Report, Workshop
from mulin.decide.workshop.powers import name_of
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor, Power, Refusal, Role
from mulin.kit.words import said

LENDERS = (Role.STREET_OFFICER, Role.SYSTEM)
CONCERNED = (Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER)
READERS = (*LENDERS, Role.AUDITOR)
HIDDEN = Refusal(
    said("没有找到这份材料。"), said("请核对链接，或从工作室页面重新进入。"), hidden=True
)
ADVICE_NEEDS = {
    Advice.Kind.CANDIDATE: Power.SUGGEST,
    Advice.Kind.SUPERVISION: Power.SUPERVISE,
    Advice.Kind.RESOURCE: Power.ALLOCATE,
}
"""Kind of advice → the power it is given under."""


def organisations_of(actor: Actor) -> frozenset[UUID]:
    """The workshops' organisations in which the actor works."""
    mine = (g for g in actor.grants if g.role is Role.WORKSHOP_WORKER)
    return frozenset(g.organisation_id for g in mine if g.organisation_id)


def compounds_of(actor: Actor) -> frozenset[UUID]:
    """Compounds for which the actor may read what a workshop says to them."""
    roles = (*CONCERNED, *READERS)
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))


def communities_of(actor: Actor) -> frozenset[UUID]:
    """Communities whose worker the actor is."""
    return frozenset(g.scope_id for g in actor.grants if g.role is Role.COMMUNITY_WORKER)


def may_see_room(actor: Actor) -> Refusal | None:
    """Open the lists; what they hold is narrowed row by row."""
    if actor.has(*READERS) or organisations_of(actor) or compounds_of(actor):
        return None
    return Refusal(
        said("工作室的授权和建议由街道、社区、业委会和工作室使用。"),
        said("想知道谁在帮本小区，请问社区。"),
    )


def may_lend(actor: Actor) -> Refusal | None:
    """Set up workshops, grant, extend and end mandates, keep the directory: the street alone."""
    if actor.has(*LENDERS):
        return None
    return Refusal(said("授权由街道作出。"), said("请向街道说明需要哪项权限、管到哪里、到哪天。"))


def works_in(actor: Actor, workshop: Workshop) -> bool:
    """Whether the actor is one of its people."""
    home = actor.street_id == workshop.street_id
    return home and workshop.organisation_id in organisations_of(actor)


def may_see_workshop(actor: Actor, workshop: Workshop) -> Refusal | None:
    """The street, auditors of the street, the workshop's own people."""
    at_home = actor.street_id == workshop.street_id
    if at_home and (actor.has(*READERS) or works_in(actor, workshop)):
        return None
    return HIDDEN


def may_see_mandate(actor: Actor, mandate: Mandate) -> Refusal | None:
    """Also the communities and committees of the compounds it reaches."""
    if actor.street_id != mandate.street_id:
        return HIDDEN
    if may_see_workshop(actor, mandate.workshop) is None:
        return None
    if mandate.compound_id is not None:
        near = mandate.compound_id in compounds_of(actor)
    elif mandate.community_id is not None:
        here = Compound.objects.of(actor.street_id).filter(
            pk__in=compounds_of(actor), community_id=mandate.community_id
        )
        near = mandate.community_id in communities_of(actor) or here.exists()
    else:
        near = bool(compounds_of(actor))
    return None if near else HIDDEN


def lacks(actor: Actor, power: Power, compound_id: UUID) -> Refusal | None:
    """Refused, with the reason, where no mandate in force gives the power there."""
    if actor.mandated(power, compound_id):
        return None
    if not organisations_of(actor):
        return Refusal(said("这由受权的工作室来做。"), said("请把情况告诉工作室或者街道。"))
    if not actor.mandate(power):
        return Refusal(
            said("工作室现在没有“{power}”的有效授权。", power=name_of(power)),
            said("没有授权、还没生效或者已经到期的，请向街道申请。"),
        )
    return Refusal(
        said("“{power}”的授权不包括这个小区。", power=name_of(power)),
        said("请在授权的小区内办，或者请街道扩大授权范围。"),
    )


def may_advise(actor: Actor, kind: str, compound_id: UUID) -> Refusal | None:
    """Give advice of a kind: the workshop, inside its mandate."""
    return lacks(actor, ADVICE_NEEDS[Advice.Kind(kind)], compound_id)


def may_see_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """Who gave it, who is to answer it, who audits it."""
    if actor.street_id != advice.street_id:
        return HIDDEN
    near = actor.has(*CONCERNED, *READERS, compound_id=advice.compound_id)
    return None if near or works_in(actor, advice.workshop) else HIDDEN


def may_answer_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """The committee, or the street; what the street is asked for, the street alone."""
    if refused := may_see_advice(actor, advice):
        return refused
    if advice.state != Advice.State.OPEN:
        return Refusal(
            said("这条建议{state}。", state=advice.get_state_display()), said("不用再答复。")
        )
    resource = advice.kind == Advice.Kind.RESOURCE
    roles = LENDERS if resource else (*LENDERS, Role.COMMITTEE_MEMBER)
    if actor.has(*roles, compound_id=advice.compound_id):
        return None
    return Refusal(said("由业委会或者街道答复。"), said("您可以在这里看到答复。"))


def may_withdraw_advice(actor: Actor, advice: Advice) -> Refusal | None:
    """Whoever gave it, while nobody has answered."""
    if refused := may_see_advice(actor, advice):
        return refused
    if advice.state != Advice.State.OPEN:
        return Refusal(said("已经有答复，不能撤回。"), said("情况有变的，请另提一条。"))
    if works_in(actor, advice.workshop):
        return None
    return Refusal(said("由提出的工作室撤回。"), said("不同意的，请写明理由答复。"))


def may_read_reports(actor: Actor) -> Refusal | None:
    """Open the list of monthly reports: the street, who audits it, the workshop itself."""
    if actor.has(*READERS) or organisations_of(actor):
        return None
    return may_see_room(actor) or Refusal(
        said("月报由工作室写给街道。"), said("想知道工作室在做什么，请看建议和意见。")
    )


def may_see_report(actor: Actor, report: Report) -> Refusal | None:
    """The workshop always; street and auditors once it was sent."""
    if actor.street_id != report.street_id:
        return HIDDEN
    if works_in(actor, report.workshop):
        return None
    return None if report.state != Report.State.DRAFT and actor.has(*READERS) else HIDDEN


def may_report(actor: Actor, workshop: Workshop) -> Refusal | None:
    """Begin, write and send: the workshop's own people."""
    if refused := may_see_workshop(actor, workshop):
        return refused
    if works_in(actor, workshop):
        return None
    return Refusal(said("月报由工作室自己写。"), said("没有收到的，请联系工作室。"))


def may_judge_report(actor: Actor, report: Report) -> Refusal | None:
    """Ask back and acknowledge: the street."""
    if refused := may_see_report(actor, report):
        return refused
    if actor.has(*LENDERS):
        return None
    return Refusal(said("月报由街道阅读和提问。"), said("您可以查看。"))


def may_see_green(actor: Actor) -> Refusal | None:
    """Open the list of requests and the directory."""
    community = any(g.role is Role.COMMUNITY_WORKER for g in actor.grants)
    if actor.has(*READERS) or community or organisations_of(actor):
        return None
    return Refusal(
        said("绿色通道由街道、社区和受权的工作室使用。"), said("有急事，请打街道或社区的电话。")
    )


def may_ask(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Ask parties to come: the street, the community, the workshop inside its mandate."""
    if actor.has(*LENDERS, Role.COMMUNITY_WORKER, compound_id=compound_id):
        return None
    if organisations_of(actor):
        return lacks(actor, Power.ALLOCATE, compound_id)
    if may_see_green(actor) is None and actor.has(Role.AUDITOR, compound_id=compound_id):
        return Refusal(said("您的岗位只能查看。"), said("请由街道、社区或工作室发起。"))
    return HIDDEN


def may_see_request(actor: Actor, request: GreenRequest) -> Refusal | None:
    """The street, its auditors, the compound's community, the workshop that asked."""
    if actor.street_id != request.street_id:
        return HIDDEN
    offices = (*LENDERS, Role.COMMUNITY_WORKER)
    if actor.has(*READERS) or actor.has(*offices, compound_id=request.compound_id):
        return None
    asked = request.workshop is not None and works_in(actor, request.workshop)
    return None if asked else HIDDEN


def may_carry_request(actor: Actor, request: GreenRequest) -> Refusal | None:
    """Enter answers, close: who may ask there."""
    if refused := may_see_request(actor, request):
        return refused
    if request.state != GreenRequest.State.OPEN:
        return Refusal(said("这个请求已经结束。"), said("情况有变的，请另发一个。"))
    return may_ask(actor, request.compound_id)
