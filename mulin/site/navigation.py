"""The side navigation of the console, along the chain every matter travels."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mulin.decide.committees.permissions import may_diagnose, may_see_bodies
from mulin.deliberate.mediation.permissions import ROOM as MEDIATION_ROOM
from mulin.deliberate.pacts.permissions import READERS as PACT_READERS
from mulin.deliver.billing.permissions import may_see_room as may_see_fees
from mulin.discover.campaigns.permissions import may_see_campaigns
from mulin.discover.grids.permissions import may_see_net
from mulin.discover.intake.permissions import may_open_board
from mulin.discover.patrols.permissions import may_see_patrols
from mulin.discover.patrols.queries.plans import walks
from mulin.discover.referrals.permissions import may_see_referrals
from mulin.ground.ledger.permissions import may_see_room as may_see_books
from mulin.ground.page.navigation import Item
from mulin.kit.rights import Actor, Refusal, Role
from mulin.procedures.permissions import may_see_procedures

DESK, FIND, AFFAIRS, TALK = _("工作台"), _("发现"), _("居民办事"), _("协商")
DECIDE, BODY = _("决策"), _("业委会")
DELIVER, MONEY, REGISTER, LAW = _("落实"), _("资金"), _("底册"), _("法规")
SUPERVISE, SYSTEM = _("监督"), _("系统")


def _holds(*roles: Role) -> Callable[[Actor], bool]:
    """Who is shown a place: holders of one of the roles anywhere. The page decides what they see."""
    wanted = frozenset(roles)
    return lambda actor: any(grant.role in wanted for grant in actor.grants)


def _may(permission: Callable[[Actor], Refusal | None]) -> Callable[[Actor], bool]:
    """Who is shown a place: those its room lets in."""
    return lambda actor: permission(actor) is None


def _walks_only(actor: Actor) -> bool:
    """Patrollers without a post of the office: whoever has one finds his rounds on its screens."""
    return not actor.grants and walks(actor)


CAMPAIGNS, NET = _may(may_see_campaigns), _may(may_see_net)
BODIES, DIAGNOSE, PROCEDURES = _may(may_see_bodies), _may(may_diagnose), _may(may_see_procedures)
BOOKS, FEES = _may(may_see_books), _may(may_see_fees)
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
TICKETS = _may(may_open_board)
TICKET_WORK = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.PROPERTY_MANAGER)
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
PATROLS = _may(may_see_patrols)
MEDIATION = _holds(*MEDIATION_ROOM)
NEIGHBOURS = _holds(Role.OWNER, Role.TENANT)
OWNERS = _holds(Role.OWNER)
OUTSIDE = {Role.OWNER, Role.TENANT, Role.GRID_WORKER, Role.SYSTEM}
OWN_WORK_ONLY = {Role.WORKSHOP_WORKER, Role.ENFORCER, Role.MEDIATOR}
TURNS = _holds(*(role for role in Role if role not in OUTSIDE))
WORKERS = _holds(*(role for role in Role if role not in {*OUTSIDE, *OWN_WORK_ONLY}))
ENFORCE = _may(may_see_referrals)
AFFAIR_DESK = _holds(Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.AUDITOR)
PACTS = _holds(*(role for role in PACT_READERS if role not in OUTSIDE))

VOTES = _holds(*(role for role in Role if role is not Role.TENANT))

NAVIGATION = (
    Item(DESK, "sunrise", _("今日"), "desk:home"),
    Item(DESK, "concierge-bell", _("业务受理"), "desk:counter", COUNTER),
    Item(DESK, "list-todo", _("轮到我"), "desk:turn", TURNS),
    Item(DESK, "folder-open", _("事项"), "matters:list", CARRIERS),
    Item(FIND, "inbox", _("诉求派单"), "intake:board", TICKETS),
    Item(FIND, "wrench", _("我的活"), "report:jobs", TICKET_WORK),
    Item(FIND, "chart-column", _("办理情况"), "intake:figures", TICKETS),
    Item(FIND, "file-up", _("热线导入"), "hotline:upload", STREET),
    Item(FIND, "phone", _("回访"), "intake:visits", WATCH),
    Item(FIND, "tags", _("类别和时限"), "intake:categories", TICKETS),
    Item(FIND, "split", _("派单规则"), "intake:rules", STREET),
    Item(FIND, "calendar-clock", _("值班表"), "intake:duty", TICKET_WORK),
    Item(FIND, "qr-code", _("扫码点位"), "intake:points", TICKET_WORK),
    Item(FIND, "message-circle-warning", _("报修报事"), "report:mine", NEIGHBOURS),
    Item(FIND, "footprints", _("巡查"), "patrols:board", PATROLS),
    Item(FIND, "triangle-alert", _("隐患"), "patrols:hazards", PATROLS),
    Item(FIND, "clipboard-check", _("督导"), "patrols:visits", PATROLS),
    Item(FIND, "smartphone", _("我的巡查"), "patrol:mine", _walks_only),
    Item(FIND, "shield-check", _("小区安全"), "patrol:safety", NEIGHBOURS),
    Item(FIND, "flag", _("专项行动"), "campaigns:list", CAMPAIGNS),
    Item(FIND, "calendar-check", _("养护日历"), "campaigns:upkeep", CAMPAIGNS),
    Item(FIND, "network", _("网格"), "grids:net", NET),
    Item(FIND, "inbox", _("网格报告"), "grids:reports", NET),
    Item(FIND, "footprints", _("我的行动"), "campaign_work:mine", TURNS),
    Item(AFFAIRS, "inbox", _("居民办件"), "counter:list", AFFAIR_DESK),
    Item(AFFAIRS, "book-text", _("办事指南"), "counter:offers", AFFAIR_DESK),
    Item(AFFAIRS, "store", _("服务站"), "counter:stations", AFFAIR_DESK),
    Item(AFFAIRS, "user-check", _("代办委托"), "counter:mandates", AFFAIR_DESK),
    Item(AFFAIRS, "list-checks", _("社区减负"), "admission:pushes", AFFAIR_DESK),
    Item(AFFAIRS, "shield-check", _("综合执法"), "referrals:list", ENFORCE),
    Item(TALK, "messages-square", pgettext_lazy("菜单", "议题"), "meetings:issues", WORKERS),
    Item(TALK, "users-round", pgettext_lazy("菜单", "会议"), "meetings:meetings", WORKERS),
    Item(TALK, "handshake", pgettext_lazy("菜单", "人民调解"), "mediation:list", MEDIATION),
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
    Item(MONEY, "receipt", pgettext_lazy("菜单", "收费"), "billing:list", FEES),
    Item(MONEY, "chart-column", pgettext_lazy("菜单", "收缴率"), "billing:rates", FEES),
    Item(MONEY, "wallet", _("我的账单"), "fees:mine", NEIGHBOURS),
    Item(MONEY, "book-open", pgettext_lazy("菜单", "账簿"), "ledger:list", BOOKS),
    Item(MONEY, "hand-coins", pgettext_lazy("菜单", "公共收益"), "revenue:list", BOOKS),
    Item(MONEY, "eye", pgettext_lazy("菜单", "公开的账"), "open_books:mine", OWNERS),
    Item(REGISTER, "building-2", _("房屋"), "estate:units", REGISTRY),
    Item(REGISTER, "users-round", _("人员"), "estate:people", REGISTRY),
    Item(REGISTER, "landmark", _("组织"), "estate:organisations", REGISTRY),
    Item(REGISTER, "file-up", _("导入"), "estate:import", OFFICE),
    Item(LAW, "scale", _("各地规定"), "law:regions"),
    Item(SUPERVISE, "scroll-text", _("事实记录"), "record:facts", WATCH),
    Item(SYSTEM, "user-cog", _("账号与岗位"), "access:accounts", STREET),
)
