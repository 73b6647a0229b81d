"""The poll, its officers, and the rules of procedure a compound has adopted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.matters.models import Matter
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class RulesOfProcedure(StreetModel):
    """议事规则: what a compound's owners have decided about counting.

    ``values`` holds the keys of the decision record's ``rules`` that the owners settled;
    ``clauses`` the article of their rules for each. The newest in force is proposed to a poll.
    """

    compound = StreetForeignKey(Compound)
    values = models.JSONField(default=dict)
    clauses = models.JSONField(default=dict)
    adopted_on = models.DateField("通过日期")
    paper_id = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "议事规则"
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-adopted_on"], name="rules_compound")
        ]


class Poll(StreetModel):
    """One vote of owners: a roll, some motions, a period, and in the end a verdict.

    ``law`` is the pinned snapshot of the region's answers on the day of locking, ``rules`` the
    compound's parameters; neither changes afterwards but by ``repin``. ``closes_at`` is
    exclusive. ``concerns`` names an organisation the vote is about: its people are no officers
    and see nothing before the result. ``opened_key`` is the private half of the poll's key, sealed
    for the street; it is here only after two counters have opened the ballots.
    """

    class State(models.TextChoices):
        DRAFT = "draft", said("草稿")
        LOCKED = "locked", said("已锁定")
        POSTED = "posted", said("公示中")
        VOTING = "voting", said("投票中")
        CLOSED = "closed", said("已截止待开票")
        JUDGED = "judged", said("已计票")
        ANNOUNCED = "announced", said("结果公告中")
        FINAL = "final", said("已生效归档")
        VOIDED = "voided", said("已作废")

    compound = StreetForeignKey(Compound)
    matter = StreetForeignKey(Matter, null=True, blank=True)
    number = models.CharField("编号", max_length=20, blank=True)
    title = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    convener = models.CharField("召集人", max_length=80)
    contact_name = models.CharField("联系人", max_length=40)
    contact_phone = models.CharField("联系电话", max_length=40)
    return_place = models.CharField("纸质票投递处", max_length=120, blank=True)
    concerns = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    region = models.CharField("法规区划", max_length=6)
    law = models.JSONField("法规快照", default=dict)
    rules = models.JSONField("计票规则", default=dict)
    rule_sources = models.JSONField("规则依据", default=dict)
    online_counts = models.BooleanField("线上票计入", default=False)
    phases = models.JSONField("分期范围", default=list)
    opens_on = models.DateField("投票首日", null=True, blank=True)
    closes_at = models.DateTimeField("截止", null=True, blank=True)
    reminder_days = models.JSONField("提醒节奏", default=list)
    public_key = models.BinaryField(default=b"")
    opened_key = models.BinaryField(default=b"")
    roll_persons = models.PositiveIntegerField("名册人数", default=0)
    roll_area = models.PositiveBigIntegerField("名册面积", default=0)
    locked_on = models.DateField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    objections_until = models.DateField(null=True, blank=True)
    final_on = models.DateField(null=True, blank=True)
    result = models.JSONField("结果", default=dict)
    void_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "表决"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "number"],
                condition=~models.Q(number=""),
                name="poll_number_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="poll_compound"),
            models.Index(fields=["street", "state", "closes_at"], name="poll_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_voting(self) -> bool:
        return self.state == self.State.VOTING

    @property
    def is_judged(self) -> bool:
        return self.state in {self.State.JUDGED, self.State.ANNOUNCED, self.State.FINAL}

    @property
    def is_announced(self) -> bool:
        """Whether everybody may read the result; between count and announcement only officers do."""
        return self.state in {self.State.ANNOUNCED, self.State.FINAL}


class PollOfficer(StreetModel):
    """A counter (计票人) or witness (监票人) of one poll.

    A counter keeps a share of the poll's key under a passphrase of his own; two of them open the
    ballots. ``share`` is that envelope; the passphrase is nowhere in the system.
    """

    class Duty(models.TextChoices):
        COUNTER = "counter", said("计票人")
        WITNESS = "witness", said("监票人")
        ENVELOPE = "envelope", said("封存信封")

    poll = StreetForeignKey(Poll, related_name="officers")
    person = StreetForeignKey(Person, null=True, blank=True)
    duty = models.CharField("职责", max_length=10, choices=Duty.choices)
    standing = models.CharField("身份", max_length=60, blank=True)
    share_index = models.PositiveSmallIntegerField(default=0)
    share = models.BinaryField(default=b"")
    share_salt = models.BinaryField(default=b"")
    share_kept_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField("确认结果", null=True, blank=True)

    class Meta:
        verbose_name = "表决工作人员"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "poll", "person", "duty"], name="officer_once"
            )
        ]
