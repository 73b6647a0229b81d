"""A fee item, its prices with the month they begin, and what differs for single homes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Compound, Unit
from mulin.ground.ledger.models import Books
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.fees import BASES


class FeeItem(StreetModel):
    """A fee item (费用项) of a compound. Months are their first days.

    ``uses``: uses of units it is charged for, empty for all. ``agreed``: where it was agreed, as
    bills quote it. ``due_day``: the day of the month by which it is to be paid.
    """

    compound = StreetForeignKey(Compound, related_name="+")
    books = StreetForeignKey(Books, related_name="+")
    title_code = models.CharField(said("收入科目"), max_length=12)
    name = models.CharField(said("费用项"), max_length=40)
    basis = models.CharField(
        said("怎么算"), max_length=8, choices=[(one.value, word) for one, word in BASES.items()]
    )
    uses = models.JSONField(said("收哪些用途"), default=list)
    agreed = models.CharField(said("依据"), max_length=80)
    due_day = models.PositiveSmallIntegerField(said("每月几号前缴"), default=28)
    starts_on = models.DateField(said("从哪个月起收"))
    ended_on = models.DateField(said("停收"), null=True, blank=True)

    class Meta:
        verbose_name = said("费用项")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "compound", "name"],
                condition=Q(ended_on__isnull=True),
                name="fee_item_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tariff(StreetModel):
    """A price of an item from a month on, for one use of units or (empty) for all others.

    ``price`` is in 0.01 fen; ``vacant_percent`` is what a vacant home pays of it.
    """

    item = StreetForeignKey(FeeItem, related_name="tariffs")
    use = models.CharField(
        said("用途"), max_length=10, choices=[("", said("其余各类")), *Unit.Use.choices], blank=True
    )
    price = models.PositiveBigIntegerField(said("单价"))
    vacant_percent = models.PositiveSmallIntegerField(said("空置按百分之几收"), default=100)
    since = models.DateField(said("从哪个月起"))
    why = models.CharField(said("依据"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("收费标准")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "item", "use", "since"], name="tariff_once"),
            models.CheckConstraint(
                condition=Q(vacant_percent__lte=100), name="tariff_vacant_discounts"
            ),
        ]


class HomeTerm(StreetModel):
    """What differs for one home from a month on: vacant, not charged, or so many spaces.

    ``until`` is the first month in which it no longer holds.
    """

    class Kind(models.TextChoices):
        VACANT = "vacant", said("空置")
        EXEMPT = "exempt", said("不收")
        SPACES = "spaces", said("车位")

    item = StreetForeignKey(FeeItem, related_name="terms")
    unit = StreetForeignKey(Unit, related_name="+")
    kind = models.CharField(said("情况"), max_length=8, choices=Kind.choices)
    spaces = models.PositiveSmallIntegerField(said("几个车位"), default=0)
    note = models.CharField(said("说明"), max_length=80)
    since = models.DateField(said("从哪个月起"))
    until = models.DateField(said("到哪个月止"), null=True, blank=True)

    class Meta:
        verbose_name = said("单户约定")
        indexes: ClassVar = [
            models.Index(fields=["street", "item", "unit"], name="fee_term_item_unit")
        ]
