"""A workshop, the powers lent to it, and the advice it gives under them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Community, Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.rights import Power
from mulin.kit.words import said

EXPIRING = timedelta(days=30)
"""So long before its last day a mandate is shown as running out."""


class Workshop(StreetModel):
    """A social organisation that works for the street. ``report_days``: working days of the next
    month within which the report of a month is owed."""

    organisation = StreetForeignKey(Organisation, related_name="workshops")
    place = models.CharField(said("办公地点"), max_length=80, blank=True)
    report_days = models.PositiveSmallIntegerField(said("月报期限"), default=5)
    opened_on = models.DateField(said("设立"))

    class Meta:
        verbose_name = said("工作室")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "organisation"], name="workshop_once")
        ]


class Mandate(StreetModel):
    """One power over one compound, the compounds of one community, or all of the street.

    ``valid_to`` is the last day; ``ended_on``, where it was ended early, the first day on which it
    no longer holds.
    """

    class State(models.TextChoices):
        COMING = "coming", said("尚未生效")
        IN_FORCE = "in_force", said("有效")
        EXPIRING = "expiring", said("即将到期")
        EXPIRED = "expired", said("已到期")
        ENDED = "ended", said("提前收回")

    workshop = StreetForeignKey(Workshop, related_name="mandates")
    number = models.CharField(said("编号"), max_length=20)
    power = models.CharField(
        said("权限"), max_length=12, choices=[(p.value, p.value) for p in Power]
    )
    community = StreetForeignKey(Community, null=True, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    valid_from = models.DateField(said("起"))
    valid_to = models.DateField(said("止"))
    document = models.CharField(said("授权文件"), max_length=120)
    limits = models.CharField(said("限制"), max_length=300, blank=True)
    granted_on = models.DateField(said("授权日"))
    granted_by = models.CharField(said("授权人"), max_length=80)
    ended_on = models.DateField(said("收回"), null=True, blank=True)
    why_ended = models.CharField(said("收回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("授权")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="mandate_number_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="mandate_days"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "workshop", "power"], name="mandate_workshop")
        ]

    def state_on(self, day: date) -> Mandate.State:
        """How it stands on a day."""
        if self.ended_on is not None and self.ended_on <= day:
            return self.State.ENDED
        if day < self.valid_from:
            return self.State.COMING
        if day > self.valid_to:
            return self.State.EXPIRED
        near = day > self.valid_to - EXPIRING
        return self.State.EXPIRING if near else self.State.IN_FORCE

    def holds_on(self, day: date) -> bool:
        """Whether it gives anything on that day."""
        return self.state_on(day) in (self.State.IN_FORCE, self.State.EXPIRING)


class MandatePaper(StreetModel):
    """The document a power was lent by, as it was signed: the first one, an extension, a withdrawal."""

    mandate = StreetForeignKey(Mandate, related_name="papers")
    paper = StreetForeignKey(Paper, related_name="+")
    kept_on = models.DateField(said("存入"))
    by = models.CharField(said("存入人"), max_length=80)

    class Meta:
        verbose_name = said("授权文件")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "mandate", "paper"], name="mandate_paper_once"
            )
        ]


class Advice(StreetModel):
    """What the workshop says under a mandate. Advice decides nothing; whom it concerns answers."""

    class Kind(models.TextChoices):
        CANDIDATE = "candidate", said("人选建议")
        SUPERVISION = "supervision", said("监管意见")
        RESOURCE = "resource", said("资源配置建议")

    class State(models.TextChoices):
        OPEN = "open", said("等答复")
        ADOPTED = "adopted", said("采纳")
        PARTLY = "partly", said("部分采纳")
        DECLINED = "declined", said("未采纳")
        WITHDRAWN = "withdrawn", said("撤回")

    number = models.CharField(said("编号"), max_length=20)
    workshop = StreetForeignKey(Workshop, related_name="advice")
    mandate = StreetForeignKey(Mandate, related_name="advice")
    compound = StreetForeignKey(Compound)
    kind = models.CharField(said("类别"), max_length=12, choices=Kind.choices)
    title = models.CharField(said("建议"), max_length=80)
    text = models.TextField(said("理由和内容"), max_length=1000)
    basis = models.CharField(said("依据"), max_length=120, blank=True)
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    room = models.CharField(said("房号"), max_length=40, blank=True)
    state = models.CharField(said("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    given_on = models.DateField(said("提出"))
    given_by = models.CharField(said("提出人"), max_length=80)
    due_on = models.DateField(said("答复期限"))
    answer = models.CharField(said("答复"), max_length=400, blank=True)
    answered_on = models.DateField(said("答复日"), null=True, blank=True)
    answered_by = models.CharField(said("答复人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("建议和意见")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="advice_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="advice_compound"),
            models.Index(fields=["street", "workshop", "-id"], name="advice_workshop"),
        ]

    def late_on(self, day: date) -> bool:
        """Whether the answer is, or came, after its day."""
        if self.state == self.State.WITHDRAWN:
            return False
        return (self.answered_on or day) > self.due_on
