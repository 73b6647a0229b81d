"""Vouchers as they are listed and shown, and what binds one to the record."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from mulin.ground.ledger.models import Books, Entry, Voucher
from mulin.ground.ledger.permissions import HIDDEN
from mulin.kit.canonical import fingerprint
from mulin.kit.rights import Refused
from mulin.law.books.voucher import Line

BESIDE = ("books__compound", "books__keeper", "reverses")


def vouchers_of(books: Books) -> QuerySet[Voucher]:
    """The vouchers of an account set, newest first."""
    rows: QuerySet[Voucher] = Voucher.objects.of(books.street_id).filter(books=books)
    return rows.order_by("-day", "-number")


def voucher_of(street_id: UUID, voucher_id: UUID) -> Voucher:
    """One voucher with its account set; HIDDEN where the street has none."""
    rows = Voucher.objects.of(street_id).select_related(*BESIDE)
    found: Voucher | None = rows.filter(pk=voucher_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def lines_of(voucher: Voucher) -> tuple[Line, ...]:
    """A draft's own lines, or those that were entered."""
    if voucher.state != Voucher.State.ENTERED:
        return tuple(unpacked(row) for row in voucher.lines)
    rows = Entry.objects.of(voucher.street_id).filter(voucher=voucher).select_related("title")
    return tuple(
        Line(row.title.code, row.debit, row.credit, row.memo, row.unit_id)
        for row in rows.order_by("line")
    )


def shown_lines(voucher: Voucher) -> tuple[Line, ...]:
    """Its lines; of one that was entered home by home only the sums: its homes are in their accounts."""
    if voucher.origin is not None and voucher.lines:
        return tuple(unpacked(row) for row in voucher.lines)
    return lines_of(voucher)


def packed(line: Line) -> list[object]:
    """A line as a draft keeps it."""
    return [line.title, line.debit, line.credit, line.memo, line.unit.hex if line.unit else ""]


def unpacked(row: list[object]) -> Line:
    """The line that a draft kept."""
    title, debit, credit, memo, unit = row
    home = UUID(str(unit)) if unit else None
    return Line(str(title), int(str(debit)), int(str(credit)), str(memo), home)


def digest_of(lines: Iterable[Line]) -> str:
    """SM3 over the lines in their canonical form: what the fact of entering carries."""
    return fingerprint([packed(line) for line in lines])
