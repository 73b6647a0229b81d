"""Papers of fees: the receipt with its amount in capital numerals, the slip of a reminding step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import override

from mulin.deliver.billing.models import Allocation, Bill, Payment
from mulin.ground.estate.models import Unit
from mulin.ground.papers.typeset import typeset
from mulin.kit import money
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain

PACKAGE = "mulin.deliver.billing"
ASKS = {
    "kind": "可能是忙忘了。方便时请缴一下；已经缴过的，请告诉我们核对。",
    "notice": "请在收到后十五日内缴清；有难处的，和我们约个时间说说，可以商量。",
    "letter": "请在收到后三十日内缴清。对服务或金额有异议的，请书面告诉我们，"
    "也可以请社区或人民调解委员会来说和。",
}
"""What each step asks. None of them speaks of water, power, gas or heat (民法典第944条)."""


def receipt(payment: Payment, parts: Sequence[Allocation], *, on: date) -> bytes:
    """The receipt of a payment."""
    with override("zh-hans"):
        data = {
            "head": _head(payment.unit, payment.number, payment.books.keeper.name),
            "title": "退款单" if payment.kind == Payment.Kind.REFUND else "收据",
            "home": _home(payment.unit),
            "payer": payment.payer or "—",
            "at": f"{payment.at.astimezone(SHANGHAI):%Y年%m月%d日 %H:%M}",
            "kind": plain(payment.get_kind_display()),
            "method": plain(payment.get_method_display()),
            "fen": money.digits(payment.fen),
            "capital": money.capital(payment.fen),
            "ahead": money.digits(payment.ahead) if payment.ahead else "",
            "teller": payment.teller_name,
            "note": payment.note,
            "lines": [
                [
                    f"{part.bill.period:%Y-%m}",
                    part.bill.item.name,
                    plain(part.bill.sentence),
                    money.digits(part.fen),
                ]
                for part in parts
                if part.fen
            ],
        }
    return typeset("receipt", data, on=on, package=PACKAGE)


def reminder(unit: Unit, step: str, title: str, bills: Sequence[Bill], *, on: date) -> bytes:
    """The slip of a step: what is owed for what, how to pay, whom to ask."""
    owed = sum(bill.left for bill in bills)
    with override("zh-hans"):
        data = {
            "head": _head(unit, unit.label, bills[0].item.books.keeper.name),
            "title": plain(title),
            "home": _home(unit),
            "asks": ASKS[step],
            "fen": money.digits(owed),
            "capital": money.capital(owed),
            "lines": [
                [
                    f"{bill.period:%Y-%m}",
                    bill.item.name,
                    plain(bill.sentence),
                    money.digits(bill.left),
                ]
                for bill in bills
            ],
        }
    return typeset("reminder", data, on=on, package=PACKAGE)


def _home(unit: Unit) -> str:
    parts = [str(part) for part in (unit.building, unit.stairwell) if part]
    return plain("".join(parts)) + (f" {unit.room}" if parts else unit.label)


def _head(unit: Unit, number: str, keeper: str) -> dict[str, Any]:
    return {
        "compound": unit.compound.name,
        "number": number,
        "synthetic": unit.street.synthetic,
        "convener": keeper,
        "phone": unit.street.phone,
    }
