"""Who may see, open and carry procedures. Default deny; whoever owes a step may do it."""

from __future__ import annotations

from uuid import UUID

from mulin.kit.rights import Actor, Power, Refusal, Role
from mulin.kit.words import said
from mulin.law.process import Duty
from mulin.procedures.models import Procedure

OPENERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
CARRIERS = (*OPENERS, Role.COMMITTEE_MEMBER)
READERS = (*CARRIERS, Role.AUDITOR, Role.OWNER)
COMMITTEES = (Role.COMMITTEE_MEMBER, *OPENERS)
"""A committee without accounts is helped: who writes it down for them is on record."""

DOERS: dict[Duty, tuple[Role, ...]] = {
    Duty.STREET: (Role.STREET_OFFICER, Role.SYSTEM),
    Duty.HOUSING_AGENCY: (Role.STREET_OFFICER, Role.SYSTEM),
    Duty.RESIDENTS_COMMITTEE: OPENERS,
    Duty.COMMITTEE: COMMITTEES,
    Duty.NEW_COMMITTEE: COMMITTEES,
    Duty.FORMER_MEMBERS: COMMITTEES,
    Duty.ASSEMBLY: COMMITTEES,
    Duty.INTERIM_COMMITTEE: COMMITTEES,
    Duty.APPLICANTS: COMMITTEES,
}
"""Who may put a step down as done, by who owes it; what is not named is for those who open procedures."""

LIFT = "elevator_retrofit"
IN_ITS_ROOM = Refusal(
    said("这一步在加梯项目里登记。"), said("请打开加梯项目登记，会自动记到这里，不用登记两遍。")
)
HIDDEN = Refusal(
    said("没有找到这个程序。"), said("请核对编号，或从程序列表重新进入。"), hidden=True
)


def may_see_procedures(actor: Actor) -> Refusal | None:
    """Open the board; what it holds is narrowed by :func:`reach`."""
    if any(grant.role in READERS for grant in actor.grants) or actor.mandate(Power.GUIDE):
        return None
    return Refusal(
        said("程序由街道、社区、业委会办理，业主可以查看。"), said("想知道办到哪一步，请问社区。")
    )


def may_see_procedure(actor: Actor, procedure: Procedure) -> Refusal | None:
    """Open one: whoever carries or audits its compound, and its owners."""
    at_home = actor.street_id == procedure.street_id
    guides = actor.mandated(Power.GUIDE, procedure.compound_id)
    if at_home and (guides or actor.has(*READERS, compound_id=procedure.compound_id)):
        return None
    return HIDDEN


def may_open(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Start a procedure in a compound."""
    if actor.has(*OPENERS, compound_id=compound_id) or actor.mandated(Power.GUIDE, compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("程序由街道或社区启动。"), said("请向社区提出，街道或社区核实后启动。"))
    return HIDDEN


def may_carry(actor: Actor, procedure: Procedure) -> Refusal | None:
    """Fix days, put days off, end it."""
    refused = may_see_procedure(actor, procedure)
    if refused is not None:
        return refused
    if not procedure.is_open:
        return Refusal(
            said("这个程序已经结束，不能再登记。"), said("需要更正的，请街道重新启动一个。")
        )
    if actor.has(*OPENERS, compound_id=procedure.compound_id):
        return None
    return Refusal(said("您的岗位只能查看。"), said("延期、定日子和结束程序由街道或社区办理。"))


def may_repin(actor: Actor, procedure: Procedure) -> Refusal | None:
    """Change the law a procedure is carried by: the street alone."""
    refused = may_carry(actor, procedure)
    if refused is not None or actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return refused
    return Refusal(
        said("改按哪天的法规由街道决定。"), said("请向街道说明，街道核对两张时间表后再改。")
    )


def may_do(actor: Actor, procedure: Procedure, duty: Duty) -> Refusal | None:
    """Put a step down as done: whoever owes it, and the offices that help."""
    refused = may_see_procedure(actor, procedure)
    if refused is not None:
        return refused
    if not procedure.is_open:
        return Refusal(
            said("这个程序已经结束，不能再登记。"), said("需要更正的，请街道重新启动一个。")
        )
    if procedure.code == LIFT and procedure.about_id and not actor.has(Role.SYSTEM):
        return IN_ITS_ROOM
    if actor.has(*DOERS.get(duty, OPENERS), compound_id=procedure.compound_id):
        return None
    return Refusal(
        said("这一步由{label}办理。", label=duty.label), said("办了以后由他们或者街道登记。")
    )


def may_read_papers(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Those who carry or audit the compound: papers may hold names and numbers, owners see them at
    the counter under their right of inspection."""
    if actor.mandated(Power.GUIDE, compound_id):
        return None
    if actor.has(*CARRIERS, Role.AUDITOR, compound_id=compound_id):
        return None
    return HIDDEN


def may_have_feed(actor: Actor) -> Refusal | None:
    """One's own days as a calendar: everybody with an account of the street."""
    if actor.membership_id is not None:
        return None
    return Refusal(said("日历订阅跟着账号走。"), said("请用自己的账号登录后再开通。"))


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose procedures the actor sees; ``None``: every one of the street."""
    if actor.has(*READERS):
        return None
    mine = (g.compounds for g in actor.grants if g.role in READERS)
    return actor.mandate(Power.GUIDE).union(*mine)


def may_keep(actor: Actor, procedure: Procedure) -> Refusal | None:
    """Put a filled text with an open procedure: whoever carries its compound."""
    refused = may_see_procedure(actor, procedure) or may_read_papers(actor, procedure.compound_id)
    if refused is not None:
        return refused
    if not procedure.is_open:
        return Refusal(said("这个程序已经结束，不能再存文书。"), said("仍可以填好下载，自行存档。"))
    if actor.has(*CARRIERS, compound_id=procedure.compound_id):
        return None
    if actor.mandated(Power.GUIDE, procedure.compound_id):
        return None
    return Refusal(said("您的岗位只能查看。"), said("文书由街道、社区或业委会存入。"))
