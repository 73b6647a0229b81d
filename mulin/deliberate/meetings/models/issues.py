"""An issue (议题), who supports it, and what residents say of what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound, Person
from mulin.ground.matters.models import Matter
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Issue(StreetModel):
    """Something to be talked over in one compound.

    Its days are when each of the six steps was taken; deadlines are derived from them. ``touches``
    is the matter of art. 278 that its outcome would decide: such an issue goes to the owners' vote.
    """

    class Source(models.TextChoices):
        RESIDENT = "resident", said("居民提出")
        TICKET = "ticket", said("报修投诉里反复出现")
        PATROL = "patrol", said("巡查发现")
        COMMITTEE = "committee", said("业委会提出")
        COMPANY = "company", said("物业提出")
        COMMUNITY = "community", said("社区提出")

    class State(models.TextChoices):
        COLLECTED = "collected", said("收集中")
        CHOSEN = "chosen", said("已确定，待协商")
        AGREED = "agreed", said("商量成了，正在办")
        NOT_AGREED = "not_agreed", said("没有商量成")
        TO_THE_OWNERS = "to_the_owners", said("转业主大会表决")
        CARRIED_OUT = "carried_out", said("办了，待反馈")
        FED_BACK = "fed_back", said("已反馈，请评价")
        CLOSED = "closed", said("办结")
        MERGED = "merged", said("并入相近议题")
        DECLINED = "declined", said("不列入")

    compound = StreetForeignKey(Compound)
    number = models.CharField("编号", max_length=20)
    title = models.CharField("议题", max_length=80)
    text = models.TextField("情况", max_length=1000, blank=True)
    source = models.CharField("来源", max_length=12, choices=Source.choices)
    raised_by = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=14, choices=State.choices, default=State.COLLECTED)
    touches = models.CharField("共同决定事项", max_length=24, blank=True)
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")
    merged_into = StreetForeignKey("self", null=True, blank=True, related_name="merged")
    why = models.CharField("理由", max_length=200, blank=True)
    feedback = models.TextField("反馈", max_length=1000, blank=True)
    raised_on = models.DateField("提出")
    chosen_on = models.DateField("确定", null=True, blank=True)
    deliberated_on = models.DateField("协商", null=True, blank=True)
    carried_out_on = models.DateField("办完", null=True, blank=True)
    fed_back_on = models.DateField("反馈日", null=True, blank=True)
    closed_on = models.DateField("办结", null=True, blank=True)

    class Meta:
        verbose_name = "议题"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="issue_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "state", "-id"], name="issue_compound")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED


ENDED = frozenset({Issue.State.CLOSED, Issue.State.MERGED, Issue.State.DECLINED})


class Support(StreetModel):
    """A resident wants an issue to be talked over."""

    issue = StreetForeignKey(Issue, related_name="supports")
    person = StreetForeignKey(Person, related_name="+")
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "附议"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "issue", "person"], name="support_once")
        ]


class Evaluation(StreetModel):
    """What one resident says of what came of an issue: one to five, and words if he likes."""

    issue = StreetForeignKey(Issue, related_name="evaluations")
    person = StreetForeignKey(Person, related_name="+")
    score = models.PositiveSmallIntegerField("满意度")
    words = models.CharField("说明", max_length=200, blank=True)
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "居民评价"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "issue", "person"], name="evaluation_once"),
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="evaluation_one_to_five"
            ),
        ]
