"""Who may draft, comment, adopt and read pacts and duty lists. Default deny; refusals say why."""

from __future__ import annotations

from uuid import UUID

from mulin.deliberate.pacts.models import DutyList, Pact, Version
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

DRAFTERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER, Role.SYSTEM)
RESIDENTS = (Role.OWNER, Role.TENANT)
SPEAKERS = (*DRAFTERS, *RESIDENTS, Role.PROPERTY_MANAGER, Role.SOCIAL_WORKER)
READERS = (*SPEAKERS, Role.AUDITOR)
CONSOLE = (*DRAFTERS, Role.PROPERTY_MANAGER, Role.SOCIAL_WORKER, Role.AUDITOR)
HIDDEN = Refusal(
    said("没有找到这份公约或者清单。"), said("请核对编号，或从列表重新进入。"), hidden=True
)
PARTY_OF: dict[Role, str] = {
    Role.STREET_OFFICER: said("街道"),
    Role.COMMUNITY_WORKER: said("社区"),
    Role.COMMITTEE_MEMBER: said("业主委员会"),
    Role.PROPERTY_MANAGER: said("物业服务企业"),
    Role.SOCIAL_WORKER: said("社工机构"),
    Role.OWNER: said("一位业主"),
    Role.TENANT: said("一位租户"),
}


def may_work(actor: Actor) -> Refusal | None:
    """Open the office's lists; what they hold is narrowed by :func:`reach`."""
    if any(grant.role in CONSOLE for grant in actor.grants):
        return None
    return Refusal(
        said("起草公约由社区、业委会和街道办理。"), said("您可以在手机上看公约、提意见。")
    )


def may_see(actor: Actor, pact: Pact) -> Refusal | None:
    """A pact of a compound: its residents, and who serves or audits it."""
    if actor.street_id == pact.street_id and actor.has(*READERS, compound_id=pact.compound_id):
        return None
    return HIDDEN


def may_see_version(actor: Actor, version: Version) -> Refusal | None:
    """A draft that nobody was asked about yet, or that was taken back, is the drafters' own."""
    refused = may_see(actor, version.pact)
    if refused is not None or version.state not in UNPUBLISHED:
        return refused
    if actor.has(*DRAFTERS, Role.AUDITOR, compound_id=version.pact.compound_id):
        return None
    return HIDDEN


UNPUBLISHED = (Version.State.DRAFT, Version.State.WITHDRAWN)


def may_draft(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Draft, answer comments and hints, put to adoption."""
    if actor.has(*DRAFTERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(
            said("公约由业委会、社区或者街道起草和提请通过。"),
            said("征求意见时，请对条款提意见。"),
        )
    return HIDDEN


def may_comment(actor: Actor, version: Version) -> Refusal | None:
    """Residents and parties, while comments are asked for."""
    refused = may_see_version(actor, version)
    if refused is not None:
        return refused
    if not actor.has(*SPEAKERS, compound_id=version.pact.compound_id):
        return Refusal(said("您的岗位只能查看。"), said("意见由业主、居民和各方来提。"))
    if version.state == Version.State.COMMENTS:
        return None
    return Refusal(said("现在不在征求意见。"), said("施行中的公约要改，请向业委会或者社区提出。"))


def party_of(actor: Actor, compound_id: UUID) -> str:
    """The party somebody speaks for, the office before the home."""
    held = actor.roles_in(compound_id)
    return next((word for role, word in PARTY_OF.items() if role in held), said("一位居民"))


def may_read_duties(actor: Actor, found: DutyList) -> Refusal | None:
    """The street's lists: everybody of the street; a compound's: whoever belongs to it."""
    if actor.street_id != found.street_id:
        return HIDDEN
    if found.compound_id is None:
        return None if any(g.role in READERS for g in actor.grants) else HIDDEN
    return None if actor.has(*READERS, compound_id=found.compound_id) else HIDDEN


def may_set_duties(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """The street sets what holds everywhere; a compound's own: its committee, community, street."""
    if compound_id is None:
        if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
            return None
        if any(g.role in READERS for g in actor.grants):
            return Refusal(
                said("统一的职责清单由街道定。"), said("本小区要不一样的，请写明理由另立一份。")
            )
        return HIDDEN
    if actor.has(*DRAFTERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("职责清单由街道、社区和业委会来改。"), said("请把意见告诉他们。"))
    return HIDDEN


def drafts(actor: Actor) -> bool:
    """Whether the actor drafts anywhere."""
    return any(grant.role in DRAFTERS for grant in actor.grants)


def reach(actor: Actor, *roles: Role) -> frozenset[UUID] | None:
    """Compounds reached as one of the roles (any reader); ``None``: every one of the street."""
    wanted = roles or READERS
    if actor.has(*wanted):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in wanted))
