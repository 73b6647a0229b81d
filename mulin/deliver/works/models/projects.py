"""A lift for one stairwell: whom it concerns, who said what, how far it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Building, Compound, Stairwell, Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Project(StreetModel):
    """One lift. Steps, law and homes are those of its opening day.

    Money is fen. ``table`` holds floor → coefficient as written (``1.1``, ``1/3``).
    """

    class State(models.TextChoices):
        OPEN = "open", said("推进中")
        DONE = "done", said("已投用")
        DROPPED = "dropped", said("已终止")

    class Scope(models.TextChoices):
        STAIRWELL = "stairwell", said("本单元业主")
        BUILDING = "building", said("本幢业主")

    number = models.CharField(said("编号"), max_length=20)
    compound = StreetForeignKey(Compound)
    building = StreetForeignKey(Building)
    stairwell = StreetForeignKey(Stairwell, related_name="lift_projects")
    scope = models.CharField(
        said("表决范围"), max_length=10, choices=Scope.choices, default=Scope.STAIRWELL
    )
    asked_on = models.DateField(said("提出意愿"))
    opened_on = models.DateField(said("立项"))
    process = models.JSONField(said("步骤（立项日的）"))
    law = models.JSONField(said("法规（立项日的）"))
    state = models.CharField(said("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    phase = models.PositiveSmallIntegerField(said("阶段"), default=1)
    ended_on = models.DateField(said("结束"), null=True, blank=True)
    why_ended = models.CharField(said("理由"), max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(said("总价"), default=0)
    subsidy = models.PositiveBigIntegerField(said("补贴"), default=0)
    other_money = models.PositiveBigIntegerField(said("其他资金"), default=0)
    scheme = models.CharField(said("分摊办法"), max_length=20, blank=True)
    weighing = models.CharField(said("怎样乘"), max_length=10, blank=True)
    table = models.JSONField(said("楼层系数"), default=dict)
    round = models.PositiveIntegerField(said("分摊方案版次"), default=0)
    procedure_number = models.CharField(said("程序编号"), max_length=20, blank=True)

    class Meta:
        verbose_name = said("加装电梯项目")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="lift_number_once"),
            models.UniqueConstraint(
                fields=["street", "stairwell"],
                condition=~models.Q(state="dropped"),
                name="lift_one_per_stairwell",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "compound"], name="lift_compound")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def to_share(self) -> int:
        """What the homes pay together; nothing where others pay it all."""
        return max(self.cost - self.subsidy - self.other_money, 0)


class Home(StreetModel):
    """One home that is asked, as the register had it on the opening day.

    ``holder`` names the set of its owners; equal sets are one person (司法解释第9条). ``inside``
    homes lie in the stairwell and may share the cost, the others only have a say.
    """

    class Word(models.TextChoices):
        NONE = "", said("未回")
        AGREE = "agree", said("同意")
        AGAINST = "against", said("反对")
        ABSTAIN = "abstain", said("弃权")

    class Opinion(models.TextChoices):
        NONE = "", said("未表态")
        AGREE = "agree", said("同意分摊")
        AGAINST = "against", said("不同意分摊")

    project = StreetForeignKey(Project, related_name="homes")
    unit = StreetForeignKey(Unit)
    label = models.CharField(said("房号"), max_length=40)
    order = models.PositiveIntegerField(said("次序"))
    floor = models.SmallIntegerField(said("楼层"))
    area = models.PositiveBigIntegerField(said("专有部分面积"))
    status = models.CharField(said("状态"), max_length=12)
    holder = models.CharField(said("业主"), max_length=2000)
    inside = models.BooleanField(said("在本单元"))
    joins = models.BooleanField(said("出资"), default=True)
    consent = models.CharField(said("意见"), max_length=8, choices=Word.choices, blank=True)
    consented_on = models.DateField(said("签名日"), null=True, blank=True)
    opinion = models.CharField(
        said("对分摊的意见"), max_length=8, choices=Opinion.choices, blank=True
    )
    opinion_round = models.PositiveIntegerField(said("针对的版次"), default=0)
    opinion_via = models.CharField(said("怎样说的"), max_length=10, blank=True)

    class Meta:
        verbose_name = said("征询户")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "project", "unit"], name="lift_home_once")
        ]


class Milestone(StreetModel):
    """A step of the six phases that was done. One withdrawn with a reason counts no more."""

    project = StreetForeignKey(Project, related_name="milestones")
    step = models.CharField(said("步骤"), max_length=40)
    day = models.DateField(said("日子"))
    outcome = models.CharField(said("结果"), max_length=40, blank=True)
    note = models.CharField(said("说明"), max_length=300, blank=True)
    by = models.CharField(said("登记人"), max_length=80)
    withdrawn_on = models.DateField(said("撤回"), null=True, blank=True)
    why_withdrawn = models.CharField(said("撤回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = said("阶段登记")
        indexes: ClassVar = [
            models.Index(fields=["street", "project", "id"], name="lift_milestone")
        ]


class Objection(StreetModel):
    """A written objection to the plan, and how it was settled."""

    class How(models.TextChoices):
        NEGOTIATED = "negotiated", said("协商解决")
        MEDIATED = "mediated", said("调解解决")
        COURT = "court", said("诉讼结束")
        WITHDRAWN = "withdrawn", said("本人撤回")

    project = StreetForeignKey(Project, related_name="objections")
    room = models.CharField(said("房号"), max_length=40)
    text = models.CharField(said("异议"), max_length=500)
    received_on = models.DateField(said("收到"))
    how = models.CharField(said("怎样解决"), max_length=12, choices=How.choices, blank=True)
    result = models.CharField(said("结果"), max_length=500, blank=True)
    settled_on = models.DateField(said("解决"), null=True, blank=True)

    class Meta:
        verbose_name = said("书面异议")
        indexes: ClassVar = [
            models.Index(fields=["street", "project", "id"], name="lift_objection")
        ]
