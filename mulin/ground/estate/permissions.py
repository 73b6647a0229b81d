"""Who may see, change, import and unmask the register. Default deny; strangers learn nothing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from mulin.ground.streets.models import StreetModel
from mulin.kit.rights import Actor, Refusal, Role, Scope
from mulin.kit.words import said

READERS = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_WORKER,
        Role.COMMITTEE_MEMBER,
        Role.PROPERTY_MANAGER,
        Role.AUDITOR,
        Role.SYSTEM,
    }
)
KEEPERS = frozenset({Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM})
HOUSEKEEPERS = KEEPERS | {Role.PROPERTY_MANAGER}
_OFFICE = frozenset({Role.STREET_OFFICER, Role.COMMUNITY_WORKER})
UNMASKERS = {
    "name": _OFFICE | {Role.PROPERTY_MANAGER},
    "phone": _OFFICE | {Role.PROPERTY_MANAGER},
    "id_number": _OFFICE,
}

HIDDEN = Refusal(said("没有找到。"), hidden=True)
ASK_KEEPER = said("请联系本社区工作人员或街道物业办办理。")


def may_see_register(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Read the register of a compound (masked); ``None`` asks for the whole street."""
    return None if _any(actor, READERS, compound_id) else HIDDEN


def may_see_some_register(actor: Actor) -> Refusal | None:
    """Open the register's pages at all; what they list is narrowed by :func:`reach`."""
    held = {grant.role for grant in actor.grants}
    return None if held & READERS else HIDDEN


def may_see_unit(actor: Actor, unit: StreetModel) -> Refusal | None:
    """Read one unit: whoever sees its compound's register, and its own owners and tenants."""
    if unit.street_id != actor.street_id:
        return HIDDEN
    if unit.pk in actor.units:
        return None
    return may_see_register(actor, unit.compound_id)  # type: ignore[attr-defined]


def may_edit_register(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Change places, owners and shares."""
    return _hidden_or(actor, compound_id, KEEPERS, said("您的岗位可以查看底册，但不能修改。"))


def may_edit_community(actor: Actor, community_id: UUID | None) -> Refusal | None:
    """Add and change compounds and grids of a community; ``None`` asks for the street."""
    if _any(actor, KEEPERS, None):
        return None
    for grant in actor.grants:
        if grant.role in KEEPERS and grant.scope is Scope.COMMUNITY:
            if grant.scope_id == community_id:
                return None
            return Refusal(said("这不是您所在社区的范围。"), said("请联系街道物业办办理。"))
    return _hidden_or(actor, None, KEEPERS, said("社区和小区由街道物业办登记。"))


def may_edit_residents(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Register tenants and correct contacts; the property company's desk may do this too."""
    return _hidden_or(actor, compound_id, HOUSEKEEPERS, said("您的岗位可以查看住户，但不能登记。"))


def may_edit_organisations(actor: Actor, compound_id: UUID | None = None) -> Refusal | None:
    """Register organisations, what they do where, and who holds their posts."""
    return _hidden_or(actor, compound_id, KEEPERS, said("组织和岗位由社区或街道登记。"))


def may_import(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Import a roster into a compound, and undo it."""
    return _hidden_or(actor, compound_id, KEEPERS, said("导入名册由社区或街道办理。"))


def may_merge(actor: Actor, compound_ids: Iterable[UUID]) -> Refusal | None:
    """Merge or split persons who stand in these compounds."""
    asked = list(compound_ids)
    if not asked:
        return may_edit_register(actor, None)
    for compound_id in asked:
        if refusal := may_edit_register(actor, compound_id):
            return refusal
    return None


def may_unmask(
    actor: Actor, field: str, compound_ids: Iterable[UUID], *, person_id: UUID | None = None
) -> Refusal | None:
    """See a personal number in the clear: over one compound the person lives or owns in."""
    if person_id is not None and person_id == actor.person_id:
        return None
    allowed = UNMASKERS.get(field, frozenset())
    scopes = list(compound_ids)
    if _any(actor, allowed, None) or any(_any(actor, allowed, c) for c in scopes):
        return None
    if any(_any(actor, READERS, c) for c in scopes):
        return Refusal(said("您的岗位不能查看完整的号码。"), said("确需核对时，") + ASK_KEEPER)
    return HIDDEN


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose register the actor may read; ``None`` means every compound of the street."""
    if _any(actor, READERS, None):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))


def own_street(actor: Actor, *rows: StreetModel | None) -> Refusal | None:
    """Rows of another street do not exist for this actor."""
    return HIDDEN if any(r is not None and r.street_id != actor.street_id for r in rows) else None


def _any(actor: Actor, roles: frozenset[Role], compound_id: UUID | None) -> bool:
    return not roles.isdisjoint(actor.roles_in(compound_id))


def _hidden_or(
    actor: Actor, compound_id: UUID | None, roles: frozenset[Role], why: str
) -> Refusal | None:
    if _any(actor, roles, compound_id):
        return None
    if _any(actor, READERS, compound_id):
        return Refusal(why, ASK_KEEPER)
    return HIDDEN
