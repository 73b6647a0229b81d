"""Forms of organisations: what they are, whom they serve, who holds which post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import NumberField, OnceForm, day_field
from mulin.ground.estate.models import (
    Community,
    Compound,
    Engagement,
    Organisation,
)
from mulin.ground.estate.numbers import (
    credit_code,
)
from mulin.kit.rights import Role
from mulin.kit.words import said

ROLE_WORDS: dict[Role, str] = {
    Role.STREET_OFFICER: said("街道工作人员"),
    Role.COMMUNITY_WORKER: said("社区工作人员"),
    Role.COMMITTEE_MEMBER: said("业委会成员"),
    Role.VOTE_COUNTER: said("计票人"),
    Role.WITNESS: said("监票人"),
    Role.PROPERTY_MANAGER: said("物业服务人员"),
    Role.ENFORCER: said("执法人员"),
    Role.SOCIAL_WORKER: said("社工"),
    Role.WORKSHOP_WORKER: said("第三方工作室人员"),
    Role.MEDIATOR: said("人民调解员"),
    Role.AUDITOR: said("审计"),
}


class OrganisationForm(OnceForm):
    """A new organisation."""

    kind = forms.ChoiceField(label=_("类别"), choices=Organisation.Kind.choices)
    name = forms.CharField(label=_("名称"), max_length=100)
    credit = NumberField(credit_code, label=_("统一社会信用代码"), max_length=24, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    community = forms.ModelChoiceField(
        label=_("所属社区"), queryset=Community.objects.none(), required=False
    )
    compound = forms.ModelChoiceField(
        label=_("所属小区"), queryset=Compound.objects.none(), required=False
    )

    def __init__(self, communities: Any, compounds: Any, data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]
        self.fields["compound"].queryset = compounds  # type: ignore[attr-defined]


class EngagementForm(OnceForm):
    """What an organisation does for a compound, a community or another organisation."""

    kind = forms.ChoiceField(label=_("关系"), choices=Engagement.Kind.choices)
    coached = forms.ModelChoiceField(
        label=_("对哪个组织"), queryset=Organisation.objects.none(), required=False
    )
    community = forms.ModelChoiceField(
        label=_("对哪个社区"), queryset=Community.objects.none(), required=False
    )
    compound = forms.ModelChoiceField(
        label=_("对哪个小区"), queryset=Compound.objects.none(), required=False
    )
    day = day_field(_("起"))
    until = day_field(_("止"), required=False)

    def __init__(
        self, organisations: Any, communities: Any, compounds: Any, data: Any = None, **kw: Any
    ) -> None:
        super().__init__(data, **kw)
        for name, rows in (
            ("coached", organisations),
            ("community", communities),
            ("compound", compounds),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if sum(bool(cleaned.get(n)) for n in ("coached", "community", "compound")) != 1:
            raise ValidationError(_("请在组织、社区、小区里选一个对象。"))
        return cleaned


class AppointmentForm(OnceForm):
    """A person put into a post of an organisation."""

    person = forms.CharField(
        label=_("谁"),
        max_length=80,
        help_text=_("姓名；重名时再写电话或电话后四位，例如 张三 1234。"),
    )
    role = forms.ChoiceField(
        label=_("在系统里的角色"), choices=[(r.value, w) for r, w in ROLE_WORDS.items()]
    )
    title = forms.CharField(label=_("职务"), max_length=40)
    community = forms.ModelChoiceField(
        label=_("管到哪个社区"), queryset=Community.objects.none(), required=False
    )
    compound = forms.ModelChoiceField(
        label=_("管到哪个小区"), queryset=Compound.objects.none(), required=False
    )
    day = day_field(_("任职起"))
    until = day_field(_("任职止"), required=False)
    basis = forms.CharField(label=_("依据"), max_length=120, required=False)

    def __init__(self, communities: Any, compounds: Any, data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]
        self.fields["compound"].queryset = compounds  # type: ignore[attr-defined]
