"""A ticket (工单): what somebody said, where, who does it, how long it may take, what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.discover.intake.models.points import PlacePoint
from mulin.ground.estate.models import Building, Compound, Organisation, Person, Stairwell, Unit
from mulin.ground.matters.models import Matter
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Ticket(StreetModel):
    """One piece of work of at most one matter.

    The limits are those of its category on the day it was raised. ``respond_by`` and ``due_at``
    are reckoned from them, from what was granted and from the pauses, and written by every verb
    that moves them: a list of fifty thousand is ordered by them. ``ended_at`` is empty while it is
    open. ``shielded``: it complains of those who serve, and they never learn who did.
    """

    class State(models.TextChoices):
        WAITING = "waiting", said("未派单")
        SENT = "sent", said("已派未接")
        WORKING = "working", said("处理中")
        PAUSED = "paused", said("暂停")
        DONE = "done", said("待回复")
        REPLIED = "replied", said("待评价")
        CLOSED = "closed", said("办结")
        MERGED = "merged", said("并入")
        DECLINED = "declined", said("不受理")

    class Channel(models.TextChoices):
        PHONE = "phone", said("手机上报")
        POINT = "point", said("扫码上报")
        COUNTER = "counter", said("前台")
        TELEPHONE = "telephone", said("电话")
        STEWARD = "steward", said("管家、网格员代报")
        AGENT = "agent", said("代办员")
        HOTLINE = "hotline", said("12345 热线")
        PATROL = "patrol", said("巡查发现")
        OTHER = "other", said("其他工作转来")

    class Level(models.TextChoices):
        HANDLER = "handler", said("承办单位")
        COMMUNITY = "community", said("社区")
        STREET = "street", said("街道")
        DEPARTMENT = "department", said("区级部门")

    class Payer(models.TextChoices):
        UNDECIDED = "undecided", said("还没有定")
        FEE = "fee", said("物业费")
        REVENUE = "revenue", said("公共收益")
        FUND = "fund", said("维修资金")
        RESIDENT = "resident", said("居民自付")

    class Solved(models.TextChoices):
        YES = "yes", said("解决了")
        PARTLY = "partly", said("解决了一部分")
        NO = "no", said("没有解决")

    number = models.CharField("编号", max_length=20)
    category = models.CharField("类别代码", max_length=24)
    kind = models.CharField("类别", max_length=20)
    title = models.CharField("诉求", max_length=60)
    text = models.TextField("情况", max_length=2000, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True, related_name="+")
    building = StreetForeignKey(Building, null=True, blank=True, related_name="+")
    stairwell = StreetForeignKey(Stairwell, null=True, blank=True, related_name="+")
    unit = StreetForeignKey(Unit, null=True, blank=True, related_name="+")
    point = StreetForeignKey(PlacePoint, null=True, blank=True, related_name="+")
    spot = models.CharField("具体位置", max_length=60, blank=True)
    channel = models.CharField("来源", max_length=10, choices=Channel.choices)
    source_number = models.CharField("来源编号", max_length=40, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    raiser = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    anonymous = models.BooleanField("不留名", default=False)
    shielded = models.BooleanField("对被反映的单位保密", default=False)
    caller = models.CharField("联系人", max_length=40, blank=True)
    caller_sealed = models.BinaryField(default=b"", blank=True)
    caller_masked = models.CharField("联系电话", max_length=24, blank=True)
    follow = models.CharField(max_length=24, blank=True)
    emergency = models.BooleanField("紧急", default=False)
    payer = models.CharField("谁出钱", max_length=10, choices=Payer.choices, default="undecided")
    fen = models.PositiveBigIntegerField("金额", default=0)
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    level = models.CharField("层级", max_length=10, choices=Level.choices, default=Level.HANDLER)
    supervised = models.BooleanField("上级督办", default=False)
    organisation = StreetForeignKey(Organisation, null=True, blank=True, related_name="+")
    worker = StreetForeignKey(Person, null=True, blank=True, related_name="+")
    round = models.PositiveSmallIntegerField("第几次办", default=1)
    respond_hours = models.PositiveSmallIntegerField(default=0)
    limit_hours = models.PositiveSmallIntegerField(default=0)
    limit_days = models.PositiveSmallIntegerField(default=0)
    granted_days = models.PositiveSmallIntegerField("延期工作日", default=0)
    stopped_days = models.PositiveSmallIntegerField(default=0)
    stopped_seconds = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField("反映")
    since = models.DateTimeField("起算")
    respond_by = models.DateTimeField("首次联系限时")
    due_at = models.DateTimeField("办结限时")
    level_due_at = models.DateTimeField("本级限时", null=True, blank=True)
    contacted_at = models.DateTimeField("首次联系", null=True, blank=True)
    sent_at = models.DateTimeField("派出", null=True, blank=True)
    taken_at = models.DateTimeField("接单", null=True, blank=True)
    paused_at = models.DateTimeField("暂停起", null=True, blank=True)
    done_at = models.DateTimeField("办完", null=True, blank=True)
    replied_at = models.DateTimeField("回复", null=True, blank=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    done = models.TextField("怎样办的", max_length=1000, blank=True)
    reply = models.TextField("怎样回复", max_length=1000, blank=True)
    why = models.CharField("理由", max_length=200, blank=True)
    solved = models.CharField("解决", max_length=6, choices=Solved.choices, blank=True)
    score = models.PositiveSmallIntegerField("满意度", null=True, blank=True)
    words = models.CharField("评价", max_length=300, blank=True)
    evaluated_at = models.DateTimeField("评价时间", null=True, blank=True)
    merged_into = StreetForeignKey("self", null=True, blank=True, related_name="+")
    before_merge = models.CharField(max_length=8, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "工单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["street", "source_number"],
                condition=~Q(source_number=""),
                name="ticket_source_once",
            ),
            models.UniqueConstraint(
                fields=["street", "follow"], condition=~Q(follow=""), name="ticket_follow_once"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                name="ticket_score_one_to_five",
            ),
            models.CheckConstraint(
                condition=~Q(anonymous=True, raiser__isnull=False), name="ticket_anonymous_is_so"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["street", "due_at", "id"],
                condition=Q(ended_at__isnull=True),
                name="ticket_open_due",
            ),
            models.Index(fields=["street", "state", "due_at"], name="ticket_state_due"),
            models.Index(fields=["street", "compound", "-id"], name="ticket_compound"),
            models.Index(fields=["street", "building", "-id"], name="ticket_building"),
            models.Index(
                fields=["street", "organisation", "state", "due_at"], name="ticket_organisation"
            ),
            models.Index(
                fields=["street", "worker", "due_at"],
                condition=Q(worker__isnull=False),
                name="ticket_worker",
            ),
            models.Index(
                fields=["street", "raiser", "-id"],
                condition=Q(raiser__isnull=False),
                name="ticket_raiser",
            ),
            models.Index(
                fields=["street", "unit", "-id"],
                condition=Q(unit__isnull=False),
                name="ticket_unit",
            ),
            models.Index(
                fields=["street", "matter"],
                condition=Q(matter__isnull=False),
                name="ticket_matter",
            ),
            models.Index(
                fields=["street", "ended_at"],
                condition=Q(ended_at__isnull=False),
                name="ticket_ended",
            ),
            models.Index(fields=["street", "raised_at"], name="ticket_raised"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


OPEN = tuple(s for s in Ticket.State if s not in ("closed", "merged", "declined"))
UNDONE = (Ticket.State.WAITING, Ticket.State.SENT, Ticket.State.WORKING, Ticket.State.PAUSED)
RUNNING = (Ticket.State.WAITING, Ticket.State.SENT, Ticket.State.WORKING)
"""States in which the clock of the work runs."""


class Pause(StreetModel):
    """The clock stood from here to there, and why."""

    class Kind(models.TextChoices):
        MATERIAL = "material", said("等材料、配件")
        ACCESS = "access", said("约不到人、进不了门")
        WEATHER = "weather", said("天气")
        PAYMENT = "payment", said("等居民确认付费")
        OTHERS = "others", said("等别的单位")

    ticket = StreetForeignKey(Ticket, related_name="pauses")
    kind = models.CharField("原因", max_length=8, choices=Kind.choices)
    why = models.CharField("说明", max_length=200)
    started_at = models.DateTimeField("起")
    ended_at = models.DateTimeField("止", null=True, blank=True)
    expected_on = models.DateField("预计恢复", null=True, blank=True)

    class Meta:
        verbose_name = "暂停"
        indexes: ClassVar = [models.Index(fields=["street", "ticket"], name="pause_ticket")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "ticket"],
                condition=Q(ended_at__isnull=True),
                name="pause_one_at_a_time",
            )
        ]


class Follower(StreetModel):
    """A neighbour has the same trouble: he hears what comes of it, and nobody hears of him."""

    ticket = StreetForeignKey(Ticket, related_name="followers")
    person = StreetForeignKey(Person, related_name="+")
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "也遇到"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "ticket", "person"], name="follower_once")
        ]


class Remark(StreetModel):
    """Something said about a ticket. ``inside``: between those who work on it."""

    class Kind(models.TextChoices):
        ADDITION = "addition", said("补充")
        NUDGE = "nudge", said("催办")
        CONTACT = "contact", said("联系")
        NOTE = "note", said("备注")

    ticket = StreetForeignKey(Ticket, related_name="remarks")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    text = models.CharField("内容", max_length=500)
    inside = models.BooleanField("仅内部可见", default=False)
    by = models.CharField("谁", max_length=80)
    at = models.DateTimeField("何时")

    class Meta:
        verbose_name = "补充和备注"
        indexes: ClassVar = [models.Index(fields=["street", "ticket", "at"], name="remark_ticket")]
