"""Vouchers that are tied to a matter: what it cost, what came in for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse

from mulin.ground.ledger.models import Voucher
from mulin.ground.ledger.permissions import may_see_room
from mulin.ground.ledger.queries.books import visible
from mulin.ground.matters.links import Piece, register_ties
from mulin.kit import money
from mulin.kit.rights import Actor
from mulin.kit.words import said

VOUCHER = "voucher"
QUOTED = re.compile(r"([A-Z]{2}-\d{4}-\d{4})[/ ](\d{4})-(\d{1,2})[/ ](?:记-?)?(\d{1,6})")
"""As one quotes a voucher: its account set, its month, its number in the month."""


def vouchers_told(actor: Actor, ids: Iterable[UUID]) -> Iterable[Piece]:
    """The vouchers of these ids that the actor may see."""
    if may_see_room(actor) is not None:
        return
    rows = Voucher.objects.of(actor.street_id).select_related("books").filter(pk__in=list(ids))
    for voucher in rows.filter(books__in=visible(actor).values("pk")).order_by("day", "id"):
        yield _piece(voucher)


def voucher_quoted(actor: Actor, number: str) -> Piece | None:
    """The entered voucher that was quoted, where the actor may see its books."""
    quoted = QUOTED.fullmatch(number.strip().upper())
    if quoted is None or may_see_room(actor) is not None:
        return None
    books, year, month, n = quoted.groups()
    if not 1 <= int(month) <= 12 or int(year) < 1900:
        return None
    mine = visible(actor).filter(number=books)
    rows = Voucher.objects.of(actor.street_id).select_related("books")
    found = rows.filter(
        books__in=mine.values("pk"), month=date(int(year), int(month), 1), number=int(n)
    ).first()
    return _piece(found) if found is not None else None


def _piece(voucher: Voucher) -> Piece:
    entered = voucher.state == Voucher.State.ENTERED
    return Piece(
        said("凭证"),
        said("{memo}，{yuan} 元", memo=voucher.memo, yuan=money.digits(voucher.fen)),
        f"{voucher.books.number} {voucher.word}",
        "done" if entered else "soon",
        voucher.get_state_display(),
        reverse("ledger:voucher", args=[voucher.pk]),
        voucher.pk,
        code=VOUCHER,
    )


def register() -> None:
    """Once, where the app starts."""
    register_ties(VOUCHER, tell=vouchers_told, find=voucher_quoted)
