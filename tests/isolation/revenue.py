"""The public revenue of compound A: a contract, what falls due, an authority, a payment, a question."""

from __future__ import annotations

from datetime import date

from mulin.deliver.revenue.models import (
    BooksQuestion,
    IncomeContract,
    IncomeDue,
    Spending,
    UseAuthority,
)
from mulin.ground.ledger.models import Entry, Voucher
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept
from tests.isolation.ledger import books, title

DAY = date(2026, 2, 1)


def contract(cast: Cast) -> IncomeContract:
    """An advertisement in the lifts."""
    found: IncomeContract = kept(
        IncomeContract(
            id=stable_id("income contract"),
            street=cast.yun,
            number="SY-2026-0001",
            books=books(cast),
            kind="advertising",
            party="云栖苑传媒",
            what="云栖苑电梯广告",
            place="4 部电梯",
            fen=100,
            every=3,
            begins_on=DAY,
            ends_on=date(2027, 1, 31),
            decided="云栖苑业主大会",
        )
    )
    return found


def due(cast: Cast) -> IncomeDue:
    """Its first part."""
    found: IncomeDue = kept(
        IncomeDue(
            id=stable_id("income due"),
            street=cast.yun,
            contract=contract(cast),
            books=books(cast),
            first=DAY,
            last=date(2026, 4, 30),
            due_on=DAY,
            fen=100,
        )
    )
    return found


def authority(cast: Cast) -> UseAuthority:
    """What the assembly decided before."""
    found: UseAuthority = kept(
        UseAuthority(
            id=stable_id("use authority"),
            street=cast.yun,
            books=books(cast),
            basis="earlier",
            reference="云栖苑 2025 年决议",
            decision="云栖苑公共收益用于维修",
            titles=["5002"],
            valid_from=DAY,
        )
    )
    return found


def spending(cast: Cast) -> Spending:
    """A payment that waits."""
    found: Spending = kept(
        Spending(
            id=stable_id("spending"),
            street=cast.yun,
            number="ZC-2026-0001",
            books=books(cast),
            kind="use",
            title_code="5002",
            title_name="共用部位维修",
            what="云栖苑门禁",
            payee="云栖苑维修队",
            fen=100,
            authority=authority(cast),
            proposed_on=DAY,
            proposed_by="云栖苑出纳",
        )
    )
    return found


def question(cast: Cast) -> BooksQuestion:
    """What an owner asked."""
    found: BooksQuestion = kept(
        BooksQuestion(
            id=stable_id("books question"),
            street=cast.yun,
            books=books(cast),
            text="云栖苑电梯广告多少钱？",
            person_id=cast.persons["owner"].pk,
            home="1号楼业主",
            asked_at=AT,
            due_on=date(2026, 2, 6),
        )
    )
    return found


def entry(cast: Cast) -> Entry:
    """A line of the books."""
    voucher = kept(
        Voucher(
            id=stable_id("entered voucher"),
            street=cast.yun,
            books=books(cast),
            state=Voucher.State.ENTERED,
            number=1,
            day=DAY,
            month=DAY,
            memo="云栖苑收款",
            fen=100,
            made_by="云栖苑出纳",
            made_at=AT,
        )
    )
    found: Entry = kept(
        Entry(
            id=stable_id("books entry"),
            street=cast.yun,
            books=books(cast),
            voucher=voucher,
            title=title(cast),
            line=1,
            day=DAY,
            memo="云栖苑收款",
            debit=100,
        )
    )
    return found


EXAMPLES: Examples = {
    "revenue_id": lambda cast: books(cast).pk,
    "income_contract_id": lambda cast: contract(cast).pk,
    "income_due_id": lambda cast: due(cast).pk,
    "authority_id": lambda cast: authority(cast).pk,
    "spending_id": lambda cast: spending(cast).pk,
    "books_question_id": lambda cast: question(cast).pk,
    "books_entry_id": lambda cast: entry(cast).pk,
}
PUBLIC: Public = {
    "books_board:board": "what was published is for everybody (民法典第943条)",
}
