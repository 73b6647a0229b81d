"""Who may see and carry matters. Default deny; what somebody asked about is not for everybody."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

CARRIERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.SYSTEM,
)
READERS = (*CARRIERS, Role.AUDITOR)
KNOWING = {
    Matter.Secrecy.OPEN: READERS,
    Matter.Secrecy.OFFICE: (
        Role.STREET_OFFICER,
        Role.COMMUNITY_WORKER,
        Role.AUDITOR,
        Role.SYSTEM,
    ),
    Matter.Secrecy.CLOSED: (Role.STREET_OFFICER, Role.AUDITOR, Role.SYSTEM),
}
"""Who of a matter's place knows of it; who opened it and who has it in hand always do."""
HIDDEN = Refusal(
    said("没有找到这件事项。"), said("请核对编号，或从事项列表重新进入。"), hidden=True
)


def may_see_matters(actor: Actor) -> Refusal | None:
    """Open the list; what it holds is narrowed by :func:`knows`."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(
        said("事项由街道、社区和业主委员会办理。"), said("想知道办到哪一步，请问受理的人。")
    )


def may_see_matter(actor: Actor, matter: Matter) -> Refusal | None:
    """Open one matter: whoever carries or audits its compound, as far as its secrecy lets."""
    if actor.street_id != matter.street_id:
        return HIDDEN
    if actor.has(*KNOWING[Matter.Secrecy(matter.secrecy)], compound_id=matter.compound_id):
        return None
    if holds(actor, matter):
        return None
    own = actor.person_id is not None and actor.person_id == matter.opener_id
    if own and actor.has(*READERS, compound_id=matter.compound_id):
        return None
    return HIDDEN


def may_open_matter(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Open a matter in a compound; one that belongs to no compound is the street's."""
    if actor.has(*CARRIERS, compound_id=compound_id):
        return None
    if compound_id is None and may_see_matters(actor) is None:
        return Refusal(
            said("不属于哪个小区的事项由街道立项。"), said("请选一个小区，或请街道立项。")
        )
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("您的岗位只能查看事项，不能立项。"), said("请由社区或街道立项。"))
    return may_see_matters(actor) or HIDDEN


def may_carry(actor: Actor, matter: Matter) -> Refusal | None:
    """Move a matter on, or close it."""
    refused = may_see_matter(actor, matter)
    if refused is not None:
        return refused
    if actor.has(*CARRIERS, compound_id=matter.compound_id) or holds(actor, matter):
        return None
    return Refusal(said("您的岗位只能查看，不能办理事项。"), said("请由社区或街道办理。"))


def may_go_on(matter: Matter) -> Refusal | None:
    """A matter that was merged goes on with the other."""
    if matter.merged_into_id is None:
        return None
    return Refusal(
        said("这件事项已经并入另一件。"), said("请到那件事项里办；不是一件事的，先拆开。")
    )


def holds(actor: Actor, matter: Matter) -> bool:
    """Whether the actor's office has it in hand, and no colleague of his alone."""
    mine = matter.organisation_id in offices(actor)
    return mine and matter.keeper_id in (None, actor.person_id)


def offices(actor: Actor) -> frozenset[UUID]:
    """Organisations for which the actor carries matters."""
    return frozenset(
        g.organisation_id for g in actor.grants if g.organisation_id and g.role in CARRIERS
    )


def knows(actor: Actor) -> Q:
    """The same as :func:`may_see_matter`, as a condition over many."""
    found = Q(pk__in=[])
    for secrecy, roles in KNOWING.items():
        found |= _within(actor, roles) & Q(secrecy=secrecy)
    found |= in_hand(actor)
    if actor.person_id is not None:
        found |= _within(actor, READERS) & Q(opener_id=actor.person_id)
    return found


def in_hand(actor: Actor) -> Q:
    """The same as :func:`holds`, as a condition over many."""
    mine = Q(keeper__isnull=True)
    if actor.person_id is not None:
        mine |= Q(keeper_id=actor.person_id)
    return mine & Q(organisation_id__in=offices(actor))


def _within(actor: Actor, roles: tuple[Role, ...]) -> Q:
    if actor.has(*roles):
        return Q()
    mine = (g.compounds for g in actor.grants if g.role in roles)
    return Q(compound_id__in=frozenset().union(*mine))
