"""Who may see and keep the bodies of a street. Default deny; who sits in them is public to owners."""

from __future__ import annotations

from uuid import UUID

from mulin.decide.committees.models import Petition
from mulin.ground.estate.models import Organisation
from mulin.kit.rights import Actor, Power, Refusal, Role
from mulin.kit.words import said

KEEPERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
CARRIERS = (*KEEPERS, Role.COMMITTEE_MEMBER)
READERS = (*CARRIERS, Role.AUDITOR)
LOOKERS = (*READERS, Role.OWNER)
HIDDEN = Refusal(
    said("没有找到这个组织。"), said("请核对链接，或从组织名册重新进入。"), hidden=True
)
Kind = Organisation.Kind
KINDS = (
    Kind.OWNERS_COMMITTEE,
    Kind.INTERIM_COMMITTEE,
    Kind.SUPERVISORY_COMMITTEE,
    Kind.AUTONOMY_COMMITTEE,
    Kind.PROPERTY_COMMITTEE,
    Kind.PARTY_BRANCH,
)
"""Kinds of bodies this room keeps. 物委会 (street, community) and 物管会 (a compound's) are two."""

MEETS = frozenset({Kind.OWNERS_COMMITTEE, Kind.INTERIM_COMMITTEE})
"""Bodies whose meetings the law knows."""

SEAT_ROLES: dict[str, Role] = {
    Kind.OWNERS_COMMITTEE: Role.COMMITTEE_MEMBER,
    Kind.INTERIM_COMMITTEE: Role.COMMITTEE_MEMBER,
    Kind.AUTONOMY_COMMITTEE: Role.COMMITTEE_MEMBER,
    Kind.SUPERVISORY_COMMITTEE: Role.AUDITOR,
}
"""What a seat permits within its compound; seats of the other kinds permit nothing."""


def may_see_bodies(actor: Actor) -> Refusal | None:
    """Open the lists; what they hold is narrowed by :func:`reach`."""
    if any(grant.role in LOOKERS for grant in actor.grants) or actor.mandate(Power.SUPERVISE):
        return None
    return Refusal(
        said("组织名册由街道、社区、业委会使用，业主可以看本小区的。"),
        said("想知道谁在业委会任职，请问社区。"),
    )


def may_diagnose(actor: Actor) -> Refusal | None:
    """See how the committees of the street stand, and the two lists."""
    if any(grant.role in (*KEEPERS, Role.AUDITOR) for grant in actor.grants):
        return None
    if actor.mandate(Power.SUPERVISE):
        return None
    if any(grant.role is Role.WORKSHOP_WORKER for grant in actor.grants):
        return Refusal(
            said("工作室现在没有业务监管权的授权，看不到业委会诊断。"),
            said("授权到期或者没有授权的，请向街道申请。"),
        )
    return Refusal(
        said("业委会诊断由街道和社区使用。"), said("想知道本小区的情况，请打开本小区业委会的页面。")
    )


def may_see_body(actor: Actor, body: Organisation) -> Refusal | None:
    """One body: whoever has to do with its compound, its owners included."""
    if actor.street_id != body.street_id or body.kind not in KINDS:
        return HIDDEN
    if actor.mandated(Power.SUPERVISE, body.compound_id):
        return None
    return None if _reaches(actor, body, LOOKERS) else HIDDEN


def may_read_file(actor: Actor, body: Organisation) -> Refusal | None:
    """Its papers and history: those who carry or audit it, or supervise it under a mandate."""
    supervises = actor.mandated(Power.SUPERVISE, body.compound_id)
    if actor.street_id == body.street_id and (supervises or _reaches(actor, body, READERS)):
        return None
    return HIDDEN


def may_keep(actor: Actor, body: Organisation) -> Refusal | None:
    """Register its terms and seats."""
    if refused := may_see_body(actor, body):
        return refused
    if _reaches(actor, body, KEEPERS):
        return None
    return Refusal(
        said("届次和成员由社区或街道登记。"), said("有变动的，请把选举结果或辞职书交给社区。")
    )


def may_keep_in(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Register bodies of a compound; one that belongs to no compound is the street's."""
    if actor.has(*KEEPERS, compound_id=compound_id):
        return None
    if compound_id is not None and actor.has(*LOOKERS, compound_id=compound_id):
        return Refusal(said("组织由社区或街道登记。"), said("请把备案材料交给社区。"))
    if compound_id is None and any(g.role in KEEPERS for g in actor.grants):
        return Refusal(
            said("街道一级的组织由街道登记。"), said("请选一个小区，或者请街道物业办登记。")
        )
    return HIDDEN


def may_import_bodies(actor: Actor) -> Refusal | None:
    """Take a whole list from Excel: the street, and a community for its own compounds."""
    if any(grant.role in KEEPERS for grant in actor.grants):
        return None
    return Refusal(said("名册由街道或社区导入。"), said("请把名册交给社区。"))


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose bodies the actor sees; ``None``: every one of the street."""
    return _reach(actor, LOOKERS)


def reads_files_in(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose bodies' papers the actor reads; ``None``: every one of the street."""
    return _reach(actor, READERS)


def _reach(actor: Actor, roles: tuple[Role, ...]) -> frozenset[UUID] | None:
    if actor.has(*READERS):
        return None
    mine = (g.compounds for g in actor.grants if g.role in roles)
    return actor.mandate(Power.SUPERVISE).union(*mine)


def communities_of(actor: Actor) -> frozenset[UUID]:
    """Communities whose own bodies a community's worker sees."""
    return frozenset(g.scope_id for g in actor.grants if g.role in KEEPERS)


def _reaches(actor: Actor, body: Organisation, roles: tuple[Role, ...]) -> bool:
    if body.compound_id is not None or actor.has(*roles):
        return actor.has(*roles, compound_id=body.compound_id)
    mine = (g.scope_id for g in actor.grants if g.role in roles)
    return body.community_id is not None and body.community_id in mine


def may_hold_meetings(actor: Actor, body: Organisation) -> Refusal | None:
    """Call and record its meetings: its members, and the offices that help."""
    if refused := may_see_body(actor, body):
        return refused
    if body.kind not in MEETS:
        return Refusal(
            said("这里只记业委会和物管会的会议。"), said("其他组织的会议按各自章程记录。")
        )
    if _reaches(actor, body, CARRIERS):
        return None
    return Refusal(said("会议由业委会（物管会）召集和记录。"), said("想反映的事，请交给业委会。"))


def may_ask_to_see(actor: Actor, body: Organisation) -> Refusal | None:
    """An owner of the compound, or an office that writes his request down for him."""
    if refused := may_see_body(actor, body):
        return refused
    if body.kind not in MEETS:
        return Refusal(said("查阅向业委会（物管会）申请。"), said("请打开业委会的页面。"))
    if _reaches(actor, body, (*KEEPERS, Role.OWNER)):
        return None
    return Refusal(said("查阅由本小区业主申请。"), said("业主可以到社区窗口申请。"))


def may_answer(actor: Actor, body: Organisation) -> Refusal | None:
    """Show the owner what he asked for: the committee, and the offices that help."""
    if refused := may_see_body(actor, body):
        return refused
    if _reaches(actor, body, CARRIERS):
        return None
    return Refusal(said("查阅由业委会答复。"), said("等得太久的，请向社区反映。"))


def may_petition(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Open a petition: an owner of the compound, or an office that writes it down."""
    if actor.has(*KEEPERS, Role.OWNER, compound_id=compound_id):
        return None
    if actor.has(*LOOKERS, compound_id=compound_id):
        return Refusal(said("提议由本小区业主发起。"), said("业主可以到社区窗口办理。"))
    return HIDDEN


def may_see_petition(actor: Actor, petition: Petition) -> Refusal | None:
    """Whoever opened it, the offices and auditors; the committee once it was handed in."""
    if actor.street_id != petition.street_id:
        return HIDDEN
    where = petition.compound_id
    if actor.person_id is not None and actor.person_id == petition.opener_id:
        return None
    if actor.has(*KEEPERS, Role.AUDITOR, compound_id=where):
        return None
    handed = petition.handed_on is not None
    if handed and actor.has(Role.COMMITTEE_MEMBER, compound_id=where):
        return None
    return HIDDEN


def may_gather(actor: Actor, petition: Petition) -> Refusal | None:
    """Enter signatures, hand in, withdraw: whoever opened it, and the offices."""
    if refused := may_see_petition(actor, petition):
        return refused
    mine = actor.person_id is not None and actor.person_id == petition.opener_id
    if mine or actor.has(*KEEPERS, compound_id=petition.compound_id):
        return None
    return Refusal(said("您只能查看。"), said("签名由发起人或者社区录入。"))


def may_order(actor: Actor, petition: Petition) -> Refusal | None:
    """Order the committee to call the meeting: the street alone."""
    if refused := may_see_petition(actor, petition):
        return refused
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM, compound_id=petition.compound_id):
        return None
    return Refusal(said("责令召集由街道作出。"), said("请把情况报街道。"))


def may_use_seal(actor: Actor, body: Organisation) -> Refusal | None:
    """Ask for the seal or the account, and allow it: members of the body, in person."""
    if refused := may_see_body(actor, body):
        return refused
    if body.kind in MEETS and _reaches(actor, body, (Role.COMMITTEE_MEMBER,)):
        return None
    return Refusal(said("印章和账户由委员申请、另一位委员批准。"), said("请由委员本人登录办理。"))
