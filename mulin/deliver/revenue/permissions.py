"""Who keeps and approves, who reads what the owners earned, who asks. Default deny."""

from __future__ import annotations

from mulin.deliver.revenue.models import BooksQuestion, Spending
from mulin.ground.ledger.models import Books
from mulin.ground.ledger.permissions import OFFICE, keeps
from mulin.ground.ledger.permissions import may_keep as may_keep_books
from mulin.ground.ledger.permissions import may_read_lines as may_read_books
from mulin.ground.ledger.permissions import may_see as may_see_books
from mulin.ground.ledger.permissions import may_see_room as may_see_all_books
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said

KIND = "public_revenue"
"""The chart whose account sets this room works in."""
HIDDEN = Refusal(said("没有找到。"), said("请从公共收益的列表重新进入。"), hidden=True)


def may_see_room(actor: Actor) -> Refusal | None:
    """The list of compounds; what it holds is narrowed as the books are."""
    return may_see_all_books(actor)


def may_see(actor: Actor, books: Books) -> Refusal | None:
    """The working pages: who keeps the books, the committee, the office, auditors."""
    if books.kind != KIND or books.compound_id is None:
        return HIDDEN
    return HIDDEN if may_see_books(actor, books) is not None else None


def may_keep(actor: Actor, books: Books) -> Refusal | None:
    """Contracts, receipts, proposals: who keeps the books."""
    return may_see(actor, books) or may_keep_books(actor, books)


def may_settle(actor: Actor, spending: Spending) -> Refusal | None:
    """Agree to a payment or not: from the limit of the books on, never who proposed it."""
    books = spending.books
    refused = may_see(actor, books)
    if refused is not None:
        return refused
    if books.ended_on is not None:
        return may_keep(actor, books)
    approves = (Role.COMMITTEE_MEMBER, *OFFICE)
    if not keeps(actor, books) and not actor.has(*approves, compound_id=books.compound_id):
        return Refusal(said("付款由记账单位、业委会和社区复核。"), said("您可以查看。"))
    if spending.fen >= books.limit and spending.proposer == actor.account_id is not None:
        return Refusal(said("这笔钱是您提出的，要由另一个人复核。"), said("请告诉同事。"))
    return None


def may_publish(actor: Actor, books: Books) -> Refusal | None:
    """Publish a period: who keeps the books, the committee, the office."""
    refused = may_see(actor, books)
    if refused is not None:
        return refused
    publishes = (Role.COMMITTEE_MEMBER, *OFFICE)
    if keeps(actor, books) or actor.has(*publishes, compound_id=books.compound_id):
        return None
    return Refusal(said("收支由记账单位、业委会或社区公示。"), said("您可以查看。"))


def may_answer(actor: Actor, question: BooksQuestion) -> Refusal | None:
    """Answer an owner: who may publish."""
    return may_publish(actor, question.books)


def owns_here(actor: Actor, books: Books) -> bool:
    """Whether the money is also the actor's: an owner of the compound."""
    return (
        actor.street_id == books.street_id
        and books.compound_id is not None
        and actor.has(Role.OWNER, compound_id=books.compound_id)
    )


def may_read_lines(actor: Actor | None, books: Books) -> Refusal | None:
    """Every line and its papers: owners of the compound, and who works with the books."""
    if actor is None or books.kind != KIND or books.compound_id is None:
        return HIDDEN
    return HIDDEN if may_read_books(actor, books) is not None else None


def may_ask(actor: Actor, books: Books) -> Refusal | None:
    """Put a question to whoever keeps the books: owners of the compound."""
    if may_read_lines(actor, books) is not None:
        return HIDDEN
    if owns_here(actor, books):
        return None
    return Refusal(said("提问的是本小区的业主。"), said("您可以在这里答复。"))
