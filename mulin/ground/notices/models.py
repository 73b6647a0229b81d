"""Public notices and their proofs, and the outbox of messages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models import Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class PublicNotice(StreetModel):
    """公示 (has a legal period) or 公告 (information) in one compound.

    ``ends_on`` is its last day, inclusive; ``paper_id`` the document as posted; ``subject_id``
    the poll or procedure it belongs to.
    """

    class Kind(models.TextChoices):
        PUBLICATION = "publication", said("公示")
        ANNOUNCEMENT = "announcement", said("公告")

    compound = StreetForeignKey(Compound)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    purpose = models.CharField("用途", max_length=30)
    title = models.CharField("标题", max_length=160)
    body = models.TextField("正文", blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    paper_id = models.UUIDField(null=True, blank=True)
    chain_head = models.CharField("链头", max_length=64, blank=True)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)
    withdrawn_on = models.DateField("撤下", null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "公示公告"
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-starts_on"], name="notice_compound"),
            models.Index(fields=["street", "subject_id"], name="notice_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Posting(StreetModel):
    """Proof that a notice hung somewhere: place, photo, day."""

    notice = StreetForeignKey(PublicNotice, related_name="postings")
    place = models.CharField("张贴处", max_length=80)
    posted_on = models.DateField("张贴日")
    photo_id = models.UUIDField(null=True, blank=True)
    by = models.CharField("张贴人", max_length=80)
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "张贴证明"


class Message(StreetModel):
    """A message waiting in, or gone through, the outbox. The address is sealed.

    ``key`` makes sending idempotent: one message of a key per street. ``due_at`` is when it is
    next tried, ``expires_at`` when it is no use any more. The office reads the text only where
    ``shown`` says so: one-time codes and receipts are for their reader alone. ``disown_code``
    opens the page on which whoever got it says that it is not his.
    """

    class Channel(models.TextChoices):
        SMS = "sms", said("短信")
        PRINTED = "printed", said("打印上门")
        INBOX = "inbox", said("站内")

    class State(models.TextChoices):
        WAITING = "waiting", said("待发")
        SENDING = "sending", said("发送中")
        SENT = "sent", said("已发")
        FAILED = "failed", said("未发出")
        DISOWNED = "disowned", said("收件人称发错")

    key = models.CharField(max_length=120)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    person_id = models.UUIDField(null=True, blank=True)
    to_sealed = models.BinaryField(default=b"")
    to_masked = models.CharField("收件人", max_length=40, blank=True)
    to_blind = models.BinaryField(default=b"", max_length=16)
    text = models.TextField("内容")
    shown = models.BooleanField("工作人员可见", default=False)
    disown_code = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    error_said = models.JSONField(null=True)
    """``error`` as it is read in another language."""

    class Meta:
        verbose_name = "消息"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "key"], name="message_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "state", "due_at"], name="message_due"),
            models.Index(fields=["street", "subject_id"], name="message_subject"),
            models.Index(fields=["street", "person_id", "-id"], name="message_person"),
            models.Index(fields=["street", "disown_code"], name="message_disown"),
        ]


class WrongNumber(StreetModel):
    """A number whose holder says that he is not the person we write to.

    Nothing more goes there until the office has looked into it and settled it.
    """

    person_id = models.UUIDField(null=True, blank=True)
    blind = models.BinaryField(max_length=16)
    masked = models.CharField("号码", max_length=40)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    message = StreetForeignKey(Message, related_name="+")
    reported_at = models.DateTimeField("何时反映")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.CharField("处理人", max_length=80, blank=True)
    settled_how = models.CharField("处理结果", max_length=200, blank=True)

    class Meta:
        verbose_name = "号码有误"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "blind"],
                condition=models.Q(settled_at__isnull=True),
                name="wrong_number_once",
            )
        ]
