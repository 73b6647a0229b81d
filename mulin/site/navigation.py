"""The side navigation of the console, along the chain every matter travels."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from mulin.ground.page.navigation import Item
from mulin.kit.rights import Actor, Power, Role

DESK, TALK, DECIDE, DELIVER, REGISTER = _("工作台"), _("协商"), _("决策"), _("落实"), _("底册")
LAW, SUPERVISE, SYSTEM = _("法规"), _("监督"), _("系统")


def _holds(*roles: Role) -> Callable[[Actor], bool]:
    """Who is shown a place: holders of one of the roles anywhere. The page decides what they see."""
    wanted = frozenset(roles)
    return lambda actor: any(grant.role in wanted for grant in actor.grants)


OFFICE = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER)
REGISTRY = _holds(
    Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER, Role.PROPERTY_MANAGER
)
COUNTER = _holds(
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.PROPERTY_MANAGER,
    Role.AUDITOR,
)
STREET = _holds(Role.STREET_OFFICER)
WATCH = _holds(Role.STREET_OFFICER, Role.AUDITOR)
CARRIERS = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER, Role.AUDITOR)
_BODIES = _holds(
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.AUDITOR,
    Role.OWNER,
)
_DIAGNOSE = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.AUDITOR)


def BODIES(actor: Actor) -> bool:  # noqa: N802 - stands in the table like its neighbours
    """Also a workshop that supervises under a mandate in force."""
    return _BODIES(actor) or bool(actor.mandate(Power.SUPERVISE))


def DIAGNOSE(actor: Actor) -> bool:  # noqa: N802 - stands in the table like its neighbours
    """Also a workshop that supervises under a mandate in force."""
    return _DIAGNOSE(actor) or bool(actor.mandate(Power.SUPERVISE))


LIFTS = _holds(
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.SOCIAL_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.AUDITOR,
)
WORKSHOP = _holds(
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.WORKSHOP_WORKER,
    Role.AUDITOR,
)
GREEN = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.WORKSHOP_WORKER, Role.AUDITOR)
NEIGHBOURS = _holds(Role.OWNER, Role.TENANT)
OUTSIDE = {Role.OWNER, Role.TENANT, Role.SYSTEM}
TURNS = _holds(*(role for role in Role if role not in OUTSIDE))
WORKERS = _holds(*(role for role in Role if role not in {*OUTSIDE, Role.WORKSHOP_WORKER}))

NAVIGATION = (
    Item(DESK, "sunrise", _("今日"), "desk:home"),
    Item(DESK, "concierge-bell", _("业务受理"), "desk:counter", COUNTER),
    Item(DESK, "list-todo", _("轮到我"), "desk:turn", TURNS),
    Item(DESK, "folder-open", _("事项"), "matters:list", CARRIERS),
    Item(TALK, "messages-square", _("议题"), "meetings:issues", WORKERS),
    Item(TALK, "users-round", _("会议"), "meetings:meetings", WORKERS),
    Item(DECIDE, "vote", _("业主表决"), "assembly:list"),
    Item(DECIDE, "users", _("业委会与组织"), "committees:list", BODIES),
    Item(DECIDE, "stethoscope", _("业委会诊断"), "committees:diagnosis", DIAGNOSE),
    Item(DECIDE, "route", _("程序"), "procedures:board"),
    Item(DECIDE, "handshake", _("第三方工作室"), "workshop:index", WORKSHOP),
    Item(DECIDE, "siren", _("绿色通道"), "workshop:green", GREEN),
    Item(DECIDE, "file-text", _("文书文本"), "texts:index", CARRIERS),
    Item(DECIDE, "megaphone", _("公示公告"), "notices:list", WORKERS),
    Item(DECIDE, "message-square", _("消息"), "notices:messages", OFFICE),
    Item(DELIVER, "arrow-up-down", _("加装电梯"), "works:map", LIFTS),
    Item(DELIVER, "message-circle-question-mark", _("加梯办"), "works:desk", LIFTS),
    Item(DELIVER, "arrow-up-down", _("本小区加梯"), "lift:list", NEIGHBOURS),
    Item(REGISTER, "building-2", _("房屋"), "estate:units", REGISTRY),
    Item(REGISTER, "users-round", _("人员"), "estate:people", REGISTRY),
    Item(REGISTER, "landmark", _("组织"), "estate:organisations", REGISTRY),
    Item(REGISTER, "file-up", _("导入"), "estate:import", OFFICE),
    Item(LAW, "scale", _("各地规定"), "law:regions"),
    Item(SUPERVISE, "scroll-text", _("事实记录"), "record:facts", WATCH),
    Item(SYSTEM, "user-cog", _("账号与岗位"), "access:accounts", STREET),
)
