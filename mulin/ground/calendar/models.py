"""Notices on days off. Never changed: the newest of a year holds, the earlier ones stay to read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.streets.models import StreetModel


class HolidayNotice(StreetModel):
    """What the official notice says of one year. Days are kept as ``MM-DD``, in order.

    ``version`` is the street's calendar with it: what polls that were locked under it quote.
    """

    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("通知名称", max_length=120)
    number = models.CharField("文号", max_length=60)
    published_on = models.DateField("发布日期")
    off = models.JSONField("放假")
    work = models.JSONField("调休上班")
    version = models.CharField("日历版本", max_length=40)
    why = models.CharField("更正理由", max_length=200, blank=True)
    entered_at = models.DateTimeField("登记于")
    entered_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "放假通知"
        indexes: ClassVar = [models.Index(fields=["street", "year", "-id"], name="holiday_year")]

    def __str__(self) -> str:
        return self.title
