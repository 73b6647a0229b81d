"""Who may put up and take down notices."""

from __future__ import annotations

from mulin.ground.notices.models import PublicNotice
from mulin.kit.rights import Actor, Refusal, Role

_POSTERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.VOTE_COUNTER,
    Role.WITNESS,
    Role.SYSTEM,
)


def may_post(actor: Actor, notice: PublicNotice) -> Refusal | None:
    """Prove a posting or take a notice down: those who carry the compound's affairs."""
    if actor.street_id != notice.street_id:
        return Refusal("没有找到这份公示。", "请核对地址。", hidden=True)
    if actor.has(*_POSTERS, compound_id=notice.compound_id):
        return None
    return Refusal("您的岗位不能登记张贴。", "请由社区、业主委员会或计票人登记。")
