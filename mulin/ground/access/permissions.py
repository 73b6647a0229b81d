"""Who may manage accounts. Each answer is None, or a refusal that explains itself."""

from __future__ import annotations

from datetime import date

from mulin.ground.access.models import AccessToken, Account, Deputy, Membership
from mulin.ground.estate.models import Person
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

OFFICERS_ONLY = Refusal(
    said("账号由街道工作人员统一开设和管理。"), said("如需开通、停用账号或重设密码，请联系街道。")
)
NO_SUCH_MEMBERSHIP = Refusal(
    said("没有找到这个账号。"), said("请回到账号列表重新查找。"), hidden=True
)


def may_manage_accounts(actor: Actor) -> Refusal | None:
    """Street officers keep the accounts of their street; the operator opens the first one."""
    if actor.has(Role.STREET_OFFICER, Role.SYSTEM):
        return None
    return OFFICERS_ONLY


def may_create_account(actor: Actor, person: Person) -> Refusal | None:
    """An officer, for a living person of the own street who was not merged into another."""
    if actor.street_id != person.street_id:
        return NO_SUCH_MEMBERSHIP
    if person.merged_into_id is not None:
        return Refusal(said("这条人员记录已并入另一条。"), said("请为合并后的人员开设账号。"))
    if person.died_on is not None:
        return Refusal(
            said("登记显示此人已去世，不能开设账号。"), said("如登记有误，请先在人员页更正。")
        )
    return may_manage_accounts(actor)


def may_change_membership(actor: Actor, membership: Membership, today: date) -> Refusal | None:
    """End, lock, unlock: an officer of the same street, on what has not ended."""
    if actor.street_id != membership.street_id:
        return NO_SUCH_MEMBERSHIP
    refusal = may_manage_accounts(actor)
    if refusal is None and not membership.holds_on(today):
        return Refusal(
            said("这个账号在本街道的身份已经结束。"), said("需要再次使用时，请重新开通。")
        )
    return refusal


def may_end_membership(actor: Actor, membership: Membership, today: date) -> Refusal | None:
    """Nobody ends the own membership by mistake: another officer does it."""
    if membership.pk == actor.membership_id:
        return Refusal(said("不能结束自己的身份。"), said("请由另一位街道工作人员办理。"))
    return may_change_membership(actor, membership, today)


def may_take_over_sign_in(
    actor: Actor, membership: Membership, today: date, *, streets: int
) -> Refusal | None:
    """Reset a password or lock: whoever does this commands the account in every street it is in."""
    refusal = may_change_membership(actor, membership, today)
    if refusal is None and membership.pk == actor.membership_id:
        return Refusal(said("这是您自己的账号。"), said("请在“我的账号”里修改密码。"))
    if refusal is None and streets > 1:
        return Refusal(
            said("这个账号同时属于其他街道，不能由一个街道单独重设或停用。"),
            said("可以结束它在本街道的身份；忘记密码请由本人联系系统管理员。"),
        )
    return refusal


def may_switch(account: Account, membership: Membership | None, today: date) -> Refusal | None:
    """Into one of the own streets, while the membership holds."""
    if membership is None or membership.account_id != account.pk:
        return NO_SUCH_MEMBERSHIP
    if not membership.holds_on(today):
        return Refusal(said("您在这个街道的身份已经结束。"), said("如有疑问，请联系该街道。"))
    return None


def may_reopen(actor: Actor, membership: Membership, today: date) -> Refusal | None:
    """Begin an ended membership again, with the account it had."""
    if actor.street_id != membership.street_id:
        return NO_SUCH_MEMBERSHIP
    refusal = may_manage_accounts(actor)
    if refusal is None and membership.holds_on(today):
        return Refusal(said("这个身份还在使用中。"), said("不用重新开通。"))
    return refusal


def may_name_deputy(actor: Actor, membership: Membership, today: date) -> Refusal | None:
    """An officer arranges leave, also the own: the deputy gets nothing that he has not."""
    return may_change_membership(actor, membership, today)


def may_end_deputy(actor: Actor, row: Deputy, today: date) -> Refusal | None:
    """End what has not ended by itself."""
    if actor.street_id != row.street_id:
        return NO_SUCH_MEMBERSHIP
    if row.valid_to < today or row.ended_on is not None:
        return Refusal(said("这次代理已经结束。"), said("不用再办理。"))
    return may_manage_accounts(actor)


def may_issue_token(actor: Actor, membership: Membership, today: date) -> Refusal | None:
    """Only for oneself, and never by a token."""
    if membership.pk != actor.membership_id or not membership.holds_on(today):
        return NO_SUCH_MEMBERSHIP
    if actor.token_scopes is not None:
        return Refusal(said("令牌不能签发令牌。"), said("请本人登录网页办理。"))
    return None


def may_revoke_token(actor: Actor, row: AccessToken) -> Refusal | None:
    """The holder, and the street's officers."""
    if actor.street_id != row.street_id:
        return NO_SUCH_MEMBERSHIP
    if row.membership_id != actor.membership_id and may_manage_accounts(actor) is not None:
        return NO_SUCH_MEMBERSHIP
    if row.revoked_at is not None:
        return Refusal(said("这个令牌已经撤销。"), said("不用再办理。"))
    return None


def may_purge(actor: Actor) -> Refusal | None:
    """The software itself, by the retention that the operator set."""
    if actor.has(Role.SYSTEM):
        return None
    return Refusal(
        said("使用记录按保存期限自动清理，不能手工删除。"), said("保存期限由系统管理员设置。")
    )
