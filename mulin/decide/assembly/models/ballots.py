"""Deliveries, ballots and the count sheets of ballot boxes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.decide.assembly.models.polls import Poll
from mulin.decide.assembly.models.roll import RollEntry
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Delivery(StreetModel):
    """The ballot paper reached (or did not reach) one entry, how, and the evidence."""

    class Method(models.TextChoices):
        IN_PERSON = "in_person", said("当面送达")
        HOUSEHOLD = "household", said("同住成年家属签收")
        REGISTERED_MAIL = "registered_mail", said("挂号信")
        SMS = "sms", said("短信")
        POSTED = "posted", said("公告送达")
        FAILED = "failed", said("未送达")

    poll = StreetForeignKey(Poll, related_name="deliveries")
    entry = StreetForeignKey(RollEntry, related_name="deliveries")
    method = models.CharField("方式", max_length=16, choices=Method.choices)
    delivered_on = models.DateField("日期")
    proved = models.BooleanField("有凭证", default=False)
    received_by = models.CharField("签收人", max_length=40, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)
    paper_id = models.UUIDField("凭证", null=True, blank=True)
    by = models.CharField("送达人", max_length=80)
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "送达"
        indexes: ClassVar = [
            models.Index(fields=["street", "poll", "entry"], name="delivery_entry")
        ]


class Ballot(StreetModel):
    """表决票: one signer's vote for one entry. Earlier ones stay, with ``replaced_at``.

    ``envelope`` holds the choices under the poll's public key. ``comparison`` is a keyed digest of
    a paper ballot's first entry, kept only until the second entry is compared with it.
    ``own_copy`` opens only with the voter's own browser and is erased at close. ``receipt``
    proves taking and counting, never how.
    """

    class Channel(models.TextChoices):
        ONLINE = "online", said("线上")
        PAPER = "paper", said("纸质")
        OFFICIAL = "official", said("官方系统")

    class State(models.TextChoices):
        PENDING = "pending", said("待复核")
        DISPUTED = "disputed", said("两次录入不一致")
        TAKEN = "taken", said("已收")
        WITHDRAWN = "withdrawn", said("已撤回")

    poll = StreetForeignKey(Poll, related_name="ballots")
    entry = StreetForeignKey(RollEntry, related_name="ballots")
    signer = models.CharField("签票人", max_length=64)
    channel = models.CharField("渠道", max_length=10, choices=Channel.choices)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.TAKEN)
    envelope = models.BinaryField(default=b"")
    comparison = models.BinaryField(default=b"", max_length=16)
    own_copy = models.BinaryField(default=b"")
    signature_id = models.UUIDField(null=True, blank=True)
    photo_id = models.UUIDField(null=True, blank=True)
    proxy = models.CharField("代理人", max_length=64, blank=True)
    proxy_paper_id = models.UUIDField(null=True, blank=True)
    invalid = models.CharField("无效原因", max_length=60, blank=True)
    box = models.CharField("票箱", max_length=20, blank=True)
    receipt = models.CharField("回执码", max_length=20)
    cast_at = models.DateTimeField("收到")
    entered_by = models.BigIntegerField(null=True, blank=True)
    confirmed_by = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "表决票"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "poll", "entry", "signer"],
                condition=Q(replaced_at__isnull=True),
                name="ballot_live_once",
            ),
            models.UniqueConstraint(fields=["street", "receipt"], name="ballot_receipt_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["street", "poll", "entry"], name="ballot_entry")]


class CountSheet(StreetModel):
    """点票单: what was counted out of one ballot box; must match the entered ballots to close."""

    poll = StreetForeignKey(Poll, related_name="count_sheets")
    box = models.CharField("票箱", max_length=20)
    papers = models.PositiveIntegerField("票数")
    invalid = models.PositiveIntegerField("其中无效", default=0)
    counted_by = models.CharField("点票人", max_length=120)
    counted_at = models.DateTimeField()
    paper_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "点票单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "poll", "box"], name="sheet_box_once")
        ]
