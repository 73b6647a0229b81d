"""Who works at a counter, who reads it, and what residents see of their own. Default deny."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mulin.discover.counter.models import Application, Booking, Mandate, Sitting, Station
from mulin.kit.rights import Actor, Refusal, Role, Scope
from mulin.kit.words import said

CLERKS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)
READERS = (*CLERKS, Role.AUDITOR)
RESIDENTS = (Role.OWNER, Role.TENANT)

HIDDEN = Refusal(said("没有找到。"), said("请从办件列表或办事指南重新进入。"), hidden=True)
ASK_COUNTER = said("请到社区服务站办理，或者打街道电话。")


def may_see_counter(actor: Actor) -> Refusal | None:
    """Open the office's lists; :func:`reach` narrows them."""
    return None if any(grant.role in READERS for grant in actor.grants) else HIDDEN


def may_read_guide(actor: Actor) -> Refusal | None:
    """Guides are for everybody of the street."""
    return None if actor.grants else HIDDEN


def may_set_offers(actor: Actor) -> Refusal | None:
    """Switch affairs on and off, and say what is so here."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    if may_see_counter(actor) is None:
        return Refusal(said("受理哪些事项由街道定。"), said("要改的，请告诉街道。"))
    return HIDDEN


def may_see_station(actor: Actor, station: Station) -> Refusal | None:
    """A station's own page, with its appointments."""
    if actor.street_id != station.street_id or not _over(actor, READERS, station.community_id):
        return HIDDEN
    return None


def may_keep_station(actor: Actor, community_id: UUID) -> Refusal | None:
    """Open and correct a station, look at its facilities, lay out its windows."""
    if _over(actor, CLERKS, community_id):
        return None
    if _over(actor, READERS, community_id):
        return Refusal(said("您的岗位只能查看服务站。"), said("请由社区或者街道登记。"))
    return HIDDEN


def may_take_in(actor: Actor, station: Station) -> Refusal | None:
    """Take an affair in at this station's window."""
    if actor.street_id != station.street_id:
        return HIDDEN
    if station.ended_on is not None:
        return Refusal(said("这个服务站已经停用。"), said("请换一个服务站。"))
    return may_keep_station(actor, station.community_id)


def may_hand_in(actor: Actor, person_id: UUID | None, mandate: Mandate | None) -> Refusal | None:
    """Hand in from the phone: for oneself, or as an agent for who gave the mandate."""
    if not any(grant.role in RESIDENTS for grant in actor.grants) or actor.person_id is None:
        return HIDDEN
    if mandate is None:
        return None if person_id == actor.person_id else HIDDEN
    if mandate.street_id != actor.street_id or mandate.agent_id != actor.person_id:
        return HIDDEN
    return None


def may_see_application(actor: Actor, application: Application) -> Refusal | None:
    """The office's page: clerks of the community, and auditors."""
    if actor.street_id != application.street_id:
        return HIDDEN
    return may_see_station(actor, application.station)


def may_read_values(actor: Actor, application: Application) -> Refusal | None:
    """What was written into the form: who works on it, and whose it is."""
    if may_follow(actor, application) is None:
        return None
    if may_see_application(actor, application) is not None:
        return HIDDEN
    if _over(actor, CLERKS, application.station.community_id):
        return None
    return Refusal(said("表里填的内容只给办件的人看。"), said("需要核对的，请找收件的社区。"))


def may_carry(actor: Actor, application: Application) -> Refusal | None:
    """Check papers, accept, forward, decide, answer."""
    if refused := may_see_application(actor, application):
        return refused
    if not _over(actor, CLERKS, application.station.community_id):
        return Refusal(said("您的岗位只能查看办件。"), said("请由社区或者街道办理。"))
    if not application.is_open:
        return Refusal(said("这件已经办完了。"), said("还要办的，请另收一件。"))
    return None


def may_give_out(actor: Actor, application: Application) -> Refusal | None:
    """Note that the result was fetched."""
    if refused := may_see_application(actor, application):
        return refused
    if not _over(actor, CLERKS, application.station.community_id):
        return Refusal(said("您的岗位只能查看办件。"), said("请由社区或者街道办理。"))
    if application.state != Application.State.ANSWERED:
        return Refusal(said("还没有答复，领不了。"), said("先答复，再登记领取。"))
    return None


def may_follow(actor: Actor, application: Application) -> Refusal | None:
    """The resident's own page: whose affair it is, and the agent who handed it in."""
    if actor.street_id != application.street_id or actor.person_id is None:
        return HIDDEN
    mandate = application.mandate
    agent = mandate.agent_id if mandate and mandate.ended_on is None else None
    return None if actor.person_id in (application.person_id, agent) else HIDDEN


def may_withdraw(actor: Actor, application: Application) -> Refusal | None:
    """Take it back, before there is a result."""
    own = may_follow(actor, application) is None
    if not own and (refused := may_carry(actor, application)):
        return refused
    if application.state not in Application.WORKING:
        return Refusal(said("已经有结果，不能撤回。"), ASK_COUNTER)
    return None


def may_see_mandate(actor: Actor, mandate: Mandate) -> Refusal | None:
    """A mandate and its paper: the station's clerks, auditors, and both who are in it."""
    if actor.street_id != mandate.street_id:
        return HIDDEN
    if actor.person_id is not None and actor.person_id in (mandate.principal_id, mandate.agent_id):
        return None
    return may_see_station(actor, mandate.station)


def may_end_mandate(actor: Actor, mandate: Mandate) -> Refusal | None:
    """Who gave it takes it back at any time; the counter where he asks for it."""
    if refused := may_see_mandate(actor, mandate):
        return refused
    if actor.person_id is not None and actor.person_id == mandate.principal_id:
        return None
    if _over(actor, CLERKS, mandate.station.community_id):
        return None
    return Refusal(said("收回委托由本人或者服务站登记。"), ASK_COUNTER)


def may_book(actor: Actor, sitting: Sitting, today: date) -> Refusal | None:
    """Take a place at a window, from the phone or at the counter."""
    if actor.street_id != sitting.street_id or not actor.grants:
        return HIDDEN
    if sitting.why_off:
        return Refusal(said("这次窗口停开：{why}。", why=sitting.why_off), said("请约别的时间。"))
    if sitting.day < today:
        return Refusal(said("这次窗口已经过去。"), said("请约以后的时间。"))
    return None


def may_change_booking(actor: Actor, booking: Booking) -> Refusal | None:
    """Call it off oneself, or at the station."""
    if actor.street_id != booking.street_id:
        return HIDDEN
    if actor.person_id is not None and actor.person_id == booking.person_id:
        return None
    return may_keep_station(actor, booking.sitting.station.community_id)


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Communities whose counters the actor reads; ``None``: every one of the street."""
    mine = [grant for grant in actor.grants if grant.role in READERS]
    if any(grant.scope is Scope.STREET for grant in mine):
        return None
    return frozenset(grant.scope_id for grant in mine if grant.scope is Scope.COMMUNITY)


def _over(actor: Actor, roles: tuple[Role, ...], community_id: UUID) -> bool:
    """Whether one of the roles is held over the community, or over the street."""
    return any(
        grant.role in roles
        and (
            grant.scope is Scope.STREET
            or (grant.scope is Scope.COMMUNITY and grant.scope_id == community_id)
        )
        for grant in actor.grants
    )
