"""Who mediates, who is in a case, who may know of it. Default deny; strangers learn nothing.

A case is read by those who sit in it, by the director and clerk of its committee, and by its
parties on their own page. A party never reads it as an officer or a director. The street sees that
there is a case, and reads it only with a reason on record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from mulin.deliberate.mediation.models import (
    Dispute,
    Mediator,
    Panel,
    Reading,
    Referral,
    Seat,
    Side,
)
from mulin.ground.estate.models import Compound, Organisation
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

HIDDEN = Refusal(
    said("没有找到这个案件。"), said("请核对编号；调解案件只有经办人和当事人能看。"), hidden=True
)
LEADERS = (Mediator.Duty.DIRECTOR, Mediator.Duty.DEPUTY, Mediator.Duty.CLERK)
KEEPERS = (Role.STREET_OFFICER, Role.SYSTEM)
RESIDENTS = (Role.OWNER, Role.TENANT)
ON_BEHALF = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.PROPERTY_MANAGER,
    Role.SOCIAL_WORKER,
)
ROOM = (*ON_BEHALF, Role.MEDIATOR, Role.AUDITOR)
COUNTERS = (Role.STREET_OFFICER, Role.AUDITOR, Role.MEDIATOR)
ONLY_OPEN = Refusal(said("这个案件已经结束。"), said("情况有变的，可以重新申请。"))


@dataclass(frozen=True)
class Desk:
    """What somebody is in this room today: which mediators' rows are his, which committees he leads."""

    mediators: frozenset[UUID] = field(default_factory=frozenset)
    led: frozenset[UUID] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.mediators)


class Standing(StrEnum):
    """How somebody stands to a case, the nearest first."""

    PARTY = "party"
    HANDLES = "handles"
    READS = "reads"
    MAY_ASK = "may_ask"
    SLIP = "slip"


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """The committees' organisations in which the actor is a mediator."""
    mine = (g for g in actor.grants if g.role is Role.MEDIATOR)
    return frozenset(g.organisation_id for g in mine if g.organisation_id)


def desk_of(actor: Actor) -> Desk:
    """The actor's rows as a mediator; no statement for anybody else."""
    bodies = bodies_of(actor)
    if not bodies or actor.person_id is None:
        return Desk()
    rows = Mediator.objects.of(actor.street_id).filter(
        appointment__person_id=actor.person_id, panel__organisation_id__in=bodies
    )
    found = list(rows.values_list("pk", "panel_id", "duty"))
    led = frozenset(panel for _pk, panel, duty in found if duty in LEADERS)
    return Desk(frozenset(pk for pk, _panel, _duty in found), led)


def is_side(actor: Actor) -> Q:
    """Sides for whom the actor stands: himself, or as the agent."""
    return Q(person_id=actor.person_id) | Q(agent_person_id=actor.person_id)


def sides_of(actor: Actor, dispute: Dispute) -> list[Side]:
    """The parties for whom the actor speaks in a case."""
    if actor.person_id is None or actor.street_id != dispute.street_id:
        return []
    rows = Side.objects.of(actor.street_id).filter(is_side(actor), dispute=dispute)
    return list(rows.select_related("person", "organisation").order_by("id"))


def handles(actor: Actor, dispute: Dispute, desk: Desk | None = None) -> bool:
    """Whether he sits in the case, or leads its committee."""
    mine = desk if desk is not None else desk_of(actor)
    if dispute.panel_id in mine.led:
        return not _belongs_to_a_side(actor, dispute)
    rows = Seat.objects.of(actor.street_id).filter(dispute=dispute, until__isnull=True)
    return bool(mine) and rows.filter(mediator_id__in=mine.mediators).exists()


def standing_of(actor: Actor, dispute: Dispute, today: date) -> Standing | None:
    """How the actor stands to a case; None for everybody else. At most five statements."""
    if actor.street_id != dispute.street_id:
        return None
    if sides_of(actor, dispute):
        return Standing.PARTY
    if handles(actor, dispute):
        return Standing.HANDLES
    if actor.has(Role.SYSTEM):
        return Standing.HANDLES
    if actor.has(Role.STREET_OFFICER):
        read = Reading.objects.of(actor.street_id).filter(
            dispute=dispute, person_id=actor.person_id, on=today
        )
        return Standing.READS if read.exists() else Standing.MAY_ASK
    if actor.person_id is not None and dispute.registered_by_id == actor.person_id:
        return Standing.SLIP
    return None


def may_handle(actor: Actor, dispute: Dispute, *, ended: bool = False) -> Refusal | None:
    """Do something in a case: those who handle it, while it is open (or, ``ended``, at any time)."""
    if actor.street_id != dispute.street_id:
        return HIDDEN
    if not (actor.has(Role.SYSTEM) or handles(actor, dispute)):
        return HIDDEN
    return None if ended or dispute.is_open else ONLY_OPEN


def may_assign(actor: Actor, dispute: Dispute) -> Refusal | None:
    """Name mediators: who leads the committee, or sits in the case already."""
    return may_handle(actor, dispute)


def may_speak_for(actor: Actor, side: Side) -> Refusal | None:
    """Say something for a party: itself or its agent."""
    mine = actor.person_id is not None and actor.person_id in (side.person_id, side.agent_person_id)
    return None if mine and actor.street_id == side.street_id else HIDDEN


def may_see_room(actor: Actor) -> Refusal | None:
    """Open the office's pages; what they hold is narrowed row by row."""
    if any(grant.role in ROOM for grant in actor.grants):
        return None
    return Refusal(said("这里由调解员和受理人员使用。"), said("您的调解案件在手机的“我的调解”里。"))


def may_apply(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Ask for a mediation: residents for themselves, offices for whoever comes to them."""
    if desk_of(actor) or actor.has(*RESIDENTS, *ON_BEHALF, compound_id=compound_id):
        return None
    return Refusal(
        said("您不能在这个小区登记调解申请。"), said("请打街道电话，由工作人员记录口头申请。")
    )


def may_keep_panels(actor: Actor) -> Refusal | None:
    """Set up committees, put mediators in and out, set days and bounds: the street."""
    if actor.has(*KEEPERS):
        return None
    return Refusal(said("调委会和调解员由街道登记。"), said("要增减人员的，请告诉街道。"))


def may_see_panels(actor: Actor) -> Refusal | None:
    """Who mediates is for everybody of the street to know."""
    if actor.grants:
        return None
    return Refusal(said("请先登记身份。"), said("请联系社区登记房屋或者任职。"))


def may_see_panel(actor: Actor, panel: Panel) -> Refusal | None:
    """Offices see every committee; residents their own community's and those of the whole street."""
    if actor.street_id != panel.street_id or not actor.grants:
        return HIDDEN
    if panel.community_id is None or may_see_room(actor) is None:
        return None
    here = Compound.objects.of(actor.street_id).filter(
        pk__in=actor.compounds, community_id=panel.community_id
    )
    return None if here.exists() else HIDDEN


def may_see_figures(actor: Actor) -> Refusal | None:
    """The counts: the street, auditors, those who lead a committee."""
    if actor.has(Role.STREET_OFFICER, Role.AUDITOR) or desk_of(actor).led:
        return None
    return Refusal(said("统计由街道、审计和调委会负责人查看。"), said("您可以看自己经办的案件。"))


def may_review(actor: Actor, panel: Panel) -> Refusal | None:
    """Release a lesson: who leads the committee, or the street."""
    if actor.street_id == panel.street_id and (
        actor.has(*KEEPERS) or panel.pk in desk_of(actor).led
    ):
        return None
    return Refusal(said("化解经验由调委会负责人或者街道审核。"), said("写好后请他们审核。"))


def agencies_of(actor: Actor) -> frozenset[UUID]:
    """The agencies in which the actor is a social worker."""
    mine = (g for g in actor.grants if g.role is Role.SOCIAL_WORKER)
    return frozenset(g.organisation_id for g in mine if g.organisation_id)


def may_see_referrals(actor: Actor) -> Refusal | None:
    """Open the list of large disputes."""
    if actor.has(Role.STREET_OFFICER) or agencies_of(actor) or desk_of(actor):
        return None
    return Refusal(said("较大纠纷由街道、机构和调委会办理。"), said("有建议请告诉社区。"))


def may_see_referral(actor: Actor, referral: Referral) -> Refusal | None:
    """The agency that was asked, those who handle the case, the street. None of them a party."""
    if actor.street_id != referral.street_id or _belongs_to_a_side(actor, referral.dispute):
        return HIDDEN
    near = referral.agency_id in agencies_of(actor) or actor.has(Role.STREET_OFFICER)
    return None if near or handles(actor, referral.dispute) else HIDDEN


def may_advise(actor: Actor, referral: Referral) -> Refusal | None:
    """Write the recommendation and follow it up: the agency."""
    if refused := may_see_referral(actor, referral):
        return refused
    if referral.agency_id in agencies_of(actor):
        return None
    return Refusal(said("建议由受托的机构提出。"), said("您可以看办到哪一步。"))


def may_end_measure(actor: Actor, referral: Referral) -> Refusal | None:
    """Say that a measure was carried out: the agency, or those who handle the case."""
    if refused := may_see_referral(actor, referral):
        return refused
    if referral.agency_id in agencies_of(actor) or handles(actor, referral.dispute):
        return None
    return Refusal(said("措施由机构和调委会登记办理情况。"), said("请告诉他们。"))


def agencies(street_id: UUID) -> list[Organisation]:
    """Organisations that may be asked for a recommendation."""
    rows = Organisation.objects.of(street_id).filter(ended_on__isnull=True)
    kinds = (Organisation.Kind.SOCIAL_WORK_AGENCY, Organisation.Kind.SOCIAL_ORGANISATION)
    return list(rows.filter(kind__in=kinds).order_by("kind", "name"))


def _belongs_to_a_side(actor: Actor, dispute: Dispute) -> bool:
    """Whether he is a party, speaks for one, or works for one."""
    sides = Side.objects.of(actor.street_id).filter(dispute=dispute)
    near = Q(organisation_id__in=actor.organisations)
    if actor.person_id is not None:
        near |= is_side(actor)
    return bool(sides.filter(near).exists())
