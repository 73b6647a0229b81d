"""What each role may do: the table behind the page of roles, in the words people use.

Rooms judge in their own ``permissions.py``; a capability names such a judgement once, so that the
page and the code can be compared (``tests/ground/access/test_roles.py`` does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.kit.rights import Actor, Role, Scope


class Can(StrEnum):
    """One thing a role may do. The value is the name permissions and tests use."""

    SEE_REGISTER = "see_register"
    CHANGE_REGISTER = "change_register"
    CHANGE_RESIDENTS = "change_residents"
    READ_PHONE = "read_phone"
    READ_IDENTITY = "read_identity"
    IMPORT_ROSTER = "import_roster"
    PREPARE_POLL = "prepare_poll"
    HANDLE_PAPERS = "handle_papers"
    COUNT_VOTES = "count_votes"
    WITNESS_COUNT = "witness_count"
    VOTE = "vote"
    SEE_OWN_HOME = "see_own_home"
    POST_NOTICE = "post_notice"
    READ_FACTS = "read_facts"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_LAW = "see_law"


WORDS: Mapping[Can, Promise] = {
    Can.SEE_REGISTER: _("查看房屋、人员、组织底册（个人信息打码）"),
    Can.CHANGE_REGISTER: _("登记与更正房屋、产权、组织和任职"),
    Can.CHANGE_RESIDENTS: _("登记租户、更正联系方式"),
    Can.READ_PHONE: _("写明理由后查看完整姓名、电话（留痕）"),
    Can.READ_IDENTITY: _("写明理由后查看完整证件号（留痕）"),
    Can.IMPORT_ROSTER: _("导入业主名册"),
    Can.PREPARE_POLL: _("发起和筹备业主表决"),
    Can.HANDLE_PAPERS: _("送达、登记纸质票（两人复核；涉及本单位的除外）"),
    Can.COUNT_VOTES: _("开票计票（须由本次表决指定，两人同时）"),
    Can.WITNESS_COUNT: _("监票、确认结果（须由本次表决指定）"),
    Can.VOTE: _("为自己的房屋投票"),
    Can.SEE_OWN_HOME: _("查看自己的房屋与谁看过我的信息"),
    Can.POST_NOTICE: _("登记张贴、撤下公示"),
    Can.READ_FACTS: _("查看事实记录与存证链"),
    Can.MANAGE_ACCOUNTS: _("开设、停用账号"),
    Can.SEE_LAW: _("查看各地规定与公示"),
}


@dataclass(frozen=True)
class Standing:
    """A role as people meet it: its name, how far it reaches, where it comes from, what it may."""

    role: Role
    name: Promise
    reach: Promise
    source: Promise
    can: frozenset[Can]
    joint: bool = False


_ALL = {Can.SEE_LAW, Can.SEE_OWN_HOME}
_WORK = _ALL | {Can.SEE_REGISTER}
_VOTES = {Can.PREPARE_POLL, Can.HANDLE_PAPERS, Can.POST_NOTICE}
_PEOPLE = {Can.CHANGE_RESIDENTS, Can.READ_PHONE}

STANDINGS: tuple[Standing, ...] = (
    Standing(
        Role.STREET_OFFICER,
        _("街道工作人员"),
        _("全街道"),
        _("街道办事处的任职"),
        frozenset(set(Can) - {Can.COUNT_VOTES, Can.WITNESS_COUNT, Can.VOTE}),
    ),
    Standing(
        Role.COMMUNITY_WORKER,
        _("社区工作者"),
        _("本社区的各小区"),
        _("居委会的任职"),
        frozenset(
            _WORK | _VOTES | _PEOPLE | {Can.CHANGE_REGISTER, Can.READ_IDENTITY, Can.IMPORT_ROSTER}
        ),
    ),
    Standing(
        Role.COMMITTEE_MEMBER,
        _("业委会（物管会）成员"),
        _("本小区"),
        _("业委会的任职"),
        frozenset(_WORK | _VOTES),
    ),
    Standing(
        Role.VOTE_COUNTER,
        _("计票人"),
        _("被指定的表决"),
        _("表决的指定或任职"),
        frozenset(_ALL | {Can.HANDLE_PAPERS, Can.COUNT_VOTES, Can.POST_NOTICE}),
    ),
    Standing(
        Role.WITNESS,
        _("监票人"),
        _("被指定的表决"),
        _("表决的指定或任职"),
        frozenset(_ALL | {Can.HANDLE_PAPERS, Can.WITNESS_COUNT, Can.POST_NOTICE}),
    ),
    Standing(
        Role.PROPERTY_MANAGER,
        _("物业服务人员"),
        _("本企业在管的小区"),
        _("企业任职，且合同有效"),
        frozenset(_WORK | _PEOPLE | {Can.HANDLE_PAPERS}),
    ),
    Standing(
        Role.ENFORCER,
        _("执法人员"),
        _("移送给本队的执法事项"),
        _("执法队的任职"),
        frozenset(_ALL),
    ),
    Standing(
        Role.SOCIAL_WORKER,
        _("社会工作者"),
        _("所服务的街道、社区或小区"),
        _("社工机构的任职"),
        frozenset(_ALL),
    ),
    Standing(
        Role.WORKSHOP_WORKER,
        _("第三方工作室人员"),
        _("街道授权的小区，以授权的权限和期限为限"),
        _("工作室的任职，且授权有效"),
        frozenset(_ALL),
    ),
    Standing(
        Role.MEDIATOR,
        _("人民调解员"),
        _("自己经办的调解案件；主任、文书为本调委会的案件"),
        _("人民调解委员会的任职"),
        frozenset(_ALL),
    ),
    Standing(
        Role.AUDITOR,
        _("审计人员"),
        _("全街道，只读"),
        _("审计任职"),
        frozenset(_WORK | {Can.READ_FACTS}),
    ),
    Standing(
        Role.GRID_WORKER,
        _("网格员、楼长、单元长"),
        _("所负责的网格、楼栋或单元"),
        _("居委会的任命"),
        frozenset(_ALL),
    ),
    Standing(
        Role.OWNER,
        _("业主"),
        _("自己的房屋和所在小区"),
        _("产权登记"),
        frozenset(_ALL | {Can.VOTE}),
    ),
    Standing(
        Role.OWNER,
        _("共有人"),
        _("共有的房屋和所在小区"),
        _("产权登记（多人共有）"),
        frozenset(_ALL | {Can.VOTE}),
        joint=True,
    ),
    Standing(
        Role.TENANT,
        _("租户、同住人"),
        _("所住的房屋和小区"),
        _("租住登记"),
        frozenset(_ALL),
    ),
)

_CAN: Mapping[Role, frozenset[Can]] = {s.role: s.can for s in STANDINGS}
NAMES: Mapping[Role, Promise] = {s.role: s.name for s in STANDINGS if not s.joint} | {
    Role.SYSTEM: _("系统")
}


def roles_that(can: Can) -> frozenset[Role]:
    """The roles that may do it, somewhere."""
    return frozenset(role for role, cans in _CAN.items() if can in cans)


def matrix() -> tuple[tuple[Promise, tuple[bool, ...]], ...]:
    """One row per capability, one truth per standing, for the page of roles."""
    return tuple((WORDS[can], tuple(can in s.can for s in STANDINGS)) for can in Can)


def reaches_street(actor: Actor, role: Role) -> bool:
    """Whether the role is held over the whole street, not merely somewhere in it."""
    return any(g.role is role and g.scope is Scope.STREET for g in actor.grants)
