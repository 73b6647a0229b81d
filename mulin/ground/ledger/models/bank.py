"""The bank's statement, line by line, held against what was entered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.ledger.models.books import Books, Title
from mulin.ground.ledger.models.vouchers import Entry
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class BankLine(StreetModel):
    """One line of a statement; ``fen`` is positive where money came in.

    ``mark`` is the bank's own number of it, or one made from what it says, so that the same
    statement read twice adds nothing; ``balance`` what the bank says is left after it. Lines of a
    day are made in the bank's order, so that their ids keep it.
    """

    books = StreetForeignKey(Books, related_name="bank_lines")
    title = StreetForeignKey(Title, related_name="+")
    day = models.DateField(said("日期"))
    fen = models.BigIntegerField(said("金额"))
    party = models.CharField(said("对方户名"), max_length=100, blank=True)
    text = models.CharField(said("摘要"), max_length=200, blank=True)
    mark = models.CharField(said("流水号"), max_length=64)
    balance = models.BigIntegerField(said("余额"), null=True, blank=True)
    entry = StreetForeignKey(Entry, null=True, blank=True, related_name="+")
    matched_by = models.CharField(said("谁核对的"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("银行流水")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "title", "mark"], name="bank_mark_once"),
            models.UniqueConstraint(
                fields=["street", "entry"],
                condition=Q(entry__isnull=False),
                name="bank_entry_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "title", "day"], name="bank_title_day")]
