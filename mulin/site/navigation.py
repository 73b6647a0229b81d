"""The side navigation of the console, along the chain every matter travels."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.decide.committees.permissions import may_diagnose, may_see_bodies
from mulin.deliberate.pacts.permissions import READERS as PACT_READERS
from mulin.ground.ledger.permissions import may_see_room as may_see_books
from mulin.ground.page.navigation import Item
from mulin.kit.rights import Actor, Refusal, Role
from mulin.procedures.permissions import may_see_procedures

DESK, TALK, DECIDE, BODY = _("工作台"), _("协商"), _("决策"), _("业委会")
DELIVER, MONEY, REGISTER, LAW = _("落实"), _("钱"), _("底册"), _("法规")
SUPERVISE, SYSTEM = _("监督"), _("系统")


def _holds(*roles: Role) -> Callable[[Actor], bool]:
    """Who is shown a place: holders of one of the roles anywhere. The page decides what they see."""
    wanted = frozenset(roles)
    return lambda actor: any(grant.role in wanted for grant in actor.grants)


def _may(permission: Callable[[Actor], Refusal | None]) -> Callable[[Actor], bool]:
    """Who is shown a place: those its room lets in."""
    return lambda actor: permission(actor) is None


BODIES, DIAGNOSE, PROCEDURES = _may(may_see_bodies), _may(may_diagnose), _may(may_see_procedures)
BOOKS = _may(may_see_books)
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
PACTS = _holds(*(role for role in PACT_READERS if role not in OUTSIDE))

VOTES = _holds(*(role for role in Role if role is not Role.TENANT))

NAVIGATION = (
    Item(DESK, "sunrise", _("今日"), "desk:home"),
    Item(DESK, "concierge-bell", _("业务受理"), "desk:counter", COUNTER),
    Item(DESK, "list-todo", _("轮到我"), "desk:turn", TURNS),
    Item(DESK, "folder-open", _("事项"), "matters:list", CARRIERS),
    Item(TALK, "messages-square", pgettext_lazy("菜单", "议题"), "meetings:issues", WORKERS),
    Item(TALK, "users-round", pgettext_lazy("菜单", "会议"), "meetings:meetings", WORKERS),
    Item(TALK, "scroll-text", _("公约"), "pacts:list", PACTS),
    Item(TALK, "clipboard-list", _("职责清单"), "pacts:duties", PACTS),
    Item(DECIDE, "vote", pgettext_lazy("菜单", "业主表决"), "assembly:list", VOTES),
    Item(DECIDE, "route", _("程序"), "procedures:board", PROCEDURES),
    Item(DECIDE, "file-text", _("文书文本"), "texts:index", CARRIERS),
    Item(DECIDE, "megaphone", pgettext_lazy("菜单", "公示公告"), "notices:list", WORKERS),
    Item(DECIDE, "message-square", _("消息"), "notices:messages", OFFICE),
    Item(BODY, "users", pgettext_lazy("菜单", "业委会与组织"), "committees:list", BODIES),
    Item(
        BODY, "stethoscope", pgettext_lazy("菜单", "业委会诊断"), "committees:diagnosis", DIAGNOSE
    ),
    Item(BODY, "eye", pgettext_lazy("菜单", "信息公开"), "committees:open_list", DIAGNOSE),
    Item(BODY, "gavel", pgettext_lazy("菜单", "评审团"), "committees:panels", BODIES),
    Item(BODY, "lightbulb", pgettext_lazy("菜单", "顾问团"), "committees:advisers", CARRIERS),
    Item(BODY, "handshake", _("第三方工作室"), "workshop:index", WORKSHOP),
    Item(BODY, "siren", _("绿色通道"), "workshop:green", GREEN),
    Item(BODY, "book-open", _("一百问"), "handbook:index"),
    Item(BODY, "graduation-cap", _("培训和沙龙"), "trainings:list"),
    Item(BODY, "calendar-days", _("业主接待"), "receptions:list"),
    Item(DELIVER, "arrow-up-down", _("加装电梯"), "works:map", LIFTS),
    Item(DELIVER, "message-circle-question-mark", _("加梯办"), "works:desk", LIFTS),
    Item(DELIVER, "arrow-up-down", _("本小区加梯"), "lift:list", NEIGHBOURS),
    Item(MONEY, "book-open", pgettext_lazy("菜单", "账簿"), "ledger:list", BOOKS),
    Item(REGISTER, "building-2", _("房屋"), "estate:units", REGISTRY),
    Item(REGISTER, "users-round", _("人员"), "estate:people", REGISTRY),
    Item(REGISTER, "landmark", _("组织"), "estate:organisations", REGISTRY),
    Item(REGISTER, "file-up", _("导入"), "estate:import", OFFICE),
    Item(LAW, "scale", _("各地规定"), "law:regions"),
    Item(SUPERVISE, "scroll-text", _("事实记录"), "record:facts", WATCH),
    Item(SYSTEM, "user-cog", _("账号与岗位"), "access:accounts", STREET),
)
