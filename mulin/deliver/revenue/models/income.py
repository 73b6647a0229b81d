"""What earns: contracts over common parts, each part that falls due, what was received."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulin.ground.ledger.models import Books
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.common_income import IncomeKind

EVERY = [
    (1, said("每月")),
    (3, said("每季")),
    (6, said("每半年")),
    (12, said("每年")),
    (0, said("一次付清")),
]


class IncomeContract(StreetModel):
    """A contract over a common part (收益合同): with whom, for what, how much each time.

    ``decided`` says who agreed to let it: a vote, or what stood before.
    """

    number = models.CharField(said("编号"), max_length=20)
    books = StreetForeignKey(Books, related_name="+")
    kind = models.CharField(
        said("类别"), max_length=12, choices=[(k.value, k.label) for k in IncomeKind]
    )
    party = models.CharField(said("对方"), max_length=80)
    what = models.CharField(said("用共有部分做什么"), max_length=120)
    place = models.CharField(said("位置和数量"), max_length=120)
    fen = models.PositiveBigIntegerField(said("每期金额"))
    every = models.PositiveSmallIntegerField(said("多久付一次"), choices=EVERY)
    begins_on = models.DateField(said("起"))
    ends_on = models.DateField(said("止"))
    decided = models.CharField(said("谁同意的"), max_length=160)
    ended_on = models.DateField(said("提前终止"), null=True, blank=True)
    why_ended = models.CharField(said("为什么提前终止"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("收益合同")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="income_contract_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "-begins_on"], name="income_contract_books")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class IncomeDue(StreetModel):
    """One part of a contract: when it falls due, whether it is in the books, what came of it."""

    contract = StreetForeignKey(IncomeContract, related_name="dues")
    books = StreetForeignKey(Books, related_name="+")
    first = models.DateField(said("从"))
    last = models.DateField(said("到"))
    due_on = models.DateField(said("应付日"))
    fen = models.PositiveBigIntegerField(said("应收"))
    received = models.PositiveBigIntegerField(said("已收"), default=0)
    booked_on = models.DateField(said("记应收"), null=True, blank=True)
    called_off = models.BooleanField(said("不再收"), default=False)

    class Meta:
        verbose_name = said("应收款")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "contract", "first"], name="income_due_once"),
            models.CheckConstraint(
                condition=Q(received__lte=F("fen")), name="income_due_not_overpaid"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "due_on"], name="income_due_books")
        ]

    open = property(lambda self: self.fen - self.received)


class IncomeReceipt(StreetModel):
    """Money that came for one part; ``voucher_id`` is where it stands in the books."""

    due = StreetForeignKey(IncomeDue, related_name="receipts")
    day = models.DateField(said("收到"))
    fen = models.PositiveBigIntegerField(said("金额"))
    voucher_id = models.UUIDField()
    by = models.CharField(said("谁登记的"), max_length=80)

    class Meta:
        verbose_name = said("收款")
        indexes: ClassVar = [models.Index(fields=["street", "due"], name="income_receipt_due")]
