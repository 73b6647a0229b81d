"""Facts, the links that chain them, and who read whose personal data."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from mulin.ground.record.events import Event, told
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Fact(StreetModel):
    """One thing that happened. Never updated; only ``personal`` may be erased.

    ``body`` holds the public fields, ``personal`` maps a field to ``[salt, value]``,
    ``commitments`` maps the same field to SM3(salt ‖ value). ``digest`` covers everything but
    ``personal``.
    """

    at = models.DateTimeField("时刻")
    on = models.DateField("日期")
    kind = models.CharField("类别", max_length=60)
    account_id = models.BigIntegerField("账号", null=True)
    person_id = models.UUIDField("人员", null=True)
    by = models.CharField("身份", max_length=80)
    compound_id = models.UUIDField("小区", null=True)
    subject_id = models.UUIDField("对象", null=True)
    body = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)
    personal = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "事实"
        indexes: ClassVar = [
            models.Index(fields=["street", "-id"], name="fact_recent"),
            models.Index(fields=["street", "subject_id", "-id"], name="fact_subject"),
            models.Index(fields=["street", "compound_id", "-id"], name="fact_compound"),
        ]

    @property
    def sentence(self) -> str:
        """The fact as people read it; personal fields that were erased show as such."""
        known = Event.kinds.get(self.kind)
        values: dict[str, Any] = dict(self.body)
        for name in self.commitments:
            values[name] = self.personal[name][1] if name in self.personal else said("（已删除）")
        if known is None:
            return self.kind
        return told(known.sentence, values)


class Link(StreetModel):
    """The ``seq``-th link of a street's chain: ``hash`` = SM3 of prev, seq and the fact's digest."""

    seq = models.BigIntegerField()
    fact = StreetForeignKey(Fact, related_name="links")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "seq"], name="link_seq_once"),
            models.UniqueConstraint(fields=["street", "fact"], name="link_fact_once"),
        ]


class Head(StreetModel):
    """The newest link of a street: the row the sealer locks, so that a street has one sealer."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["street"], name="head_once")]


class DayHead(StreetModel):
    """The chain's head at the end of a day's links: printed on notices and shown publicly."""

    day = models.DateField()
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "day"], name="dayhead_once")
        ]


class PersonalRead(StreetModel):
    """Somebody looked at a personal field in the clear. The person concerned may see this."""

    at = models.DateTimeField("时刻")
    person_id = models.UUIDField("被查看人")
    field = models.CharField("字段", max_length=40)
    account_id = models.BigIntegerField("查看账号", null=True)
    post = models.CharField("岗位", max_length=80)
    organisation = models.CharField("单位", max_length=80, blank=True)
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "查看记录"
        indexes: ClassVar = [
            models.Index(fields=["street", "person_id", "-id"], name="read_person")
        ]
