"""Forms of the import screens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.ground.estate.forms import AreaField, OnceForm
from mulin.ground.estate.models import ImportBatch, Unit
from mulin.ground.page.fields import DayField
from mulin.kit.masking import mask_account, mask_names
from mulin.portable.roster_columns import FIELDS, missing_fields

PREFIX = "column_"
PERSONAL = re.compile(r"[0-9]{10,17}[0-9Xx]")


class UploadForm(OnceForm):
    """A roster file."""

    file = forms.FileField(
        label=_("名册文件"), help_text=_("Excel（.xlsx、.xls）或 .csv，20 MB 以内。")
    )
    kind = forms.ChoiceField(
        label=_("内容"), choices=ImportBatch.Kind.choices, widget=forms.RadioSelect, initial="rooms"
    )


class TotalArea(AreaField):
    """Square metres of a whole compound: more digits than a home."""

    def to_python(self, value: Any) -> Any:
        plain = str(value or "").replace(",", "").replace("，", "").strip()
        whole, _point, rest = plain.partition(".")
        if plain and not (whole.isdecimal() and len(whole) <= 9 and (rest.isdecimal() or not rest)):
            raise forms.ValidationError(_("面积请写成 12345.67 这样。"))
        if len(rest) > 2:
            raise forms.ValidationError(_("面积最多两位小数。"))
        return int(whole) * 100 + int(rest.ljust(2, "0") or "0") if plain else None


class ColumnsForm(forms.Form):
    """Which column means what, and what the person counted himself."""

    area_source = forms.ChoiceField(
        label=_("专有部分面积从哪里来"),
        choices=[("", _("请选择")), *Unit.AreaSource.choices],
        help_text=_("计票以不动产登记簿为准，其次测绘、合同。"),
    )
    control_rows = forms.IntegerField(
        label=_("您数的行数"),
        min_value=1,
        required=False,
        help_text=_("填了就会核对，不符不导入。"),
    )
    control_area = TotalArea(
        label=_("您加的专有部分面积合计（㎡）"), required=False, help_text=_("填了就会核对。")
    )
    effective_on = DayField(
        label=_("业主变更的生效日期"),
        required=False,
        help_text=_("已有房屋换了业主时用；第一次导入不用填。"),
    )
    same_phone = forms.BooleanField(
        label=_("没有证件号时，姓名和电话都相同的算同一个人"), required=False
    )

    def __init__(
        self, kind: str, names: Sequence[str], proposed: Mapping[str, str], data: Any = None
    ) -> None:
        super().__init__(data)
        self.kind = kind
        choices = [("", _("没有这一列")), *((n, n) for n in names)]
        self.column_names = [f"{PREFIX}{wanted}" for wanted in FIELDS[kind]]
        for wanted, (title, _synonyms) in FIELDS[kind].items():
            self.fields[f"{PREFIX}{wanted}"] = forms.ChoiceField(
                label=title,
                choices=choices,
                required=False,
                initial=proposed.get(wanted, ""),
                widget=forms.Select(attrs={"class": "m-input"}),
            )

    @property
    def columns(self) -> dict[str, str]:
        """Field → header, of what was chosen."""
        chosen = {f: self.cleaned_data.get(f"{PREFIX}{f}", "") for f in FIELDS[self.kind]}
        return {wanted: header for wanted, header in chosen.items() if header}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if missing := missing_fields(self.kind, self.columns):
            raise forms.ValidationError(
                _("还要选这些列：%(names)s。") % {"names": "、".join(missing)}
            )
        if self.kind == "rooms" and "voting_area" not in self.columns:
            self.add_error(
                f"{PREFIX}voting_area",
                _("请选专有部分面积是哪一列；名册里确实没有，就先补上再导入。"),
            )
        if cleaned.get("control_area") and "voting_area" not in self.columns:
            self.add_error("control_area", _("没有选面积列，无法核对。"))
        return cleaned


def masked_sample(column: str, text: str) -> str:
    """A sample as it is enough to recognise its column: people's names and numbers masked."""
    field = column.removeprefix(PREFIX)
    if field in ("phone", "identity") or PERSONAL.fullmatch(text):
        return mask_account(text)
    return mask_names(text) if field == "owner" else text
