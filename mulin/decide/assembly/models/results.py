"""What follows a result: objections and their answers; and the reminders sent before it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.assembly.models.polls import Poll
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class Objection(StreetModel):
    """异议: raised within the period, answered in writing."""

    poll = StreetForeignKey(Poll, related_name="objections")
    name = models.CharField("提出人", max_length=80)
    unit_label = models.CharField("房号", max_length=40, blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    contact_sealed = models.BinaryField(default=b"")
    text = models.TextField("异议")
    received_at = models.DateTimeField("收到")
    late = models.BooleanField("逾期提出", default=False)
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=80, blank=True)

    class Meta:
        verbose_name = "异议"
        indexes: ClassVar = [models.Index(fields=["street", "poll"], name="objection_poll")]


class ReminderRound(StreetModel):
    """One round of reminders, on the rhythm set before the vote."""

    poll = StreetForeignKey(Poll, related_name="reminders")
    due_on = models.DateField("计划")
    sent_at = models.DateTimeField(null=True, blank=True)
    reached = models.PositiveIntegerField("对象", default=0)
    without_phone = models.PositiveIntegerField("需上门", default=0)

    class Meta:
        verbose_name = "提醒"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "poll", "due_on"], name="reminder_once")
        ]
