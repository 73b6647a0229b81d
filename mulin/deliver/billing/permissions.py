"""Who sets fees, bills and takes money, who reads which figures. Default deny."""

from __future__ import annotations

from uuid import UUID

from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

HIDDEN = Refusal(said("没有找到。"), said("请核对链接，或从收费页面重新进入。"), hidden=True)
DESK = (Role.PROPERTY_MANAGER, Role.SYSTEM)
OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER)
READERS = (*DESK, *OFFICE, Role.COMMITTEE_MEMBER, Role.AUDITOR)
BY_HOME = (*DESK, *OFFICE, Role.AUDITOR)
"""Who reads what a single home owes. The committee reads sums: a debt is nobody else's business."""


def may_see_room(actor: Actor) -> Refusal | None:
    """Open the fees of compounds; what is listed is narrowed by :func:`reach`."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(said("收费由物业办理，社区和业委会查看。"), said("您家的账单请看“我的账单”。"))


def may_see(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Read a compound's fees in sums."""
    return None if actor.has(*READERS, compound_id=compound_id) else HIDDEN


def may_see_homes(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Read what single homes owe."""
    if actor.has(*BY_HOME, compound_id=compound_id):
        return None
    if may_see(actor, compound_id) is None:
        return Refusal(
            said("每户欠多少是各家自己的事，业委会只看合计。"),
            said("需要逐户核对的，请由社区办理。"),
        )
    return HIDDEN


def may_keep(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Set items and prices, bill, take money: the property service's desk."""
    if actor.has(*DESK, compound_id=compound_id):
        return None
    refused = may_see(actor, compound_id)
    return refused or Refusal(
        said("收费由物业服务企业办理。"), said("您可以查看，有疑问请告诉物业。")
    )


def may_agree_to_waiver(
    actor: Actor, compound_id: UUID | None, asker: int | None
) -> Refusal | None:
    """Agree to letting something go: another person of the desk than who asked, or the community."""
    if not actor.has(*DESK, *OFFICE, compound_id=compound_id):
        return may_keep(actor, compound_id)
    if asker == actor.account_id is not None:
        return Refusal(said("减免要由另一个人批准。"), said("请告诉同事或社区。"))
    return None


def reach(actor: Actor, roles: tuple[Role, ...] = READERS) -> frozenset[UUID] | None:
    """Compounds whose fees the actor reads; ``None``: every one of the street."""
    if actor.has(*roles):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))
