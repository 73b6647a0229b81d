"""Service stations: where, to which standard, when somebody sits there, and who comes when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models import Community, Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Station(StreetModel):
    """综合服务站. ``area`` in 0.01 m²; a station that closes ends with a day."""

    community = StreetForeignKey(Community, related_name="stations")
    name = models.CharField(said("服务站"), max_length=60)
    address = models.CharField(said("地址"), max_length=120)
    phone = models.CharField(said("电话"), max_length=40, blank=True)
    area = models.PositiveIntegerField(said("面积"), default=0)
    opened_on = models.DateField(said("启用"))
    ended_on = models.DateField(said("停用"), null=True, blank=True)

    class Meta:
        verbose_name = said("服务站")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "name"], condition=Q(ended_on__isnull=True), name="station_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FacilityCheck(StreetModel):
    """How a station stands to one item of the standard; looked at again, it is written anew."""

    class State(models.TextChoices):
        YES = "yes", said("达标")
        PARTLY = "partly", said("部分达标")
        NO = "no", said("没有")
        NOT_NEEDED = "not_needed", said("不适用")

    station = StreetForeignKey(Station, related_name="checks")
    code = models.CharField(said("设施"), max_length=24)
    state = models.CharField(said("状况"), max_length=10, choices=State.choices)
    note = models.CharField(said("说明"), max_length=200, blank=True)
    checked_on = models.DateField(said("检查日"))
    by = models.CharField(said("检查人"), max_length=80)

    class Meta:
        verbose_name = said("设施检查")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "station", "code"], name="facility_once")
        ]


class Sitting(StreetModel):
    """Somebody sits at a window. ``off_hours``: outside office hours or on a day off (错时).

    ``places``: how many may book; nobody needs to book.
    """

    station = StreetForeignKey(Station, related_name="sittings")
    day = models.DateField(said("日期"))
    opens = models.TimeField(said("开"))
    closes = models.TimeField(said("关"))
    sitter = models.CharField(said("谁在窗口"), max_length=40)
    off_hours = models.BooleanField(said("错时"))
    places = models.PositiveSmallIntegerField(said("可约人数"), default=0)
    why_off = models.CharField(said("停开原因"), max_length=120, blank=True)

    class Meta:
        verbose_name = said("窗口")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "station", "day", "opens", "sitter"], name="sitting_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["street", "day"], name="sitting_day")]

    @property
    def hours(self) -> str:
        return f"{self.opens:%H:%M}—{self.closes:%H:%M}"


class Booking(StreetModel):
    """An appointment. ``name`` is what the person is called by; of the telephone the end shows."""

    class State(models.TextChoices):
        BOOKED = "booked", said("已约")
        CAME = "came", said("来了")
        MISSED = "missed", said("没来")
        CALLED_OFF = "called_off", said("取消")

    sitting = StreetForeignKey(Sitting, related_name="bookings")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField(said("怎样称呼"), max_length=40)
    phone_sealed = models.BinaryField(default=b"", blank=True)
    phone_masked = models.CharField(said("电话"), max_length=24, blank=True)
    affair = models.CharField(said("办什么"), max_length=40, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.BOOKED
    )
    booked_at = models.DateTimeField(said("约于"))

    class Meta:
        verbose_name = said("预约")
        indexes: ClassVar = [
            models.Index(fields=["street", "sitting", "id"], name="booking_sitting"),
            models.Index(fields=["street", "person"], name="booking_person"),
        ]
