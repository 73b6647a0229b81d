"""Who may raise, see, deal out, work on and judge tickets. Default deny; every refusal says why."""

from __future__ import annotations

from uuid import UUID

from mulin.discover.intake.models import PlacePoint, Ticket
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
"""Who deals tickets out over a place."""
DESKS = (*OFFICE, Role.PROPERTY_MANAGER)
"""Who writes down at a counter or a telephone what somebody says."""
RESIDENTS = (Role.OWNER, Role.TENANT)
LOOKERS = (Role.AUDITOR, Role.COMMITTEE_MEMBER)
CONSOLE = (*DESKS, *LOOKERS)
HIDDEN = Refusal(said("没有找到这张工单。"), said("请核对编号，或从列表重新进入。"), hidden=True)
NO_POINT = Refusal(
    said("没有找到这个点位。"), said("二维码可能已经停用，请打物业或社区电话。"), hidden=True
)
State = Ticket.State


def may_open_board(actor: Actor) -> Refusal | None:
    """Open the office's lists; what they hold is narrowed by ``visible``."""
    if any(grant.role in CONSOLE for grant in actor.grants):
        return None
    return Refusal(
        said("工单由物业、社区和街道办理。"), said("您可以在手机上报事、看办到哪一步、评价。")
    )


def in_hand(actor: Actor, ticket: Ticket) -> bool:
    """Whether it lies with the actor's own organisation, or with himself."""
    if ticket.worker_id is not None and ticket.worker_id == actor.person_id:
        return True
    own = ticket.organisation_id in actor.organisations if ticket.organisation_id else False
    return own and _employed_there(actor, ticket.organisation_id)


def _employed_there(actor: Actor, organisation_id: UUID | None) -> bool:
    return any(
        g.organisation_id == organisation_id and g.role not in (*RESIDENTS, *LOOKERS)
        for g in actor.grants
    )


def is_mine(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor raised it himself."""
    return actor.person_id is not None and ticket.raiser_id == actor.person_id


def may_see(actor: Actor, ticket: Ticket) -> Refusal | None:
    """The office of its place, whoever has it in hand, who raised it, committee and auditor."""
    if actor.street_id != ticket.street_id:
        return HIDDEN
    if is_mine(actor, ticket) or in_hand(actor, ticket):
        return None
    if actor.has(*OFFICE, Role.AUDITOR, compound_id=ticket.compound_id):
        return None
    committee = actor.has(Role.COMMITTEE_MEMBER, compound_id=ticket.compound_id)
    if committee and ticket.compound_id and not ticket.shielded:
        return None
    return HIDDEN


def sees_raiser(actor: Actor, ticket: Ticket) -> bool:
    """Those who must reach him; never those he complains of, never anybody where he gave no name."""
    if ticket.anonymous:
        return False
    if is_mine(actor, ticket) or actor.has(*OFFICE, compound_id=ticket.compound_id):
        return True
    return in_hand(actor, ticket) and not ticket.shielded


def may_raise(actor: Actor, compound: Compound | None) -> Refusal | None:
    """Report for oneself where one lives or owns; for others where one has a desk."""
    if compound is not None and compound.street_id != actor.street_id:
        return HIDDEN
    place = compound.pk if compound is not None else None
    if actor.has(*RESIDENTS, *DESKS, *LOOKERS, compound_id=place):
        return None
    return HIDDEN


def may_note(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Write a ticket for somebody else."""
    if actor.has(*DESKS, compound_id=compound_id):
        return None
    if any(grant.role in DESKS for grant in actor.grants):
        return Refusal(said("这不是您的岗位负责的地方。"), said("请选您负责的小区。"))
    return Refusal(said("代居民登记由物业、社区和街道的人办。"), said("请在手机上自己报。"))


def may_dispatch(actor: Actor, ticket: Ticket) -> Refusal | None:
    """Deal it out: the office of its place; within an organisation, that organisation's people."""
    refused = may_see(actor, ticket)
    if refused is not None:
        return refused
    if actor.has(*OFFICE, compound_id=ticket.compound_id) or in_hand(actor, ticket):
        return None
    return Refusal(said("派单由社区、街道和承办单位办理。"), said("要催的，请告诉他们。"))


def may_oversee(actor: Actor, ticket: Ticket) -> Refusal | None:
    """What only the office may: other organisations, extensions, merging, who pays, declining."""
    refused = may_see(actor, ticket)
    if refused is not None:
        return refused
    if actor.has(*OFFICE, compound_id=ticket.compound_id):
        return None
    return Refusal(said("这一步由社区或街道办理。"), said("请写明理由，请社区办。"))


def may_work(actor: Actor, ticket: Ticket) -> Refusal | None:
    """Contact, pause, finish: whoever has it in hand, or the office for them."""
    refused = may_see(actor, ticket)
    if refused is not None:
        return refused
    if in_hand(actor, ticket) or actor.has(*OFFICE, compound_id=ticket.compound_id):
        return None
    return Refusal(said("这张工单不在您手里。"), said("请由承办的人办，或请社区改派给您。"))


def may_take(actor: Actor, ticket: Ticket) -> Refusal | None:
    """Take from the pool: people of the organisation it lies with."""
    refused = may_see(actor, ticket)
    if refused is not None:
        return refused
    if actor.person_id is not None and in_hand(actor, ticket):
        return None
    return Refusal(said("这张工单派给了别的单位。"), said("请从您单位的列表里接单。"))


def may_judge(actor: Actor, ticket: Ticket) -> Refusal | None:
    """The last word is the raiser's; the office may write down what he says on the telephone."""
    refused = may_see(actor, ticket)
    if refused is not None:
        return refused
    if is_mine(actor, ticket):
        return None
    if in_hand(actor, ticket) and not actor.has(*OFFICE, compound_id=ticket.compound_id):
        return Refusal(said("承办单位不能代居民评价。"), said("请居民本人评价，或由社区回访登记。"))
    if actor.has(*OFFICE, compound_id=ticket.compound_id):
        return None
    return Refusal(said("评价由反映的人来做。"), said("社区可以在回访时代为登记。"))


def may_rule(actor: Actor) -> Refusal | None:
    """Categories, limits and the rules of dispatch are the street's."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return Refusal(said("类别、时限和派单规则由街道统一。"), said("请向街道提出。"))


def may_keep_points(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Hang codes up in a compound."""
    if actor.has(*DESKS, compound_id=compound_id):
        return None
    return Refusal(said("点位由物业、社区和街道设置。"), said("请联系社区。"))


def may_see_point(actor: Actor, point: PlacePoint) -> Refusal | None:
    """The office's page of a point."""
    if actor.street_id == point.street_id and actor.has(*DESKS, compound_id=point.compound_id):
        return None
    return NO_POINT


def may_keep_duty(actor: Actor, organisation_id: UUID) -> Refusal | None:
    """The roster of an organisation: its own people, and the street."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM) or _employed_there(actor, organisation_id):
        return None
    return Refusal(said("值班表由本单位的人排。"), said("请联系该单位。"))


def may_visit(actor: Actor) -> Refusal | None:
    """Draw samples and write down what was answered: the street, which judges nobody's own work."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return Refusal(said("回访由街道抽样进行。"), said("请向街道提出。"))


def may_take_hotline(actor: Actor) -> Refusal | None:
    """Bring in what the hotline sent."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return Refusal(said("热线工单由街道接收。"), said("请向街道提出。"))


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose tickets the office and auditors see whole; ``None``: all of the street."""
    if actor.has(*OFFICE, Role.AUDITOR):
        return None
    roles = (*OFFICE, Role.AUDITOR)
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))


def employers(actor: Actor) -> frozenset[UUID]:
    """Organisations for which the actor works."""
    return frozenset(
        g.organisation_id
        for g in actor.grants
        if g.organisation_id and g.role not in (*RESIDENTS, *LOOKERS)
    )


def committee_of(actor: Actor) -> frozenset[UUID]:
    """Compounds on whose committee the actor sits."""
    return frozenset().union(
        *(g.compounds for g in actor.grants if g.role is Role.COMMITTEE_MEMBER)
    )
