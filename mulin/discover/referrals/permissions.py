"""Who finds and talks, who refers, who enforces, who only told of it. Default deny."""

from __future__ import annotations

from uuid import UUID

from mulin.discover.referrals.models import Referral, Team
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

CLERKS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
FINDERS = (*CLERKS, Role.PROPERTY_MANAGER)
READERS = (*FINDERS, Role.AUDITOR)
RESIDENTS = (Role.OWNER, Role.TENANT)
State = Referral.State

HIDDEN = Refusal(said("没有找到。"), said("请从执法移送的列表重新进入。"), hidden=True)


def may_see_referrals(actor: Actor) -> Refusal | None:
    """Open the list; :func:`reach` and the team narrow it."""
    roles = (*READERS, Role.ENFORCER)
    return None if any(grant.role in roles for grant in actor.grants) else HIDDEN


def may_note(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Write down what was found in a compound: its company, its community, the street."""
    if actor.has(*FINDERS, compound_id=compound_id):
        return None
    if actor.has(Role.AUDITOR, compound_id=compound_id):
        return Refusal(said("您的岗位只能查看。"), said("请由物业或者社区登记。"))
    return HIDDEN


def may_tip(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Tell of something in the compound in which one lives."""
    return None if actor.has(*RESIDENTS, compound_id=compound_id) else HIDDEN


def is_team(actor: Actor, team: Team | None) -> bool:
    """Whether the person works in that team."""
    return team is not None and any(
        grant.role is Role.ENFORCER and grant.organisation_id == team.organisation_id
        for grant in actor.grants
    )


def may_see(actor: Actor, row: Referral) -> Refusal | None:
    """The office's page: the compound's company, its community, the street, and the team it is at."""
    if actor.street_id != row.street_id:
        return HIDDEN
    if actor.has(*READERS, compound_id=row.compound_id) or is_team(actor, row.team):
        return None
    return HIDDEN


def may_follow(actor: Actor, row: Referral) -> Refusal | None:
    """The page of who told of it."""
    if actor.street_id != row.street_id or actor.person_id is None:
        return HIDDEN
    return None if row.reporter_id == actor.person_id else HIDDEN


def may_dissuade(actor: Actor, row: Referral) -> Refusal | None:
    """Talk to the other side, settle, report."""
    if refused := may_see(actor, row):
        return refused
    if not actor.has(*FINDERS, compound_id=row.compound_id):
        return Refusal(said("劝阻和报告由物业、社区登记。"), said("请告诉小区的物业或者社区。"))
    if row.state not in Referral.BEFORE:
        return Refusal(said("已经报告或者结束，不能再改。"), said("要补的，请写在移送里。"))
    return None


def may_refer(actor: Actor, row: Referral) -> Refusal | None:
    """Refer it to a team, or say why not: the community and the street."""
    if refused := may_see(actor, row):
        return refused
    if not actor.has(*CLERKS, compound_id=row.compound_id):
        return Refusal(said("移送由社区或者街道办。"), said("报告以后等社区移送。"))
    if row.state not in (State.REPORTED, State.RETURNED):
        return Refusal(said("现在不能移送。"), said("先劝阻、报告；已经移送的等答复。"))
    return None


def may_enforce(actor: Actor, row: Referral) -> Refusal | None:
    """Accept, return, visit, write the result: the team it was referred to."""
    if refused := may_see(actor, row):
        return refused
    if row.state not in Referral.AT_TEAM:
        return Refusal(said("现在不在执法队。"), said("等社区移送。"))
    if is_team(actor, row.team) or actor.has(Role.SYSTEM):
        return None
    return Refusal(said("受理、检查和结果由执法队登记。"), said("急事请打公示的执法电话。"))


def may_feed_back(actor: Actor, row: Referral) -> Refusal | None:
    """Carry the result back to the compound and to who told of it."""
    if refused := may_see(actor, row):
        return refused
    if row.state != State.RESULT:
        return Refusal(said("还没有结果。"), said("等执法队登记结果。"))
    if actor.has(*CLERKS, compound_id=row.compound_id):
        return None
    return Refusal(said("反馈由社区或者街道办。"), said("请等社区反馈。"))


def may_keep_evidence(actor: Actor, row: Referral) -> Refusal | None:
    """Add pictures while it runs."""
    if may_follow(actor, row) is None and row.state in Referral.BEFORE:
        return None
    if refused := may_see(actor, row):
        return refused
    if not row.is_open:
        return Refusal(said("已经结束，不能再存照片。"), said("需要更正的，请街道在记录里说明。"))
    if actor.has(*FINDERS, compound_id=row.compound_id) or is_team(actor, row.team):
        return None
    return Refusal(said("您的岗位只能查看。"), said("请由物业、社区或者执法队存入。"))


def may_read_other_side(actor: Actor, row: Referral) -> Refusal | None:
    """Who did it: the community, the street, and the team; the company only until it has reported."""
    if refused := may_see(actor, row):
        return refused
    if actor.has(*CLERKS, compound_id=row.compound_id) or is_team(actor, row.team):
        return None
    if row.state in Referral.BEFORE and actor.has(*FINDERS, compound_id=row.compound_id):
        return None
    return Refusal(said("当事人已封存，只给社区、街道和执法队看。"), said("需要核对的，请找社区。"))


def may_read_reporter(actor: Actor, row: Referral) -> Refusal | None:
    """Who told of it: the community and the street; the team only where he agreed."""
    if refused := may_see(actor, row):
        return refused
    if actor.has(*CLERKS, compound_id=row.compound_id):
        return None
    if row.named and is_team(actor, row.team):
        return None
    return Refusal(said("反映人不公开。"), said("需要补充的，请社区转告。"))


def may_set_teams(actor: Actor) -> Refusal | None:
    """Register teams, what they take and where."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return may_see_referrals(actor) or Refusal(
        said("执法队由街道登记。"), said("要改的，请告诉街道。")
    )


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose violations the actor reads; ``None``: every one of the street."""
    if actor.has(*READERS):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))


def teams_of(actor: Actor) -> frozenset[UUID]:
    """Organisations in which the person enforces."""
    return frozenset(
        g.organisation_id for g in actor.grants if g.role is Role.ENFORCER and g.organisation_id
    )
