"""An affair handed in: who, through whom, with which papers, and how far it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.discover.counter.models.stations import Station
from mulin.ground.estate.models import Compound, Person, Unit
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Mandate(StreetModel):
    """代办委托: somebody may hand in, follow and collect for somebody else, with a paper.

    ``covers``: codes of affairs, empty for all. ``valid_to`` is the last day.
    """

    number = models.CharField(said("编号"), max_length=20)
    principal = StreetForeignKey(Person, related_name="+")
    agent = StreetForeignKey(Person, related_name="+")
    agent_is = models.CharField(said("代办人是谁"), max_length=60)
    covers = models.JSONField(said("办哪些事"), default=list)
    paper = StreetForeignKey(Paper, related_name="+")
    valid_from = models.DateField(said("起"))
    valid_to = models.DateField(said("止"))
    given_on = models.DateField(said("登记"))
    given_by = models.CharField(said("登记人"), max_length=80)
    station = StreetForeignKey(Station, related_name="mandates")
    ended_on = models.DateField(said("收回"), null=True, blank=True)
    why_ended = models.CharField(said("收回原因"), max_length=120, blank=True)

    class Meta:
        verbose_name = said("代办委托")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="errand_mandate_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "agent"], name="errand_mandate_agent"),
            models.Index(fields=["street", "principal"], name="errand_mandate_principal"),
        ]


class Application(StreetModel):
    """办件. Title, papers and period are those of the day it was handed in.

    The blanks of the form are sealed as JSON. ``counted_from``: the day the period runs from.
    """

    class State(models.TextChoices):
        RECEIVED = "received", said("已收件")
        LACKING = "lacking", said("待补材料")
        ACCEPTED = "accepted", said("已受理")
        FORWARDED = "forwarded", said("已转送")
        DECIDED = "decided", said("有结果，待回复")
        ANSWERED = "answered", said("已回复")
        COLLECTED = "collected", said("已领取")
        WITHDRAWN = "withdrawn", said("已撤回")

    class Channel(models.TextChoices):
        WINDOW = "window", said("窗口")
        PHONE = "phone", said("手机")
        AGENT = "agent", said("代办")

    class Outcome(models.TextChoices):
        GRANTED = "granted", said("同意")
        DONE = "done", said("办好")
        REFUSED = "refused", said("不同意")
        REJECTED = "rejected", said("不予受理")

    number = models.CharField(said("编号"), max_length=20)
    affair = models.CharField(said("事项代码"), max_length=40)
    title = models.CharField(said("事项"), max_length=80)
    station = StreetForeignKey(Station, related_name="applications")
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    unit = StreetForeignKey(Unit, null=True, blank=True, related_name="+")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    name = models.CharField(said("申请人"), max_length=80)
    phone_sealed = models.BinaryField(default=b"", blank=True)
    phone_masked = models.CharField(said("电话"), max_length=24, blank=True)
    mandate = StreetForeignKey(Mandate, null=True, blank=True, related_name="applications")
    channel = models.CharField(said("渠道"), max_length=8, choices=Channel.choices)
    values_sealed = models.BinaryField(default=b"", blank=True)
    state = models.CharField(
        said("状态"), max_length=10, choices=State.choices, default=State.RECEIVED
    )
    received_at = models.DateTimeField(said("收件"))
    received_by = models.CharField(said("收件人"), max_length=80)
    tell_by = models.DateField(said("一次告知期限"))
    told_at = models.DateTimeField(said("一次告知"), null=True, blank=True)
    told_also = models.CharField(said("另外要改的"), max_length=300, blank=True)
    counted_from = models.DateField(said("受理"), null=True, blank=True)
    due_on = models.DateField(said("办结期限"), null=True, blank=True)
    how_due = models.CharField(said("怎样算"), max_length=300, blank=True)
    forwarded_to = models.CharField(said("转送给"), max_length=80, blank=True)
    forwarded_on = models.DateField(said("转送"), null=True, blank=True)
    outcome = models.CharField(said("结果"), max_length=10, choices=Outcome.choices, blank=True)
    reason = models.CharField(said("理由"), max_length=300, blank=True)
    decided_on = models.DateField(said("决定"), null=True, blank=True)
    answer = models.CharField(said("答复"), max_length=500, blank=True)
    answered_at = models.DateTimeField(said("答复时刻"), null=True, blank=True)
    collected_at = models.DateTimeField(said("领取"), null=True, blank=True)
    collected_by = models.CharField(said("谁领的"), max_length=40, blank=True)
    ended_on = models.DateField(said("结束"), null=True, blank=True)

    class Meta:
        verbose_name = said("办件")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="application_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "station", "-id"], name="application_station"),
            models.Index(fields=["street", "person"], name="application_person"),
            models.Index(fields=["street", "unit"], name="application_unit"),
            models.Index(fields=["street", "state", "due_on"], name="application_due"),
        ]

    WORKING: ClassVar = (State.RECEIVED, State.LACKING, State.ACCEPTED, State.FORWARDED)
    """States in which something is still to be done about the thing itself."""
    OPEN: ClassVar = (*WORKING, State.DECIDED)

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class HandedPaper(StreetModel):
    """One paper that the affair asks for, as the counter checked it off.

    ``told``: it stood in the list of what is missing. What was not told then is not asked later.
    """

    class State(models.TextChoices):
        MISSING = "missing", said("没有交")
        HAVE = "have", said("收到")
        BAD = "bad", said("不合要求")
        WAIVED = "waived", said("不用交")

    application = StreetForeignKey(Application, related_name="papers")
    code = models.CharField(said("材料代码"), max_length=24)
    title = models.CharField(said("材料"), max_length=80)
    how_many = models.CharField(said("要几份"), max_length=60)
    optional = models.BooleanField(said("有才要"), default=False)
    order = models.PositiveSmallIntegerField(said("次序"))
    state = models.CharField(
        said("状况"), max_length=8, choices=State.choices, default=State.MISSING
    )
    note = models.CharField(said("说明"), max_length=200, blank=True)
    photo = StreetForeignKey(Paper, null=True, blank=True, related_name="+")
    told = models.BooleanField(said("告知过"), default=False)
    checked_on = models.DateField(said("核对"), null=True, blank=True)

    class Meta:
        verbose_name = said("办件材料")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "application", "code"], name="handed_paper_once"
            )
        ]

    @property
    def lacks(self) -> bool:
        """Whether the affair waits for it."""
        if self.state == self.State.BAD:
            return True
        return self.state == self.State.MISSING and not self.optional
