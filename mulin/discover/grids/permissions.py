"""Who sees the net, appoints its people, reports from it, answers. Default deny."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from mulin.discover.grids.models import NetReport, Post
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

KEEPERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
READERS = (*KEEPERS, Role.COMMITTEE_MEMBER, Role.AUDITOR)
HIDDEN = Refusal(said("没有找到。"), said("请核对链接，或从网格页面重新进入。"), hidden=True)


def may_see_net(actor: Actor) -> Refusal | None:
    """Open the net; what it shows is narrowed by :func:`reach`."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(said("网格由街道和社区管理。"), said("想知道楼长是谁，请问社区。"))


def keeps(actor: Actor) -> bool:
    """Whether the actor appoints and answers anywhere."""
    return any(grant.role in KEEPERS for grant in actor.grants)


def may_keep(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Appoint somebody in a compound, answer its reports."""
    if actor.has(*KEEPERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("楼长、单元长由社区任命。"), said("请向社区推荐人选。"))
    return HIDDEN


def may_report(actor: Actor, compound_id: UUID, mine: Iterable[Post]) -> Refusal | None:
    """Report from a compound: who looks after a place of it."""
    if any(post.compound_id == compound_id for post in mine):
        return None
    return Refusal(
        said("您没有负责这个小区的网格、楼栋或单元。"), said("居民的事请找楼长，或者打社区电话。")
    )


def may_see_report(actor: Actor, report: NetReport) -> Refusal | None:
    """The community and the street, and who reported it."""
    if actor.street_id != report.street_id:
        return HIDDEN
    own = actor.person_id is not None and actor.person_id == report.person_id
    readers = (*KEEPERS, Role.AUDITOR)
    return None if own or actor.has(*readers, compound_id=report.compound_id) else HIDDEN


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose net the actor reads; ``None``: every one of the street."""
    if actor.has(*READERS):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))
