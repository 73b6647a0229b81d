"""The rows of a voucher's form and the lines they mean."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mulin.ground.estate.models import Unit
from mulin.ground.ledger.forms import LineForm
from mulin.ground.ledger.models import Books, Voucher
from mulin.ground.ledger.queries.vouchers import lines_of
from mulin.kit import money
from mulin.law.books.voucher import Line


def drawn(books: Books, forms: list[LineForm]) -> tuple[Line, ...] | None:
    """The lines that were typed; None where a room is not in the register, which its row then says."""
    rooms = {form.cleaned_data["room"].strip() for form in forms} - {""}
    units = Unit.objects.of(books.street_id).filter(
        compound=books.compound_id, label__in=rooms, ended_on__isnull=True
    )
    homes = dict(units.values_list("label", "pk")) if rooms else {}
    lines = []
    for form in forms:
        typed = form.cleaned_data
        room = typed["room"].strip()
        if room and room not in homes:
            form.add_error("room", _("底册里没有“%(room)s”这一户。") % {"room": room})
            continue
        lines.append(
            Line(
                typed["title"],
                typed["debit"] or 0,
                typed["credit"] or 0,
                typed["text"].strip(),
                homes.get(room),
            )
        )
    return tuple(lines) if len(lines) == len(forms) else None


def known_lines(voucher: Voucher) -> list[dict[str, Any]]:
    """What a draft's rows begin with."""
    lines = lines_of(voucher)
    ids = [line.unit for line in lines if line.unit]
    rooms = dict(Unit.objects.of(voucher.street_id).filter(pk__in=ids).values_list("pk", "label"))
    return [
        {
            "title": line.title,
            "room": rooms.get(line.unit, "") if line.unit else "",
            "text": line.memo,
            "debit": money.digits(line.debit) if line.debit else "",
            "credit": money.digits(line.credit) if line.credit else "",
        }
        for line in lines
    ]
