"""Vouchers and their entries. A draft holds its lines itself; entries are only what was entered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulin.ground.estate.models import Unit
from mulin.ground.ledger.models.books import Books, Title
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Voucher(StreetModel):
    """A voucher (凭证). ``lines`` are a draft's ``[title, debit, credit, memo, unit]``.

    Once entered it has a number of its month and never changes; it is taken back by another in
    red (``reverses``). ``origin``: the row of another room that it books, once.
    """

    class State(models.TextChoices):
        DRAFT = "draft", said("草稿")
        WAITING = "waiting", said("待复核")
        ENTERED = "entered", said("已记账")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", said("记账")
        OPENING = "opening", said("期初")
        REVERSAL = "reversal", said("红字冲销")
        CARRY = "carry", said("年终结转")

    books = StreetForeignKey(Books, related_name="vouchers")
    kind = models.CharField(said("种类"), max_length=8, choices=Kind.choices, default=Kind.ORDINARY)
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.DRAFT)
    day = models.DateField(said("日期"))
    month = models.DateField(said("期间"))
    number = models.PositiveIntegerField(said("凭证号"), null=True, blank=True)
    memo = models.CharField(said("摘要"), max_length=100)
    fen = models.BigIntegerField(said("金额"))
    lines = models.JSONField(default=list)
    origin = models.UUIDField(null=True, blank=True)
    reverses = StreetForeignKey("self", null=True, blank=True, related_name="reversals")
    returned = models.CharField(said("退回理由"), max_length=200, blank=True)
    made_by = models.CharField(said("制单"), max_length=80)
    maker = models.IntegerField(null=True, blank=True)
    made_at = models.DateTimeField(said("制单时间"))
    entered_by = models.CharField(said("复核记账"), max_length=80, blank=True)
    entered_at = models.DateTimeField(said("记账时间"), null=True, blank=True)

    class Meta:
        verbose_name = said("凭证")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "books", "month", "number"], name="voucher_number_once"
            ),
            models.UniqueConstraint(
                fields=["street", "books", "origin"],
                condition=Q(origin__isnull=False),
                name="voucher_origin_once",
            ),
            models.UniqueConstraint(
                fields=["street", "reverses"],
                condition=Q(reverses__isnull=False),
                name="voucher_reversed_once",
            ),
            models.CheckConstraint(
                condition=Q(state="entered", number__isnull=False)
                | ~Q(state="entered") & Q(number__isnull=True),
                name="voucher_numbered_when_entered",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "-day"], name="voucher_books_day"),
            models.Index(fields=["street", "state"], name="voucher_state"),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def word(self) -> str:
        """As people quote it: 记-0012 of its month; a draft has none."""
        if self.number is None:
            return said("未记账")
        return said("{month} 记-{n}", month=f"{self.month:%Y-%m}", n=f"{self.number:04d}")


class Entry(StreetModel):
    """One line that was entered. ``day`` and ``books`` are the voucher's, so that sums need no join."""

    books = StreetForeignKey(Books, related_name="+")
    voucher = StreetForeignKey(Voucher, related_name="entries")
    title = StreetForeignKey(Title, related_name="entries")
    line = models.PositiveSmallIntegerField(said("行"))
    day = models.DateField(said("日期"))
    memo = models.CharField(said("摘要"), max_length=100, blank=True)
    debit = models.BigIntegerField(said("借方"), default=0)
    credit = models.BigIntegerField(said("贷方"), default=0)
    unit = StreetForeignKey(Unit, null=True, blank=True, related_name="ledger_entries")

    class Meta:
        verbose_name = said("分录")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "voucher", "line"], name="entry_line_once"),
            models.CheckConstraint(
                condition=Q(debit=0, credit__gt=0)
                | Q(debit=0, credit__lt=0)
                | Q(credit=0, debit__gt=0)
                | Q(credit=0, debit__lt=0),
                name="entry_on_one_side",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "books", "title", "day"], name="entry_title_day"),
            models.Index(
                fields=["street", "unit", "day"],
                condition=Q(unit__isnull=False),
                name="entry_unit_day",
            ),
        ]

    signed = property(lambda self: self.debit - self.credit)
    SIGNED: ClassVar = F("debit") - F("credit")


class VoucherPaper(StreetModel):
    """An invoice, a receipt, a contract that a voucher rests on."""

    voucher = StreetForeignKey(Voucher, related_name="papers")
    paper = StreetForeignKey(Paper, related_name="+")

    class Meta:
        verbose_name = said("凭证附件")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "voucher", "paper"], name="voucher_paper_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "paper"], name="voucher_paper")]
