"""Who may watch a job."""

from __future__ import annotations

from uuid import UUID

from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

NO_SUCH_JOB = Refusal(
    said("没有找到这项后台任务。"), said("请回到发起它的页面重新查看。"), hidden=True
)


def may_watch(actor: Actor | None, street_id: UUID, account_id: int | None) -> Refusal | None:
    """The account that started a job, and the officers of its street."""
    if actor is None or actor.street_id != street_id:
        return NO_SUCH_JOB
    started_it = account_id is not None and actor.account_id == account_id
    if started_it or actor.has(Role.STREET_OFFICER):
        return None
    return NO_SUCH_JOB
