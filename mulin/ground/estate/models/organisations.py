"""Organisations, what they do for whom, and who holds which post in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulin.ground.estate.models.persons import Person
from mulin.ground.estate.models.places import Building, Community, Compound
from mulin.ground.streets.models import StreetForeignKey, StreetModel
from mulin.kit.rights import Role
from mulin.kit.words import said


class Organisation(StreetModel):
    """A body that acts in the street: an office, a company, a committee, a club."""

    class Kind(models.TextChoices):
        STREET_OFFICE = "street_office", said("街道办事处")
        PROPERTY_OFFICE = "property_office", said("物业管理办公室")
        SOCIAL_WORK_AGENCY = "social_work_agency", said("物业社工机构")
        GUIDANCE_CENTRE = "guidance_centre", said("物业服务指导中心")
        RESIDENTS_COMMITTEE = "residents_committee", said("居委会")
        PARTY_BRANCH = "party_branch", said("小区党组织")
        OWNERS_COMMITTEE = "owners_committee", said("业主委员会")
        INTERIM_COMMITTEE = "interim_committee", said("物业管理委员会")
        AUTONOMY_COMMITTEE = "autonomy_committee", said("居民自治委员会")
        SUPERVISORY_COMMITTEE = "supervisory_committee", said("监督委员会")
        PROPERTY_COMMITTEE = "property_committee", said("物业管理工作委员会（物委会）")
        MEDIATION_COMMITTEE = "mediation_committee", said("人民调解委员会")
        PREPARATORY_GROUP = "preparatory_group", said("筹备组")
        PROPERTY_COMPANY = "property_company", said("物业服务企业")
        DEVELOPER = "developer", said("建设单位")
        LAW_FIRM = "law_firm", said("律师事务所")
        ACCOUNTING_FIRM = "accounting_firm", said("会计师事务所")
        SOCIAL_ORGANISATION = "social_organisation", said("社会组织")
        CLUB = "club", said("社团")
        MERCHANT = "merchant", said("商户")
        COMPANY = "company", said("企业")

    kind = models.CharField(said("类别"), max_length=24, choices=Kind.choices)
    name = models.CharField(said("名称"), max_length=100)
    credit_code = models.CharField(said("统一社会信用代码"), max_length=18, blank=True)
    phone = models.CharField(said("电话"), max_length=40, blank=True)
    community = StreetForeignKey(Community, null=True, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    ended_on = models.DateField(said("撤销"), null=True, blank=True)
    import_batch_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = said("组织")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["street", "kind", "name"], name="organisation_name_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["street", "credit_code"], name="organisation_credit"),
            models.Index(fields=["street", "name"], name="organisation_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Engagement(StreetModel):
    """What an organisation does for a compound, a community or another organisation.

    ``valid_to`` is the last day.
    """

    class Kind(models.TextChoices):
        MANAGES = "manages", said("提供物业服务")
        COVERS = "covers", said("覆盖指导")
        COACHES = "coaches", said("业务指导")
        DEVELOPED = "developed", said("开发建设")
        ADVISES = "advises", said("专业支持")

    organisation = StreetForeignKey(Organisation, related_name="engagements")
    kind = models.CharField(said("关系"), max_length=12, choices=Kind.choices)
    coached = StreetForeignKey(Organisation, null=True, blank=True, related_name="coached_by")
    compound = StreetForeignKey(Compound, null=True, blank=True)
    community = StreetForeignKey(Community, null=True, blank=True)
    valid_from = models.DateField(said("起"))
    valid_to = models.DateField(said("止"), null=True, blank=True)

    class Meta:
        verbose_name = said("服务与指导关系")
        indexes: ClassVar = [
            models.Index(fields=["street", "compound", "kind"], name="engagement_compound"),
            models.Index(fields=["street", "organisation"], name="engagement_organisation"),
        ]


class Appointment(StreetModel):
    """A person holding a post in an organisation, at a place, for a time.

    ``role`` is what the post permits; it reaches the narrowest place named here: building,
    compound, community, else the whole street. ``valid_to`` is the last day.
    """

    person = StreetForeignKey(Person, related_name="appointments")
    organisation = StreetForeignKey(Organisation, related_name="appointments")
    role = models.CharField(said("角色"), max_length=24, choices=[(r.value, r.value) for r in Role])
    title = models.CharField(said("职务"), max_length=40)
    community = StreetForeignKey(Community, null=True, blank=True)
    compound = StreetForeignKey(Compound, null=True, blank=True)
    building = StreetForeignKey(Building, null=True, blank=True)
    valid_from = models.DateField(said("起"))
    valid_to = models.DateField(said("止"), null=True, blank=True)
    basis = models.CharField(said("依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = said("任职")
        indexes: ClassVar = [
            models.Index(fields=["street", "person"], name="appointment_person"),
            models.Index(fields=["street", "organisation"], name="appointment_organisation"),
        ]

    def __str__(self) -> str:
        return self.title
