"""Persons. Telephone and identity numbers are sealed; what lists show is stored masked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said


class Person(StreetModel):
    """A natural person known to one street.

    ``*_sealed`` open only through a verb that records the reading; ``*_blind`` find equal values
    (phones whole and by the last four digits, identity numbers whole and by the last four).
    """

    name = models.CharField(said("姓名"), max_length=80)
    initials = models.CharField(said("拼音首字母"), max_length=20, blank=True)
    gender = models.CharField(
        said("性别"), max_length=1, blank=True, choices=[("m", said("男")), ("f", said("女"))]
    )
    phone_sealed = models.BinaryField(default=b"", blank=True)
    phone_masked = models.CharField(said("电话"), max_length=24, blank=True)
    phone_blind = models.BinaryField(default=b"", blank=True, max_length=16)
    phone_tail = models.BinaryField(default=b"", blank=True, max_length=16)
    id_kind = models.CharField(said("证件类型"), max_length=12, blank=True)
    id_sealed = models.BinaryField(default=b"", blank=True)
    id_masked = models.CharField(said("证件号"), max_length=24, blank=True)
    id_blind = models.BinaryField(default=b"", blank=True, max_length=16)
    id_tail = models.BinaryField(default=b"", blank=True, max_length=16)
    died_on = models.DateField(said("去世日期"), null=True, blank=True)
    merged_into = StreetForeignKey("estate.Person", null=True, blank=True)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("人员")
        indexes: ClassVar = [
            models.Index(fields=["street", "name"], name="person_name"),
            models.Index(fields=["street", "initials"], name="person_initials"),
            models.Index(fields=["street", "phone_blind"], name="person_phone"),
            models.Index(fields=["street", "phone_tail"], name="person_phone_tail"),
            models.Index(fields=["street", "id_blind"], name="person_identity"),
        ]

    def __str__(self) -> str:
        return self.name


class OtherPhone(StreetModel):
    """A second or third telephone number of a person, sealed like the first."""

    person = StreetForeignKey(Person, related_name="other_phones")
    sealed = models.BinaryField(default=b"")
    masked = models.CharField(said("电话"), max_length=24)
    blind = models.BinaryField(default=b"", max_length=16)
    tail = models.BinaryField(default=b"", max_length=16)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("其他电话")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["street", "person", "blind"], name="other_phone_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "blind"], name="other_phone_blind"),
            models.Index(fields=["street", "tail"], name="other_phone_tail"),
        ]


class DistinctPersons(StreetModel):
    """Somebody decided that two rows that look alike are two persons. ``first`` < ``second``."""

    first = StreetForeignKey(Person, related_name="+")
    second = StreetForeignKey(Person, related_name="+")
    reason = models.CharField(said("理由"), max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        verbose_name = said("确认不是同一人")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "first", "second"], name="distinct_persons_once"
            )
        ]


class PersonMerge(StreetModel):
    """Two rows found to be one person: what moved, so that splitting puts it back."""

    kept = StreetForeignKey(Person, related_name="merges_kept")
    merged = StreetForeignKey(Person, related_name="merges_merged")
    moved = models.JSONField(default=dict)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = said("合并记录")
