"""The owners' review panel: called for, signed up for, seated in the open, heard on an item."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Panel(StreetModel):
    """A call for owners to look at a major matter with the committee (业主代表重大事项评审团).

    Once the list is closed, ``list_digest`` fixes it; the draw takes ``number``, which becomes
    public on ``draw_on`` by the ``rule`` that was announced with the call.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", said("选聘物业服务企业")
        CONTRACT = "contract", said("签订重要合同")
        WORKS = "works", said("大额维修和改造")
        REVENUE = "revenue", said("公共收益使用方案")
        PARKING = "parking", said("停车管理方案")
        OTHER = "other", said("其他重大事项")

    class How(models.TextChoices):
        DRAW = "draw", said("公开抽取")
        CHOSEN = "chosen", said("按理由挑选")

    class State(models.TextChoices):
        CALLING = "calling", said("征集中")
        LISTED = "listed", said("名单已定")
        SEATED = "seated", said("已产生")
        ENDED = "ended", said("已结束")
        VOIDED = "voided", said("撤回")

    body = StreetForeignKey(Organisation, related_name="+")
    compound = StreetForeignKey(Compound, related_name="+")
    title = models.CharField(said("名称"), max_length=80)
    kind = models.CharField(said("哪一类事项"), max_length=10, choices=Kind.choices)
    about = models.CharField(said("做什么"), max_length=600)
    how = models.CharField(said("怎样产生"), max_length=8, choices=How.choices)
    seats = models.PositiveSmallIntegerField(said("名额"))
    called_on = models.DateField(said("征集"))
    closes_on = models.DateField(said("报名截止"))
    draw_on = models.DateField(said("抽取日期"), null=True, blank=True)
    rule = models.CharField(said("抽取数字从哪里来"), max_length=200, blank=True)
    list_digest = models.CharField(said("名单摘要（SM3）"), max_length=64, blank=True)
    tickets = models.PositiveIntegerField(said("名单人数"), default=0)
    number = models.CharField(said("公开数字"), max_length=60, blank=True)
    number_source = models.CharField(said("公开数字的出处"), max_length=200, blank=True)
    listed_on = models.DateField(said("定名单"), null=True, blank=True)
    seated_on = models.DateField(said("产生"), null=True, blank=True)
    ended_on = models.DateField(said("结束"), null=True, blank=True)
    why = models.CharField(said("理由"), max_length=200, blank=True)
    state = models.CharField(
        said("状态"), max_length=8, choices=State.choices, default=State.CALLING
    )

    class Meta:
        verbose_name = said("评审团")
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="panel_compound"),
            models.Index(fields=["street", "state", "closes_on"], name="panel_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Applicant(StreetModel):
    """An owner who put himself forward; his place on the list, and what the draw or choice gave."""

    class State(models.TextChoices):
        APPLIED = "applied", said("已报名")
        BARRED = "barred", said("应当回避")
        WITHDRAWN = "withdrawn", said("退出")
        SEATED = "seated", said("评审员")
        RESERVE = "reserve", said("候补")

    panel = StreetForeignKey(Panel, related_name="applicants")
    person = StreetForeignKey(Person, related_name="+")
    room = models.CharField(said("房号"), max_length=40)
    applied_on = models.DateField(said("报名"))
    ties = models.CharField(said("利害关系说明"), max_length=200, blank=True)
    ticket = models.PositiveIntegerField(said("签号"), null=True, blank=True)
    rank = models.PositiveIntegerField(said("次序"), null=True, blank=True)
    why = models.CharField(said("理由"), max_length=200, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.APPLIED
    )

    class Meta:
        verbose_name = said("报名")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "panel", "person"], name="applicant_once"),
        ]


class PanelItem(StreetModel):
    """Something the panel looks at: a tender, a contract; its recommendation, and the answer."""

    class State(models.TextChoices):
        PREPARED = "prepared", said("备材料、提问")
        ADVISED = "advised", said("已评审，等公布")
        PUBLISHED = "published", said("已公布，等业委会答复")
        ANSWERED = "answered", said("业委会已答复")

    class Follows(models.TextChoices):
        YES = "yes", said("采纳")
        PARTLY = "partly", said("部分采纳")
        NO = "no", said("不采纳")

    panel = StreetForeignKey(Panel, related_name="items")
    title = models.CharField(said("评审事项"), max_length=120)
    text = models.CharField(said("请评审团看什么"), max_length=1000)
    meets_on = models.DateField(said("评审日期"))
    place = models.CharField(said("地点"), max_length=80)
    present = models.JSONField(said("到会"), default=list)
    aside = models.JSONField(said("回避"), default=list)
    agree = models.PositiveSmallIntegerField(said("赞成"), default=0)
    against = models.PositiveSmallIntegerField(said("反对"), default=0)
    abstain = models.PositiveSmallIntegerField(said("弃权"), default=0)
    advice = models.CharField(said("评审意见"), max_length=600, blank=True)
    reasons = models.CharField(said("理由"), max_length=1000, blank=True)
    dissent = models.CharField(said("不同意见"), max_length=1000, blank=True)
    advised_on = models.DateField(said("评审"), null=True, blank=True)
    published_on = models.DateField(said("公布"), null=True, blank=True)
    follows = models.CharField(said("是否采纳"), max_length=6, choices=Follows.choices, blank=True)
    answer = models.CharField(said("业委会答复"), max_length=1000, blank=True)
    answered_on = models.DateField(said("答复日期"), null=True, blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.PREPARED
    )

    class Meta:
        verbose_name = said("评审事项")
        indexes: ClassVar = [models.Index(fields=["street", "panel"], name="panel_item")]

    def __str__(self) -> str:
        return self.title

    @property
    def came(self) -> int:
        """How many voted."""
        return len(self.present)


class PanelQuestion(StreetModel):
    """What a member of the panel asks before it meets, and what the committee answers."""

    item = StreetForeignKey(PanelItem, related_name="questions")
    asker = StreetForeignKey(Applicant, related_name="+")
    text = models.CharField(said("问题"), max_length=400)
    asked_on = models.DateField(said("提问"))
    answer = models.CharField(said("答复"), max_length=800, blank=True)
    answered_on = models.DateField(said("答复日期"), null=True, blank=True)
    answered_by = models.CharField(said("答复人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("评审提问")
        indexes: ClassVar = [models.Index(fields=["street", "item"], name="panel_question")]


class PanelPaper(StreetModel):
    """What the panel is given to read: the tender, the draft contract, the comparison."""

    item = StreetForeignKey(PanelItem, related_name="papers")
    paper = StreetForeignKey(Paper)
    what = models.CharField(said("是什么"), max_length=60)

    class Meta:
        verbose_name = said("评审材料")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "item", "paper"], name="panel_paper_once")
        ]
