"""The columns of lists of money."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mulin.deliver.billing.models import Reminder
from mulin.ground.estate.models import Unit
from mulin.ground.page.address import row_address
from mulin.ground.page.listing import Column
from mulin.law.fees import STEPS

ORDER_MARKS = {"waiting": "now", "paid": "done", "closed": "no", "wrong": "late"}


def payment_columns() -> list[Column]:
    return [
        Column("number", _("收据号"), "number", order=("number",), face="m-num",
               href=lambda p: row_address("billing:payment", p.pk)),
        Column("day", _("日期"), "day", kind="day", order=("day", "at")),
        Column("unit", _("房号"), "unit.label", order=("unit__order", "unit__label")),
        Column("kind", _("种类"), "get_kind_display", order=("kind",)),
        Column("method", _("方式"), "get_method_display", order=("method",)),
        Column("fen", _("金额"), "fen", kind="money", order=("fen",)),
        Column("ahead", _("存入预存"), lambda p: p.ahead or None, kind="money"),
        Column("teller", _("收款人"), "teller_name", order=("teller_name",)),
    ]  # fmt: skip


def order_columns() -> list[Column]:
    return [
        Column("number", _("订单号"), "number", order=("number",), face="m-num"),
        Column("unit", _("房号"), "unit.label", order=("unit__order", "unit__label")),
        Column("fen", _("金额"), "fen", kind="money", order=("fen",)),
        Column("paid", _("实付"), "paid_fen", kind="money"),
        Column("asked", _("下单"), "asked_at", kind="instant", order=("asked_at",)),
        Column("trade", _("渠道流水号"), "trade", face="m-num"),
        Column("state", _("状态"), "get_state_display", kind="state", order=("state",),
               state=lambda o: ORDER_MARKS[o.state]),
    ]  # fmt: skip


def owing_columns() -> list[Column]:
    steps = {code: word for code, _n, word in STEPS}
    words = dict(Reminder.Reason.choices)

    def step(row: Unit) -> str:
        return str(steps.get(getattr(row, "last_step", "") or "", ""))

    def reason(row: Unit) -> str:
        return str(words.get(getattr(row, "last_reason", "") or "", "")) if step(row) else ""

    return [
        Column("label", _("房号"), "label", order=("order", "label"),
               href=lambda u: row_address("billing:owing", u.pk)),
        Column("owed", _("欠费"), "owed", kind="money", order=("owed",)),
        Column("months", _("几个月"), "months", kind="number", order=("months",)),
        Column("since", _("最早"), lambda u: f"{u.since:%Y-%m}" if u.since else "", order=("since",),
               face="m-num"),
        Column("step", _("做到哪一步"), step),
        Column("told", _("哪天"), "last_told", kind="day", order=("last_told",)),
        Column("reason", _("原因"), reason),
    ]  # fmt: skip
