"""计票名册: written when the poll is locked; tally, paper, QR and live figures read only this."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.decide.assembly.models.polls import Poll
from mulin.ground.streets.models import StreetForeignKey, StreetModel


class RollEntry(StreetModel):
    """One set of identical owners (or the developer): one ballot paper.

    ``key`` is the owners' identifiers, sorted and joined, or ``developer``. ``cluster`` numbers
    the person this entry belongs to where overlapping owners are merged. ``code`` is printed on
    the ballot paper; ``area`` is what counts, in 0.01 m².
    """

    poll = StreetForeignKey(Poll, related_name="roll")
    seq = models.PositiveIntegerField()
    key = models.TextField()
    cluster = models.PositiveIntegerField()
    is_developer = models.BooleanField(default=False)
    names = models.CharField("业主", max_length=300)
    first_unit = models.CharField("房号", max_length=40)
    building_id = models.UUIDField(null=True)
    units = models.PositiveIntegerField("套数")
    area = models.PositiveBigIntegerField("面积")
    code = models.CharField("票码", max_length=20)

    class Meta:
        verbose_name = "名册"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "poll", "seq"], name="roll_seq_once"),
            models.UniqueConstraint(fields=["street", "code"], name="roll_code_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "poll", "cluster"], name="roll_cluster"),
            models.Index(fields=["street", "poll", "building_id", "seq"], name="roll_building"),
        ]


class RollUnit(StreetModel):
    """A unit as it stood at locking, and the entry that votes for it. ``counts``: not parking."""

    poll = StreetForeignKey(Poll, related_name="+")
    entry = StreetForeignKey(RollEntry, related_name="unit_rows")
    unit_id = models.UUIDField()
    label = models.CharField(max_length=40)
    building_id = models.UUIDField(null=True)
    stairwell_id = models.UUIDField(null=True)
    floor = models.SmallIntegerField(default=0)
    order = models.PositiveIntegerField(default=0)
    area = models.PositiveBigIntegerField()
    area_source = models.CharField(max_length=10)
    use = models.CharField(max_length=10)
    status = models.CharField(max_length=12)
    counts = models.BooleanField(default=True)

    class Meta:
        verbose_name = "名册房屋"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "poll", "unit_id"], name="roll_unit_once")
        ]
        indexes: ClassVar = [models.Index(fields=["street", "entry"], name="roll_unit_entry")]


class RollHolder(StreetModel):
    """Somebody who may sign for an entry: an owner, or who acts for one.

    ``signer`` is the owner's key that a ballot of this person carries (the principal's where he
    acts for somebody). ``code_blind`` is the one-time code printed by the counters, as a keyed
    index; the code itself is nowhere. ``proved_at`` notes that identity was proved at the counter.
    """

    poll = StreetForeignKey(Poll, related_name="+")
    entry = StreetForeignKey(RollEntry, related_name="holders")
    signer = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    name = models.CharField(max_length=100)
    acts_as = models.CharField(max_length=24, blank=True)
    id_tail = models.BinaryField(default=b"", max_length=16)
    has_phone = models.BooleanField(default=False)
    code_blind = models.BinaryField(default=b"", max_length=16)
    code_made_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    proved_by = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = "可签票人"
        indexes: ClassVar = [
            models.Index(fields=["street", "entry"], name="holder_entry"),
            models.Index(fields=["street", "poll", "code_blind"], name="holder_code"),
            models.Index(fields=["street", "person_id"], name="holder_person"),
        ]
