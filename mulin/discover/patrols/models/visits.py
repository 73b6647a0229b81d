"""督导: a guidance centre scores a company's service, the company answers, somebody looks again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Visit(StreetModel):
    """A visit by one score sheet. ``points`` of ``most``: what was not looked at is in neither."""

    class State(models.TextChoices):
        DRAFT = "draft", said("打分中")
        SENT = "sent", said("待物业回复")
        ANSWERED = "answered", said("待复查")
        CLOSED = "closed", said("已结束")

    compound = StreetForeignKey(Compound)
    company = StreetForeignKey(Organisation, related_name="visits_received")
    number = models.CharField(said("编号"), max_length=20)
    sheet = models.CharField(said("督导表"), max_length=30)
    day = models.DateField(said("督导日"))
    by = models.CharField(said("督导人"), max_length=80)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    points = models.PositiveSmallIntegerField(said("得分"), default=0)
    most = models.PositiveSmallIntegerField(said("满分"), default=0)
    per_mille = models.PositiveSmallIntegerField(said("得分率（千分）"), default=0)
    faults = models.PositiveSmallIntegerField(said("扣分项"), default=0)
    summary = models.CharField(said("总的意见"), max_length=500, blank=True)
    answer_by = models.DateField(said("回复期限"), null=True, blank=True)
    sent_at = models.DateTimeField(said("送出"), null=True, blank=True)
    answered_at = models.DateTimeField(said("回复"), null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    told_late_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(said("结束"), null=True, blank=True)

    class Meta:
        verbose_name = said("督导")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="patrol_visit_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-day"], name="patrol_visit_compound"),
            models.Index(fields=["street", "state", "answer_by"], name="patrol_visit_due"),
        ]

    def __str__(self) -> str:
        return self.number


class VisitItem(StreetModel):
    """A scored line: its text is kept as it was. ``points`` null: not looked at."""

    visit = StreetForeignKey(Visit, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    section = models.CharField(max_length=30)
    text = models.CharField(max_length=120)
    most = models.PositiveSmallIntegerField(said("满分"))
    points = models.PositiveSmallIntegerField(said("得分"), null=True, blank=True)
    note = models.CharField(said("扣分原因"), max_length=200, blank=True)
    paper = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    hazard_id = models.UUIDField(null=True, blank=True)
    answer = models.CharField(said("物业的回复"), max_length=300, blank=True)
    proof = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    fixed = models.BooleanField(said("已整改"), null=True)

    class Meta:
        verbose_name = said("督导打分")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "visit", "code"], name="patrol_item_once")
        ]

    @property
    def at_fault(self) -> bool:
        return self.points is not None and self.points < self.most
