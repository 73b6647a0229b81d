"""Who may call, join, feed, seat and hear a review panel, and who reads of it."""

from __future__ import annotations

from mulin.decide.committees.models import Panel
from mulin.decide.committees.permissions import (
    CARRIERS,
    HIDDEN,
    KEEPERS,
    LOOKERS,
    READERS,
    may_hold_meetings,
)
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor, Power, Refusal, Role
from mulin.kit.words import said

NO_PANEL = Refusal(said("没有找到这个评审团。"), said("请从评审团列表重新进入。"), hidden=True)


def may_call_panel(actor: Actor, body: Organisation) -> Refusal | None:
    """Call one: the committee, and the offices that help it."""
    if may_hold_meetings(actor, body) is None:
        return None
    if body.compound_id and actor.has(*LOOKERS, compound_id=body.compound_id):
        return Refusal(
            said("评审团由业委会（物管会）征集。"), said("想参加的，请看征集公告，在截止前报名。")
        )
    return HIDDEN


def may_see_panel(actor: Actor, panel: Panel) -> Refusal | None:
    """Anybody who has to do with the compound, its owners and a workshop that supervises included."""
    where = panel.compound_id
    near = actor.has(*LOOKERS, compound_id=where) or actor.mandated(Power.SUPERVISE, where)
    return None if near and actor.street_id == panel.street_id else NO_PANEL


def may_carry_panel(actor: Actor, panel: Panel) -> Refusal | None:
    """Close the list, draw, put items, publish."""
    if refused := may_see_panel(actor, panel):
        return refused
    if actor.has(*CARRIERS, compound_id=panel.compound_id):
        return None
    return Refusal(said("名单、抽取和评审由业委会或社区登记。"), said("有疑问的，请向社区反映。"))


def may_read_names(actor: Actor, panel: Panel) -> bool:
    """Full names: those who carry or audit it. Others read them masked."""
    return actor.has(*READERS, compound_id=panel.compound_id)


def may_apply(actor: Actor, panel: Panel) -> Refusal | None:
    """Put oneself forward: an owner of the compound; an office writes it down for one."""
    if refused := may_see_panel(actor, panel):
        return refused
    if panel.state != Panel.State.CALLING:
        return Refusal(said("报名已经截止。"), said("下一次征集请看公示栏。"))
    if actor.has(Role.OWNER, *KEEPERS, compound_id=panel.compound_id):
        return None
    return Refusal(said("评审团由本小区业主报名。"), said("业主可以到社区窗口报名。"))


def may_answer_panel(actor: Actor, panel: Panel) -> Refusal | None:
    """Say whether the recommendation is followed: the committee itself."""
    if refused := may_see_panel(actor, panel):
        return refused
    if actor.has(Role.COMMITTEE_MEMBER, compound_id=panel.compound_id):
        return None
    return Refusal(
        said("是否采纳由业委会（物管会）答复。"), said("请由委员登录答复；拖得久的，请街道督促。")
    )
