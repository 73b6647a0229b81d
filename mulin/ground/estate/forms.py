"""Forms of the register: they check shapes and know no business."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.models import (
    ActsFor,
    Community,
    Compound,
    Tenancy,
    Unit,
)
from mulin.ground.estate.numbers import (
    ID_LABELS,
    BadNumber,
    IdKind,
    credit_code,
    half_width,
    identity,
    telephone,
)
from mulin.ground.page.fields import DayField
from mulin.kit.ids import uuid7

AREA = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,2}))?")


class AreaField(forms.CharField):
    """Square metres with at most two decimals → integer of 0.01 m²."""

    def to_python(self, value: Any) -> Any:
        plain = half_width(str(value or "")).removesuffix("㎡").strip()
        if not plain:
            return None
        found = AREA.fullmatch(plain)
        if found is None:
            raise ValidationError(_("面积请写成 89.62 这样，最多两位小数。"))
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


class NumberField(forms.CharField):
    """A telephone, identity number or credit code, checked by its own rule; kept as typed."""

    def __init__(self, rule: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rule = rule

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text:
            try:
                self.rule(text)
            except BadNumber as error:
                raise ValidationError(f"{error}。") from error
        return str(text)


def day_field(label: Any, **more: Any) -> forms.DateField:
    return DayField(label=label, **more)


def _why() -> forms.CharField:
    help_text = _("会留在记录里，例如：业主出示了不动产权证。")
    return forms.CharField(label=_("理由"), max_length=200, help_text=help_text)


class OnceForm(forms.Form):
    """A creating form carries the new row's identifier: a second click makes no second row."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid7(), **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)


class CommunityForm(OnceForm):
    """A new community."""

    name = forms.CharField(label=_("社区名称"), max_length=60)
    code = forms.CharField(
        label=_("统计用区划代码"), max_length=12, required=False, help_text=_("12 位，可以以后补。")
    )


class CompoundForm(OnceForm):
    """A new compound."""

    community = forms.ModelChoiceField(label=_("社区"), queryset=Community.objects.none())
    name = forms.CharField(label=_("小区名称"), max_length=60)
    slug = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写字母、数字、短横，例如 fenglin；以后不变。"),
    )
    kind = forms.ChoiceField(label=_("类型"), choices=Compound.Kind.choices)
    mode = forms.ChoiceField(label=_("管理模式"), choices=Compound.Mode.choices)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    first_delivered_on = day_field(_("首套交付日期"), required=False)

    def __init__(self, communities: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]


class CorrectCompoundForm(forms.Form):
    """What may be corrected about a compound."""

    name = forms.CharField(label=_("小区名称"), max_length=60)
    kind = forms.ChoiceField(label=_("类型"), choices=Compound.Kind.choices)
    mode = forms.ChoiceField(label=_("管理模式"), choices=Compound.Mode.choices)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    first_delivered_on = day_field(_("首套交付日期"), required=False)
    why = _why()


class BuildingForm(OnceForm):
    """A new building."""

    label = forms.CharField(label=_("楼号"), max_length=20, help_text=_("只写号，例如 4 或 A。"))
    phase = forms.CharField(label=_("分期"), max_length=20, required=False)
    floors = forms.IntegerField(label=_("层数"), min_value=0, max_value=200, required=False)


class CorrectBuildingForm(forms.Form):
    """What may be corrected about a building."""

    phase = forms.CharField(label=_("分期"), max_length=20, required=False)
    floors = forms.IntegerField(label=_("层数"), min_value=0, max_value=200, required=False)
    why = _why()


class CorrectUnitForm(forms.Form):
    """What may be corrected about a unit."""

    use = forms.ChoiceField(label=_("用途"), choices=Unit.Use.choices)
    status = forms.ChoiceField(label=_("状态"), choices=Unit.Status.choices)
    voting_area = AreaField(
        label=_("专有部分面积（㎡）"), help_text=_("计票用，以不动产登记簿为准。")
    )
    area_source = forms.ChoiceField(label=_("面积来源"), choices=Unit.AreaSource.choices)
    gross_area = AreaField(label=_("建筑面积（㎡）"), required=False)
    layout = forms.CharField(label=_("户型"), max_length=20, required=False)
    delivered_on = day_field(_("交付日期"), required=False)
    why = _why()


class RenumberForm(forms.Form):
    """Another room number."""

    room = forms.CharField(label=_("新的房间号"), max_length=20)
    why = _why()


class PersonFields(forms.Form):
    """A natural person: name, numbers, document."""

    name = forms.CharField(label=_("姓名"), max_length=80)
    phone = NumberField(telephone, label=_("电话"), max_length=40, required=False)
    id_kind = forms.ChoiceField(
        label=_("证件类型"),
        required=False,
        choices=[("", _("按号码判断")), *((k.value, w) for k, w in ID_LABELS.items())],
    )
    id_number = forms.CharField(label=_("证件号"), max_length=24, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number, kind = cleaned.get("id_number"), cleaned.get("id_kind")
        if number:
            try:
                identity(number, IdKind(kind) if kind else None)
            except BadNumber as error:
                self.add_error("id_number", f"{error}。")
        return cleaned


class CorrectPersonForm(PersonFields):
    """Corrections to a person; empty numbers leave what is there."""

    died_on = day_field(_("去世日期"), required=False)
    why = _why()


class OwnerForm(OnceForm, PersonFields):
    """An owner to be added or to receive a unit: a person, or an organisation by name and code."""

    holder = forms.ChoiceField(
        label=_("业主是"),
        choices=[("person", _("个人")), ("organisation", _("单位"))],
        widget=forms.RadioSelect,
        initial="person",
    )
    credit = NumberField(
        credit_code,
        label=_("统一社会信用代码"),
        max_length=24,
        required=False,
        help_text=_("业主是单位时填写，没有可以留空。"),
    )
    share = forms.CharField(
        label=_("份额"),
        max_length=12,
        required=False,
        help_text=_("例如 1/2；单独所有或共同共有可以留空。"),
    )
    day = day_field(_("从哪一天起"), required=False)
    basis = forms.CharField(
        label=_("依据"), max_length=60, help_text=_("例如：不动产权证、买卖合同、法院文书。")
    )

    field_order = ("holder", "name", "phone", "id_kind", "id_number", "credit", "share", "day")

    def clean_share(self) -> tuple[int, int]:
        plain = half_width(self.cleaned_data["share"])
        if not plain:
            return 0, 0
        found = re.fullmatch(r"([0-9]{1,5})/([0-9]{1,5})", plain)
        if found is None or not 0 < int(found[1]) <= int(found[2]):
            raise ValidationError(_("份额请写成 1/2 这样，不超过 1。"))
        return int(found[1]), int(found[2])


class TransferForm(OwnerForm):
    """A transfer: all present owners hand over to one; further ones are added afterwards."""

    day = day_field(_("过户日期"))


class EndForm(forms.Form):
    """A day and a reason."""

    day = day_field(_("从哪一天起"))
    why = _why()


class TenancyForm(OnceForm, PersonFields):
    """Somebody who lives in a unit without owning it."""

    kind = forms.ChoiceField(label=_("身份"), choices=Tenancy.Kind.choices)
    day = day_field(_("入住日期"))
    until = day_field(_("搬离日期"), required=False)

    field_order = ("kind", "name", "phone", "id_kind", "id_number", "day", "until")


class ActsForForm(OnceForm, PersonFields):
    """Somebody who acts for an owner, with a paper."""

    principal = forms.ChoiceField(label=_("代哪位业主"), choices=())
    kind = forms.ChoiceField(label=_("关系"), choices=ActsFor.Kind.choices)
    day = day_field(_("生效日期"))
    until = day_field(_("截止日期"), required=False)
    paper = forms.FileField(
        label=_("证明文件"), help_text=_("委托书、公证书、监护或继承证明；PDF 或照片。")
    )

    field_order = ("principal", "kind", "name", "phone", "id_kind", "id_number", "day", "until")

    def __init__(self, principals: Iterable[tuple[str, str]], data: Any = None, **kw: Any) -> None:
        super().__init__(data, **kw)
        self.fields["principal"].choices = list(principals)  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Two persons and a reason."""

    first = forms.UUIDField()
    second = forms.UUIDField()
    reason = forms.CharField(max_length=200)


def starting_today(today: date) -> dict[str, Any]:
    """Initial values of forms that ask from which day."""
    return {"day": today}
