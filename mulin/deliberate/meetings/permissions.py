"""Who may raise, support, call, sign in and evaluate. Default deny; every refusal says why."""

from __future__ import annotations

from uuid import UUID

from mulin.deliberate.meetings.models import Issue, Meeting
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

CARRIERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.SYSTEM,
)
RESIDENTS = (Role.OWNER, Role.TENANT)
SPEAKERS = (*CARRIERS, *RESIDENTS, Role.PROPERTY_MANAGER, Role.SOCIAL_WORKER)
READERS = (*SPEAKERS, Role.AUDITOR)
HIDDEN = Refusal(
    said("没有找到这个议题或会议。"), said("请核对编号，或从列表重新进入。"), hidden=True
)
CONSOLE = (*CARRIERS, Role.PROPERTY_MANAGER, Role.SOCIAL_WORKER, Role.AUDITOR)
"""Who works with the lists; residents have pages of their own."""


def may_work(actor: Actor) -> Refusal | None:
    """Open the office's lists; what they hold is narrowed by :func:`reach`."""
    if any(grant.role in CONSOLE for grant in actor.grants):
        return None
    return Refusal(
        said("议题和会议由社区、业委会办理。"), said("您可以在手机上提议题、附议和评价。")
    )


def may_see(actor: Actor, thing: Issue | Meeting) -> Refusal | None:
    """An issue or meeting of a compound: its residents, and who serves or audits it."""
    at_home = actor.street_id == thing.street_id
    if at_home and actor.has(*READERS, compound_id=thing.compound_id):
        return None
    return HIDDEN


def may_raise(actor: Actor, compound: Compound) -> Refusal | None:
    """Bring an issue up in a compound."""
    if actor.street_id != compound.street_id:
        return HIDDEN
    if actor.has(*SPEAKERS, compound_id=compound.pk):
        return None
    if actor.has(Role.AUDITOR, compound_id=compound.pk):
        return Refusal(said("您的岗位只能查看，不能提议题。"), said("请由居民、社区或业委会提出。"))
    return HIDDEN


def may_speak_as_resident(actor: Actor, issue: Issue) -> Refusal | None:
    """Support and evaluate: those who live or own there, each for himself."""
    refused = may_see(actor, issue)
    if refused is not None:
        return refused
    if actor.person_id is not None and actor.has(*RESIDENTS, compound_id=issue.compound_id):
        return None
    return Refusal(
        said("附议和评价由本小区的居民本人来做。"), said("工作人员的意见请写进会议纪要。")
    )


def may_carry(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Choose issues, call meetings, write minutes, follow up."""
    if actor.has(*CARRIERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(
            said("召集会议和登记结果由社区、业委会或街道办理。"), said("请把意见告诉他们。")
        )
    return HIDDEN


def speaks(actor: Actor) -> bool:
    """Whether the actor may raise issues anywhere."""
    return any(grant.role in SPEAKERS for grant in actor.grants)


def carries(actor: Actor) -> bool:
    """Whether the actor carries issues and meetings anywhere."""
    return any(grant.role in CARRIERS for grant in actor.grants)


def may_name_formats(actor: Actor) -> Refusal | None:
    """Give the kinds of meeting the names the street uses."""
    if actor.has(Role.STREET_OFFICER):
        return None
    return Refusal(said("会议形式的名称由街道统一。"), said("请向街道提出。"))


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose issues and meetings the actor sees; ``None``: every one of the street."""
    if actor.has(*CONSOLE):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))
