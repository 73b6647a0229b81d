"""Who is on duty where and from when to when; a watch without a person is a gap."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulin.discover.campaigns.models.campaigns import Campaign
from mulin.ground.estate.models import Compound, Person
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class Shift(StreetModel):
    """One watch at one post."""

    campaign = StreetForeignKey(Campaign, related_name="shifts")
    compound = StreetForeignKey(Compound, related_name="+")
    post = models.CharField("岗位", max_length=40)
    starts_at = models.DateTimeField("起")
    ends_at = models.DateTimeField("止")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField("值班人", max_length=80, blank=True)
    came_at = models.DateTimeField("到岗", null=True, blank=True)

    class Meta:
        verbose_name = "值班"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="campaign_shift_goes_forward"
            ),
            models.UniqueConstraint(
                fields=["street", "campaign", "compound", "post", "starts_at"],
                name="campaign_shift_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "person"], name="campaign_shift_who")]


class ShiftChange(StreetModel):
    """Somebody took over a watch, and why."""

    shift = StreetForeignKey(Shift, related_name="changes")
    before = models.CharField("原值班人", max_length=80, blank=True)
    after = models.CharField("改为", max_length=80, blank=True)
    why = models.CharField("理由", max_length=200)
    at = models.DateTimeField("时间")
    by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "换班"
        indexes: ClassVar = [models.Index(fields=["street", "shift"], name="campaign_shift_change")]
