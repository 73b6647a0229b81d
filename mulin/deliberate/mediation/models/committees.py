"""A committee that mediates, its mediators, and what a street sets for them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Appointment, Community, Organisation
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Panel(StreetModel):
    """A people's mediation committee (人民调解委员会), or the joint centre of several of them.

    ``community`` is where its disputes come from; without one, from the whole street.
    """

    class Level(models.TextChoices):
        COMMUNITY = "community", said("社区调委会")
        STREET = "street", said("街道调委会")
        TRADE = "trade", said("物业纠纷专业调委会")
        CENTRE = "centre", said("联合调解中心")

    organisation = StreetForeignKey(Organisation, related_name="+")
    level = models.CharField(said("层级"), max_length=10, choices=Level.choices)
    community = StreetForeignKey(Community, null=True, blank=True, related_name="+")
    place = models.CharField(said("地点"), max_length=80)
    phone = models.CharField(said("电话"), max_length=40, blank=True)
    hours = models.CharField(said("接待时间"), max_length=80, blank=True)
    opened_on = models.DateField(said("设立"))
    ended_on = models.DateField(said("撤销"), null=True, blank=True)

    class Meta:
        verbose_name = said("调解委员会")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "organisation"], name="panel_body_once")
        ]


class Mediator(StreetModel):
    """Somebody who mediates. Who, in which body, from when to when stands in the appointment.

    ``specialities``: codes of ``causes.py``. Directors and clerks see the cases of their committee;
    the others see those they sit in.
    """

    class Duty(models.TextChoices):
        DIRECTOR = "director", said("主任")
        DEPUTY = "deputy", said("副主任")
        MEDIATOR = "mediator", said("调解员")
        CLERK = "clerk", said("文书")

    panel = StreetForeignKey(Panel, related_name="mediators")
    appointment = StreetForeignKey(Appointment, related_name="+")
    duty = models.CharField(said("职务"), max_length=8, choices=Duty.choices)
    full_time = models.BooleanField(said("专职"), default=False)
    specialities = models.JSONField(said("擅长"), default=list)
    note = models.CharField(said("简介"), max_length=120, blank=True)

    class Meta:
        verbose_name = said("人民调解员")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "appointment"], name="mediator_post_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "panel"], name="mediator_panel")]

    @property
    def name(self) -> str:
        return str(self.appointment.person.name)

    def serves_on(self, day: date) -> bool:
        """Whether the post is held on that day; ``valid_to`` is the last."""
        post = self.appointment
        ended = post.valid_to is not None and post.valid_to < day
        return post.valid_from <= day and not ended


class Setting(StreetModel):
    """What a street sets where the law leaves it open, with its reason: days, bounds, recusal."""

    code = models.CharField(said("设定"), max_length=16)
    value = models.BigIntegerField(said("数值"))
    why = models.CharField(said("理由"), max_length=200)
    set_on = models.DateField(said("设定日"))
    set_by = models.CharField(said("设定人"), max_length=80)

    class Meta:
        verbose_name = said("调解设定")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "code"], name="mediation_setting_once")
        ]
