"""Places from the community down to the unit. Areas are whole numbers of 0.01 m²."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said

STANDS = Q(ended_on__isnull=True)
"""Places end with ``ended_on``, the first day on which they are no longer there."""


class Community(StreetModel):
    """社区: the area of one residents' committee. Never 小区."""

    name = models.CharField(said("社区"), max_length=60)
    code = models.CharField(said("统计用区划代码"), max_length=12, blank=True)
    ended_on = models.DateField(said("撤销"), null=True, blank=True)

    class Meta:
        verbose_name = said("社区")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "name"], condition=STANDS, name="community_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grid(StreetModel):
    """网格: 300 to 500 households within a community."""

    community = StreetForeignKey(Community)
    name = models.CharField(said("网格"), max_length=60)
    ended_on = models.DateField(said("撤销"), null=True, blank=True)

    class Meta:
        verbose_name = said("网格")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "community", "name"], condition=STANDS, name="grid_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Compound(StreetModel):
    """小区: the property management area whose owners decide together."""

    class Kind(models.TextChoices):
        COMMODITY = "commodity", said("商品房小区")
        OLD = "old", said("老旧小区")
        THREE_NO = "three_no", said("三无院落")
        SCATTERED_BUILDING = "scattered_building", said("散居楼栋")
        RESETTLEMENT = "resettlement", said("农安小区")
        PUBLIC_HOUSING = "public_housing", said("公房")

    class Mode(models.TextChoices):
        COMPANY_MANAGED = "company_managed", said("物管")
        ENTRUSTED = "entrusted", said("托管")
        SELF_MANAGED = "self_managed", said("自管")

    community = StreetForeignKey(Community)
    grid = StreetForeignKey(Grid, null=True, blank=True)
    slug = models.SlugField(said("代码"), max_length=40, db_index=False)
    name = models.CharField(said("小区"), max_length=60)
    address = models.CharField(said("地址"), max_length=120, blank=True)
    kind = models.CharField(
        said("类型"), max_length=20, choices=Kind.choices, default=Kind.COMMODITY
    )
    mode = models.CharField(
        said("管理模式"), max_length=20, choices=Mode.choices, default=Mode.COMPANY_MANAGED
    )
    region = models.CharField(said("适用法规的区划"), max_length=6)
    first_delivered_on = models.DateField(said("首套交付"), null=True, blank=True)
    ended_on = models.DateField(said("并入或撤销"), null=True, blank=True)

    class Meta:
        verbose_name = said("小区")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "slug"], name="compound_slug_once"),
            # By name; unique, so that a database walks on within each compound (Unit.IN_ORDER).
            models.UniqueConstraint(fields=["street", "name", "slug"], name="compound_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Building(StreetModel):
    """楼栋."""

    compound = StreetForeignKey(Compound)
    label = models.CharField(said("楼号"), max_length=20)
    phase = models.CharField(said("分期"), max_length=20, blank=True)
    floors = models.PositiveSmallIntegerField(said("层数"), default=0)
    has_elevator = models.BooleanField(said("有电梯"), null=True)
    order = models.PositiveIntegerField(said("次序"), default=0)
    import_batch_id = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(said("拆除或并入"), null=True, blank=True)

    class Meta:
        verbose_name = said("楼栋")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "compound", "label"], condition=STANDS, name="building_label_once"
            )
        ]

    def __str__(self) -> str:
        return said("{label}号楼", label=self.label) if self.label.isdigit() else self.label


class Stairwell(StreetModel):
    """单元、门洞、楼组. Not a Unit."""

    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building)
    label = models.CharField(said("单元"), max_length=20)
    order = models.PositiveIntegerField(said("次序"), default=0)
    import_batch_id = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(said("拆除或并入"), null=True, blank=True)

    class Meta:
        verbose_name = said("单元")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "building", "label"],
                condition=STANDS,
                name="stairwell_label_once",
            )
        ]

    def __str__(self) -> str:
        return said("{label}单元", label=self.label) if self.label.isdigit() else self.label


class Unit(StreetModel):
    """房屋、专有部分: what one owner, or several together, own alone.

    ``label`` is the notation staff use, ``building-stairwell-room``. ``voting_area`` is the
    exclusive part and is never derived from ``gross_area``; ``area_source`` says where it stands.
    A unit that came out of a split, a merger or a renumbering begins with ``started_on``; null
    means: since before the register.
    """

    class Use(models.TextChoices):
        HOME = "home", said("住宅")
        SHOP = "shop", said("商铺")
        OFFICE = "office", said("办公")
        PARKING = "parking", said("车位")
        STORAGE = "storage", said("储藏室")
        OTHER = "other", said("其他")

    class Status(models.TextChoices):
        DELIVERED = "delivered", said("已交付")
        UNDELIVERED = "undelivered", said("已售未交付")
        UNSOLD = "unsold", said("未售")

    class AreaSource(models.TextChoices):
        REGISTER = "register", said("不动产登记簿")
        SURVEY = "survey", said("测绘实测")
        CONTRACT = "contract", said("买卖合同")
        UNKNOWN = "unknown", said("待核")

    IN_ORDER = ("compound__name", "compound__slug", "order", "label", "pk")
    """How a street's units are listed. Two indexes hold this order: no page sorts the street."""

    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building, null=True, blank=True)
    stairwell = StreetForeignKey(Stairwell, null=True, blank=True)
    label = models.CharField(said("房号"), max_length=40)
    room = models.CharField(said("房间"), max_length=20)
    floor = models.SmallIntegerField(said("楼层"), default=0)
    order = models.PositiveIntegerField(said("次序"), default=0)
    use = models.CharField(said("用途"), max_length=10, choices=Use.choices, default=Use.HOME)
    status = models.CharField(
        said("状态"), max_length=12, choices=Status.choices, default=Status.DELIVERED
    )
    voting_area = models.PositiveBigIntegerField(said("专有部分面积"), default=0)
    area_source = models.CharField(
        said("面积来源"), max_length=10, choices=AreaSource.choices, default=AreaSource.UNKNOWN
    )
    gross_area = models.PositiveBigIntegerField(said("建筑面积"), default=0)
    layout = models.CharField(said("户型"), max_length=20, blank=True)
    delivered_on = models.DateField(said("交付日期"), null=True, blank=True)
    started_on = models.DateField(said("起"), null=True, blank=True)
    ended_on = models.DateField(said("合并或注销"), null=True, blank=True)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("房屋")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "compound", "label"],
                condition=STANDS,
                name="unit_label_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["street", "compound", "order", "label", "id", "ended_on"],
                name="unit_in_order",
            ),
            models.Index(fields=["street", "label"], name="unit_label"),
            models.Index(fields=["street", "stairwell", "order"], name="unit_stairwell"),
        ]

    def __str__(self) -> str:
        return self.label
