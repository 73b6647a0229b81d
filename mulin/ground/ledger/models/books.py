"""An account set (账套): whose money, kept by whom, its titles, months and budget."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.books.catalogue import all_charts
from mulin.law.books.chart import NATURES, Chart, Nature


class Books(StreetModel):
    """One account set. ``kind`` names its chart in ``law/books/charts``.

    ``limit``: from this many fen on, somebody else than who wrote a voucher enters it.
    """

    number = models.CharField(said("编号"), max_length=20)
    kind = models.CharField(said("类别"), max_length=24)
    name = models.CharField(said("账套"), max_length=60)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    keeper = StreetForeignKey(Organisation, verbose_name=said("记账单位"))
    limit = models.PositiveBigIntegerField(said("双人复核起点"), default=0)
    opened_on = models.DateField(said("启用"))
    ended_on = models.DateField(said("停用"), null=True, blank=True)

    class Meta:
        verbose_name = said("账套")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="books_number_once"),
            models.UniqueConstraint(
                fields=["street", "compound", "kind", "keeper"],
                condition=Q(ended_on__isnull=True),
                name="books_kind_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chart(self) -> Chart:
        """The chart it was opened with."""
        return all_charts()[self.kind]


class Title(StreetModel):
    """A title of accounts (科目) of one account set; ``leaf``: it takes lines itself."""

    books = StreetForeignKey(Books, related_name="titles")
    code = models.CharField(said("科目编码"), max_length=12)
    name = models.CharField(said("科目名称"), max_length=40)
    nature = models.CharField(
        said("性质"), max_length=10, choices=[(n.value, NATURES[n]) for n in Nature]
    )
    by_unit = models.BooleanField(said("按户核算"), default=False)
    bank = models.BooleanField(said("与银行对账"), default=False)
    leaf = models.BooleanField(default=True)
    ended_on = models.DateField(said("停用"), null=True, blank=True)

    class Meta:
        verbose_name = said("科目")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "books", "code"], name="title_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Month(StreetModel):
    """A month of an account set that was closed; open ones have no row. ``first``: its first day."""

    books = StreetForeignKey(Books, related_name="months")
    first = models.DateField(said("月份"))
    closed_on = models.DateField(said("结账"), null=True, blank=True)
    closed_by = models.CharField(said("谁结的账"), max_length=80, blank=True)
    closer = models.IntegerField(null=True, blank=True)
    why = models.CharField(said("为什么反结账"), max_length=200, blank=True)
    asked_by = models.IntegerField(null=True, blank=True)

    class Meta:
        verbose_name = said("会计期间")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "books", "first"], name="month_once")
        ]


class Budget(StreetModel):
    """What a year may bring and cost under one title, in fen."""

    books = StreetForeignKey(Books, related_name="budgets")
    title = StreetForeignKey(Title, related_name="+")
    year = models.PositiveSmallIntegerField(said("年度"))
    fen = models.BigIntegerField(said("预算"))

    class Meta:
        verbose_name = said("预算")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "title", "year"], name="budget_once")
        ]
