"""Money taken: payments with what they paid, what was paid ahead, orders of channels, cash-ups."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.deliver.billing.models.bills import Bill
from mulin.ground.estate.models import Compound, Person, Unit
from mulin.ground.ledger.models import Books
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class FeeAccount(StreetModel):
    """What a home has paid ahead. Whoever takes or gives money of a home holds this row."""

    unit = StreetForeignKey(Unit, related_name="+")
    prepaid = models.BigIntegerField(said("预存"), default=0)

    class Meta:
        verbose_name = said("缴费户")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "unit"], name="fee_account_once"),
            models.CheckConstraint(condition=Q(prepaid__gte=0), name="fee_account_not_below"),
        ]


class Payment(StreetModel):
    """Money taken from, used for or given back to a home; its number is the receipt's."""

    class Kind(models.TextChoices):
        TAKEN = "taken", said("收款")
        USED = "used", said("预存抵扣")
        REFUND = "refund", said("退款")

    class Method(models.TextChoices):
        CASH = "cash", said("现金")
        TRANSFER = "transfer", said("转账")
        QR = "qr", said("扫码")
        PREPAID = "prepaid", said("预存")

    unit = StreetForeignKey(Unit, related_name="+")
    compound = StreetForeignKey(Compound, related_name="+")
    books = StreetForeignKey(Books, related_name="+")
    number = models.CharField(said("收据号"), max_length=20)
    kind = models.CharField(said("种类"), max_length=6, choices=Kind.choices)
    method = models.CharField(said("方式"), max_length=8, choices=Method.choices)
    fen = models.BigIntegerField(said("金额"))
    ahead = models.BigIntegerField(said("其中存入预存"), default=0)
    day = models.DateField(said("日期"))
    at = models.DateTimeField(said("时间"))
    payer = models.CharField(said("缴款人"), max_length=80, blank=True)
    note = models.CharField(said("备注"), max_length=100, blank=True)
    teller = models.IntegerField(null=True, blank=True)
    teller_name = models.CharField(said("收款人"), max_length=80)
    batch = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("收款")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="payment_number_once"),
            models.CheckConstraint(
                condition=Q(fen__gt=0, ahead__gte=0), name="payment_is_positive"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "unit", "-at"], name="payment_unit"),
            models.Index(fields=["street", "compound", "day"], name="payment_compound_day"),
        ]


class Allocation(StreetModel):
    """What of a payment went to which bill; negative where a paid bill was voided."""

    payment = StreetForeignKey(Payment, related_name="allocations")
    bill = StreetForeignKey(Bill, related_name="allocations")
    fen = models.BigIntegerField(said("金额"))
    day = models.DateField(said("日期"))

    class Meta:
        verbose_name = said("核销")
        indexes: ClassVar = [
            models.Index(fields=["street", "payment"], name="allocation_payment"),
            models.Index(fields=["street", "bill"], name="allocation_bill"),
        ]


class PayOrder(StreetModel):
    """An order at a payment channel: asked for by a phone, settled by the channel's signed word."""

    class State(models.TextChoices):
        WAITING = "waiting", said("等待支付")
        PAID = "paid", said("已支付")
        CLOSED = "closed", said("已关闭")
        WRONG = "wrong", said("金额不符，待核对")

    unit = StreetForeignKey(Unit, related_name="+")
    number = models.CharField(said("订单号"), max_length=32)
    channel = models.CharField(said("渠道"), max_length=16)
    fen = models.BigIntegerField(said("金额"))
    bills = models.JSONField(default=list)
    state = models.CharField(said("状态"), max_length=7, choices=State.choices)
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(said("下单"))
    expires_at = models.DateTimeField(said("失效"))
    trade = models.CharField(said("渠道流水号"), max_length=64, blank=True)
    paid_fen = models.BigIntegerField(said("实付"), null=True, blank=True)
    payment = StreetForeignKey(Payment, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = said("支付订单")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="pay_order_number_once"),
            models.UniqueConstraint(
                fields=["street", "channel", "trade"],
                condition=~Q(trade=""),
                name="pay_order_trade_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "state", "asked_at"], name="pay_order_state"),
            models.Index(fields=["street", "unit"], name="pay_order_unit"),
        ]


class SandboxTrade(StreetModel):
    """What the sandbox provider itself remembers: our own stand-in for a bank, never real money."""

    number = models.CharField(max_length=32)
    fen = models.BigIntegerField()
    paid_at = models.DateTimeField(null=True, blank=True)
    trade = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = said("沙箱交易")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="sandbox_trade_once")
        ]


class CashUp(StreetModel):
    """A teller's day: what the receipts say, what was counted, why they differ."""

    compound = StreetForeignKey(Compound, related_name="+")
    day = models.DateField(said("日期"))
    teller = models.IntegerField()
    teller_name = models.CharField(said("收款人"), max_length=80)
    receipts = models.PositiveIntegerField(said("收据"))
    cash = models.BigIntegerField(said("应有现金"))
    counted = models.BigIntegerField(said("实点现金"))
    other = models.BigIntegerField(said("转账和扫码"))
    why = models.CharField(said("差额原因"), max_length=100, blank=True)
    at = models.DateTimeField(said("时间"))

    class Meta:
        verbose_name = said("日结")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "compound", "day", "teller"], name="cash_up_once"
            )
        ]
