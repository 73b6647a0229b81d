"""The green channel: who can be asked to come, what was asked, what they answered."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from mulin.decide.workshop.models.mandates import Workshop
from mulin.decide.workshop.topics import PROFESSIONS, TOPICS
from mulin.ground.estate.models import Compound
from mulin.ground.matters.models import Matter
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Contact(StreetModel):
    """Somebody in an office or a profession whom the street may ask. The telephone is sealed."""

    profession = models.CharField(
        said("哪一方"), max_length=12, choices=[(p.code, p.name) for p in PROFESSIONS]
    )
    organisation = models.CharField(said("单位"), max_length=80)
    name = models.CharField(said("姓名"), max_length=40)
    post = models.CharField(said("职务"), max_length=40, blank=True)
    phone_sealed = models.BinaryField(default=b"")
    phone_masked = models.CharField(said("电话"), max_length=40, blank=True)
    topics = models.JSONField(said("擅长"), default=list)
    days = models.CharField(said("什么时候找得到"), max_length=80, blank=True)
    ended_on = models.DateField(said("不再联系"), null=True, blank=True)

    class Meta:
        verbose_name = said("绿色通道联系人")
        indexes: ClassVar = [
            models.Index(fields=["street", "profession"], name="contact_profession")
        ]


class GreenRequest(StreetModel):
    """One request to several parties at once. They see ``title`` and ``text``, nothing else of it.

    ``about_id``: the procedure it is for, where it is for one; ``about`` says which.
    """

    class State(models.TextChoices):
        OPEN = "open", said("办理中")
        CLOSED = "closed", said("办结")
        WITHDRAWN = "withdrawn", said("撤回")

    number = models.CharField(said("编号"), max_length=20)
    compound = StreetForeignKey(Compound)
    matter = StreetForeignKey(Matter, null=True, blank=True, related_name="+")
    about_id = models.UUIDField(null=True, blank=True)
    about = models.CharField(said("程序"), max_length=120, blank=True)
    workshop = StreetForeignKey(Workshop, null=True, blank=True, related_name="+")
    topic = models.CharField(
        said("主题"), max_length=12, choices=[(t.code, t.name) for t in TOPICS]
    )
    title = models.CharField(said("什么事"), max_length=80)
    text = models.TextField(said("给对方看的内容"), max_length=600)
    agreed = models.CharField(said("谁同意告知"), max_length=120)
    state = models.CharField(said("状态"), max_length=10, choices=State.choices, default=State.OPEN)
    asked_on = models.DateField(said("发出"))
    asked_by = models.CharField(said("发出人"), max_length=80)
    due_on = models.DateField(said("答复期限"))
    how_due = models.CharField(said("怎样算"), max_length=200, blank=True)
    outcome = models.CharField(said("结果"), max_length=300, blank=True)
    closed_on = models.DateField(said("办结日"), null=True, blank=True)

    class Meta:
        verbose_name = said("绿色通道")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "number"], name="green_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "-id"], name="green_compound"),
            models.Index(fields=["street", "matter"], name="green_matter"),
        ]


class GreenParty(StreetModel):
    """One of those asked. ``digest``: of the secret in the link that was sent to them, which opens
    one page, takes one answer and ends on ``link_until``."""

    class Stance(models.TextChoices):
        WAITING = "waiting", said("等答复")
        COMES = "comes", said("到场")
        ADVISES = "advises", said("书面或电话答复")
        CANNOT = "cannot", said("来不了")

    class Way(models.TextChoices):
        LINK = "link", said("本人从链接答复")
        CLERK = "clerk", said("工作人员代记")

    request = StreetForeignKey(GreenRequest, related_name="parties")
    contact = StreetForeignKey(Contact, related_name="asked")
    digest = models.CharField(max_length=64)
    link_until = models.DateField()
    stance = models.CharField(
        said("答复"), max_length=8, choices=Stance.choices, default=Stance.WAITING
    )
    answer = models.CharField(said("说明"), max_length=400, blank=True)
    answered_at = models.DateTimeField(said("答复时刻"), null=True, blank=True)
    answered_on = models.DateField(said("答复日"), null=True, blank=True)
    way = models.CharField(said("怎样答复"), max_length=6, choices=Way.choices, blank=True)
    entered_by = models.CharField(said("登记人"), max_length=80, blank=True)

    class Meta:
        verbose_name = said("绿色通道的一方")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "request", "contact"], name="green_party_once"
            )
        ]

    def late_on(self, day: date, due: date) -> bool:
        """Whether the answer is, or came, after the day it was asked for."""
        return (self.answered_on or day) > due
