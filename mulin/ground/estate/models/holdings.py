"""Who owns, rents and acts for whom. Rows end with a date; ownership on a day is a fact."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulin.ground.estate.models.organisations import Organisation
from mulin.ground.estate.models.persons import Person
from mulin.ground.estate.models.places import Unit
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.words import said

ONE_HOLDER = Q(person__isnull=False, organisation__isnull=True) | Q(
    person__isnull=True, organisation__isnull=False
)


class Ownership(StreetModel):
    """A person or an organisation owns a unit, alone or with a share.

    ``valid_from`` null means: since before the register. ``valid_to`` is the first day on which
    it no longer holds. Shares are numerator / denominator; 0/0 means owned in common (共同共有).
    """

    unit = StreetForeignKey(Unit, related_name="ownerships")
    person = StreetForeignKey(Person, null=True, blank=True, related_name="ownerships")
    organisation = StreetForeignKey(Organisation, null=True, blank=True, related_name="ownerships")
    share_numerator = models.PositiveIntegerField("份额分子", default=0)
    share_denominator = models.PositiveIntegerField("份额分母", default=0)
    basis = models.CharField("依据", max_length=60, blank=True)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "产权"
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_HOLDER, name="ownership_one_holder")
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "unit"], name="ownership_unit"),
            models.Index(fields=["street", "person"], name="ownership_person"),
            models.Index(
                fields=["street", "organisation"],
                condition=Q(organisation__isnull=False),
                name="ownership_organisation",
            ),
        ]


class Tenancy(StreetModel):
    """A person rents or occupies a unit; ``valid_to`` is the first day on which it no longer holds."""

    class Kind(models.TextChoices):
        TENANT = "tenant", said("租户")
        FAMILY = "family", said("同住家人")
        HELPER = "helper", said("住家服务")

    unit = StreetForeignKey(Unit, related_name="tenancies")
    person = StreetForeignKey(Person, related_name="tenancies")
    kind = models.CharField("身份", max_length=10, choices=Kind.choices, default=Kind.TENANT)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "使用人"
        indexes: ClassVar = [
            models.Index(fields=["street", "unit"], name="tenancy_unit"),
            models.Index(fields=["street", "person"], name="tenancy_person"),
        ]


class ActsFor(StreetModel):
    """A person acting for an owner: heir, guardian, legal representative, attorney; with a paper.

    Without a ``unit`` it holds for all the owner has. ``valid_to`` is the last day.
    """

    class Kind(models.TextChoices):
        HEIR = "heir", said("继承人")
        GUARDIAN = "guardian", said("监护人")
        LEGAL_REPRESENTATIVE = "legal_representative", said("法定代表人")
        ATTORNEY = "attorney", said("受托人")

    agent = StreetForeignKey(Person, related_name="acts_for")
    principal = StreetForeignKey(Person, null=True, blank=True, related_name="represented_by")
    organisation = StreetForeignKey(
        Organisation, null=True, blank=True, related_name="represented_by"
    )
    unit = StreetForeignKey(Unit, null=True, blank=True)
    kind = models.CharField("关系", max_length=24, choices=Kind.choices)
    paper_id = models.UUIDField("证明文件", null=True, blank=True)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "代为行使"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(principal__isnull=False, organisation__isnull=True)
                | Q(principal__isnull=True, organisation__isnull=False),
                name="acts_for_one_principal",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "agent"], name="acts_for_agent"),
            models.Index(fields=["street", "principal"], name="acts_for_principal"),
            models.Index(fields=["street", "organisation"], name="acts_for_organisation"),
        ]
