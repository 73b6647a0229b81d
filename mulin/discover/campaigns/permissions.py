"""Who opens a campaign, works in it, accepts it, and reads what households said. Default deny."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from mulin.discover.campaigns.models import Campaign, Door, Member, Site, Task
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

CARRIERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
HELPERS = (Role.PROPERTY_MANAGER, Role.COMMITTEE_MEMBER, Role.SOCIAL_WORKER)
READERS = (*CARRIERS, *HELPERS, Role.AUDITOR)
CARERS = (*CARRIERS, Role.SOCIAL_WORKER)
"""Who reads what a household needs. A property company's people never do."""
HIDDEN = Refusal(
    said("没有找到这项专项行动。"), said("请核对编号，或从列表重新进入。"), hidden=True
)
ASK = said("请联系社区工作人员办理。")


def may_see_campaigns(actor: Actor) -> Refusal | None:
    """Open the office's lists; what they hold is narrowed by :func:`reach`."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(
        said("专项行动由街道、社区和参加的单位办理。"), said("参加了的，请从“我的行动”进入。")
    )


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose part of a campaign the actor reads; ``None``: every one of the street."""
    return _reach(actor, READERS)


def carried(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose part the actor runs; ``None``: every one of the street."""
    return _reach(actor, CARRIERS)


def carries(actor: Actor) -> bool:
    """Whether the actor runs campaigns anywhere."""
    return any(grant.role in CARRIERS for grant in actor.grants)


def may_see(actor: Actor, campaign: Campaign, places: Iterable[UUID]) -> Refusal | None:
    """A campaign in ``places``: whoever reads one of them."""
    if actor.street_id != campaign.street_id:
        return HIDDEN
    return None if any(actor.has(*READERS, compound_id=one) for one in places) else HIDDEN


def may_open(actor: Actor, places: Iterable[UUID]) -> Refusal | None:
    """Open a campaign in these compounds."""
    wanted = list(places)
    if all(actor.has(*CARRIERS, compound_id=one) for one in wanted) and carries(actor):
        return None
    if not carries(actor):
        return Refusal(said("专项行动由街道和社区发起。"), said("请向社区提出。"))
    return Refusal(
        said("选的小区里有不归您的社区管的。"), said("请只选本社区的小区，跨社区的由街道发起。")
    )


def may_run(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Give out tasks, doors and watches in a compound; without one, over the whole campaign."""
    if actor.has(*CARRIERS, compound_id=compound_id):
        return None
    if compound_id is None and carries(actor):
        return Refusal(said("关系到全部小区的，由街道办理。"), said("您可以办理本社区的小区。"))
    if any(grant.role in READERS for grant in actor.grants):
        return Refusal(said("分派任务、排班和验收由社区、街道办理。"), ASK)
    return HIDDEN


def may_run_all(actor: Actor, campaign: Campaign, places: Iterable[UUID]) -> Refusal | None:
    """End a campaign, write its report, destroy its data: who runs it in every compound of it."""
    if all(actor.has(*CARRIERS, compound_id=one) for one in places):
        return None
    return may_see(actor, campaign, places) or Refusal(
        said("这项行动还有别的社区的小区。"), said("请由发起的街道办理。")
    )


def may_do(actor: Actor, task: Task, mine: Iterable[Member]) -> Refusal | None:
    """Photograph and finish a task: its team, the company on the spot, who runs the campaign."""
    if actor.has(*CARRIERS, *HELPERS, compound_id=task.compound_id):
        return None
    if any(one.team_id == task.team_id or task.team_id is None for one in mine):
        return None
    return HIDDEN


def may_judge(actor: Actor, compound_id: UUID, by_whom: UUID | None) -> Refusal | None:
    """Accept what was done: the community or the street, never who did it himself."""
    refused = may_run(actor, compound_id)
    if refused is not None:
        return refused
    if by_whom is not None and by_whom == actor.person_id:
        return Refusal(said("自己做的、自己提交的，不能由自己验收。"), said("请另一位同事验收。"))
    return None


def may_submit(actor: Actor, site: Site) -> Refusal | None:
    """Say that a compound is ready: who runs it, and the company and committee on the spot."""
    if actor.has(*CARRIERS, *HELPERS, compound_id=site.compound_id):
        return None
    return HIDDEN


def may_knock(actor: Actor, door: Door, mine: Iterable[Member]) -> Refusal | None:
    """Note a visit: the door's team, and who runs the campaign there."""
    if actor.has(*CARRIERS, compound_id=door.compound_id):
        return None
    members = list(mine)
    if door.team_id is not None and any(one.team_id == door.team_id for one in members):
        return None
    if members:
        return Refusal(
            said("{label} 分给了别的队。", label=door.label), said("要换队的，请社区改派。")
        )
    return HIDDEN


def may_read_care(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """What households need and what was noted at their doors."""
    if actor.has(*CARERS, compound_id=compound_id):
        return None
    return Refusal(
        said("谁家需要什么帮助，只给社区、街道和社工看。"),
        said("要配合的事，社区会单独告诉您。"),
    )


def _reach(actor: Actor, roles: tuple[Role, ...]) -> frozenset[UUID] | None:
    if actor.has(*roles):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))
