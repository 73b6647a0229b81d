"""Who may put up and take down notices, see what was sent, and look at photos of postings."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from mulin.ground.notices.models import Message, Posting, PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN as HIDDEN_PAPER
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

_POSTERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.VOTE_COUNTER,
    Role.WITNESS,
    Role.SYSTEM,
)
_READERS = (*_POSTERS, Role.PROPERTY_MANAGER, Role.SOCIAL_WORKER, Role.AUDITOR)
_OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)

HIDDEN = Refusal(said("没有找到这份公示。"), said("请核对地址。"), hidden=True)
NO_SUCH_MESSAGE = Refusal(said("没有找到这条消息。"), said("请回到消息列表重新查找。"), hidden=True)


def may_post(actor: Actor, notice: PublicNotice) -> Refusal | None:
    """Prove a posting or take a notice down: those who carry the compound's affairs."""
    if actor.street_id != notice.street_id:
        return HIDDEN
    if actor.has(*_POSTERS, compound_id=notice.compound_id):
        return None
    return Refusal(said("您的岗位不能登记张贴。"), said("请由社区、业主委员会或计票人登记。"))


def may_see_notices(actor: Actor) -> Refusal | None:
    """Open the office's list of notices; what it holds is narrowed by :func:`reach`."""
    if any(grant.role in _READERS for grant in actor.grants):
        return None
    return Refusal(said("这一页给管理小区事务的人用。"), said("公示在小区公示栏里看，不用登录。"))


def may_see_notice(actor: Actor, notice: PublicNotice) -> Refusal | None:
    """Open one notice in the office: whoever works in its compound."""
    if actor.street_id != notice.street_id:
        return HIDDEN
    if actor.has(*_READERS, compound_id=notice.compound_id):
        return None
    return may_see_notices(actor) or HIDDEN


def may_open_subject(actor: Actor, notice: PublicNotice) -> bool:
    """Whether the office's page behind a notice is for this person: a social worker reads notices,
    not votes."""
    readers = (role for role in _READERS if role is not Role.SOCIAL_WORKER)
    return actor.has(*readers, compound_id=notice.compound_id)


def may_see_messages(actor: Actor) -> Refusal | None:
    """Open the list of messages: the street, and a community worker for her compounds."""
    if any(grant.role in _OFFICE for grant in actor.grants):
        return None
    return Refusal(said("消息的收发情况由街道和社区查看。"), said("您自己的消息在“我的消息”里。"))


def may_handle_messages(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Resend, print and settle: over the compound a message belongs to, or the whole street."""
    if actor.has(*_OFFICE, compound_id=compound_id):
        return None
    return may_see_messages(actor) or NO_SUCH_MESSAGE


def may_resend(actor: Actor, message: Message, now: datetime) -> Refusal | None:
    """Send a message again that did not go out and is still of use."""
    if actor.street_id != message.street_id:
        return NO_SUCH_MESSAGE
    refused = may_handle_messages(actor, message.compound_id)
    if refused:
        return refused
    if message.state not in (Message.State.FAILED, Message.State.WAITING):
        return Refusal(
            said(
                "这条消息{state}，不用重发。",
                state=message.get_state_display(),
            ),
            said("收件人没收到的，请打电话告知。"),
        )
    if message.expires_at is not None and message.expires_at <= now:
        return Refusal(said("这条消息已过有效时间。"), said("请让收件人重新获取。"))
    return None


def may_see_photo(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """A photo of a posted notice: whoever may see the notice in the office."""
    if actor is None:
        return HIDDEN_PAPER
    postings = Posting.objects.of(paper.street_id).filter(photo_id=paper.pk)
    for posting in postings.select_related("notice")[:20]:
        if may_see_notice(actor, posting.notice) is None:
            return None
    return HIDDEN_PAPER


def reach(actor: Actor, *, messages: bool = False) -> frozenset[UUID] | None:
    """Compounds whose notices (or messages) the actor sees; ``None``: every one of the street."""
    roles = _OFFICE if messages else _READERS
    if actor.has(*roles):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))


def may_purge(actor: Actor) -> Refusal | None:
    """The software itself, by the retention that the operator set."""
    if actor.has(Role.SYSTEM):
        return None
    return Refusal(
        said("消息按保存期限自动清理，不能手工删除。"), said("保存期限由系统管理员设置。")
    )
