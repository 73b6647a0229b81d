"""Forms of changes to what stands: units split and merged, buildings renumbered, compounds regrouped."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import AREA, AreaField, OnceForm
from mulin.ground.estate.models import Building, Compound
from mulin.ground.estate.numbers import half_width
from mulin.ground.page.fields import DayField


def _basis() -> forms.CharField:
    return forms.CharField(
        label=_("依据"), max_length=200, help_text=_("会留在记录里，例如：不动产权证书编号。")
    )


class PartsField(forms.CharField):
    """One unit a line: room, exclusive area, gross area where it is known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, **kwargs)

    def clean(self, value: Any) -> list[tuple[str, int, int]]:
        lines = [half_width(line).split() for line in str(super().clean(value)).splitlines()]
        return [self._part(n, words) for n, words in enumerate(lines, start=1) if words]

    def _part(self, number: int, words: list[str]) -> tuple[str, int, int]:
        if not 2 <= len(words) <= 3 or len(words[0]) > 20:
            raise ValidationError(
                _("第 %(n)s 行：请写“房间号 专有面积 建筑面积”，建筑面积可以不写。"),
                params={"n": number},
            )
        areas = [AREA.fullmatch(word.removesuffix("㎡")) for word in words[1:]]
        if None in areas:
            raise ValidationError(
                _("第 %(n)s 行：面积请写成 89.62 这样，最多两位小数。"), params={"n": number}
            )
        voting, gross = [*(_hundredths(a) for a in areas if a), 0][:2]
        return words[0], voting, gross


def _hundredths(found: re.Match[str]) -> int:
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


class SplitUnitForm(forms.Form):
    """A unit becomes several."""

    parts = PartsField(
        label=_("拆成哪几套"),
        help_text=_("一行一套：房间号、专有面积、建筑面积，用空格隔开，例如 501A 60.50 72.00。"),
    )
    day = DayField(label=_("从哪一天起"))
    basis = _basis()


class MergeUnitsForm(forms.Form):
    """Several units become one."""

    others = forms.CharField(
        label=_("和哪几套合并"),
        max_length=400,
        help_text=_("同一小区的房号，用空格隔开，例如 1-2-502 1-2-503。业主和份额须相同。"),
    )
    room = forms.CharField(label=_("合并后的房间号"), max_length=20)
    voting_area = AreaField(label=_("合并后的专有部分面积（㎡）"))
    gross_area = AreaField(label=_("合并后的建筑面积（㎡）"), required=False)
    day = DayField(label=_("从哪一天起"))
    basis = _basis()


class RenumberBuildingForm(forms.Form):
    """Another number for a building."""

    label = forms.CharField(
        label=_("新的楼号"), max_length=20, help_text=_("只写号，例如 4 或 A。全楼房号随之改变。")
    )
    why = forms.CharField(label=_("理由"), max_length=200)


class MergeCompoundForm(forms.Form):
    """A compound goes into another, as a phase of it."""

    into = forms.ModelChoiceField(
        label=_("并入哪个小区"), queryset=Compound.objects.none(), empty_label=_("请选择")
    )
    phase = forms.CharField(
        label=_("这边的楼栋记作"),
        max_length=20,
        help_text=_("例如：二期。楼号重复的，前面会加上它。"),
    )
    own_phase = forms.CharField(
        label=_("那边还没有分期的楼栋记作"),
        max_length=20,
        required=False,
        help_text=_("例如：一期。"),
    )
    why = _basis()

    def __init__(self, compounds: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["into"].queryset = compounds  # type: ignore[attr-defined]


class SplitCompoundForm(OnceForm):
    """Some buildings become a compound of their own."""

    buildings = forms.ModelMultipleChoiceField(
        label=_("分出哪几栋"),
        queryset=Building.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "m-many"}),
    )
    name = forms.CharField(label=_("新小区名称"), max_length=60)
    slug = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写字母、数字、短横，例如 fenglin-2；以后不变。"),
    )
    why = _basis()

    field_order = ("buildings", "name", "slug", "why")

    def __init__(self, buildings: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["buildings"].queryset = buildings  # type: ignore[attr-defined]
