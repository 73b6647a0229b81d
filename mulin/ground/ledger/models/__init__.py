"""The nouns: account sets with their titles and months, vouchers with their entries, the bank."""

from mulin.ground.ledger.models.bank import BankLine
from mulin.ground.ledger.models.books import Books, Budget, Month, Title
from mulin.ground.ledger.models.vouchers import Entry, Voucher, VoucherPaper

__all__ = ["BankLine", "Books", "Budget", "Entry", "Month", "Title", "Voucher", "VoucherPaper"]
