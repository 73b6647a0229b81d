"""What is kept about a lift: papers, contracts, and what the desk did for people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.deliver.works.models.projects import Project
from mulin.ground.estate.models import Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said
from mulin.law.lifts.papers import PAPERS
from mulin.law.lifts.risks import ContractKind


class ProjectPaper(StreetModel):
    """A paper of one of the four sets."""

    project = StreetForeignKey(Project, related_name="papers")
    kind = models.CharField(
        said("材料"), max_length=24, choices=[(p.code, p.title) for p in PAPERS]
    )
    paper = StreetForeignKey(Paper)
    kept_on = models.DateField(said("存入"))
    by = models.CharField(said("存入人"), max_length=80)

    class Meta:
        verbose_name = said("留底材料")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "project", "kind", "paper"], name="lift_paper_once"
            )
        ]


class Contract(StreetModel):
    """A contract of a project, by the terms that reminders look at. Money is fen."""

    project = StreetForeignKey(Project, related_name="contracts")
    kind = models.CharField(
        said("合同"), max_length=12, choices=[(k.value, k.label) for k in ContractKind]
    )
    party = models.CharField(said("对方"), max_length=100)
    signed_on = models.DateField(said("签订"))
    price = models.PositiveBigIntegerField(said("价款"))
    advance = models.PositiveSmallIntegerField(said("预付款 %"), null=True, blank=True)
    retained = models.PositiveSmallIntegerField(said("质保金 %"), null=True, blank=True)
    warranty = models.PositiveSmallIntegerField(said("质保期（月）"), null=True, blank=True)
    finish_by = models.DateField(said("完工日"), null=True, blank=True)
    penalty = models.BooleanField(said("写明逾期怎样赔"), default=False)
    pipes_included = models.BooleanField(said("价款含管线迁移"), default=False)

    class Meta:
        verbose_name = said("项目合同")
        indexes: ClassVar = [models.Index(fields=["street", "project", "id"], name="lift_contract")]


class Guidance(StreetModel):
    """What the lift desk (加梯办) did: somebody was answered, or a project was accompanied.

    Names of those who ask are not kept; a room at most, where the answer concerns it.
    """

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", said("接待咨询")
        ACCOMPANY = "accompany", said("陪伴辅导")

    class Way(models.TextChoices):
        VISIT = "visit", said("来访")
        PHONE = "phone", said("电话")
        HOME = "home", said("上门")
        MEETING = "meeting", said("楼组会")

    class Topic(models.TextChoices):
        POLICY = "policy", said("政策流程")
        FEASIBLE = "feasible", said("能不能装")
        CONSENT = "consent", said("征询同意")
        MONEY = "money", said("费用分摊")
        DISPUTE = "dispute", said("异议矛盾")
        CONTRACT = "contract", said("合同风险")
        APPROVAL = "approval", said("审批施工")
        UPKEEP = "upkeep", said("维保使用")

    kind = models.CharField(said("工作"), max_length=12, choices=Kind.choices)
    day = models.DateField(said("日期"))
    way = models.CharField(said("方式"), max_length=8, choices=Way.choices)
    topic = models.CharField(said("事由"), max_length=10, choices=Topic.choices)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    project = StreetForeignKey(Project, null=True, blank=True, related_name="guidance")
    persons = models.PositiveSmallIntegerField(said("人数"), default=1)
    question = models.CharField(said("问的什么"), max_length=300)
    answer = models.CharField(said("怎样答复"), max_length=500, blank=True)
    follow_up = models.DateField(said("回访"), null=True, blank=True)
    followed_on = models.DateField(said("已回访"), null=True, blank=True)
    by = models.CharField(said("接待人"), max_length=80)

    class Meta:
        verbose_name = said("加梯办工作")
        indexes: ClassVar = [
            models.Index(fields=["street", "-day"], name="lift_guidance_day"),
            models.Index(
                fields=["street", "follow_up"],
                condition=Q(follow_up__isnull=False),
                name="lift_guidance_due",
            ),
        ]
