"""Who may read the papers that a voucher rests on."""

from __future__ import annotations

from datetime import date

from mulin.ground.ledger.models import VoucherPaper
from mulin.ground.ledger.permissions import may_read_lines
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

BILL = "voucher"
"""The kind of an invoice, a receipt, a contract kept with a voucher."""


def may_read_bill(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever reads the lines of the account set reads what its vouchers rest on."""
    if actor is None:
        return HIDDEN
    rows = VoucherPaper.objects.of(paper.street_id).filter(paper=paper)
    kept = rows.select_related("voucher__books")
    books = [one.voucher.books for one in kept[:20]]
    return None if any(may_read_lines(actor, one) is None for one in books) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(BILL, may_read_bill)
