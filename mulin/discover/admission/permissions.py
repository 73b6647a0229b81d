"""Who asks, who approves, who answers for a community. Default deny."""

from __future__ import annotations

from uuid import UUID

from mulin.discover.admission.models import Push, PushTarget
from mulin.kit.rights import Actor, Refusal, Role, Scope
from mulin.kit.words import said

CLERKS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
READERS = (*CLERKS, Role.AUDITOR)
HIDDEN = Refusal(said("没有找到。"), said("请从准入的列表重新进入。"), hidden=True)


def may_see_admission(actor: Actor) -> Refusal | None:
    """The list, and what was asked of the actor's communities."""
    return None if any(grant.role in READERS for grant in actor.grants) else HIDDEN


def may_edit_list(actor: Actor) -> Refusal | None:
    """Write a new version of the list."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    if may_see_admission(actor) is None:
        return Refusal(said("准入清单由街道改。"), said("觉得该加该减的，请告诉街道。"))
    return HIDDEN


def may_push(actor: Actor, communities: frozenset[UUID]) -> Refusal | None:
    """Write down what is asked: the street of any community, a worker of his own."""
    if not any(grant.role in CLERKS for grant in actor.grants):
        if may_see_admission(actor) is not None:
            return HIDDEN
        return Refusal(said("您的岗位只能查看。"), said("请由街道或者社区登记。"))
    within = reach(actor)
    return None if within is None or communities <= within else HIDDEN


def may_see_push(actor: Actor, communities: frozenset[UUID], push: Push) -> Refusal | None:
    """One request: the street, auditors, and the communities of which it is asked."""
    if actor.street_id != push.street_id or may_see_admission(actor) is not None:
        return HIDDEN
    within = reach(actor)
    return None if within is None or communities & within else HIDDEN


def may_plead(actor: Actor, push: Push) -> Refusal | None:
    """Ask for an exception after it was turned back."""
    if actor.street_id != push.street_id:
        return HIDDEN
    if not actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return may_see_admission(actor) or Refusal(
            said("特别准入由街道申请。"), said("请把理由告诉街道对口的人。")
        )
    if push.state != Push.State.REFUSED:
        return Refusal(said("这件不用申请特别准入。"), said("只有不准入的才申请。"))
    return None


def may_decide(actor: Actor, push: Push) -> Refusal | None:
    """Approve or decline an exception: the street, and never who asked for it."""
    if actor.street_id != push.street_id:
        return HIDDEN
    if not actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return may_see_admission(actor) or Refusal(
            said("特别准入由街道批。"), said("请等街道答复。")
        )
    if push.state != Push.State.ASKED:
        return Refusal(said("现在没有要批的申请。"), said("先由街道申请特别准入。"))
    if push.pleaded_account is not None and push.pleaded_account == actor.account_id:
        return Refusal(said("自己申请的不能自己批。"), said("请街道另一位负责人来批。"))
    return None


def may_answer(actor: Actor, target: PushTarget) -> Refusal | None:
    """Say for a community that it is done, or give it back."""
    if actor.street_id != target.street_id:
        return HIDDEN
    over = any(
        grant.role in CLERKS
        and (
            grant.scope is Scope.STREET
            or (grant.scope is Scope.COMMUNITY and grant.scope_id == target.community_id)
        )
        for grant in actor.grants
    )
    if not over:
        return HIDDEN
    if target.push.state not in Push.GOES or target.state != PushTarget.State.OPEN:
        return Refusal(said("这件已经结束。"), said("需要更正的，请街道在记录里说明。"))
    return None


def may_call_off(actor: Actor, push: Push) -> Refusal | None:
    """The street takes a request back."""
    if actor.street_id != push.street_id:
        return HIDDEN
    if not actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return may_see_admission(actor) or Refusal(said("撤销由街道办。"), said("请告诉街道。"))
    if push.state == Push.State.CALLED_OFF:
        return Refusal(said("已经撤销。"), said("不用再撤。"))
    return None


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Communities of the actor; ``None``: every one of the street."""
    mine = [grant for grant in actor.grants if grant.role in READERS]
    if any(grant.scope is Scope.STREET for grant in mine):
        return None
    return frozenset(grant.scope_id for grant in mine if grant.scope is Scope.COMMUNITY)
