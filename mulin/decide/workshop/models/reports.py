"""A month of a workshop, as told to the street."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.workshop.models.mandates import Workshop
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Report(StreetModel):
    """Words that people write, and figures that nobody writes.

    Figures are derived from the record while it is a draft. Sending pins the instant up to which
    facts count, the compounds and the workshop's people; the same facts then give the same figures
    for ever. ``figures`` keeps what was sent.
    """

    class State(models.TextChoices):
        DRAFT = "draft", said("起草中")
        SENT = "sent", said("已报街道")
        ASKED = "asked", said("街道有疑问")
        ACKNOWLEDGED = "acknowledged", said("街道已阅")

    workshop = StreetForeignKey(Workshop, related_name="reports")
    month = models.DateField(said("月份"))
    due_on = models.DateField(said("最迟"))
    state = models.CharField(
        said("状态"), max_length=12, choices=State.choices, default=State.DRAFT
    )
    done = models.TextField(said("本月做了什么"), max_length=2000, blank=True)
    hard = models.TextField(said("难点"), max_length=2000, blank=True)
    asks = models.TextField(said("请街道支持的事"), max_length=2000, blank=True)
    plan = models.TextField(said("下月打算"), max_length=2000, blank=True)
    figures = models.JSONField(said("数字"), default=dict)
    compounds = models.JSONField(said("小区"), default=list)
    people = models.JSONField(said("人员"), default=list)
    sent_at = models.DateTimeField(said("报送"), null=True, blank=True)
    sent_by = models.CharField(said("报送人"), max_length=80, blank=True)
    question = models.CharField(said("街道的疑问"), max_length=400, blank=True)
    reply = models.CharField(said("答复"), max_length=400, blank=True)
    acknowledged_on = models.DateField(said("阅毕"), null=True, blank=True)
    acknowledged_by = models.CharField(said("阅读人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("月报")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "workshop", "month"], name="report_month_once"
            )
        ]

    @property
    def late(self) -> bool:
        """Whether it was sent after its day; a draft is judged by whoever knows today."""
        return bool(self.figures.get("late"))
