"""Who keeps an account set, who enters and closes it, who reads it. Default deny."""

from __future__ import annotations

from uuid import UUID

from mulin.ground.ledger.models import Books, Month, Voucher
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

HIDDEN = Refusal(said("没有找到这个账套。"), said("请从账套列表重新进入。"), hidden=True)
KEEPERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.PROPERTY_MANAGER,
    Role.SYSTEM,
)
READERS = (*KEEPERS, Role.AUDITOR)
OFFICE = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.SYSTEM)


def may_see_room(actor: Actor) -> Refusal | None:
    """Open the list of account sets; what it holds is narrowed by ``reach``."""
    if any(grant.role in READERS for grant in actor.grants):
        return None
    return Refusal(said("账簿由记账单位、业委会、社区和街道查看。"), said("业主请看“公开的账”。"))


def keeps(actor: Actor, books: Books) -> bool:
    """Whether the actor works for the organisation that keeps these books."""
    return any(
        grant.role in KEEPERS and grant.organisation_id == books.keeper_id for grant in actor.grants
    )


def may_see(actor: Actor, books: Books) -> Refusal | None:
    """Its keeper, the office over its place, the committee where the money is the owners', auditors."""
    if actor.street_id != books.street_id:
        return HIDDEN
    place = books.compound_id
    if keeps(actor, books) or actor.has(*OFFICE, Role.AUDITOR, compound_id=place):
        return None
    if place and books.chart.owners and actor.has(Role.COMMITTEE_MEMBER, compound_id=place):
        return None
    return HIDDEN


def may_read_lines(actor: Actor, books: Books) -> Refusal | None:
    """Read every line and what it rests on: who sees the books, and where the money is the owners',
    each owner of the compound (民法典第943条)."""
    place = books.compound_id
    owned = actor.street_id == books.street_id and place is not None and books.chart.owners
    if owned and actor.has(Role.OWNER, compound_id=place):
        return None
    return may_see(actor, books)


def may_open_books(actor: Actor, compound_id: UUID | None) -> Refusal | None:
    """Open, change and end an account set: the office over its place."""
    if actor.has(*OFFICE, compound_id=compound_id):
        return None
    if any(grant.role in OFFICE for grant in actor.grants):
        return Refusal(said("这不是您的岗位负责的地方。"), said("请选您负责的小区。"))
    return Refusal(said("账套由街道和社区设立。"), said("请向社区提出。"))


def may_keep(actor: Actor, books: Books) -> Refusal | None:
    """Write vouchers, read in statements: who keeps the books."""
    refused = may_see(actor, books)
    if refused is not None:
        return refused
    if books.ended_on is not None:
        return Refusal(said("这个账套已经停用。"), said("只能查看，不能再记账。"))
    if keeps(actor, books) or actor.has(Role.SYSTEM):
        return None
    return Refusal(said("这本账由 {name} 记。", name=books.keeper.name), said("您可以查看和核对。"))


def may_enter(actor: Actor, voucher: Voucher) -> Refusal | None:
    """Enter a voucher: from the limit on somebody else than who wrote it."""
    books = voucher.books
    refused = may_see(actor, books)
    if refused is not None:
        return refused
    if books.ended_on is not None:
        return may_keep(actor, books)
    if not _may_approve(actor, books):
        return may_keep(actor, books)
    if abs(voucher.fen) >= books.limit and voucher.maker == actor.account_id is not None:
        return Refusal(
            said("这张凭证是您制的单，要由另一个人复核记账。"), said("请送复核，告诉同事。")
        )
    return None


def _may_approve(actor: Actor, books: Books) -> bool:
    """The keeper's people, and where the money is the owners', their committee and the office."""
    if keeps(actor, books) or actor.has(Role.SYSTEM):
        return True
    approvers = (Role.COMMITTEE_MEMBER, *OFFICE)
    return books.chart.owners and actor.has(*approvers, compound_id=books.compound_id)


def may_close(actor: Actor, books: Books) -> Refusal | None:
    """Close a month: who keeps the books."""
    return may_keep(actor, books)


def may_reopen(actor: Actor, books: Books, month: Month) -> Refusal | None:
    """Open a closed month again: somebody else than who asked for it, with the right to approve."""
    refused = may_see(actor, books)
    if refused is not None:
        return refused
    if not _may_approve(actor, books):
        return may_keep(actor, books)
    if month.asked_by == actor.account_id is not None:
        return Refusal(said("反结账要由另一个人同意。"), said("请告诉同事或业委会。"))
    return None


def reach(actor: Actor) -> frozenset[UUID] | None:
    """Compounds whose books the office and auditors see; ``None``: all of the street."""
    roles = (*OFFICE, Role.AUDITOR)
    if actor.has(*roles):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in roles))


def committee_of(actor: Actor) -> frozenset[UUID]:
    """Compounds on whose committee the actor sits."""
    return frozenset().union(
        *(g.compounds for g in actor.grants if g.role is Role.COMMITTEE_MEMBER)
    )


def kept_by(actor: Actor) -> frozenset[UUID]:
    """Organisations for which the actor keeps books."""
    return frozenset(
        g.organisation_id for g in actor.grants if g.organisation_id and g.role in KEEPERS
    )
