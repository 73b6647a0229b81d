"""The books of compound A's public revenue: a voucher waiting, a month closed, a line of the bank."""

from __future__ import annotations

from datetime import date

from mulin.ground.ledger.models import BankLine, Books, Month, Title, Voucher
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def books(cast: Cast) -> Books:
    """Kept by the committee of compound A."""
    found: Books = kept(
        Books(
            id=stable_id("books"),
            street=cast.yun,
            number="ZT-2025-0001",
            kind="public_revenue",
            name="云栖苑公共收益",
            compound=cast.a.compound,
            keeper=cast.a.committee,
            limit=0,
            opened_on=date(2025, 1, 1),
        )
    )
    return found


def title(cast: Cast) -> Title:
    """Its bank account."""
    found: Title = kept(
        Title(
            id=stable_id("books title"),
            street=cast.yun,
            books=books(cast),
            code="1002",
            name="云栖苑银行存款",
            nature="asset",
            bank=True,
            by_unit=True,
        )
    )
    return found


def voucher(cast: Cast) -> Voucher:
    """A draft that waits."""
    title(cast)
    found: Voucher = kept(
        Voucher(
            id=stable_id("voucher"),
            street=cast.yun,
            books=books(cast),
            state=Voucher.State.WAITING,
            day=date(2026, 2, 1),
            month=date(2026, 2, 1),
            memo="云栖苑电梯广告",
            fen=100,
            lines=[["1002", 100, 0, "", ""], ["1002", 0, 100, "", ""]],
            made_by="云栖苑出纳",
            made_at=AT,
        )
    )
    return found


def month(cast: Cast) -> Month:
    """January of 2025, closed."""
    found: Month = kept(
        Month(
            id=stable_id("books month"),
            street=cast.yun,
            books=books(cast),
            first=date(2025, 1, 1),
            closed_on=date(2025, 2, 3),
            closed_by="云栖苑出纳",
        )
    )
    return found


def bank_line(cast: Cast) -> BankLine:
    """Something the bank says that the books do not."""
    found: BankLine = kept(
        BankLine(
            id=stable_id("bank line"),
            street=cast.yun,
            books=books(cast),
            title=title(cast),
            day=date(2026, 2, 2),
            fen=500,
            party="云栖苑广告公司",
            mark="1",
        )
    )
    return found


EXAMPLES: Examples = {
    "bank_line_id": lambda cast: bank_line(cast).pk,
    "book_year": lambda cast: 2026,
    "books_id": lambda cast: books(cast).pk,
    "month_id": lambda cast: month(cast).pk,
    "title_code": lambda cast: title(cast).code,
    "voucher_id": lambda cast: voucher(cast).pk,
}
PUBLIC: Public = {}
