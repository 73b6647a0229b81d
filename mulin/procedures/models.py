"""A procedure under way, what was done in it, and the days that wait for somebody."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.ground.access.models import Membership
from mulin.ground.estate.models import Compound
from mulin.ground.papers.models import Paper
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class Procedure(StreetModel):
    """One lawful timetable over a compound, or over one thing in it (``about``: an issue talked over).

    ``process`` and ``law`` are those of its opening day.
    """

    class State(models.TextChoices):
        OPEN = "open", _("办理中")
        CLOSED = "closed", _("办结")
        VOIDED = "voided", _("作废")

    number = models.CharField(_("编号"), max_length=20)
    code = models.CharField(_("程序"), max_length=40)
    title = models.CharField(_("名称"), max_length=80)
    compound = StreetForeignKey(Compound)
    about_id = models.UUIDField(_("对象"), null=True, blank=True)
    about = models.CharField(_("对象名称"), max_length=120, blank=True)
    anchor = models.DateField(_("起算日"))
    opened_on = models.DateField(_("启动"))
    process = models.JSONField(_("步骤（启动日的）"))
    law = models.JSONField(_("法规（启动日的）"))
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.OPEN)
    ended_on = models.DateField(_("办结或作废"), null=True, blank=True)
    reckoned_on = models.DateField(_("推算日"), null=True)
    reminded_on = models.DateField(_("提醒日"), null=True)
    repinned_on = models.DateField(_("改按哪天的法规"), null=True, blank=True)
    why_ended = models.CharField(_("结果或理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("程序")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="procedure_number_once"),
            models.UniqueConstraint(
                fields=["street", "compound", "code"],
                condition=models.Q(state="open", about_id__isnull=True),
                name="procedure_one_open",
            ),
            models.UniqueConstraint(
                fields=["street", "about_id", "code"],
                condition=models.Q(state="open", about_id__isnull=False),
                name="procedure_one_open_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def place_and_about(self) -> str:
        """The compound and, where it is about one thing in it, that."""
        return f"{self.compound.name}「{self.about}」" if self.about else self.compound.name

    @property
    def law_of(self) -> date:
        """The day whose law it is carried by: of its opening, or of the last change to a newer one."""
        return self.repinned_on or self.opened_on


class Entry(StreetModel):
    """What somebody put down about a step: done, its day fixed, or its day put off.

    A later entry of the same kind replaces an earlier one; one withdrawn with a reason counts no more.
    ``fact_id``: the fact of a room that carried the step on, where no person put it down.
    """

    class Kind(models.TextChoices):
        DONE = "done", _("办了")
        FIXED = "fixed", _("定了日子")
        EXTENDED = "extended", _("延期")

    procedure = StreetForeignKey(Procedure, related_name="entries")
    step = models.CharField(_("步骤"), max_length=40)
    kind = models.CharField(_("登记"), max_length=8, choices=Kind.choices)
    day = models.DateField(_("日子"))
    outcome = models.CharField(_("结果"), max_length=40, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    fact_id = models.UUIDField(_("所凭事实"), null=True, blank=True)
    at = models.DateTimeField(_("登记时刻"))
    by = models.CharField(_("登记人"), max_length=80)
    withdrawn_at = models.DateTimeField(_("撤回时刻"), null=True, blank=True)
    why_withdrawn = models.CharField(_("撤回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("步骤登记")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "procedure", "step", "kind", "fact_id"],
                condition=models.Q(fact_id__isnull=False),
                name="entry_fact_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "procedure", "id"], name="entry_procedure")
        ]


class Evidence(StreetModel):
    """A document kept with an entry: the signed list, the photo of the notice, the reply."""

    entry = StreetForeignKey(Entry, related_name="evidence")
    paper = StreetForeignKey(Paper)

    class Meta:
        verbose_name = _("步骤材料")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "entry", "paper"], name="evidence_once")
        ]


class Due(StreetModel):
    """A step that somebody can and must do now. A projection: rewritten by every verb, edited by nobody.

    ``day`` is None where the law gives none.
    """

    procedure = StreetForeignKey(Procedure, related_name="dues")
    step = models.CharField(_("步骤"), max_length=40)
    title = models.CharField(_("要办的事"), max_length=120)
    owed_by = models.CharField(_("谁办"), max_length=24)
    day = models.DateField(_("最迟"), null=True, blank=True)
    article = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("待办步骤")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "procedure", "step"], name="due_step_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "day"], name="due_day")]


class Piece(StreetModel):
    """A piece of work that a step opened in a room: a vote, a notice, a meeting, a matter.

    ``subject_id`` is what the room's facts speak of. One that came to nothing counts no more, and
    the step may open another.
    """

    class Room(models.TextChoices):
        VOTE = "vote", _("业主表决")
        NOTICE = "notice", _("公示公告")
        MEETING = "meeting", _("会议")
        COMMITTEE = "committee", _("业委会会议")
        MATTER = "matter", _("事项")
        ISSUE = "issue", _("议题")
        MEDIATION = "mediation", _("人民调解")
        LIFT = "lift", _("加装电梯")

    procedure = StreetForeignKey(Procedure, related_name="pieces")
    step = models.CharField(_("步骤"), max_length=40)
    room = models.CharField(_("在哪里办"), max_length=12, choices=Room.choices)
    subject_id = models.UUIDField(_("对象"))
    title = models.CharField(_("名称"), max_length=160)
    at = models.DateTimeField(_("发起时刻"))
    by = models.CharField(_("发起人"), max_length=80)
    gone_at = models.DateTimeField(_("作罢时刻"), null=True, blank=True)
    why_gone = models.CharField(_("为什么作罢"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("步骤发起的工作")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "subject_id"], name="piece_subject_once"),
            models.UniqueConstraint(
                fields=["street", "procedure", "step"],
                condition=models.Q(gone_at__isnull=True),
                name="piece_one_standing",
            ),
        ]


class GroupMember(StreetModel):
    """Somebody in the group that prepares the assembly or the election; one who left counts no more.

    ``room``: an owner's home, held against the register when he was named.
    """

    procedure = StreetForeignKey(Procedure, related_name="group_members")
    name = models.CharField(_("姓名"), max_length=40)
    side = models.CharField(_("哪一方"), max_length=24)
    room = models.CharField(_("房号"), max_length=40, blank=True)
    leads = models.BooleanField(_("组长"), default=False)
    named_on = models.DateField(_("登记日"))
    left_on = models.DateField(_("退出日"), null=True, blank=True)
    why_left = models.CharField(_("退出理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("小组成员")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "procedure", "name", "room"],
                condition=models.Q(left_on__isnull=True),
                name="group_member_once",
            )
        ]


class Reading(StreetModel):
    """How far a street's chain of facts was read for what carries procedures on."""

    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["street"], name="reading_once")]


class Reminder(StreetModel):
    """A reminder of a step that went out, once for each due day and each number of days before it.

    ``before`` is negative for the word to the street that a step is late.
    """

    procedure = StreetForeignKey(Procedure, related_name="reminders")
    step = models.CharField(_("步骤"), max_length=40)
    day = models.DateField(_("期限"))
    before = models.SmallIntegerField(_("提前日数"))
    sent_at = models.DateTimeField(_("发出时刻"))
    to = models.CharField(_("发给谁"), max_length=200, blank=True)
    reached = models.PositiveSmallIntegerField(_("几人"), default=0)

    class Meta:
        verbose_name = _("期限提醒")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "procedure", "step", "day", "before"], name="step_reminder_once"
            )
        ]


class Feed(StreetModel):
    """A person's calendar under a secret address: compared by its digest, shown from its seal."""

    membership = StreetForeignKey(Membership)
    digest = models.CharField(_("摘要"), max_length=64)
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField(_("开通"))
    revoked_at = models.DateTimeField(_("停用"), null=True, blank=True)

    class Meta:
        verbose_name = _("日历订阅")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "membership"],
                condition=models.Q(revoked_at__isnull=True),
                name="feed_one_standing",
            )
        ]
